import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest'
import { readConfig } from '#server/config.ts'
import { migrateToLatest, pendingMigrations } from '#server/migrate.ts'
import { startRegie } from '#server/start.ts'
import { Application } from '../../scripts/chaos/application.ts'
import { answersOf, asOwner, type OpenScan, openScan } from '../../scripts/chaos/scan.ts'
import { createEmptyDatabase } from '../support/databases.ts'
import { freePort } from '../support/free-port.ts'

const DAY = 86_400_000

const MAIN = path.join(import.meta.dirname, '../../server/main.ts')

let folder: string
const started: Program[] = []
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'regie-start-'))
})
afterAll(async () => {
  for (const { child } of started) if (child.exitCode === null) child.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

interface Program {
  child: ChildProcess
  printed(): string
  ended(): Promise<number | null>
}

function start(environment: Record<string, string>): Program {
  const env = { PATH: process.env.PATH, LOG_LEVEL: 'error', DATA_DIR: folder, ...environment }
  const child = spawn(process.execPath, [MAIN], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (printed += chunk))
  const exit = once(child, 'exit').then(([code]) => code as number | null)
  const program = { child, printed: () => printed, ended: () => exit }
  started.push(program)
  return program
}

const isReady = (program: Program) =>
  vi.waitFor(() => expect(program.printed()).toContain('Regie is ready'), { timeout: 50_000, interval: 50 })

test('every fault of the configuration is named before anything starts', async () => {
  const program = start({ PORT: 'deur', SITE_URL: 'regie', DATABASE_URL: 'mysql://x' })
  expect(await program.ended()).toBe(1)
  for (const name of ['PORT', 'SITE_URL', 'DATABASE_URL']) expect(program.printed()).toContain(`- ${name}`)
  expect(program.printed()).not.toContain('at readConfig')
})

test('a port in use is said in one sentence that tells what to do', async () => {
  const database = await createEmptyDatabase(inject('databaseUrl'))
  const occupant = net.createServer().listen(0, '127.0.0.1')
  await once(occupant, 'listening')
  const { port } = occupant.address() as net.AddressInfo
  const program = start({ PORT: String(port), DATABASE_URL: database.url })
  expect(await program.ended()).toBe(1)
  expect(program.printed()).toContain(`Port ${port} is in use by another program`)
  occupant.close()
  await database.drop()
})

test('a database that cannot be reached is said, without a stack trace', async () => {
  const program = start({ DATABASE_URL: 'postgres://nobody@127.0.0.1:1/nothing' })
  expect(await program.ended()).toBe(1)
  expect(program.printed()).toContain('database')
  expect(program.printed()).not.toMatch(/^\s+at /m)
})

test('faulty questionnaires are all named and nothing starts', async () => {
  const surveys = mkdtempSync(path.join(folder, 'surveys-'))
  writeFileSync(path.join(surveys, 'broken.json'), '{ "id": ')
  writeFileSync(path.join(surveys, 'empty.json'), '{}')
  const config = readConfig({ DATA_DIR: folder, DATABASE_URL: 'postgres://nobody@127.0.0.1:1/nothing' })
  const attempt = startRegie(config, { surveysFolder: surveys, log: () => {} })
  await expect(attempt).rejects.toThrow(/broken\.json[\s\S]*empty\.json/)
})

test('two processes that start at once on an empty database both become ready, and stop when told', async () => {
  const database = await createEmptyDatabase(inject('databaseUrl'))
  const both = [
    start({ PORT: '0', DATABASE_URL: database.url }),
    start({ PORT: '0', DATABASE_URL: database.url }),
  ]
  for (const program of both) await isReady(program)
  expect(await pendingMigrations(database.url)).toEqual([])
  for (const { child } of both) child.kill('SIGTERM')
  for (const program of both) expect(await program.ended()).toBe(0)
  await database.drop()
})

test('a migration that is interrupted leaves the state before it, and runs when the obstacle is gone', async () => {
  const database = await createEmptyDatabase(inject('databaseUrl'))
  const owner = new pg.Client({ connectionString: database.url })
  await owner.connect()
  await owner.query('create table mails (in_the_way integer)')
  await expect(migrateToLatest(database.url)).rejects.toThrow(
    /could not be brought up to date.*Nothing was changed/s,
  )
  const tables = await owner.query(
    `select table_name from information_schema.tables where table_schema = 'public'`,
  )
  expect(tables.rows.map((row) => row.table_name).filter((name) => !name.startsWith('kysely'))).toEqual([
    'mails',
  ])
  await owner.query('drop table mails')
  await migrateToLatest(database.url)
  expect(await pendingMigrations(database.url)).toEqual([])
  await owner.end()
  await database.drop()
})

test('row 80: two processes whose clocks are a day off, one ahead and one behind, open and close a scan by the clock of the database', async () => {
  const database = await createEmptyDatabase(inject('databaseUrl'))
  await migrateToLatest(database.url)
  await asOwner(database.url, (owner) =>
    owner.query(`alter database ${new URL(database.url).pathname.slice(1)} set synchronous_commit = 'off'`),
  )
  const scan = await openScan(database.url, { codes: 0, closesIn: 3600 })
  const both = await Promise.all(
    [DAY, -DAY].map(async (aheadMs) => {
      const port = await freePort()
      const program = new Application({ databaseUrl: database.url, port, dataDir: folder, aheadMs })
      await program.start()
      return program
    }),
  )
  const answers = () => Promise.all(both.map(({ url }) => submitTo(url, scan)))
  expect(await answers()).toEqual([200, 200])
  await asOwner(database.url, (owner) =>
    owner.query(`update scans set closes_at = now() - interval '1 second'`),
  )
  expect(await answers()).toEqual([410, 410])
  for (const program of both) {
    expect(program.printed()).toMatch(
      /clock of this machine is 86\d{3} seconds (ahead of|behind) that of the database/,
    )
    expect(program.printed()).toContain('PostgreSQL has synchronous_commit = off')
    await program.stop()
  }
  await database.drop()
})

async function submitTo(url: string, scan: OpenScan): Promise<number> {
  const body = {
    code: scan.link,
    submissionId: randomUUID(),
    answers: answersOf(1, scan),
    importance: [],
    comments: {},
  }
  const { status } = await fetch(`${url}/api/responses`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify(body),
  })
  return status
}

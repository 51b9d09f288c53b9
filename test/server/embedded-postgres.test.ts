import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { findRunningPostgres, startEmbeddedPostgres } from '#server/embedded-postgres.ts'
import { EmbeddedPostgresFault } from '#server/postgres/fault.ts'

const SECOND_REGIE = path.join(import.meta.dirname, '../support/start-postgres.ts')
const IS_ROOT = process.getuid?.() === 0
const silent = () => undefined

let top: string
let made: string
let dataDir: string
let count = 0
const closing: (() => Promise<unknown>)[] = []

beforeAll(async () => {
  top = await mkdtemp(path.join(tmpdir(), 'regie-embedded-'))
  await chmod(top, 0o755)
  made = path.join(top, 'made')
  const postgres = await startEmbeddedPostgres({ dataDir: made, log: silent, disposable: true })
  await query(postgres.url, `create table notes (text text not null); insert into notes values ('first')`)
  await postgres.stop()
})

afterAll(() => rm(top, { recursive: true, force: true }))

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

function folder(name: string): string {
  return path.join(dataDir, 'postgres', name)
}

/** A stopped database with one note, in a folder of this test's own. */
function copied(): string {
  dataDir = path.join(top, `copy-${++count}`)
  execFileSync('cp', ['-a', made, dataDir])
  return dataDir
}

async function start(lines: string[] = []) {
  const postgres = await startEmbeddedPostgres({ dataDir, log: (line) => lines.push(line), disposable: true })
  closing.push(postgres.stop)
  return postgres
}

async function query<T extends pg.QueryResultRow>(url: string, sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', silent)
  await client.connect()
  return client
    .query<T>(sql)
    .then(({ rows }) => rows)
    .finally(() => client.end())
}

const notes = (url: string) => query<{ text: string }>(url, 'select text from notes')
const postmasterPid = async () => Number((await readFile(folder('postmaster.pid'), 'utf8')).split('\n')[0])

/** All but the caches that PostgreSQL makes anew at every start. */
async function filesOf(top: string): Promise<string[]> {
  return (await readdir(top, { recursive: true })).filter((name) => !name.endsWith('pg_internal.init'))
}

interface SecondRegie {
  child: ChildProcess
  outcome: { url?: string; fault?: string }
}

async function secondRegie(): Promise<SecondRegie> {
  const child = spawn(process.execPath, [SECOND_REGIE, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string]
  return { child, outcome: JSON.parse(line) as SecondRegie['outcome'] }
}

async function kill({ child }: SecondRegie): Promise<void> {
  child.kill('SIGKILL')
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
}

/** Besides the copy of the programs, which is there only where the account cannot enter this checkout. */
async function madeIn(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter((name) => !name.startsWith('postgres-binaries-'))
}

describe('in ordinary days', () => {
  test('a new folder gets a database that survives a stop and a start', async () => {
    dataDir = path.join(top, 'deep', 'new')
    const first = await start()
    await query(first.url, `create table notes (text text); insert into notes values ('kept')`)
    await first.stop()
    const second = await start()
    expect(await notes(second.url)).toEqual([{ text: 'kept' }])
    expect(second.dataFolder).toBe(path.join(dataDir, 'postgres'))
  })

  test('only this machine can reach it, with a password that only its user can read', async () => {
    copied()
    const { url } = await start()
    expect(new URL(url).hostname).toBe('127.0.0.1')
    expect((await stat(folder('regie-password'))).mode & 0o777).toBe(0o600)
    await expect(notes(url.replace(/:[0-9a-f]{64}@/, ':guess@'))).rejects.toThrow(
      'password authentication failed',
    )
    expect(await query(url, `select setting from pg_settings where name = 'listen_addresses'`)).toEqual([
      { setting: '127.0.0.1' },
    ])
  })

  test('what is acknowledged is on the disk, and checksums guard it', async () => {
    copied()
    const postgres = await startEmbeddedPostgres({ dataDir, log: silent })
    closing.push(postgres.stop)
    const settings = `select name, setting from pg_settings where name in
      ('fsync', 'synchronous_commit', 'full_page_writes', 'data_checksums', 'track_commit_timestamp', 'TimeZone') order by lower(name)`
    expect(await query(postgres.url, settings)).toEqual([
      { name: 'data_checksums', setting: 'on' },
      { name: 'fsync', setting: 'on' },
      { name: 'full_page_writes', setting: 'on' },
      { name: 'synchronous_commit', setting: 'on' },
      { name: 'TimeZone', setting: 'UTC' },
      { name: 'track_commit_timestamp', setting: 'off' },
    ])
  })

  test('nothing that somebody typed reaches the log, not even in an error', async () => {
    copied()
    const lines: string[] = []
    const { url, stop } = await start(lines)
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    for (const [sql, values] of [
      ['select $1::text::integer', ['canary-parameter']],
      [`select 'canary-statement' from nowhere`, []],
      [`insert into notes values (null), ('canary-detail')`, []],
    ] as const) {
      await client.query(sql, [...values]).catch(silent)
    }
    await client.end()
    await stop()
    expect(lines.join('\n')).toContain('database system is shut down')
    expect(lines.join('\n')).not.toContain('canary')
  })

  test('stopping twice does no harm', async () => {
    copied()
    const { stop, url } = await start()
    await Promise.all([stop(), stop()])
    await expect(notes(url)).rejects.toThrow('ECONNREFUSED')
  })

  test('a backup can find the running server, and sees that none runs', async () => {
    copied()
    expect(await findRunningPostgres({ dataDir, log: silent })).toBeUndefined()
    const { url } = await start()
    expect(await findRunningPostgres({ dataDir, log: silent })).toBe(url)
  })
})

describe('one Regie for each folder', () => {
  test('a second one is refused and told which process is in the way', async () => {
    copied()
    const { url } = await start()
    const second = await secondRegie()
    expect(second.outcome.fault).toContain(
      `Another Regie (process ${process.pid}) is already using the folder`,
    )
    expect(await notes(url)).toHaveLength(1)
  })

  test('of three that start at once on an empty folder one wins, and the others leave it alone', async () => {
    dataDir = path.join(top, 'contested')
    const all = await Promise.all([secondRegie(), secondRegie(), secondRegie()])
    closing.push(async () => (await start()).stop())
    for (const one of all) closing.push(() => kill(one))
    const winners = all.filter(({ outcome }) => outcome.url)
    expect(winners).toHaveLength(1)
    expect(all.filter(({ outcome }) => outcome.fault?.includes('Another Regie'))).toHaveLength(2)
    expect(await query(winners[0]?.outcome.url ?? '', 'select 1 as one')).toEqual([{ one: 1 }])
    expect(await madeIn(dataDir)).toEqual(['postgres'])
  })
})

describe('after a crash', () => {
  test('the server of a killed Regie is taken over as it is', async () => {
    copied()
    const killed = await secondRegie()
    const orphan = await postmasterPid()
    await kill(killed)
    const { url } = await start()
    expect(url).toBe(killed.outcome.url)
    expect(await postmasterPid()).toBe(orphan)
  })

  test('a server that dies under Regie comes back at the same address', async () => {
    copied()
    const { url } = await start()
    const died = await postmasterPid()
    process.kill(died, 'SIGKILL')
    await vi.waitFor(async () => expect(await notes(url)).toEqual([{ text: 'first' }]), {
      timeout: 30_000,
      interval: 50,
    })
    expect(await postmasterPid()).not.toBe(died)
  })

  test('an orphan that does not know our password is stopped, not trusted', async () => {
    copied()
    const killed = await secondRegie()
    await kill(killed)
    await writeFile(folder('regie-password'), 'of another time')
    await expect(start()).rejects.toThrow('refuses the password in its file regie-password')
    await expect(notes(killed.outcome.url ?? '')).rejects.toThrow('ECONNREFUSED')
  })

  test.runIf(process.platform === 'linux')(
    'the server of a living Regie is never stopped by another',
    async () => {
      copied()
      const { url } = await start()
      const password = await readFile(folder('regie-password'), 'utf8')
      await writeFile(folder('regie-password'), 'of another time')
      const { outcome } = await secondRegie()
      await writeFile(folder('regie-password'), password)
      expect(outcome.fault).toContain(`Another Regie (process ${process.pid})`)
      expect(await notes(url)).toHaveLength(1)
    },
  )

  test('a pid that another program got since does not count as a server', async () => {
    copied()
    await writeFile(folder('postmaster.pid'), `${process.pid}\n${folder('')}\n1\n5432\n\n127.0.0.1\n`)
    const { url } = await start()
    expect(await notes(url)).toHaveLength(1)
    expect(await readdir(folder(''))).toContain('postmaster.pid.stale')
  })

  test('a first start that was cut short is cleared away', async () => {
    copied()
    const { pid = 0 } = spawn(process.execPath, ['--version'], { stdio: 'ignore' })
    await vi.waitFor(() => expect(() => process.kill(pid, 0)).toThrow())
    await mkdir(path.join(dataDir, `postgres.new-${pid}-half`, 'cluster'), { recursive: true })
    await start()
    expect(await madeIn(dataDir)).toEqual(['postgres'])
  })
})

describe('a folder that cannot be used is left as it is, and the words say what to do', () => {
  test.each<[string, () => Promise<unknown>, RegExp]>([
    [
      'made by another version',
      () => writeFile(folder('PG_VERSION'), '17\n'),
      /made by PostgreSQL 17.*npm run backup/,
    ],
    ['without its version', () => rm(folder('PG_VERSION')), /PG_VERSION is missing.*npm run restore/],
    ['without its control file', () => rm(folder('global/pg_control')), /pg_control.*npm run restore/],
    [
      'with a damaged control file',
      () => writeFile(folder('global/pg_control'), Buffer.alloc(8192, 7)),
      /npm run restore/,
    ],
    [
      'with a damaged list of databases',
      () => writeFile(folder('global/1262'), Buffer.alloc(8192, 7)),
      /invalid page.*npm run restore/,
    ],
    ['without its password', () => rm(folder('regie-password')), /lacks the file regie-password/],
    ['open to others', () => chmod(folder(''), 0o755), /chmod 700/],
  ])('%s', async (_name, damage, words) => {
    copied()
    await damage()
    const before = await filesOf(folder(''))
    const fault = await start().catch((error: unknown) => error)
    expect(fault).toBeInstanceOf(EmbeddedPostgresFault)
    expect(String(fault)).toMatch(words)
    expect(String(fault)).toContain(dataDir)
    const after = await filesOf(folder(''))
    expect(after).toEqual(expect.arrayContaining(before))
    expect(after).not.toContain('postmaster.pid')
  })

  test('a file where the folder should be', async () => {
    dataDir = path.join(top, 'a-file')
    await writeFile(dataDir, '')
    await expect(start()).rejects.toThrow('a file is where a folder should be')
  })

  test('programs that do not run on this machine', async () => {
    const programs = path.join(top, 'programs')
    await mkdir(programs)
    await writeFile(path.join(programs, 'initdb'), '#!/bin/sh\necho missing library >&2; exit 127\n', {
      mode: 0o755,
    })
    const starting = startEmbeddedPostgres({ dataDir: path.join(top, 'unmade'), log: silent, programs })
    await expect(starting).rejects.toThrow(/do not run on this machine \(missing library\).*DATABASE_URL/)
  })
})

describe.runIf(IS_ROOT)('as root', () => {
  test('PostgreSQL runs as another user, and our secrets stay closed to it', async () => {
    dataDir = path.join(top, 'of-root')
    await mkdir(dataDir, { mode: 0o700 })
    await start()
    expect((await stat(`/proc/${await postmasterPid()}`)).uid).not.toBe(0)
    expect((await stat(dataDir)).mode & 0o007).toBe(0)
  })

  test('below a closed home the database is kept elsewhere, found again, and the log says where', async () => {
    const home = path.join(top, 'closed')
    await mkdir(home, { mode: 0o700 })
    dataDir = path.join(home, 'checkout', 'data')
    const lines: string[] = []
    const first = await start(lines)
    const elsewhere = path.dirname(first.dataFolder)
    closing.unshift(() => rm(elsewhere, { recursive: true, force: true }))
    expect(elsewhere.startsWith(home)).toBe(false)
    expect(lines.join('\n')).toContain(`The database is kept in ${elsewhere}`)
    await query(first.url, `create table notes (text text); insert into notes values ('elsewhere')`)
    await first.stop()
    await chmod(home, 0o755)
    const second = await start()
    expect(await notes(second.url)).toEqual([{ text: 'elsewhere' }])
    await second.stop()
    await rm(elsewhere, { recursive: true })
    await expect(start()).rejects.toThrow(`${elsewhere}, and that folder is gone`)
  })
})

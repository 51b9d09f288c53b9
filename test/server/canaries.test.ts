import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { backUpEmbedded } from '#server/backup/embedded.ts'
import { type Database, openDatabase } from '#server/database.ts'
import { findRunningPostgres } from '#server/embedded-postgres.ts'
import { mixOpenScans } from '#server/responses/mixing/jobs.ts'
import { codeHash } from '#server/scans/codes.ts'
import { freePort } from '../support/free-port.ts'
import { type LaunchedScan, launchScan } from './responses/launched-scan.ts'

/** Rows 20, 21 and 30: one who answers leaves marks nobody else could leave; then everything that was written is searched for them. */
const ADDRESS = '203.0.113.77'
const AGENT = 'canary-agent/7.7'
const COMMENT = 'canary-comment-of-a-respondent'
const ANSWERS = { LIS1: 5, LIS2: 1, LIS3: 5, CHO1: 1, CHO2: 5 }
const STORED = /\[5, ?1, ?5, ?1, ?5\]|\{5,1,5,1,5\}/
const HOUR = 3_600_000

const dataDir = mkdtempSync(path.join(os.tmpdir(), 'regie-canaries-'))
const submissionIds = [randomUUID(), randomUUID()]
let child: ChildProcess
let printed = ''
let url: string
let db: Database
let owner: pg.Client
let scan: LaunchedScan
let codes: string[]
let tables: Record<string, string>
let backup: string

beforeAll(async () => {
  const port = await freePort()
  url = `http://localhost:${port}`
  const env = {
    ...process.env,
    PORT: String(port),
    DATA_DIR: dataDir,
    LOG_LEVEL: 'debug',
    TRUST_PROXY: '127.0.0.1,::1',
  }
  for (const name of ['DATABASE_URL', 'SITE_URL', 'SMTP_URL', 'VITEST', 'NODE_ENV'])
    delete (env as NodeJS.ProcessEnv)[name]
  child = spawn(process.execPath, [path.join(import.meta.dirname, '../../server/main.ts')], { env })
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (printed += chunk))
  await vi.waitFor(() => expect(printed).toContain('Regie is ready'), { timeout: 60_000, interval: 50 })
  const databaseUrl = (await findRunningPostgres({ dataDir, log: () => {} })) ?? ''
  db = openDatabase(databaseUrl, { max: 2, statementTimeoutSeconds: 60, log: () => {} })
  owner = new pg.Client({ connectionString: databaseUrl })
  await owner.connect()
  // from here on every statement is a slow one, which PostgreSQL writes to its log
  await owner.query('alter system set log_min_duration_statement = 0')
  await owner.query('select pg_reload_conf()')
  await vi.waitFor(async () =>
    expect((await owner.query('show log_min_duration_statement')).rows).toEqual([
      { log_min_duration_statement: '0' },
    ]),
  )
  scan = await launchScan(
    { services: { db } },
    {
      clients: 12,
      opensAt: new Date(Date.now() - 2 * HOUR).toISOString(),
      closesAt: new Date(Date.now() + 4 * HOUR).toISOString(),
    },
  )
  codes = [scan.link.professional, ...scan.codes]
  await answerAndFail()
  await mixOpenScans({ db, now: () => new Date() })
  await answer(scan.link.professional)
  tables = await readTables()
  const file = path.join(dataDir, 'backup.gz')
  await backUpEmbedded(dataDir, file)
  backup = gunzipSync(readFileSync(file)).toString()
  await owner.end()
  await db.destroy()
  child.kill('SIGTERM')
  await once(child, 'exit')
})

afterAll(() => {
  child.kill('SIGKILL')
  rmSync(dataDir, { recursive: true, force: true })
})

function post(door: string, body: object | string, type = 'application/json') {
  return fetch(`${url}/api/${door}`, {
    method: 'POST',
    headers: {
      origin: url,
      'content-type': type,
      'user-agent': AGENT,
      'x-forwarded-for': ADDRESS,
      referer: `${url}/r#${codes[1]}`,
    },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  }).then(({ status }) => status)
}

const filledIn = (code: string | undefined, changes: object = {}) => ({
  code,
  submissionId: submissionIds[0],
  answers: ANSWERS,
  importance: [],
  comments: { 'OPEN-KEEP': COMMENT },
  ...changes,
})
const answer = (code: string | undefined, changes?: object) => post('responses', filledIn(code, changes))

/** Everything goes as it should, and then in every way as it should not. */
async function answerAndFail(): Promise<void> {
  const [first = ''] = scan.codes
  for (const code of scan.codes) {
    expect(await post('questionnaires', { code })).toBe(200)
    expect(await answer(code)).toBe(200)
  }
  expect(await answer(first)).toBe(200)
  expect(await answer(first, { submissionId: submissionIds[1] })).toBe(409)
  expect(await answer(first, { answers: { ...ANSWERS, LIS9: 1 } })).toBe(400)
  expect(await answer(first, { canary: COMMENT })).toBe(400)
  expect(await answer(`${first.slice(0, -1)}7`)).toBe(404)
  expect(await post('responses', JSON.stringify(filledIn(first)).slice(0, -3))).toBe(400)
  expect(await post('responses', JSON.stringify(filledIn(first)), 'text/plain')).toBe(415)
  expect(await answer(first, { comments: { 'OPEN-KEEP': COMMENT.repeat(3000) } })).toBe(413)
  await owner.query('alter table inbox add constraint broken check (comments is null) not valid')
  expect(await answer(scan.link.manager)).toBe(500)
  await owner.query('alter table inbox drop constraint broken')
  // and errors reach the log too
  await owner.query(`set log_min_messages = 'info'`)
  const { organisationId, scanId } = scan
  const twice = [organisationId, scanId, codeHash(first)]
  const into = 'insert into invitations (organisation_id, scan_id, group_id, code_hash)'
  await expect(
    owner.query(`${into} select $1, $2, id, $3 from scan_groups where scan_id = $2 limit 1`, twice),
  ).rejects.toThrow('duplicate key')
  await owner.query('select $1::text as slow', [COMMENT])
}

async function readTables(): Promise<Record<string, string>> {
  const { rows } = await owner.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
      where schemaname not in ('pg_catalog', 'information_schema')`,
  )
  const found: Record<string, string> = {}
  for (const { name } of rows) {
    const all = await owner.query<{ text: string | null }>(
      `select string_agg(t::text, e'\\n') as text from ${name} t`,
    )
    found[name.replace('public.', '')] = all.rows[0]?.text ?? ''
  }
  return found
}

const dashed = (code: string) => code.match(/.{1,4}/g)?.join('-') ?? code
const hashes = () => codes.map((code) => codeHash(code).toString('hex'))
/** Nowhere at all, not even in the database. */
const nowhere = () => [ADDRESS, AGENT, 'canary-agent', ...codes, ...codes.map(dashed), ...submissionIds]
const tablesWith = (mark: string | RegExp) =>
  Object.entries(tables).flatMap(([name, text]) => (text.search(mark) >= 0 ? [name] : []))

describe('of who answered and what', () => {
  test('the logs of program and database say nothing, though every statement was logged as slow (rows 20 and 21)', () => {
    const provoked = [
      'duration:',
      'duplicate key value violates unique constraint',
      'submit_responses',
      '"level":50',
    ]
    expect(provoked.filter((words) => !printed.includes(words))).toEqual([])
    const marks = [...nowhere(), COMMENT, ...hashes(), 'LIS1', 'LIS9']
    expect(marks.filter((mark) => printed.includes(mark))).toEqual([])
    expect(STORED.test(printed)).toBe(false)
  })

  test('no table holds a code, a sender or a device; a comment and answers lie where they are meant to (row 20)', () => {
    expect(nowhere().flatMap((mark) => tablesWith(mark.replace(/[.]/g, '\\.')))).toEqual([])
    expect(tablesWith(COMMENT).toSorted()).toEqual(['comments', 'inbox'])
    expect(tablesWith(STORED).toSorted()).toEqual(['responses'])
    const ofPersons = hashes().slice(1)
    expect(new Set(ofPersons.flatMap((hash) => tablesWith(hash)))).toEqual(new Set(['invitations']))
  })

  test('a backup holds no code, no sender and no device (rows 20 and 30)', () => {
    expect(backup.includes(COMMENT)).toBe(true)
    expect(nowhere().filter((mark) => backup.includes(mark))).toEqual([])
  })
})

import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import * as api from '#client/api.ts'
import { buildApp } from '#server/app.ts'
import { type Database, inOrganisation, isReady, openDatabase } from '#server/database.ts'
import { newestMigration } from '#server/migrate.ts'
import { itemsFor, type Perspective } from '#server/surveys/survey.ts'
import { launchTiny } from '../support/cast-survey.ts'
import { cuttableLine } from '../support/cuttable-line.ts'
import { newWorld, type World } from '../support/world.ts'
import { launchScan, storedAt } from './responses/launched-scan.ts'

/** Five seconds on a machine that has time. */
const GENEROUS_MS = 15_000

let world: World
let owner: pg.Client
let organisationId: string

beforeAll(async () => {
  world = await newWorld()
  organisationId = (await world.settle()).organisationId
  world.app.log.level = 'silent'
  owner = new pg.Client({ connectionString: world.databaseUrl })
  await owner.connect()
})
afterAll(async () => {
  await owner.end()
  await world.close()
})
beforeEach(() => api.getSession())

test('a connection that is cut inside a transaction does not end the process, and the next request works', async () => {
  const cut = inOrganisation(world.services.db, organisationId, async (db) => {
    await owner.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    )
    return db.selectFrom('units').selectAll().execute()
  })
  await expect(cut).rejects.toThrow()
  expect(await api.listUnits()).toHaveLength(1)
})

test('a full disk is said as such, nothing is stored, and it works again afterwards', async () => {
  await owner.query(`
    create function disk_full() returns trigger language plpgsql as
      $$ begin raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$;
    create trigger disk_full before insert on units for each row execute function disk_full()`)
  const before = await api.listUnits()
  const attempt = () => api.addUnit({ parentId: before[0]?.id ?? '', name: 'Team Oost' })
  await expect(attempt()).rejects.toMatchObject({ status: 503, code: 'storage-full' })
  await owner.query('drop trigger disk_full on units')
  expect(await api.listUnits()).toEqual(before)
  await attempt()
  expect(await api.listUnits()).toHaveLength(before.length + 1)
})

/** The same application, over a line to the database that can be cut. */
async function overLine() {
  const line = await cuttableLine(world.databaseUrl)
  const log = () => {}
  const db = openDatabase(line.url, { max: 2, statementTimeoutSeconds: 4, log })
  const submitDb = openDatabase(line.url, { max: 6, statementTimeoutSeconds: 1, log })
  const app = await buildApp({ ...world.services, db, submitDb })
  app.log.level = 'silent'
  onTestFinished(async () => {
    await app.close()
    await Promise.all([db.destroy(), submitDb.destroy()])
    line.cut()
  })
  return { line, app, db, submitDb }
}

const submissionOf = (code: string, perspective: Perspective = 'client') => {
  const ids = itemsFor(launchTiny(), perspective, 'full').map(({ id }) => id)
  const answers = Object.fromEntries(ids.map((id) => [id, 4]))
  return { code, submissionId: randomUUID(), answers, importance: [], comments: {} }
}
type App = typeof world.app
const submit = (app: App, payload: object) =>
  app.inject({
    method: 'POST',
    url: '/api/responses',
    headers: { origin: 'http://regie.test', host: 'regie.test' },
    payload,
  })

test('row 73: while the database is gone answers get 503 with a moment to try again within 5 seconds, and it recovers alone', async () => {
  const { line, app, db } = await overLine()
  const newest = await newestMigration()
  const [code = ''] = (await launchScan(world)).codes
  expect(await isReady(db, newest)).toBe(true)
  line.cut()
  expect(await isReady(db, newest)).toBe(false)
  const begun = performance.now()
  const meanwhile = await submit(app, submissionOf(code))
  expect([meanwhile.statusCode, meanwhile.json().code]).toEqual([503, 'temporarily-unavailable'])
  expect(Number(meanwhile.headers['retry-after'])).toBeGreaterThan(0)
  expect(performance.now() - begun).toBeLessThan(GENEROUS_MS)
  await line.restore()
  const restored = performance.now()
  expect((await submit(app, submissionOf(code))).statusCode).toBe(200)
  expect(await isReady(db, newest)).toBe(true)
  expect(performance.now() - restored).toBeLessThan(GENEROUS_MS)
})

test('row 73: of two hosts the one that answers is used, without a word to anybody', async () => {
  const [first, second] = [await cuttableLine(world.databaseUrl), await cuttableLine(world.databaseUrl)]
  const both = first.url.replace(/(@)([^/]+)/, `$1$2,${new URL(second.url).host}`)
  const db = openDatabase(both, { max: 2, statementTimeoutSeconds: 4, log: () => {} })
  const newest = await newestMigration()
  expect(await isReady(db, newest)).toBe(true)
  first.cut()
  second.cut()
  expect(await isReady(db, newest)).toBe(false)
  await second.restore()
  expect(await isReady(db, newest)).toBe(true)
  await db.destroy()
  second.cut()
})

/** Each of the six connections, one after the other; a busy machine may need a second attempt. */
async function holdAll(db: Database, held: Promise<void>): Promise<Promise<void>[]> {
  const holders: Promise<void>[] = []
  while (holders.length < 6) {
    await new Promise<void>((got, failed) => {
      const holder = db.connection().execute(async () => {
        holders.push(holder)
        got()
        await held
      })
      holder.catch(failed)
    }).catch(() => undefined)
  }
  return holders
}

test('row 75: with all connections in use an answer waits two seconds and is told to come back; the program says that it lives', async () => {
  const { app, submitDb } = await overLine()
  const [code = ''] = (await launchScan(world)).codes
  let letGo = () => {}
  const held = new Promise<void>((resolve) => {
    letGo = resolve
  })
  const holders = await holdAll(submitDb, held)
  const begun = performance.now()
  const refused = await submit(app, submissionOf(code))
  const waited = performance.now() - begun
  expect([refused.statusCode, refused.json().code]).toEqual([503, 'temporarily-unavailable'])
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
  expect(waited).toBeGreaterThan(1500)
  expect(waited).toBeLessThan(GENEROUS_MS)
  expect((await app.inject('/healthz')).statusCode).toBe(200)
  letGo()
  await Promise.all(holders)
  expect((await submit(app, submissionOf(code))).statusCode).toBe(200)
})

test('rows 69 and 74: a connection cut between two statements stores nothing, uses up no code and does not end the process', async () => {
  const { app } = await overLine()
  const scan = await launchScan(world)
  await owner.query(`
    create function cut_line() returns trigger language plpgsql security definer as
      $$ begin perform pg_terminate_backend(pg_backend_pid()); return new; end $$;
    create trigger cut_line before insert on inbox for each row execute function cut_line()`)
  const sent = scan.codes.map((code) => submissionOf(code))
  const first = await Promise.all(sent.map((one) => submit(app, one)))
  expect(first.map(({ statusCode }) => statusCode)).toEqual(sent.map(() => 503))
  expect(await storedAt(world, scan)).toMatchObject({ responses: [], receipts: 0, used: 0 })
  // an attempt whose outcome was not awaited may still be stored from now on, and the second one then finds its receipt
  await owner.query('drop trigger cut_line on inbox')
  const again = await Promise.all(sent.map((one) => submit(app, one)))
  expect(again.map(({ statusCode }) => statusCode)).toEqual(sent.map(() => 200))
  expect(await storedAt(world, scan)).toMatchObject({ receipts: sent.length, used: sent.length })
})

test('rows 68 and 70: what was stored before the line broke is received by the second attempt, once, on another connection', async () => {
  const { line, app } = await overLine()
  const scan = await launchScan(world)
  const send = () => submit(app, submissionOf(scan.link.professional, 'professional'))
  expect((await send()).statusCode).toBe(200)
  line.mute(true)
  const answer = send()
  await vi.waitFor(async () => expect((await storedAt(world, scan)).receipts).toBe(2), { timeout: 10_000 })
  line.mute(false)
  expect((await answer).json()).toEqual({ state: 'received' })
  expect((await storedAt(world, scan)).receipts).toBe(2)
  expect((await storedAt(world, scan)).responses).toHaveLength(2)
})

test('an unknown outcome is answered with "try again", never with "not saved"', async () => {
  for (const code of ['08006', '57P01', '57P03', '53300', '40P01', '55P03', 'ECONNREFUSED', 'ECONNRESET']) {
    const { signIn } = world.services.auth
    world.services.auth.signIn = () => Promise.reject(Object.assign(new Error('away'), { code }))
    const answer = await world.app.inject({
      method: 'POST',
      url: '/api/session',
      headers: { origin: 'http://regie.test' },
      payload: { email: 'mia@debrug.test', password: 'regie-begint-bij-mia' },
    })
    world.services.auth.signIn = signIn
    expect([code, answer.statusCode, answer.json().code]).toEqual([code, 503, 'temporarily-unavailable'])
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
  }
})

test('without an organisation named, the application sees no rows at all', async () => {
  const tables = await owner.query(`select table_name from information_schema.columns
    where table_schema = 'public' and column_name = 'organisation_id' order by 1`)
  expect(tables.rows.length).toBeGreaterThanOrEqual(20)
  const app = new pg.Client({ connectionString: world.databaseUrl })
  await app.connect()
  await app.query('set role regie_app')
  for (const { table_name: table } of tables.rows) {
    expect([table, (await app.query(`select * from ${table}`)).rows]).toEqual([table, []])
  }
  expect((await app.query('select * from organisations')).rows).toEqual([])
  await app.end()
})

test('the application cannot write into another organisation, nor pass by the rules', async () => {
  const app = new pg.Client({ connectionString: world.databaseUrl })
  await app.connect()
  await app.query('set role regie_app')
  await app.query(`select set_config('app.organisation_id', gen_random_uuid()::text, false)`)
  await expect(
    app.query('insert into units (organisation_id, name) values ($1, $2)', [organisationId, 'Indringer']),
  ).rejects.toMatchObject({ code: '42501' })
  await expect(app.query('alter table units disable row level security')).rejects.toMatchObject({
    code: '42501',
  })
  await app.end()
})

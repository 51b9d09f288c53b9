import pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import * as api from '#client/api.ts'
import { inOrganisation, isReady, openDatabase } from '#server/database.ts'
import { newestMigration } from '#server/migrate.ts'
import { cuttableLine } from '../support/cuttable-line.ts'
import { newWorld, type World } from '../support/world.ts'

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

test('a database that is gone gives 503 with a moment to try again; the process answers and recovers by itself', async () => {
  const newest = await newestMigration()
  const line = await cuttableLine(world.databaseUrl)
  const db = openDatabase(line.url, { max: 2, statementTimeoutSeconds: 4, log: () => {} })
  expect(await isReady(db, newest)).toBe(true)
  const { db: healthy } = world.services
  world.services.db = db
  line.cut()
  expect(await isReady(db, newest)).toBe(false)
  await line.restore()
  expect(await isReady(db, newest)).toBe(true)
  world.services.db = healthy
  await db.destroy()
  line.cut()
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

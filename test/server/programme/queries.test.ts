import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { migrateToLatest, migrateUpTo } from '#server/migrate.ts'
import { createEmptyDatabase, type TestDatabase } from '../../support/databases.ts'

let database: TestDatabase
let owner: pg.Client

beforeAll(async () => {
  database = await createEmptyDatabase(inject('databaseUrl'))
  owner = new pg.Client({ connectionString: database.url })
  await owner.connect()
})
afterAll(async () => {
  await owner.end()
  await database.drop()
})

async function addMember(name: string, role: string, createdAt: string, endedAt: string | null = null) {
  const organisationId = randomUUID()
  const as = `set local app.organisation_id = '${organisationId}'`
  await owner.query('begin')
  await owner.query(as)
  await owner.query('insert into organisations (id, name, kind) values ($1, $2, $3)', [
    organisationId,
    name,
    'agency',
  ])
  await owner.query('insert into users (id, name, email) values ($1, $1, $2)', [name, `${name}@regie.test`])
  await owner.query(
    'insert into memberships (organisation_id, user_id, role, created_at, ended_at) values ($1, $2, $3, $4, $5)',
    [organisationId, name, role, createdAt, endedAt],
  )
  await owner.query('commit')
}

test('in an installation that exists already the first messenger who is still there becomes the centre', async () => {
  await migrateUpTo(database.url, '0001-first')
  await addMember('left', 'messenger', '2026-01-01', '2026-02-01')
  await addMember('manager', 'manager', '2026-01-02')
  await addMember('first', 'messenger', '2026-01-03')
  await addMember('later', 'messenger', '2026-01-04')
  await migrateToLatest(database.url)
  const { rows } = await owner.query('select user_id, ended_at from programme_members')
  expect(rows).toEqual([{ user_id: 'first', ended_at: null }])
})

test('one account belongs to the centre once', async () => {
  await expect(
    owner.query(`insert into programme_members (user_id, role) values ('first', 'centre')`),
  ).rejects.toMatchObject({ constraint: 'programme_members_one_active' })
})

test('the memberships stay closed to whoever has no organisation', async () => {
  await owner.query('begin')
  await owner.query('set local role regie_app')
  const { rows } = await owner.query('select user_id from memberships')
  await owner.query('rollback')
  expect(rows).toEqual([])
})

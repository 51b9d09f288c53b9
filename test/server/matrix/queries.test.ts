import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newWorld, uncounted, type World } from '../../support/world.ts'
import { peopleOrganisation } from './organisation.ts'

/** Row 3 of the threat model: what the database itself shows the application's role, whatever a query forgets to ask. */
let world: World
let owner: pg.Client
let app: pg.Client
let own: string
let other: string
const original = globalThis.fetch

/** Of the installation as a whole; what they hold is limited by the rules named in the tests of their feature. */
const OF_EVERYONE = ['organisations', 'audit_entries']

beforeAll(async () => {
  world = await newWorld({ rateStore: uncounted })
  own = (await peopleOrganisation(world, 'DeBrug')).organisationId
  other = (await peopleOrganisation(world, 'Overkant')).organisationId
  owner = new pg.Client({ connectionString: world.databaseUrl })
  app = new pg.Client({ connectionString: world.databaseUrl })
  await Promise.all([owner.connect(), app.connect()])
  await app.query(`set role regie_app`)
})
afterAll(async () => {
  globalThis.fetch = original
  await Promise.all([owner.end(), app.end()])
  await world.close()
})

async function tablesWith(column: string): Promise<string[]> {
  const { rows } = await owner.query<{ name: string }>(
    `select c.table_name as name from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
     where c.table_schema = 'public' and t.table_type = 'BASE TABLE' and c.column_name = $1 order by 1`,
    [column],
  )
  return rows.map(({ name }) => name)
}

async function countAs(organisationId: string | null, table: string, where = 'true'): Promise<number> {
  await app.query('begin')
  if (organisationId) await app.query(`select set_config('app.organisation_id', $1, true)`, [organisationId])
  const { rows } = await app.query<{ rows: string }>(`select count(*) as rows from ${table} where ${where}`)
  await app.query('rollback')
  return Number(rows[0]?.rows)
}

describe('the database keeps organisations apart by itself', () => {
  test('every table of an organisation forces its rules on everyone but a superuser', async () => {
    const tables = [...(await tablesWith('organisation_id')), ...OF_EVERYONE]
    const { rows } = await owner.query<{ name: string }>(
      `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relrowsecurity and relforcerowsecurity`,
    )
    const forced = rows.map(({ name }) => name)
    expect(tables.length).toBeGreaterThan(24)
    expect(tables.filter((table) => !forced.includes(table))).toEqual([])
  })

  test('the application works as a role that owns nothing, cannot pass by the rules and cannot become more', async () => {
    const { rows } = await owner.query(
      `select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolcanlogin,
        (select count(*)::int from pg_class where relowner = r.oid) as owns from pg_roles r where rolname = 'regie_app'`,
    )
    expect(rows).toEqual([
      {
        rolsuper: false,
        rolbypassrls: false,
        rolcreaterole: false,
        rolcreatedb: false,
        rolcanlogin: false,
        owns: 0,
      },
    ])
  })

  test('without an organisation named no filled table shows a row', async () => {
    const shown: string[] = []
    let filled = 0
    for (const table of [...(await tablesWith('organisation_id')), ...OF_EVERYONE]) {
      const { rows } = await owner.query(`select 1 from ${table} limit 1`)
      filled += rows.length
      if ((await countAs(null, table)) > 0) shown.push(table)
    }
    expect(shown).toEqual([])
    expect(filled).toBeGreaterThan(17)
  })

  test('with an organisation named no table shows a row of another', async () => {
    const wrong: string[] = []
    let seen = 0
    for (const table of await tablesWith('organisation_id')) {
      if ((await countAs(own, table, `organisation_id = '${other}'`)) > 0) wrong.push(table)
      seen += Math.min(1, await countAs(own, table))
    }
    expect(wrong).toEqual([])
    expect(seen).toBeGreaterThan(15)
  })

  test('nothing can be moved to, changed in or removed from another organisation', async () => {
    const wrong: string[] = []
    for (const table of await tablesWith('organisation_id')) {
      for (const statement of [
        `update ${table} set organisation_id = '${other}'`,
        `update ${table} set organisation_id = organisation_id where organisation_id = '${other}'`,
        `delete from ${table} where organisation_id = '${other}'`,
      ]) {
        await app.query('begin')
        await app.query(`select set_config('app.organisation_id', $1, true)`, [own])
        const done = await app.query(statement).catch(() => ({ rowCount: 0 }))
        await app.query('rollback')
        if (done.rowCount) wrong.push(`${statement}: ${done.rowCount}`)
      }
    }
    expect(wrong).toEqual([])
  })
})

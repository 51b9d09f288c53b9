import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newWorld, type World } from '../../../support/world.ts'

/**
 * Tables that know a scan or a group and are about no single person: of the whole scan, of a unit or group, or of an account. Every other
 * table that knows one, also one that is made later, is held to be anonymous and has to pass below.
 */
const ABOUT_NOBODY = [
  'scan_units',
  'scan_groups',
  'open_links',
  'publications',
  'comment_publications',
  'scan_figures',
  'benchmark_members',
  'plans',
]
const ANONYMOUS = ['closed_codes', 'comments', 'inbox', 'invitations', 'receipts', 'responses']
const REWRITTEN = ANONYMOUS.filter((table) => table !== 'closed_codes')

/** No time, no number that could count up, no address; a set of types rather than a list of bad ones. */
const TYPES = ['uuid', 'bytea', 'boolean', 'text', 'smallint[]', 'jsonb']
const DEFAULTS = [null, 'gen_random_uuid()', 'false', `'{}'::smallint[]`]

interface Column {
  table: string
  column: string
  type: string
  default: string | null
  identity: string
  generated: string
}

let world: World
let owner: pg.Client
let columns: Column[]

beforeAll(async () => {
  world = await newWorld()
  owner = new pg.Client({ connectionString: world.databaseUrl })
  await owner.connect()
  columns = await anonymousColumns()
})
afterAll(async () => {
  await owner.end()
  await world.close()
})

async function anonymousColumns(): Promise<Column[]> {
  const { rows } = await owner.query<Column>(`
    select c.relname as table, a.attname as column, format_type(a.atttypid, a.atttypmod) as type,
      pg_get_expr(d.adbin, d.adrelid) as default, a.attidentity as identity, a.attgenerated as generated
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
    where c.relkind in ('r', 'p') and exists (select from pg_attribute k where k.attrelid = c.oid and not k.attisdropped
      and k.attname in ('scan_id', 'group_id', 'code_hash', 'submission_mac', 'answers'))`)
  return rows.filter(({ table }) => !ABOUT_NOBODY.includes(table))
}

/** What stands in the way of a table being anonymous. */
function faultsOf({ table, column, type, default: fallback, identity, generated }: Column): string[] {
  const name = `${table}.${column}`
  return [
    ...(TYPES.includes(type) ? [] : [`${name} has the type ${type}`]),
    ...(DEFAULTS.includes(fallback) ? [] : [`${name} is filled with ${fallback}`]),
    ...(identity || generated ? [`${name} is filled by the database`] : []),
  ]
}

describe('the tables of those who answer (row 19)', () => {
  test('are the ones that were meant', () => {
    expect([...new Set(columns.map(({ table }) => table))].toSorted()).toEqual(ANONYMOUS)
  })

  test('hold no time, no date, no number that counts, no address and no id that follows the clock', () => {
    expect(columns.flatMap(faultsOf)).toEqual([])
  })

  test.each([
    ['a time', 'timestamp with time zone', null],
    ['a day', 'date', null],
    ['a serial', 'integer', `nextval('x_seq'::regclass)`],
    ['a number', 'bigint', null],
    ['an address', 'inet', null],
    ['an id that follows the clock', 'uuid', 'uuidv7()'],
    ['a time as text', 'text', 'now()::text'],
  ])('%s would be found', (_what, type, fallback) => {
    const planted = { table: 'inbox', column: 'x', type, default: fallback, identity: '', generated: '' }
    expect(faultsOf(planted)).not.toEqual([])
  })

  test('are swept of old versions of their rows as soon as there is one', async () => {
    const { rows } = await owner.query<{ relname: string; reloptions: string[] }>(
      'select relname, reloptions from pg_class where relname = any($1) order by relname',
      [REWRITTEN],
    )
    for (const { relname, reloptions } of rows)
      expect([relname, reloptions]).toEqual([
        relname,
        expect.arrayContaining(['autovacuum_vacuum_threshold=1', 'autovacuum_vacuum_scale_factor=0']),
      ])
    expect(rows).toHaveLength(REWRITTEN.length)
  })
})

test('the database keeps no times of transactions', async () => {
  expect((await owner.query('show track_commit_timestamp')).rows).toEqual([{ track_commit_timestamp: 'off' }])
})

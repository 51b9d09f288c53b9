import type pg from 'pg'
import { SCRIPTS } from '../../support/hostile.ts'

interface Column {
  table: string
  column: string
  type: string
}

/** Tables that hold no word that a person typed: keys, hashes, what was done and the state of migrations. */
const NOT_TYPED = [
  'kysely_migration',
  'kysely_migration_lock',
  'audit_entries',
  'sessions',
  'accounts',
  'verifications',
  'second_factors',
  'rate_windows',
]
/** Columns of codes and addresses of things, which no page shows as they are. */
const CODES = /(^|_)id$|_version$|^(form|kind|email|state)$/
/** Words of a person in the stored documents; the others are ids and codes. */
const TYPED_IN_DOCUMENTS = /^(name|title|subject|invitation|reminder|chat|label|text|instruction|nl|en|fi)$/

/**
 * Puts a harmful text into every column of every table that takes one, by the owner of the database and past every check of the program:
 * a page has to show it as text even then. Answers how many columns hold one now.
 */
export async function poison(owner: pg.Client): Promise<number> {
  const { rows: columns } = await owner.query<Column>(
    `select c.table_name as table, c.column_name as column, c.data_type as type
     from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
     where c.table_schema = 'public' and t.table_type = 'BASE TABLE' and c.data_type in ('text', 'jsonb')
       and c.table_name <> all($1) order by 1, 2`,
    [NOT_TYPED],
  )
  await owner.query(`set session_replication_role = 'replica'`)
  let poisoned = 0
  for (const [at, column] of columns.entries()) {
    poisoned += await (column.type === 'jsonb'
      ? poisonDocuments(owner, column, at)
      : poisonTexts(owner, column, at))
  }
  await owner.query(`set session_replication_role = 'origin'`)
  return poisoned
}

/** A column of codes, such as a role, refuses by its own check. */
async function poisonTexts(owner: pg.Client, { table, column }: Column, at: number): Promise<number> {
  if (CODES.test(column)) return 0
  const update = `update ${table} set ${column} = $1 || left(md5(ctid::text), 4)`
  for (const which of ['true', `${column} <> ''`]) {
    try {
      return (await owner.query(`${update} where ${which}`, [harm(at)])).rowCount ? 1 : 0
    } catch {
      // a rule of the table wants some of them empty, or this is a column of codes
    }
  }
  return 0
}

async function poisonDocuments(owner: pg.Client, { table, column }: Column, at: number): Promise<number> {
  const { rows } = await owner.query<{ place: string; document: unknown }>(
    `select ctid::text as place, ${column} as document from ${table} where ${column} is not null`,
  )
  for (const { place, document } of rows) {
    const changed = JSON.stringify(spoil(document, at))
    await owner.query(`update ${table} set ${column} = $1 where ctid = $2::tid`, [changed, place])
  }
  return rows.length > 0 ? 1 : 0
}

function spoil(value: unknown, at: number, key = ''): unknown {
  if (typeof value === 'string')
    return TYPED_IN_DOCUMENTS.test(key) ? `${harm(at)} ${value.slice(0, 20)}` : value
  if (Array.isArray(value)) return value.map((each) => spoil(each, at, key))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, each], place) => [name, spoil(each, at + place, name)]),
  )
}

function harm(at: number): string {
  return SCRIPTS[at % SCRIPTS.length] ?? ''
}

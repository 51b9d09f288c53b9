import type { Client } from './database.ts'
import { BackupFault } from './fault.ts'
import { BYTES_AT_ONCE, ROWS_AT_ONCE, type Sequence, type Table } from './format.ts'

/** Text that any PostgreSQL reads back to exactly the same value; and an error where row-level security would hide rows. */
const EXACT = `
  select set_config('search_path', '', true), set_config('row_security', 'off', true), set_config('timezone', 'UTC', true),
    set_config('datestyle', 'ISO', true), set_config('intervalstyle', 'iso_8601', true), set_config('bytea_output', 'hex', true),
    set_config('extra_float_digits', '1', true), set_config('statement_timeout', '0', true),
    set_config('idle_in_transaction_session_timeout', '0', true), set_config('lock_timeout', '60s', true)`

const TABLES = `
  select c.oid::regclass::text as name, c.relkind as kind, c.relname as short,
    array(select json_build_array(quote_ident(attname), format_type(atttypid, atttypmod)) from pg_attribute
      where attrelid = c.oid and attnum > 0 and not attisdropped and attgenerated = '' order by attnum) as columns
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p', 'm', 'f') and not c.relispartition and c.relpersistence <> 't'
    and n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema'
  order by c.oid::regclass::text collate "C"`

const SEQUENCES = `
  select format('%I.%I', schemaname, sequencename) as name, last_value::text as value
  from pg_sequences where last_value is not null order by 1`

export async function beginReading(client: Client): Promise<void> {
  await client.query('begin isolation level repeatable read read only')
  await client.query(EXACT)
}

/** Without the checks that need rows which come later; they were true when the backup was made. */
export async function beginFilling(client: Client): Promise<void> {
  await client.query('begin')
  await client.query(`${EXACT}, set_config('session_replication_role', 'replica', true)`)
}

export async function commit(client: Client): Promise<void> {
  await client.query('commit')
}

/** `only` before a name keeps the rows of a table that inherits from it out of it. */
export async function listTables(client: Client): Promise<Table[]> {
  const { rows } = await client.query<Table & { kind: string; short: string }>(TABLES)
  const strange = rows.find(({ kind }) => kind === 'm' || kind === 'f')
  if (strange) throw new BackupFault(`The database holds ${strange.name}, which this backup cannot carry.`)
  const own = rows.filter(({ short }) => !short.startsWith('kysely_migration'))
  return own.map(({ name, kind, columns }) => ({ name: kind === 'r' ? `only ${name}` : name, columns }))
}

export async function lockTables(client: Client, tables: Table[]): Promise<void> {
  if (tables.length > 0)
    await client.query(`lock table ${tables.map(({ name }) => name).join(', ')} in access share mode`)
}

export async function hasLargeObjects(client: Client): Promise<boolean> {
  const { rowCount } = await client.query('select from pg_largeobject_metadata limit 1')
  return rowCount !== 0
}

export async function listSequences(client: Client): Promise<Sequence[]> {
  return (await client.query<Sequence>(SEQUENCES)).rows
}

export async function listMigrations(client: Client): Promise<string[]> {
  const { rows: tables } = await client.query(`select to_regclass('public.kysely_migration') as name`)
  if (!tables[0]?.name) return []
  const { rows } = await client.query<{ name: string }>(
    'select name from public.kysely_migration order by name',
  )
  return rows.map(({ name }) => name)
}

/** Rows sorted by their own text: the same set gives the same checksum, and the order in which people answered is not kept. */
export async function* readLines(client: Client, { name, columns }: Table): AsyncGenerator<string[]> {
  const values = columns.map(([column]) => `${column}::text`).join(', ')
  await client.query(`declare lines no scroll cursor for select line from
    (select to_json(array[${values}]::text[])::text as line from ${name}) as lines order by line collate "C"`)
  for (let atOnce = 10; ; ) {
    const { rows } = await client.query<{ line: string }>(`fetch ${atOnce} from lines`)
    if (rows.length === 0) break
    yield rows.map(({ line }) => line)
    const bytes = rows.reduce((sum, { line }) => sum + line.length, 0)
    atOnce = Math.ceil(Math.min(ROWS_AT_ONCE, (rows.length * BYTES_AT_ONCE) / bytes))
  }
  await client.query('close lines')
}

export async function hasRows(client: Client, { name }: Table): Promise<boolean> {
  const { rowCount } = await client.query(`select from ${name} limit 1`)
  return rowCount !== 0
}

export async function insertLines(client: Client, table: Table, lines: string[]): Promise<void> {
  const columns = table.columns.map(([column]) => column).join(', ')
  const values = table.columns.map(([, type], position) => `(line->>${position})::${type}`).join(', ')
  await client.query(
    `insert into ${plainName(table)} (${columns}) overriding system value
      select ${values} from jsonb_array_elements($1::jsonb) as line`,
    [`[${lines.join(',')}]`],
  )
}

export async function setSequence(client: Client, { name, value }: Sequence): Promise<void> {
  await client.query('select setval($1::regclass, $2::bigint)', [name, value])
}

export function plainName({ name }: Table): string {
  return name.replace(/^only /, '')
}

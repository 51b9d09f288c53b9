import { createHash, type Hash } from 'node:crypto'
import { createReadStream, promises as fs, readFileSync } from 'node:fs'
import path from 'node:path'
import { Readable, type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import pg from 'pg'
import { findRunningPostgres, startEmbeddedPostgres } from './embedded-postgres.ts'
import { migrateToLatest, pendingMigrations } from './migrate.ts'

/** Why a backup or a restore did not happen, in plain words. */
export class BackupFault extends Error {}

export interface BackupTotals {
  tables: number
  rows: number
}

interface Table {
  name: string
  columns: [name: string, type: string][]
}

interface Sequence {
  name: string
  value: string
}

/** First line of a backup. Then for each table its name, a line for each row, its count and checksum; last an end line. */
interface Header {
  regieBackup: number
  regie: string
  migrations: string[]
  tables: Table[]
  sequences: Sequence[]
}

interface Sum {
  rows: number
  sha256: string
}

type Part = { header: Header } | { table: string; lines: string[] } | { sums: Map<string, Sum> }
type Log = (line: string) => void

const FORMAT = 1
const FIRST_WORDS = '{"regieBackup":'
const ROWS_AT_ONCE = 500
const BYTES_AT_ONCE = 1_000_000

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

/** Writes the database of this data folder to a file, whether Regie runs or not. */
export async function backUpEmbedded(dataDir: string, file: string, log: Log): Promise<BackupTotals> {
  await refuseExisting(file)
  const running = await findRunningPostgres({ dataDir, log: () => undefined })
  if (running) return writeBackup(running, file)
  const postgres = await startEmbeddedPostgres({ dataDir, log })
  return writeBackup(postgres.url, file).finally(() => postgres.stop())
}

/** Fills the empty database of this data folder from a file. Regie must not run meanwhile. */
export async function restoreEmbedded(dataDir: string, file: string, log: Log): Promise<BackupTotals> {
  await checkBackup(file)
  const postgres = await startEmbeddedPostgres({ dataDir, log })
  return restoreChecked(postgres.url, file).finally(() => postgres.stop())
}

/** One consistent state, written beside its place, read again and only then given its name. Never overwrites a file. */
export async function writeBackup(url: string, file: string): Promise<BackupTotals> {
  await refuseExisting(file)
  const partial = `${file}.partial`
  const target = await fs.open(partial, 'wx', 0o600).catch((error) => {
    throw inPlainWords(error, file)
  })
  try {
    const written = await connected(url, (client) =>
      writeFrom(client, target.createWriteStream({ flush: true })),
    )
    const totals = await checkBackup(partial, written)
    await moveWithoutOverwriting(partial, file)
    return totals
  } catch (error) {
    await target.close().catch(() => undefined)
    await fs.rm(partial, { force: true })
    throw inPlainWords(error, file)
  }
}

async function writeFrom(client: pg.Client, target: Writable): Promise<Map<string, Sum>> {
  const written = new Map<string, Sum>()
  await client.query('begin isolation level repeatable read read only')
  await client.query(EXACT)
  const header = await describe(client)
  await pipeline(Readable.from(backupText(client, header, written)), createGzip(), target)
  await client.query('commit')
  return written
}

/** Reads a backup to its end and verifies every count and checksum. */
export async function checkBackup(file: string, expected?: Map<string, Sum>): Promise<BackupTotals> {
  try {
    for await (const part of partsOf(file)) {
      if (!('sums' in part)) continue
      if (expected && JSON.stringify([...part.sums]) !== JSON.stringify([...expected])) {
        throw new BackupFault(
          `${file} does not hold what was written to it. Look at the disk, and try again.`,
        )
      }
      return totalsOf(part.sums)
    }
    throw new BackupFault(truncated(file))
  } catch (error) {
    throw inPlainWords(error, file)
  }
}

/** Everything or nothing: into an empty database only, in one transaction, verified before it is kept. Needs a superuser. */
export async function restoreBackup(url: string, file: string): Promise<BackupTotals> {
  await checkBackup(file)
  return restoreChecked(url, file)
}

async function restoreChecked(url: string, file: string): Promise<BackupTotals> {
  try {
    const { migrations } = await readHeader(file)
    await refuseNewer(url, migrations)
    await connected(url, refuseFilled)
    await migrateToLatest(url)
    return await connected(url, async (client) => {
      await client.query('begin')
      const totals = await fill(client, file)
      await client.query('commit')
      await client.query('analyze')
      return totals
    })
  } catch (error) {
    throw inPlainWords(error, file)
  }
}

async function describe(client: pg.Client): Promise<Header> {
  const migrations = await migrationsOf(client)
  const tables = await tablesOf(client)
  if (tables.length > 0)
    await client.query(`lock table ${tables.map(({ name }) => name).join(', ')} in access share mode`)
  const objects = await client.query('select from pg_largeobject_metadata limit 1')
  if (objects.rowCount)
    throw new BackupFault('The database holds large objects, which this backup cannot carry.')
  const { rows: sequences } = await client.query<Sequence>(SEQUENCES)
  return { regieBackup: FORMAT, regie: regieVersion(), migrations, tables, sequences }
}

async function tablesOf(client: pg.Client): Promise<Table[]> {
  const { rows } = await client.query<Table & { kind: string; short: string }>(TABLES)
  const strange = rows.find(({ kind }) => kind === 'm' || kind === 'f')
  if (strange) throw new BackupFault(`The database holds ${strange.name}, which this backup cannot carry.`)
  const own = rows.filter(({ short }) => !short.startsWith('kysely_migration'))
  return own.map(({ name, kind, columns }) => ({ name: kind === 'r' ? `only ${name}` : name, columns }))
}

async function migrationsOf(client: pg.Client): Promise<string[]> {
  const { rows: tables } = await client.query<{ name: string | null }>(
    `select to_regclass('public.kysely_migration') as name`,
  )
  if (!tables[0]?.name) return []
  const { rows } = await client.query<{ name: string }>(
    'select name from public.kysely_migration order by name',
  )
  return rows.map(({ name }) => name)
}

async function* backupText(
  client: pg.Client,
  header: Header,
  sums: Map<string, Sum>,
): AsyncGenerator<string> {
  const whole = createHash('sha256')
  const passed = (text: string) => {
    whole.update(text)
    return text
  }
  yield passed(`${JSON.stringify(header)}\n`)
  for (const table of header.tables) {
    yield passed(`${JSON.stringify({ table: table.name })}\n`)
    const sum = newSum()
    for await (const lines of linesOf(client, table)) {
      sum.add(lines)
      yield passed(`${lines.join('\n')}\n`)
    }
    sums.set(table.name, sum.read())
    yield passed(`${JSON.stringify(sum.read())}\n`)
  }
  yield `${JSON.stringify({ end: whole.digest('hex') })}\n`
}

/** Rows sorted by their own text: the same set gives the same checksum, and the order in which people answered is not kept. */
async function* linesOf(client: pg.Client, { name, columns }: Table): AsyncGenerator<string[]> {
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

function newSum() {
  const hash = createHash('sha256')
  let rows = 0
  return {
    add(lines: string[]) {
      rows += lines.length
      for (const line of lines) hash.update(line).update('\n')
    },
    read: (): Sum => ({ rows, sha256: hash.copy().digest('hex') }),
  }
}

/** Throws at the first thing that is not as it was written; gives the sums only after the last line was seen. */
async function* partsOf(file: string): AsyncGenerator<Part> {
  const whole = createHash('sha256')
  const sums = new Map<string, Sum>()
  const lines = textLines(file)
  let started = false
  const next = async () => {
    const { value = '' } = await lines.next()
    if (started || value.startsWith(FIRST_WORDS)) started = true
    else throw new BackupFault(notABackup(file))
    const control = parsed(value, file)
    if (control.end === undefined) whole.update(value).update('\n')
    else if (control.end !== whole.digest('hex')) throw new BackupFault(damaged(file))
    return control
  }
  try {
    const header = headerFrom(await next(), file)
    yield { header }
    for (let control = await next(); control.end === undefined; control = await next()) {
      if (typeof control.table !== 'string') throw new BackupFault(damaged(file))
      sums.set(control.table, yield* rowsOf(control.table, lines, whole, file))
    }
    if (!(await lines.next()).done) throw new BackupFault(damaged(file))
    yield { sums }
  } finally {
    await lines.return(undefined)
  }
}

async function* rowsOf(
  table: string,
  lines: AsyncGenerator<string>,
  whole: Hash,
  file: string,
): AsyncGenerator<Part, Sum> {
  const sum = newSum()
  let batch: string[] = []
  let bytes = 0
  for (;;) {
    const { value = '' } = await lines.next()
    whole.update(value).update('\n')
    const isRow = value.startsWith('[')
    if (isRow) {
      sum.add([value])
      batch.push(value)
      bytes += value.length
    }
    if (batch.length > 0 && (!isRow || batch.length === ROWS_AT_ONCE || bytes > BYTES_AT_ONCE)) {
      yield { table, lines: batch }
      batch = []
      bytes = 0
    }
    if (isRow) continue
    const { rows, sha256 } = parsed(value, file)
    const found = sum.read()
    if (rows === found.rows && sha256 === found.sha256) return found
    throw new BackupFault(damaged(file))
  }
}

/** Only a line feed ends a line: inside a row it is always written as \n. */
async function* textLines(file: string): AsyncGenerator<string> {
  const source = createReadStream(file)
  const text = source.pipe(createGunzip())
  source.once('error', (error) => text.destroy(error))
  try {
    let rest: Buffer[] = []
    for await (const chunk of text as AsyncIterable<Buffer>) {
      let from = 0
      for (let to = chunk.indexOf(10); to >= 0; to = chunk.indexOf(10, from)) {
        yield Buffer.concat([...rest, chunk.subarray(from, to)]).toString()
        rest = []
        from = to + 1
      }
      rest.push(chunk.subarray(from))
    }
    if (Buffer.concat(rest).length > 0) throw new BackupFault(truncated(file))
  } finally {
    source.destroy()
  }
}

function parsed(line: string, file: string): Record<string, unknown> {
  if (line === '') throw new BackupFault(truncated(file))
  try {
    return JSON.parse(line) as Record<string, unknown>
  } catch {
    throw new BackupFault(damaged(file))
  }
}

function headerFrom(control: Record<string, unknown> | undefined, file: string): Header {
  if (typeof control?.regieBackup !== 'number') throw new BackupFault(notABackup(file))
  if (control.regieBackup > FORMAT) throw new BackupFault(newer(file, String(control.regie)))
  return control as unknown as Header
}

async function readHeader(file: string): Promise<Header> {
  for await (const part of partsOf(file)) if ('header' in part) return part.header
  throw new BackupFault(notABackup(file))
}

async function refuseNewer(url: string, migrations: string[]): Promise<void> {
  const applied = await connected(url, migrationsOf)
  const known = new Set([...applied, ...(await pendingMigrations(url))])
  const unknown = migrations.filter((name) => !known.has(name))
  if (unknown.length === 0) return
  throw new BackupFault(
    `This backup was made by a newer Regie: it has the migration ${unknown.join(', ')}. Install that version and restore with it.`,
  )
}

async function refuseFilled(client: pg.Client): Promise<void> {
  for (const { name } of await tablesOf(client)) {
    const { rowCount } = await client.query(`select from ${name} limit 1`)
    if (rowCount === 0) continue
    throw new BackupFault(
      `The database is not empty: ${name.replace('only ', '')} has rows. A backup is restored only into an empty database. ` +
        'Give a new folder with DATA_DIR, or move the old one to another place. Nothing was changed.',
    )
  }
}

async function fill(client: pg.Client, file: string): Promise<BackupTotals> {
  await client.query(`${EXACT}, set_config('session_replication_role', 'replica', true)`)
  const tables = new Map<string, Table>((await tablesOf(client)).map((table) => [table.name, table]))
  let header: Header | undefined
  for await (const part of partsOf(file)) {
    if ('header' in part) {
      header = part.header
      refuseOtherTables(header, [...tables.values()])
    } else if ('lines' in part) await insert(client, tables.get(part.table), part.lines, file)
    else {
      await verify(client, tables, part.sums, file)
      for (const { name, value } of header?.sequences ?? []) {
        await client.query('select setval($1::regclass, $2::bigint)', [name, value])
      }
      return totalsOf(part.sums)
    }
  }
  throw new BackupFault(truncated(file))
}

function refuseOtherTables(header: Header, tables: Table[]): void {
  const text = (list: Table[]) => JSON.stringify(list.map(({ name, columns }) => [name, columns]))
  if (text(header.tables) === text(tables)) return
  throw new BackupFault(
    `This backup was made by Regie ${header.regie} (${header.migrations.at(-1) ?? 'no migration'}), whose tables differ from those of this ` +
      `version. Restore it with Regie ${header.regie}; then start this version, which brings the database up to date.`,
  )
}

async function insert(
  client: pg.Client,
  table: Table | undefined,
  lines: string[],
  file: string,
): Promise<void> {
  if (!table) throw new BackupFault(damaged(file))
  const columns = table.columns.map(([column]) => column).join(', ')
  const values = table.columns.map(([, type], position) => `(line->>${position})::${type}`).join(', ')
  await client.query(
    `insert into ${table.name.replace('only ', '')} (${columns}) overriding system value
      select ${values} from jsonb_array_elements($1::jsonb) as line`,
    [`[${lines.join(',')}]`],
  )
}

async function verify(
  client: pg.Client,
  tables: Map<string, Table>,
  sums: Map<string, Sum>,
  file: string,
): Promise<void> {
  for (const [name, table] of tables) {
    const sum = newSum()
    for await (const lines of linesOf(client, table)) sum.add(lines)
    if (JSON.stringify(sum.read()) === JSON.stringify(sums.get(name))) continue
    throw new BackupFault(
      `${name.replace('only ', '')} did not come back as it is in ${file}. Nothing was kept.`,
    )
  }
}

async function connected<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: 10_000,
    application_name: 'Regie backup',
  })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

async function refuseExisting(file: string): Promise<void> {
  const found = await fs.stat(file).catch(() => undefined)
  if (found)
    throw new BackupFault(`${file} exists already. A backup never overwrites a file: give another name.`)
}

async function moveWithoutOverwriting(partial: string, file: string): Promise<void> {
  await refuseExisting(file)
  await fs.rename(partial, file)
  const folder = await fs.open(path.dirname(file), 'r').catch(() => undefined)
  await folder?.sync().catch(() => undefined)
  await folder?.close()
}

function totalsOf(sums: Map<string, Sum>): BackupTotals {
  return { tables: sums.size, rows: [...sums.values()].reduce((sum, { rows }) => sum + rows, 0) }
}

function regieVersion(): string {
  const text = readFileSync(path.join(import.meta.dirname, '..', 'package.json'), 'utf8')
  return (JSON.parse(text) as { version: string }).version
}

const notABackup = (file: string) => `${file} is not a backup of Regie.`
const damaged = (file: string) =>
  `${file} is damaged: it no longer holds what was written to it. Use another backup.`
const truncated = (file: string) =>
  `${file} is not complete: its end is missing. Copy it again, or use another backup.`
const newer = (file: string, version: string) =>
  `${file} was made by Regie ${version}, whose backups this version cannot read. Restore with that version.`

function inPlainWords(error: unknown, file: string): unknown {
  const { code = '' } = error as NodeJS.ErrnoException
  const words: Record<string, string> = {
    ENOSPC: `The disk is full: ${file} was not written. Make room or choose another disk.`,
    EDQUOT: `The disk is full: ${file} was not written. Make room or choose another disk.`,
    EEXIST: `${file}.partial exists: another backup is being written, or one was interrupted. Remove it, or give another name.`,
    ENOENT: `${file} cannot be opened: there is no such file or folder.`,
    ENOTDIR: `${file} cannot be opened: there is no such folder.`,
    EISDIR: `${file} is a folder. Give the name of a file.`,
    EACCES: `${file} may not be opened by this user.`,
    EPERM: `${file} may not be opened by this user.`,
    EROFS: `${file} cannot be written: the disk can only be read.`,
    Z_BUF_ERROR: truncated(file),
    Z_DATA_ERROR: damaged(file),
  }
  if (error instanceof BackupFault || !words[code]) return error
  const noGzip = code === 'Z_DATA_ERROR' && /incorrect header check/.test((error as Error).message)
  return new BackupFault(noGzip ? notABackup(file) : words[code], { cause: error })
}

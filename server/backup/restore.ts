import { isDeepStrictEqual } from 'node:util'
import { migrateUpTo, pendingMigrations } from '../migrate.ts'
import { checkBackup } from './check.ts'
import { type Client, connected } from './database.ts'
import type { Part } from './decode.ts'
import { BackupFault, inPlainWords, Unsound } from './fault.ts'
import { readHeader, readParts } from './file.ts'
import type { BackupOptions, Header, Table } from './format.ts'
import {
  beginFilling,
  commit,
  hasRows,
  insertLines,
  listMigrations,
  listTables,
  plainName,
  readLines,
  setSequence,
} from './queries.ts'
import { type BackupTotals, newSum, type Sums, totalsOf } from './sum.ts'

/** Everything or nothing: into an empty database only, in one transaction, verified before it is kept. Needs a superuser. */
export async function restoreBackup(
  url: string,
  file: string,
  options: BackupOptions = {},
): Promise<BackupTotals> {
  await checkBackup(file, options)
  return restoreChecked(url, file, options)
}

/** Leaves the migrations that are newer than the backup to the next start. */
export async function restoreChecked(
  url: string,
  file: string,
  { secret }: BackupOptions,
): Promise<BackupTotals> {
  try {
    const header = await readHeader(file, secret)
    const pending = await pendingMigrations(url)
    await connected(url, async (client) => {
      refuseNewer(header, [...(await listMigrations(client)), ...pending])
      await refuseFilled(client)
    })
    const last = header.migrations.at(-1)
    if (last && pending.includes(last)) await migrateUpTo(url, last)
    return await connected(url, (client) => fill(client, header, readParts(file, secret)))
  } catch (error) {
    throw inPlainWords(error, file)
  }
}

async function fill(client: Client, header: Header, parts: AsyncIterable<Part>): Promise<BackupTotals> {
  await beginFilling(client)
  const tables = await listTables(client)
  refuseOtherTables(header, tables)
  let sums: Sums = new Map()
  for await (const part of parts) {
    if ('lines' in part) await insertLines(client, tableNamed(part.table, tables), part.lines)
    if ('sums' in part) sums = part.sums
  }
  await verify(client, tables, sums)
  for (const sequence of header.sequences) await setSequence(client, sequence)
  await commit(client)
  await client.query('analyze')
  return totalsOf(sums)
}

async function verify(client: Client, tables: Table[], sums: Sums): Promise<void> {
  for (const table of tables) {
    const sum = newSum()
    for await (const lines of readLines(client, table)) sum.add(lines)
    if (isDeepStrictEqual(sum.read(), sums.get(table.name))) continue
    throw new BackupFault(`${plainName(table)} did not come back as it is in the backup. Nothing was kept.`)
  }
}

function tableNamed(name: string, tables: Table[]): Table {
  const table = tables.find((one) => one.name === name)
  if (!table) throw new Unsound('damaged')
  return table
}

function refuseNewer({ migrations }: Header, known: string[]): void {
  const unknown = migrations.filter((name) => !known.includes(name))
  if (unknown.length === 0) return
  throw new BackupFault(
    `This backup was made by a newer Regie: it has the migration ${unknown.join(', ')}. Install that version and restore with it.`,
  )
}

async function refuseFilled(client: Client): Promise<void> {
  for (const table of await listTables(client)) {
    if (!(await hasRows(client, table))) continue
    throw new BackupFault(
      `The database is not empty: ${plainName(table)} has rows. A backup is restored only into an empty database. ` +
        'Give a new folder with DATA_DIR, or move the old one to another place. Nothing was changed.',
    )
  }
}

function refuseOtherTables(header: Header, tables: Table[]): void {
  if (isDeepStrictEqual(header.tables, tables)) return
  throw new BackupFault(
    `This backup was made by Regie ${header.regie} (${header.migrations.at(-1) ?? 'no migration'}), whose tables differ from those of this ` +
      `database. Give a new folder with DATA_DIR. If it still differs, restore it with Regie ${header.regie}; then start this version.`,
  )
}

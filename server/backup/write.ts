import { promises as fs, readFileSync } from 'node:fs'
import path from 'node:path'
import { Readable, type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { checkBackup } from './check.ts'
import { type Client, connected } from './database.ts'
import { encode } from './encode.ts'
import { BackupFault, inPlainWords } from './fault.ts'
import { moveWithoutOverwriting, refuseExisting } from './file.ts'
import { type BackupOptions, FORMAT, type Header, OF_RUNNING_SCANS, type Table } from './format.ts'
import {
  beginReading,
  commit,
  hasLargeObjects,
  listMigrations,
  listSequences,
  listTables,
  lockTables,
  plainName,
  readLines,
} from './queries.ts'
import { sealing } from './seal.ts'
import type { BackupTotals, Sums } from './sum.ts'

/** One consistent state, written beside its place, read again and only then given its name. Never overwrites a file. */
export async function writeBackup(
  url: string,
  file: string,
  options: BackupOptions = {},
): Promise<BackupTotals> {
  await refuseExisting(file)
  const partial = `${file}.partial`
  const target = await fs.open(partial, 'wx', 0o600).catch((error) => {
    throw inPlainWords(error, file)
  })
  try {
    const stream = target.createWriteStream({ flush: true })
    const written = await connected(url, (client) => writeFrom(client, stream, options))
    const totals = await checkBackup(partial, options, written)
    await moveWithoutOverwriting(partial, file)
    return totals
  } catch (error) {
    await target.close().catch(() => undefined)
    await fs.rm(partial, { force: true })
    throw inPlainWords(error, file)
  }
}

async function writeFrom(client: Client, target: Writable, options: BackupOptions): Promise<Sums> {
  const written: Sums = new Map()
  await beginReading(client)
  const leftOut = options.longTerm ? OF_RUNNING_SCANS : []
  const linesOf = (table: Table) =>
    leftOut.includes(plainName(table)) ? noLines() : readLines(client, table)
  const header = { ...(await describe(client)), ...(leftOut.length > 0 ? { leftOut } : {}) }
  const text = Readable.from(encode(header, linesOf, written))
  const { secret } = options
  await (secret
    ? pipeline(text, createGzip(), sealing(secret), target)
    : pipeline(text, createGzip(), target))
  await commit(client)
  return written
}

async function* noLines(): AsyncGenerator<string[]> {}

async function describe(client: Client): Promise<Header> {
  const migrations = await listMigrations(client)
  const tables = await listTables(client)
  await lockTables(client, tables)
  if (await hasLargeObjects(client))
    throw new BackupFault('The database holds large objects, which this backup cannot carry.')
  const sequences = await listSequences(client)
  return { regieBackup: FORMAT, regie: regieVersion(), migrations, tables, sequences }
}

function regieVersion(): string {
  const text = readFileSync(path.join(import.meta.dirname, '../../package.json'), 'utf8')
  return (JSON.parse(text) as { version: string }).version
}

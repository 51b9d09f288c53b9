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
import { FORMAT, type Header } from './format.ts'
import {
  beginReading,
  commit,
  hasLargeObjects,
  listMigrations,
  listSequences,
  listTables,
  lockTables,
  readLines,
} from './queries.ts'
import type { BackupTotals, Sums } from './sum.ts'

/** One consistent state, written beside its place, read again and only then given its name. Never overwrites a file. */
export async function writeBackup(url: string, file: string): Promise<BackupTotals> {
  await refuseExisting(file)
  const partial = `${file}.partial`
  const target = await fs.open(partial, 'wx', 0o600).catch((error) => {
    throw inPlainWords(error, file)
  })
  try {
    const stream = target.createWriteStream({ flush: true })
    const written = await connected(url, (client) => writeFrom(client, stream))
    const totals = await checkBackup(partial, written)
    await moveWithoutOverwriting(partial, file)
    return totals
  } catch (error) {
    await target.close().catch(() => undefined)
    await fs.rm(partial, { force: true })
    throw inPlainWords(error, file)
  }
}

async function writeFrom(client: Client, target: Writable): Promise<Sums> {
  const written: Sums = new Map()
  await beginReading(client)
  const text = encode(await describe(client), (table) => readLines(client, table), written)
  await pipeline(Readable.from(text), createGzip(), target)
  await commit(client)
  return written
}

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

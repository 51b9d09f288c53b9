import { isDeepStrictEqual } from 'node:util'
import { BackupFault, inPlainWords } from './fault.ts'
import { readParts } from './file.ts'
import type { BackupOptions } from './format.ts'
import { type BackupTotals, type Sums, totalsOf } from './sum.ts'

/** Reads a backup to its end and verifies every count and checksum. */
export async function checkBackup(
  file: string,
  { secret }: BackupOptions = {},
  expected?: Sums,
): Promise<BackupTotals> {
  const sums = await sumsIn(file, secret)
  if (expected && !isDeepStrictEqual(sums, expected))
    throw new BackupFault(`${file} does not hold what was written to it. Look at the disk, and try again.`)
  return totalsOf(sums)
}

async function sumsIn(file: string, secret: Buffer | undefined): Promise<Sums> {
  let sums: Sums = new Map()
  try {
    for await (const part of readParts(file, secret)) if ('sums' in part) sums = part.sums
    return sums
  } catch (error) {
    throw inPlainWords(error, file)
  }
}

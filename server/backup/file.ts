import { promises as fs } from 'node:fs'
import path from 'node:path'
import { createGunzip } from 'node:zlib'
import { decode, type Part } from './decode.ts'
import { BackupFault, Unsound } from './fault.ts'
import type { Header } from './format.ts'
import { openSealed } from './seal.ts'

/** Closes the file also when its reader stops halfway. */
export async function* readParts(file: string, secret?: Buffer): AsyncGenerator<Part> {
  const lines = textLines(file, secret)
  try {
    yield* decode(lines)
  } finally {
    await lines.return(undefined)
  }
}

export async function readHeader(file: string, secret?: Buffer): Promise<Header> {
  for await (const part of readParts(file, secret)) if ('header' in part) return part.header
  throw new Unsound('not-a-backup')
}

export async function refuseExisting(file: string): Promise<void> {
  const found = await fs.stat(file).catch(() => undefined)
  if (found)
    throw new BackupFault(`${file} exists already. A backup never overwrites a file: give another name.`)
}

export async function moveWithoutOverwriting(partial: string, file: string): Promise<void> {
  await refuseExisting(file)
  await fs.rename(partial, file)
  const folder = await fs.open(path.dirname(file), 'r').catch(() => undefined)
  await folder?.sync().catch(() => undefined)
  await folder?.close()
}

/** Only a line feed ends a line: inside a row it is always written as \n. */
async function* textLines(file: string, secret?: Buffer): AsyncGenerator<string> {
  const source = await openSealed(file, secret)
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
    if (Buffer.concat(rest).length > 0) throw new Unsound('truncated')
  } finally {
    source.destroy()
  }
}

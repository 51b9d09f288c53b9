import { createReadStream, statSync } from 'node:fs'
import type { NamedFile } from './options.ts'

const PART = 262_144
const PATIENCE = 1000

/** Reads a file part by part. Bytes that are no UTF-8 become U+FFFD, by which the reader tells their line. */
export async function readText(
  { path }: NamedFile,
  read: (text: string) => void,
  onProgress: (percentage: number) => void,
): Promise<void> {
  const decoder = new TextDecoder()
  const { size } = statSync(path)
  let done = 0
  for await (const part of createReadStream(path, { highWaterMark: PART })) {
    read(decoder.decode(part, { stream: true }))
    done += part.length
    onProgress((100 * done) / Math.max(size, 1))
  }
  read(decoder.decode())
}

/** A line that is written over, for a person who waits longer than a second; nothing where nobody watches. */
export function newProgress(stream: Pick<NodeJS.WriteStream, 'isTTY' | 'write'>, now: () => number) {
  const start = now()
  let shown = ''
  const show = (words: string) => {
    if (words === shown) return
    shown = words
    stream.write(`\r${words}\u001b[K`)
  }
  return {
    tell(name: string, percentage: number) {
      if (stream.isTTY && now() - start > PATIENCE) show(`${name}: ${Math.floor(percentage)} %`)
    },
    clear() {
      if (shown !== '') show('')
    },
  }
}

import { createHash } from 'node:crypto'
import { BackupFault, Unsound } from './fault.ts'
import { BYTES_AT_ONCE, END_STARTS, FORMAT, type Header, ROWS_AT_ONCE } from './format.ts'
import { newSum, type Sum, type Sums } from './sum.ts'

export type Part = { header: Header } | { table: string; lines: string[] } | { sums: Sums }

const HEADER_STARTS = '{"regieBackup":'

/** Throws at the first thing that is not as it was written; gives the sums only after the last line was seen. */
export async function* decode(lines: AsyncIterator<string>): AsyncGenerator<Part> {
  const whole = createHash('sha256')
  const sums: Sums = new Map()
  const next = async () => {
    const { value = '' } = await lines.next()
    if (!value.startsWith(END_STARTS)) whole.update(value).update('\n')
    return value
  }
  yield { header: headerFrom(await next()) }
  let line = await next()
  for (; !line.startsWith(END_STARTS); line = await next()) {
    const { table } = parsed(line)
    if (typeof table !== 'string') throw new Unsound('damaged')
    sums.set(table, yield* rowsOf(table, next))
  }
  const complete = parsed(line).end === whole.digest('hex') && (await lines.next()).done
  if (!complete) throw new Unsound('damaged')
  yield { sums }
}

async function* rowsOf(table: string, next: () => Promise<string>): AsyncGenerator<Part, Sum> {
  const sum = newSum()
  let batch: string[] = []
  let bytes = 0
  let line = await next()
  for (; line.startsWith('['); line = await next()) {
    sum.add([line])
    batch.push(line)
    bytes += line.length
    if (batch.length < ROWS_AT_ONCE && bytes < BYTES_AT_ONCE) continue
    yield { table, lines: batch }
    batch = []
    bytes = 0
  }
  if (batch.length > 0) yield { table, lines: batch }
  const written = parsed(line)
  const found = sum.read()
  if (written.rows !== found.rows || written.sha256 !== found.sha256) throw new Unsound('damaged')
  return found
}

function headerFrom(line: string): Header {
  if (!line.startsWith(HEADER_STARTS)) throw new Unsound('not-a-backup')
  const { regieBackup, regie, ...rest } = parsed(line)
  if (typeof regieBackup !== 'number') throw new Unsound('not-a-backup')
  if (regieBackup <= FORMAT) return { regieBackup, regie, ...rest } as Header
  throw new BackupFault(
    `This backup was made by Regie ${regie}, and this version cannot read it. Restore with that version.`,
  )
}

function parsed(line: string): Record<string, unknown> {
  if (line === '') throw new Unsound('truncated')
  try {
    return JSON.parse(line) as Record<string, unknown>
  } catch {
    throw new Unsound('damaged')
  }
}

import { createHash } from 'node:crypto'
import { END_STARTS, type Header, type Table } from './format.ts'
import { newSum, type Sums } from './sum.ts'

/** The text of a backup; fills the sums with what it passed on. */
export async function* encode(
  header: Header,
  linesOf: (table: Table) => AsyncIterable<string[]>,
  sums: Sums,
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
    for await (const lines of linesOf(table)) {
      sum.add(lines)
      yield passed(`${lines.join('\n')}\n`)
    }
    sums.set(table.name, sum.read())
    yield passed(`${JSON.stringify(sum.read())}\n`)
  }
  yield `${END_STARTS}"${whole.digest('hex')}"}\n`
}

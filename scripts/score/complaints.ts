import type { NamedFile } from './options.ts'

/** Beyond these only their number is told: a file of 100 MB with another scale holds millions. */
const MOST_LINES = 10_000

export interface Place {
  line: number
  column: string | null
}

export type Complain = (place: Place, words: string) => void

/** Every fault of every file, each on a line of its own, as soon as it is found. */
export function newComplaints(write: (line: string) => void) {
  let count = 0
  const tell = (line: string) => {
    count += 1
    if (count <= MOST_LINES) write(line)
  }
  return {
    tell,
    about:
      ({ name }: NamedFile): Complain =>
      (place, words) =>
        tell(placed(name, place, words)),
    count: () => count,
    close() {
      if (count > MOST_LINES) write(`… and ${count - MOST_LINES} more`)
      if (count > 0) write(`${count === 1 ? '1 fault' : `${count} faults`}; nothing was scored`)
    },
  }
}

export function placed(name: string, { line, column }: Place, words: string): string {
  return `${name}:${line}: ${column === null ? '' : `column ${quoted(column)}: `}${words}`
}

/** What stood in a file, without anything that a terminal would obey. */
export function quoted(value: string | null): string {
  return JSON.stringify(value ?? '').replace(/[\u007f-\u009f\u2028-\u202e]/g, '?')
}

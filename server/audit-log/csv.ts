import { csvOf } from '../csv.ts'
import type { ExportedEntry } from './read.ts'

const COLUMNS = ['position', 'moment', 'person', 'personId', 'role', 'deed', 'about', 'details', 'hash']

/** One line for each entry; the names of columns and deeds are those of the API. Semicolons and a mark for Dutch Excel. */
export function auditCsv(entries: readonly ExportedEntry[]): string {
  const data = entries.map(({ position, at, person, role, deed, things, details, hash }) => [
    position,
    at,
    person.name,
    person.userId,
    role,
    deed,
    things.map(({ kind, id, name }) => `${kind} ${name ?? '–'} (${id})`).join(', '),
    Object.entries(details)
      .map(([name, value]) => `${name}: ${value}`)
      .join(', '),
    hash,
  ])
  return csvOf([COLUMNS, ...data])
}

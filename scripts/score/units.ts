import type { FileFault } from '#server/paper-answers/answer-file-faults.ts'
import { type FileRecord, newRecordReader } from '#server/paper-answers/answer-file-records.ts'
import type { CountedUnit } from '#server/results/counted.ts'
import { readTree } from '#server/results/disclosure/tree.ts'
import type { Perspective } from '#server/surveys/survey.ts'
import { type Complain, type Place, quoted } from './complaints.ts'

const PERSPECTIVES: readonly Perspective[] = ['professional', 'client', 'manager']
const COLUMNS = ['unit', 'parent', 'name', ...PERSPECTIVES, 'professionals'] as const
type Column = (typeof COLUMNS)[number]

/** As many as a forecast takes; far more means that another column is called `unit`. */
const MOST_UNITS = 20_000
export const TOO_MANY_UNITS = `more than ${MOST_UNITS} units: is this really the column of units?`

/** One row of the file; `invited` and `professionals` are null where the file has no such column. */
interface UnitRow extends CountedUnit {
  line: number
  invited: Record<Perspective, number | null>
}

export type FoundUnit = { state: 'found'; unitId: string } | { state: 'unknown' } | { state: 'ambiguous' }

/** Where the answers are placed, and how many were invited there; null = unknown. */
export interface Units {
  units(): CountedUnit[]
  find(written: string): FoundUnit
  invited(unitId: string, perspective: Perspective): number | null
  placeOf(unitId: string, perspective: Perspective): Place
}

/** Units as they are met in the answers, directly below one root. */
export function newFlatUnits(): Units {
  const ids = new Set<string>()
  return {
    units() {
      const root = { id: freeId(ids), parentId: null, name: 'All units', professionals: null }
      const below = [...ids].toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }))
      return [root, ...below.map((id) => ({ id, parentId: root.id, name: id, professionals: null }))]
    },
    find(unitId) {
      if (ids.size >= MOST_UNITS && !ids.has(unitId)) return { state: 'unknown' }
      ids.add(unitId)
      return { state: 'found', unitId }
    },
    invited: () => null,
    placeOf: (_unitId, perspective) => ({ line: 1, column: perspective }),
  }
}

function freeId(taken: ReadonlySet<string>): string {
  let id = 'all'
  while (taken.has(id)) id = `${id}-units`
  return id
}

/** Reads a file of units; `end` checks the tree and gives what could be read, also beside faults. */
export function newUnitReader(complain: Complain, words: (fault: FileFault) => string) {
  const rows: UnitRow[] = []
  let header: Header | undefined
  let isLost = false
  const records = newRecordReader(
    (record) => {
      if (isLost) return
      if (header) rows.push(readRow(header, record, complain))
      else header = readHeader(record, complain)
    },
    (fault) => {
      if (!header) isLost = true
      complain(fault, words(fault))
    },
  )
  return {
    read: records.read,
    end(): Units {
      records.end()
      if (rows.length === 0 && !isLost)
        complain(
          { line: 1, column: null },
          header ? 'there is a header and no unit below it' : 'the file is empty',
        )
      const tooMany = rows[MOST_UNITS]
      if (tooMany) complain({ line: tooMany.line, column: null }, TOO_MANY_UNITS)
      if (header?.at.has('unit')) checkTree(rows, header.label, complain)
      return unitsOf(rows, header?.label ?? String)
    },
  }
}

interface Header {
  width: number
  at: Map<Column, number>
  /** As it is written in the file. */
  label(column: Column): string
}

function readHeader({ line, cells }: FileRecord, complain: Complain): Header {
  const at = new Map<Column, number>()
  const names = cells.map((cell) => cell.trim())
  names.forEach((name, place) => {
    const written = name.toLowerCase()
    const column = COLUMNS.find((one) => one === (written === 'id' ? 'unit' : written))
    if (column && !at.has(column)) at.set(column, place)
    else if (column) complain({ line, column: name }, 'this column stands here twice')
    else if (name !== '')
      complain({ line, column: name }, `nothing of this name is known; the columns are ${COLUMNS.join(', ')}`)
  })
  for (const column of ['unit', 'parent'] as const) {
    if (!at.has(column)) complain({ line, column }, 'this column is missing')
  }
  return { width: names.length, at, label: (column) => names[at.get(column) ?? -1] ?? column }
}

function readRow({ width, at, label }: Header, { line, cells }: FileRecord, complain: Complain): UnitRow {
  if (cells.length < width)
    complain({ line, column: null }, `this row has only ${cells.length} cells, fewer than the header`)
  if (cells.slice(width).some((cell) => cell.trim() !== '')) {
    complain({ line, column: null }, `this row has ${cells.length} cells, more than the header`)
  }
  const cell = (column: Column) => cells[at.get(column) ?? -1]?.trim() ?? ''
  const count = (column: Column) => {
    const written = cell(column)
    if (written === '') return null
    if (/^\d{1,9}$/.test(written)) return Number(written)
    complain({ line, column: label(column) }, `${quoted(written)} is not a number of people`)
    return null
  }
  const invited = (perspective: Perspective) => (at.has(perspective) ? (count(perspective) ?? 0) : null)
  const id = cell('unit')
  if (id === '' && at.has('unit')) complain({ line, column: label('unit') }, 'this may not be empty')
  return {
    line,
    id,
    parentId: cell('parent') === '' ? null : cell('parent'),
    name: cell('name') || id,
    professionals: count('professionals'),
    invited: {
      professional: invited('professional'),
      client: invited('client'),
      manager: invited('manager'),
    },
  }
}

/** All duplicates, orphans and circles: a circle is looked for as if the other faults were not there. */
function checkTree(rows: readonly UnitRow[], label: Header['label'], complain: Complain): void {
  const first = new Map<string, UnitRow>()
  for (const row of rows) {
    const earlier = first.get(row.id)
    if (row.id === '') continue
    if (!earlier) first.set(row.id, row)
    else
      complain(
        { line: row.line, column: label('unit') },
        `the unit ${quoted(row.id)} stands on line ${earlier.line} already`,
      )
  }
  const units = [...first.values()]
  for (const { line, parentId } of rows) {
    if (parentId !== null && !first.has(parentId))
      complain({ line, column: label('parent') }, `there is no unit ${quoted(parentId)}`)
  }
  const read = readTree(
    units.map(({ id, parentId }) => ({ id, parentId: first.has(parentId ?? '') ? parentId : null })),
  )
  if (read.state === 'sound') return
  for (const { unitId } of read.faults) {
    const { line = 1 } = first.get(unitId) ?? {}
    complain(
      { line, column: label('parent') },
      `${quoted(unitId)} lies below itself, or below a unit that does`,
    )
  }
}

function unitsOf(rows: readonly UnitRow[], label: Header['label']): Units {
  const byId = new Map(rows.map((row) => [row.id, row]))
  const byName = Map.groupBy(byId.values(), ({ name }) => name.toLowerCase())
  return {
    units: () =>
      [...byId.values()].map(({ id, parentId, name, professionals }) => ({
        id,
        parentId,
        name,
        professionals,
      })),
    find(written) {
      if (byId.has(written)) return { state: 'found', unitId: written }
      const [named, ...more] = byName.get(written.toLowerCase()) ?? []
      if (!named) return { state: 'unknown' }
      return more.length > 0 ? { state: 'ambiguous' } : { state: 'found', unitId: named.id }
    },
    invited: (unitId, perspective) => byId.get(unitId)?.invited[perspective] ?? null,
    placeOf: (unitId, perspective) => ({ line: byId.get(unitId)?.line ?? 1, column: label(perspective) }),
  }
}

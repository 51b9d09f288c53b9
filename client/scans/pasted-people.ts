import type { Unit } from '#server/organisations/contract.ts'
import type { UnitSettings } from '#server/scans/contract.ts'
import type { Perspective } from '#server/surveys/contract.ts'
import { PERSPECTIVES, type Units } from './people.ts'

const MOST_INVITED = 100_000

export interface PastedLine {
  line: number
  name: string
  invited: UnitSettings['invited']
  /** Known by its name, still to be made, or not usable. */
  found: { state: 'known'; unitId: string } | { state: 'new' } | { state: 'fault'; code: PasteFault }
}
type PasteFault = 'no-name' | 'not-a-number' | 'ambiguous' | 'twice'

/** Rows of a spreadsheet: a name, then one number for each perspective. A first line without numbers is a heading. */
export function readPeople(
  rows: readonly string[][],
  perspectives: readonly Perspective[],
  tree: readonly Unit[],
): PastedLine[] {
  const columns = PERSPECTIVES.filter((one) => perspectives.includes(one))
  const byName = Map.groupBy(
    tree.filter(({ archived }) => !archived),
    ({ name }) => keyOf(name),
  )
  const seen = new Set<string>()
  return rows.flatMap((row, place): PastedLine[] => {
    const [name = '', ...cells] = row.map((cell) => cell.trim())
    if (row.every((cell) => cell.trim() === '') || (place === 0 && isHeading(cells))) return []
    const counts = columns.map((_column, index) => countOf(cells[index] ?? ''))
    const invited: UnitSettings['invited'] = {}
    columns.forEach((perspective, index) => {
      const count = counts[index]
      if (count) invited[perspective] = count
    })
    const key = keyOf(name)
    const isTwice = seen.has(key)
    seen.add(key)
    const fault = faultOf(name, counts, isTwice)
    const found = fault ? { state: 'fault' as const, code: fault } : search(byName.get(key) ?? [])
    return [{ line: place + 1, name, invited, found }]
  })
}

function search(units: Unit[]): PastedLine['found'] {
  const [unit, ...others] = units
  if (!unit) return { state: 'new' }
  return others.length > 0 ? { state: 'fault', code: 'ambiguous' } : { state: 'known', unitId: unit.id }
}

function faultOf(
  name: string,
  counts: (number | null | undefined)[],
  isTwice: boolean,
): PasteFault | undefined {
  if (!name) return 'no-name'
  if (counts.includes(undefined)) return 'not-a-number'
  return isTwice ? 'twice' : undefined
}

/** null: nobody; undefined: not a head count. Thousands may be written as 1.200 or 1 200. */
function countOf(cell: string): number | null | undefined {
  if (cell === '' || cell === '-' || cell === '–') return null
  const digits = cell
    .replace(/[\s\u00a0]/g, '')
    .replace(/^(\d{1,3})((?:[.,]\d{3})+)$/, (whole) => whole.replace(/[.,]/g, ''))
  if (!/^\d{1,6}$/.test(digits)) return undefined
  const count = Number(digits)
  return count > MOST_INVITED ? undefined : count || null
}

function isHeading(cells: string[]): boolean {
  return cells.some((cell) => cell !== '') && cells.every((cell) => !/\d/.test(cell))
}

const keyOf = (name: string) => name.trim().toLocaleLowerCase('nl').replace(/\s+/g, ' ')

/** Pasted numbers take the place of what was there for those units; other units stay. */
export function withPasted(units: Units, lines: readonly PastedLine[]): Units {
  const pasted = new Map(
    lines.flatMap(({ found, invited }) =>
      found.state === 'known' ? [[found.unitId, invited] as const] : [],
    ),
  )
  const before = new Map(units.map((unit) => [unit.unitId, unit]))
  const added = [...pasted].map(([unitId, invited]) => ({ ...before.get(unitId), unitId, invited }))
  return [
    ...units.filter(({ unitId }) => !pasted.has(unitId)),
    ...added.filter(({ invited }) => Object.keys(invited).length > 0),
  ]
}

import type { ChangeUnit, Unit, UnitLine } from './contract.ts'

/** Levels below the organisation itself. */
const MOST_LEVELS = 4
export const MOST_UNITS = 2000
export const MOST_LINES = 500

export interface UnitRow {
  id: string
  parentId: string | null
  name: string
  archivedAt: Date | null
}

export type UnitFault =
  | 'not-found'
  | 'too-many-levels'
  | 'too-many-units'
  | 'duplicate-name'
  | 'unit-below-itself'
  | 'unit-not-empty'
  | 'unit-in-use'
  | 'unit-archived'
  | 'root-unit'

const alphabet = new Intl.Collator('nl', { numeric: true })

export function presentUnits(rows: UnitRow[], used: ReadonlySet<string>): Unit[] {
  return inTreeOrder(rows).map(({ row: { id, parentId, name, archivedAt }, level }) => {
    return { id, parentId, name, level, archived: archivedAt !== null, used: used.has(id) }
  })
}

/** Each unit directly above the units below it, brothers and sisters by name. */
export function inTreeOrder(rows: UnitRow[]): { row: UnitRow; level: number }[] {
  const below = childrenOf(rows)
  const ordered: { row: UnitRow; level: number }[] = []
  const visit = (parentId: string | null, level: number) => {
    for (const row of (below.get(parentId) ?? []).toSorted((a, b) => alphabet.compare(a.name, b.name))) {
      ordered.push({ row, level })
      visit(row.id, level + 1)
    }
  }
  visit(null, 0)
  return ordered
}

/** The unit itself and everything below it. */
export function idsBelow(rows: UnitRow[], id: string): Set<string> {
  const below = childrenOf(rows)
  const ids = new Set([id])
  for (const each of ids) for (const child of below.get(each) ?? []) ids.add(child.id)
  return ids
}

export function addFault(rows: UnitRow[], parentId: string, name: string): UnitFault | undefined {
  const parent = rows.find(({ id }) => id === parentId)
  if (!parent) return 'not-found'
  if (parent.archivedAt) return 'unit-archived'
  if (rows.length >= MOST_UNITS) return 'too-many-units'
  if (levelOf(rows, parent) >= MOST_LEVELS) return 'too-many-levels'
  if (hasSibling(rows, parentId, name)) return 'duplicate-name'
}

export function changeFault(rows: UnitRow[], id: string, change: ChangeUnit): UnitFault | undefined {
  const unit = rows.find((each) => each.id === id)
  if (!unit) return 'not-found'
  const { parentId = unit.parentId, name = unit.name } = change
  const archived = change.archived ?? unit.archivedAt !== null
  if (unit.parentId === null && (archived || parentId !== null)) return 'root-unit'
  if (parentId !== unit.parentId) {
    const fault = moveFault(rows, unit, parentId)
    if (fault) return fault
  }
  if (archived) return change.archived && activeChildren(rows, id).length > 0 ? 'unit-not-empty' : undefined
  if (change.archived === false && rows.find((each) => each.id === parentId)?.archivedAt)
    return 'unit-archived'
  if (hasSibling(rows, parentId, name, id)) return 'duplicate-name'
}

function moveFault(rows: UnitRow[], unit: UnitRow, parentId: string | null): UnitFault | undefined {
  const parent = rows.find(({ id }) => id === parentId)
  if (!parent) return 'not-found'
  if (idsBelow(rows, unit.id).has(parent.id)) return 'unit-below-itself'
  if (parent.archivedAt) return 'unit-archived'
  if (levelOf(rows, parent) + height(rows, unit.id) > MOST_LEVELS) return 'too-many-levels'
}

/** Everything below the unit goes to the other one, which must have room and no unit of the same name. */
export function mergeFault(rows: UnitRow[], id: string, intoId: string): UnitFault | undefined {
  const unit = rows.find((each) => each.id === id)
  const into = rows.find((each) => each.id === intoId)
  if (!unit || !into) return 'not-found'
  if (unit.parentId === null) return 'root-unit'
  if (idsBelow(rows, id).has(intoId)) return 'unit-below-itself'
  if (into.archivedAt) return 'unit-archived'
  if (levelOf(rows, into) + height(rows, id) - 1 > MOST_LEVELS) return 'too-many-levels'
  const children = activeChildren(rows, id)
  if (children.some(({ name }) => hasSibling(rows, intoId, name, id))) return 'duplicate-name'
}

export function removeFault(rows: UnitRow[], id: string, used: ReadonlySet<string>): UnitFault | undefined {
  const unit = rows.find((each) => each.id === id)
  if (!unit) return 'not-found'
  if (unit.parentId === null) return 'root-unit'
  if (rows.some(({ parentId }) => parentId === id)) return 'unit-not-empty'
  if (used.has(id)) return 'unit-in-use'
}

export interface PlannedUnit {
  id: string
  parentId: string
  name: string
}

type Plan = { units: PlannedUnit[]; kept: number } | { fault: UnitFault }

/**
 * What a pasted list adds. A line may be at most one step deeper than the line above it; deeper ones are read as one
 * step. A name that is already there is kept, so that pasting the same list twice adds nothing.
 */
export function planUnits(rows: UnitRow[], parentId: string, lines: UnitLine[], newId: () => string): Plan {
  const parent = rows.find(({ id }) => id === parentId)
  if (!parent) return { fault: 'not-found' }
  if (parent.archivedAt) return { fault: 'unit-archived' }
  if (lines.length > MOST_LINES) return { fault: 'too-many-units' }
  const known = new Map(
    rows.filter(({ archivedAt }) => !archivedAt).map((row) => [keyOf(row.parentId, row.name), row.id]),
  )
  const units: PlannedUnit[] = []
  const path = [parentId]
  const top = levelOf(rows, parent)
  for (const { name, depth } of lines) {
    path.length = Math.min(depth, path.length - 1) + 1
    const above = path.at(-1) ?? parentId
    const key = keyOf(above, name)
    const id = known.get(key) ?? newId()
    if (!known.has(key)) units.push({ id, parentId: above, name: name.trim() })
    known.set(key, id)
    path.push(id)
    if (top + path.length - 1 > MOST_LEVELS) return { fault: 'too-many-levels' }
  }
  if (rows.length + units.length > MOST_UNITS) return { fault: 'too-many-units' }
  return { units, kept: lines.length - units.length }
}

function keyOf(parentId: string | null, name: string): string {
  return `${parentId} ${name.trim().toLowerCase()}`
}

function childrenOf(rows: UnitRow[]): Map<string | null, UnitRow[]> {
  return Map.groupBy(rows, ({ parentId }) => parentId)
}

function activeChildren(rows: UnitRow[], id: string): UnitRow[] {
  return rows.filter(({ parentId, archivedAt }) => parentId === id && !archivedAt)
}

function hasSibling(rows: UnitRow[], parentId: string | null, name: string, exceptId?: string): boolean {
  const key = keyOf(parentId, name)
  return rows.some((row) => !row.archivedAt && row.id !== exceptId && keyOf(row.parentId, row.name) === key)
}

function levelOf(rows: UnitRow[], unit: UnitRow): number {
  const byId = new Map(rows.map((row) => [row.id, row]))
  let level = 0
  for (let at = unit.parentId; at !== null && level <= rows.length; level++)
    at = byId.get(at)?.parentId ?? null
  return level
}

/** Levels of the part of the tree that starts here: 1 for a unit with nothing below it. */
function height(rows: UnitRow[], id: string): number {
  const below = childrenOf(rows)
  let level = [id]
  let levels = 0
  for (; level.length > 0; levels++)
    level = level.flatMap((each) => below.get(each) ?? []).map((row) => row.id)
  return levels
}

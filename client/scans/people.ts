import type { Unit } from '#server/organisations/contract.ts'
import type { ScanSettings, UnitSettings } from '#server/scans/contract.ts'
import type { Perspective } from '#server/surveys/contract.ts'

export const PERSPECTIVES: Perspective[] = ['professional', 'client', 'manager']
export const MARKS: Record<Perspective, string> = { professional: '●', client: '▲', manager: '■' }

export type Units = ScanSettings['units']

/** Head counts of one unit changed; a unit without people leaves the list. */
export function withCount(
  units: Units,
  unitId: string,
  perspective: Perspective,
  count: number | null,
): Units {
  return changed(units, unitId, (unit) => {
    const { [perspective]: _before, ...others } = unit.invited
    return { ...unit, invited: count === null ? others : { ...others, [perspective]: count } }
  })
}

export function withProfessionals(units: Units, unitId: string, count: number | null): Units {
  return changed(units, unitId, ({ professionals: _before, ...unit }) =>
    count === null ? unit : { ...unit, professionals: count },
  )
}

function changed(units: Units, unitId: string, change: (unit: UnitSettings) => UnitSettings): Units {
  const before = units.find((unit) => unit.unitId === unitId) ?? { unitId, invited: {} }
  const after = change(before)
  const others = units.filter((unit) => unit.unitId !== unitId)
  const place = units.findIndex((unit) => unit.unitId === unitId)
  if (Object.keys(after.invited).length === 0) return others
  return others.toSpliced(place < 0 ? others.length : place, 0, after)
}

/** The people of merged units are added up in the one that stays. */
export function merged(units: Units, goneIds: readonly string[], intoId: string): Units {
  const gone = units.filter(({ unitId }) => goneIds.includes(unitId))
  const kept = units.filter(({ unitId }) => !goneIds.includes(unitId))
  const into = kept.find(({ unitId }) => unitId === intoId) ?? { unitId: intoId, invited: {} }
  const all = [into, ...gone]
  const invited: UnitSettings['invited'] = {}
  for (const perspective of PERSPECTIVES) {
    const count = all.reduce((sum, unit) => sum + (unit.invited[perspective] ?? 0), 0)
    if (count > 0) invited[perspective] = count
  }
  const serving = all.map(({ professionals }) => professionals)
  const professionals = serving.some((count) => count !== undefined)
    ? all.reduce((sum, unit) => sum + (unit.professionals ?? unit.invited.professional ?? 0), 0)
    : undefined
  const sum = { unitId: intoId, invited, ...(professionals === undefined ? {} : { professionals }) }
  return [...kept.filter(({ unitId }) => unitId !== intoId), sum]
}

/** Units of the settings that are no longer in the tree leave it. */
export function existing(units: Units, tree: readonly Unit[]): Units {
  const known = new Set(tree.filter(({ archived }) => !archived).map(({ id }) => id))
  return units.filter(({ unitId }) => known.has(unitId))
}

export interface PeopleRow {
  unit: Unit
  settings: UnitSettings | undefined
  /** People in this unit and everything below it. */
  total: number
  hasUnitsBelow: boolean
}

/** The tree in reading order, with everyone below each unit counted. Expects each unit above those below it. */
export function peopleRows(tree: readonly Unit[], { units, perspectives }: ScanSettings): PeopleRow[] {
  const settingsOf = new Map(units.map((unit) => [unit.unitId, unit]))
  const totals = new Map<string, number>()
  const parents = new Set(tree.map(({ parentId }) => parentId))
  for (const { id, parentId } of tree.toReversed()) {
    const own = perspectives.reduce((sum, one) => sum + (settingsOf.get(id)?.invited[one] ?? 0), 0)
    const total = own + (totals.get(id) ?? 0)
    totals.set(id, total)
    if (parentId !== null) totals.set(parentId, (totals.get(parentId) ?? 0) + total)
  }
  return tree.map((unit) => ({
    unit,
    settings: settingsOf.get(unit.id),
    total: totals.get(unit.id) ?? 0,
    hasUnitsBelow: parents.has(unit.id),
  }))
}

export function invitedIn({ units, perspectives }: ScanSettings, perspective?: Perspective): number {
  const counted = perspective ? [perspective] : perspectives
  return units.reduce(
    (sum, { invited }) => sum + counted.reduce((own, one) => own + (invited[one] ?? 0), 0),
    0,
  )
}

/** Ten clients of one professional describe that professional; three keep them apart (scoring.md 10.1). */
export function needsProfessionals(
  unit: UnitSettings | undefined,
  perspectives: readonly Perspective[],
): boolean {
  if (!unit?.invited.client || !perspectives.includes('client')) return false
  return (unit.invited.professional ?? 0) < 3
}

import type { Unit } from '#server/organisations/contract.ts'

export interface Branch {
  unit: Unit
  below: Branch[]
}

/** The list as a tree; a unit whose upper unit is not in the list stands at the top. */
export function branchesOf(units: Unit[]): Branch[] {
  const branches = new Map(units.map((unit) => [unit.id, { unit, below: [] as Branch[] }]))
  const top: Branch[] = []
  for (const branch of branches.values()) {
    const above = branches.get(branch.unit.parentId ?? '')
    if (above) above.below.push(branch)
    else top.push(branch)
  }
  return top
}

export function namedBy(units: Unit[], words: string): Unit[] {
  const wanted = words.trim().toLowerCase()
  return units.filter(({ name }) => name.toLowerCase().includes(wanted))
}

/** The units whose name holds the words, with everything above them so that one sees where they belong. */
export function matching(units: Unit[], words: string): Unit[] {
  const byId = new Map(units.map((unit) => [unit.id, unit]))
  const kept = new Set<Unit>()
  for (const unit of namedBy(units, words)) {
    for (let at: Unit | undefined = unit; at; at = byId.get(at.parentId ?? '')) kept.add(at)
  }
  return units.filter((unit) => kept.has(unit))
}

export function withoutArchive(units: Unit[]): Unit[] {
  return units.filter(({ archived }) => !archived)
}

/** Where a unit may go: not below itself, not into the archive, not below the fourth level. */
export function placesFor(units: Unit[], unit: Unit): Unit[] {
  const own = new Set([unit.id])
  for (const each of units) if (each.parentId && own.has(each.parentId)) own.add(each.id)
  return withoutArchive(units).filter(({ id, level }) => !own.has(id) && level < MOST_LEVELS)
}

export const MOST_LEVELS = 4

import type { TreeUnit } from '../scans/scan.ts'

type FoundUnit = { state: 'found'; unitId: string } | { state: 'unknown' } | { state: 'ambiguous' }

export interface UnitNames {
  /** By name, by names with a slash between ("North / Team A"), or by id; capitals and spaces around do not matter. */
  find(written: string): FoundUnit
  /** The shortest way to write this unit that leads to it and to no other. */
  nameOf(unitId: string): string
}

const BETWEEN = ' / '
const MOST_LEVELS = 10

/** Where a name could mean several units, those that take part in the scan go first. */
export function unitNames(tree: readonly TreeUnit[], takingPart: ReadonlySet<string>): UnitNames {
  const byId = new Map(tree.map((unit) => [unit.id, unit]))
  const waysTo = new Map(tree.map((unit) => [unit.id, waysOf(unit, byId)]))
  const meant = new Map<string, string[]>()
  for (const [id, ways] of waysTo) {
    for (const way of new Set([...ways.map(normal), id])) {
      const already = meant.get(way)
      if (already) already.push(id)
      else meant.set(way, [id])
    }
  }

  const find = (written: string): FoundUnit => {
    const all = meant.get(normal(written)) ?? []
    const some = all.length > 1 ? all.filter((id) => takingPart.has(id)) : all
    const [unitId] = some
    if (some.length === 1 && unitId !== undefined) return { state: 'found', unitId }
    return { state: all.length === 0 ? 'unknown' : 'ambiguous' }
  }
  const leadsTo = (way: string, unitId: string) => {
    const found = find(way)
    return found.state === 'found' && found.unitId === unitId
  }
  return {
    find,
    nameOf: (unitId) => waysTo.get(unitId)?.find((way) => leadsTo(way, unitId)) ?? unitId,
  }
}

/** The name, then with the name above it, and so on up to the root. */
function waysOf({ name, parentId }: TreeUnit, byId: ReadonlyMap<string, TreeUnit>): string[] {
  const ways = [name]
  let above = parentId === null ? undefined : byId.get(parentId)
  while (above && ways.length < MOST_LEVELS) {
    ways.push(`${above.name}${BETWEEN}${ways.at(-1)}`)
    above = above.parentId === null ? undefined : byId.get(above.parentId)
  }
  return ways
}

function normal(written: string): string {
  return written
    .normalize('NFC')
    .split('/')
    .map((part) => part.trim().replace(/\s+/g, ' '))
    .join(BETWEEN)
    .toLowerCase()
}

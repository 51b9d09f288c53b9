interface TreeUnit {
  id: string
  parentId: string | null
}

/** Units with parents before children. `parent[i]` is the place of the parent of `units[i]`, −1 for a root. */
export interface Tree<Unit extends TreeUnit = TreeUnit> {
  units: Unit[]
  parent: number[]
  level: number[]
}

export interface TreeFault {
  unitId: string
  code: 'duplicate-unit' | 'unknown-parent' | 'cycle'
}

type ReadTree<Unit extends TreeUnit> =
  | { state: 'sound'; tree: Tree<Unit> }
  | { state: 'faulty'; faults: TreeFault[] }

/** Several roots are allowed, and so is no unit at all. Every fault is listed; siblings keep the order given. Linear. */
export function readTree<Unit extends TreeUnit>(given: readonly Unit[]): ReadTree<Unit> {
  const byId = new Map(given.map((unit) => [unit.id, unit]))
  const faults = [...duplicates(given), ...orphans(given, byId)]
  const tree = parentsFirst(given)
  if (faults.length === 0 && tree.units.length < given.length) {
    const reached = new Set(tree.units.map(({ id }) => id))
    for (const { id } of given) if (!reached.has(id)) faults.push({ unitId: id, code: 'cycle' })
  }
  return faults.length > 0 ? { state: 'faulty', faults } : { state: 'sound', tree }
}

function duplicates(given: readonly TreeUnit[]): TreeFault[] {
  const seen = new Set<string>()
  return given.flatMap(({ id }): TreeFault[] => {
    if (seen.has(id)) return [{ unitId: id, code: 'duplicate-unit' }]
    seen.add(id)
    return []
  })
}

function orphans(given: readonly TreeUnit[], byId: Map<string, TreeUnit>): TreeFault[] {
  return given.flatMap(({ id, parentId }): TreeFault[] =>
    parentId === null || byId.has(parentId) ? [] : [{ unitId: id, code: 'unknown-parent' }],
  )
}

/** What hangs below a cycle or an unknown parent is never reached. */
function parentsFirst<Unit extends TreeUnit>(given: readonly Unit[]): Tree<Unit> {
  const below = Map.groupBy(given, ({ parentId }) => parentId)
  const tree: Tree<Unit> = { units: [], parent: [], level: [] }
  const add = (unit: Unit, parent: number, level: number) => {
    tree.units.push(unit)
    tree.parent.push(parent)
    tree.level.push(level)
  }
  for (const root of below.get(null) ?? []) add(root, -1, 0)
  for (let place = 0; place < tree.units.length && tree.units.length <= given.length; place++) {
    const { unit, level } = { unit: tree.units[place], level: tree.level[place] ?? 0 }
    for (const child of (unit && below.get(unit.id)) ?? []) add(child, place, level + 1)
  }
  return tree
}

/** Sums what sits directly in each unit into all units above it. Linear; input and output follow `tree.units`. */
export function rollUp<Value>(
  tree: Tree,
  direct: readonly Value[],
  add: (above: Value, below: Value) => Value,
): Value[] {
  const sums = [...direct]
  for (let place = tree.units.length - 1; place >= 0; place--) {
    const parent = tree.parent[place] ?? -1
    if (parent >= 0) sums[parent] = add(sums[parent] as Value, sums[place] as Value)
  }
  return sums
}

/** How many there can be, at the least and at the most. */
export interface Range {
  least: number
  most: number
}

interface HeadUnit {
  id: string
  parentId: string | null
}

/** Something told about how many below a unit, or only of those placed directly in it. */
export interface HeadFact extends Range {
  quantity: string
  unit: string
  direct: boolean
}

/** Of every unit one quantity is never more than the other, such as answers at two moments. */
export interface Order {
  fewer: string
  more: string
}

interface Heads {
  units: readonly HeadUnit[]
  /** Per quantity and unit how many there can be directly at the most: the people invited by then. */
  invited: ReadonlyMap<string, ReadonlyMap<string, number>>
  facts: readonly HeadFact[]
  orders: readonly Order[]
}

interface Known {
  direct: Map<string, Range>
  whole: Map<string, Range>
}

/**
 * What follows for every unit, per quantity: sums over a tree of which parts are known between bounds. Narrows until nothing changes; on one
 * tree that is all that follows, and over several quantities nothing that does not.
 */
export function headsKnown({ units, invited, facts, orders }: Heads): Map<string, Known> {
  const known = new Map<string, Known>()
  for (const [quantity, most] of invited) {
    const direct = new Map(units.map(({ id }) => [id, { least: 0, most: most.get(id) ?? 0 }]))
    const open = { least: 0, most: Number.POSITIVE_INFINITY }
    known.set(quantity, { direct, whole: new Map(units.map(({ id }) => [id, { ...open }])) })
  }
  for (const { quantity, unit, direct, least, most } of facts) {
    const range = known.get(quantity)?.[direct ? 'direct' : 'whole'].get(unit)
    if (range) narrow(range, { least, most })
  }
  const children = Map.groupBy(units, ({ parentId }) => parentId)
  let changes = true
  for (let round = 0; changes && round < 200; round++) {
    changes = false
    for (const one of known.values()) {
      for (const { id } of units.toReversed()) {
        const parts = [
          one.direct.get(id),
          ...(children.get(id) ?? []).map((child) => one.whole.get(child.id)),
        ]
        if (addUp(one.whole.get(id), parts)) changes = true
      }
    }
    for (const { fewer, more } of orders) {
      for (const kind of ['direct', 'whole'] as const) {
        for (const { id } of units) {
          const small = known.get(fewer)?.[kind].get(id)
          const large = known.get(more)?.[kind].get(id)
          if (!small || !large) continue
          if (narrow(small, { least: 0, most: large.most })) changes = true
          if (narrow(large, { least: small.least, most: Number.POSITIVE_INFINITY })) changes = true
        }
      }
    }
  }
  return known
}

function narrow(range: Range, { least, most }: Range): boolean {
  const before = range.most - range.least
  range.least = Math.max(range.least, least)
  range.most = Math.min(range.most, most)
  return range.most - range.least !== before
}

/** The whole is the sum of its parts: each bounds the others. */
function addUp(whole: Range | undefined, all: readonly (Range | undefined)[]): boolean {
  const parts = all.filter((part) => part !== undefined)
  if (!whole) return false
  const least = parts.reduce((sum, part) => sum + part.least, 0)
  const most = parts.reduce((sum, part) => sum + part.most, 0)
  let changed = narrow(whole, { least, most })
  for (const part of parts) {
    const others = { least: least - part.least, most: most - part.most }
    if (narrow(part, { least: whole.least - others.most, most: whole.most - others.least })) changed = true
  }
  return changed
}

import type { Tree } from './tree.ts'

/** Counted or known directly in each unit, in the order of the tree. */
interface Numbers {
  /** The number that is asked about. */
  n: readonly number[]
  invited: readonly (number | null)[]
  /** The highest count that fits what was told of the group; null = nothing was told. */
  most: readonly (number | null)[]
  /** Where it is known that there are at least `minimum`. */
  shown: readonly boolean[]
  minimum: number
  /** From how many on a number is no secret. */
  detail: number
}

/** What is left of a unit when every part of which the number is known is taken out. */
interface Rest {
  n: number
  /** At least so many, as scores that are shown tell. */
  least: number
  most: number
  groups: number
}

/**
 * Where the exact number may be told beside the bands of the groups (docs/decisions/0006). Units of which it is told take each other apart
 * into rests; a rest of several groups must leave room on both sides, or its groups would all have their most, or their least. Where
 * everyone answered the number is always told. Where someone's invited are unknown there were no bands. Linear.
 */
export function numbersTold(tree: Tree, candidates: readonly boolean[], numbers: Numbers): boolean[] {
  if (numbers.most.includes(null)) return [...candidates]
  const rests = tree.units.map((_unit, place) => directRest(numbers, place))
  const known = tree.units.map(() => 0)
  const invited = numbers.invited.map((count) => count ?? 0)
  const told = tree.units.map(() => false)
  for (let place = tree.units.length - 1; place >= 0; place--) {
    const rest = rests[place] ?? NOTHING
    const inside = known[place] ?? 0
    const all = rest.n + inside
    const isEveryone = all > 0 && all >= (invited[place] ?? 0)
    told[place] = candidates[place] === true && (isEveryone || hasRoom(rest, numbers.detail))
    const least = numbers.shown[place] ? Math.max(rest.least, numbers.minimum - inside) : rest.least
    const isKnown = told[place] || least >= rest.most
    const parent = tree.parent[place] ?? -1
    if (parent < 0) continue
    rests[parent] = addRest(rests[parent] ?? NOTHING, isKnown ? NOTHING : { ...rest, least })
    known[parent] = (known[parent] ?? 0) + inside + (isKnown ? rest.n : 0)
    invited[parent] = (invited[parent] ?? 0) + (invited[place] ?? 0)
  }
  return told
}

const NOTHING: Rest = { n: 0, least: 0, most: 0, groups: 0 }

function directRest({ n, most }: Numbers, place: number): Rest {
  const highest = most[place] ?? 0
  return { n: n[place] ?? 0, least: 0, most: highest, groups: highest > 0 ? 1 : 0 }
}

function addRest(one: Rest, other: Rest): Rest {
  return {
    n: one.n + other.n,
    least: one.least + other.least,
    most: one.most + other.most,
    groups: one.groups + other.groups,
  }
}

function hasRoom({ n, least, most, groups }: Rest, detail: number): boolean {
  if (n === 0) return true
  return n >= detail && (groups === 1 || (n < most && n > least))
}

import { rollUp, type Tree } from './tree.ts'

/** People placed directly in a unit, in the order of `tree.units`; never those below it. */
interface DirectCounts {
  respondents: readonly number[]
  /** Whom these answers describe: how many professionals serve these clients; null = unknown, taken as enough. */
  assessed?: readonly (number | null)[]
}

interface GateRule {
  minimum: number
  /** Only with `assessed`. */
  minimumAssessed?: number
}

interface Mass {
  respondents: number
  assessed: number
}

/** Enough for any rule, and still exact in sums and differences. */
const UNKNOWN = 1e6

/**
 * Which units may be published, in the order of `tree.units`. Published units form a tree of sets, so what an outsider can
 * work out are the sums over its atoms: a published unit minus its largest published descendants. Safe if and only if every
 * atom holds nobody or at least the minimum (scoring.md 10.2; complementary suppression, Hundepool et al. 2012). First the greedy
 * reference: bottom-up, hide the smallest published descendant until the remainder is safe. Then every hidden unit that turns
 * out safe after all is given back, the largest first. `candidates` limits the choice. Near linear in the number of units.
 */
export function publishedUnits(
  tree: Tree,
  counts: DirectCounts,
  rule: GateRule,
  candidates?: readonly boolean[],
): boolean[] {
  const direct = counts.respondents.map((respondents, place) => massOf(respondents, counts.assessed?.[place]))
  const totals = rollUp(tree, direct, plus)
  const gate: Gate = {
    tree,
    direct,
    totals,
    rule,
    mayShow: totals.map((total, place) => reaches(total, rule) && candidates?.[place] !== false),
  }
  const published = hideGreedily(gate)
  giveBack(gate, published)
  return published
}

interface Gate {
  tree: Tree
  direct: Mass[]
  totals: Mass[]
  rule: GateRule
  mayShow: boolean[]
}

/** Professionals count only where one of their clients answered. */
function massOf(respondents: number, assessed: number | null | undefined): Mass {
  return { respondents, assessed: respondents === 0 ? 0 : (assessed ?? UNKNOWN) }
}

function plus(a: Mass, b: Mass): Mass {
  return { respondents: a.respondents + b.respondents, assessed: a.assessed + b.assessed }
}

function minus(a: Mass, b: Mass): Mass {
  return { respondents: a.respondents - b.respondents, assessed: a.assessed - b.assessed }
}

function reaches({ respondents, assessed }: Mass, { minimum, minimumAssessed = 0 }: GateRule): boolean {
  return respondents >= minimum && assessed >= minimumAssessed
}

function isSafe(atom: Mass, rule: GateRule): boolean {
  return atom.respondents === 0 || reaches(atom, rule)
}

/** `atom` grows by whatever hides below; `below` holds the largest published descendants. */
function hideGreedily({ tree, direct, totals, rule, mayShow }: Gate): boolean[] {
  const published = [...mayShow]
  const atom = [...direct]
  const below: number[][] = tree.units.map(() => [])
  const isSmaller = (a: number, b: number) => {
    const apart = (totals[a]?.respondents ?? 0) - (totals[b]?.respondents ?? 0)
    return apart < 0 || (apart === 0 && (tree.units[a]?.id ?? '') < (tree.units[b]?.id ?? ''))
  }
  for (let place = tree.units.length - 1; place >= 0; place--) {
    const shown = below[place] ?? []
    while (published[place] && shown.length > 0 && !isSafe(atom[place] as Mass, rule)) {
      const smallest = takeSmallest(shown, isSmaller)
      published[smallest] = false
      atom[place] = plus(atom[place] as Mass, atom[smallest] as Mass)
      for (const unit of below[smallest] ?? []) shown.push(unit)
    }
    const parent = tree.parent[place] ?? -1
    if (parent < 0) continue
    if (published[place]) below[parent]?.push(place)
    else {
      atom[parent] = plus(atom[parent] as Mass, atom[place] as Mass)
      for (const unit of shown) below[parent]?.push(unit)
    }
  }
  return published
}

function takeSmallest(places: number[], isSmaller: (a: number, b: number) => boolean): number {
  const index = places.reduce((best, place, at) => (isSmaller(place, places[best] as number) ? at : best), 0)
  const smallest = places[index] as number
  places[index] = places[places.length - 1] as number
  places.pop()
  return smallest
}

/**
 * A hidden unit may come back when both halves of the atom it splits are safe. Splitting only makes atoms smaller, so what was
 * refused once stays refused and one pass is enough.
 */
function giveBack({ tree, direct, totals, rule, mayShow }: Gate, published: boolean[]): void {
  const atom = [...direct]
  for (let place = tree.units.length - 1; place >= 0; place--) {
    const parent = tree.parent[place] ?? -1
    if (parent >= 0 && !published[place]) atom[parent] = plus(atom[parent] as Mass, atom[place] as Mass)
  }
  const hidden = mayShow.flatMap((may, place) => (may && !published[place] ? [place] : []))
  hidden.sort((a, b) => (totals[b]?.respondents ?? 0) - (totals[a]?.respondents ?? 0) || a - b)
  for (const place of hidden) {
    const own = atom[place] as Mass
    const path = upToPublished(tree, published, place)
    const owner = path.at(-1)
    const isOwned = owner !== undefined && published[owner]
    if (!isSafe(own, rule) || (isOwned && !isSafe(minus(atom[owner] as Mass, own), rule))) continue
    published[place] = true
    for (const above of path) atom[above] = minus(atom[above] as Mass, own)
  }
}

/** The units above, up to and including the nearest published one. */
function upToPublished(tree: Tree, published: boolean[], place: number): number[] {
  const path: number[] = []
  for (let above = tree.parent[place] ?? -1; above >= 0; above = tree.parent[above] ?? -1) {
    path.push(above)
    if (published[above]) break
  }
  return path
}

import { rollUp, type Tree } from './tree.ts'

/** What was counted directly in a unit, in the order of `tree.units`; never what is below it. Whole numbers ≥ 0. */
interface DirectCounts {
  respondents: readonly number[]
  /** Whom these answers describe: how many professionals serve these clients; null = unknown, taken as enough. */
  assessed?: readonly (number | null)[]
  /** Answers that nobody here typed in from paper; unknown = all of them. */
  unseen?: readonly number[]
  /** Only for blocks of comments: an atom without any tells nothing. */
  comments?: readonly number[]
}

interface GateRule {
  minimum: number
  /** Only with `assessed`. */
  minimumAssessed?: number
  /** Only with `comments`. */
  minimumComments?: number
}

/** A set of people: how many, and how many others their answers describe. */
interface Crowd {
  people: number
  assessed: number
}

/** All that is counted in a unit or an atom; adds up. */
interface Mass {
  answered: Crowd
  /** For whoever typed in the other answers these people stand alone, so they are protected by themselves. */
  unseen: Crowd
  comments: number | null
}

/** Enough for any rule, and still exact in sums and differences. */
const UNKNOWN = 1e6

/**
 * Which units may be published, in the order of `tree.units`. Published units form a tree of sets, so what an outsider can
 * work out are the sums over its atoms: a published unit minus its largest published descendants. Safe if and only if every
 * atom holds nobody or at least the minimum (scoring.md 10.2; complementary suppression, Hundepool et al. 2012); likewise whom they
 * assess, who was not typed in from paper, and the comments. First the greedy reference: bottom-up, hide the smallest published
 * descendant until the remainder is safe. Then every hidden unit that turns out safe after all is given back, the largest first.
 * `candidates` limits the choice. Near linear in the number of units.
 */
export function publishedUnits(
  tree: Tree,
  counts: DirectCounts,
  rule: GateRule,
  candidates?: readonly boolean[],
): boolean[] {
  const direct = tree.units.map((_unit, place) => massAt(counts, place))
  const totals = rollUp(tree, direct, plus)
  const gate: Gate = {
    tree,
    direct,
    totals,
    rule,
    mayShow: totals.map((total, place) => isEnough(total, rule) && candidates?.[place] !== false),
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

function massAt({ respondents, assessed, unseen, comments }: DirectCounts, place: number): Mass {
  const answered = respondents[place] ?? 0
  const described = assessed?.[place] ?? UNKNOWN
  return {
    answered: crowdOf(answered, described),
    unseen: crowdOf(unseen ? (unseen[place] ?? 0) : answered, described),
    comments: comments ? (comments[place] ?? 0) : null,
  }
}

/** Professionals count only where one of their clients answered. */
function crowdOf(people: number, assessed: number): Crowd {
  return { people, assessed: people === 0 ? 0 : assessed }
}

const plus = (a: Mass, b: Mass) => combine(a, b, 1)
const minus = (a: Mass, b: Mass) => combine(a, b, -1)

function combine(a: Mass, b: Mass, sign: 1 | -1): Mass {
  const crowd = (one: Crowd, other: Crowd) => ({
    people: one.people + sign * other.people,
    assessed: one.assessed + sign * other.assessed,
  })
  return {
    answered: crowd(a.answered, b.answered),
    unseen: crowd(a.unseen, b.unseen),
    comments: a.comments === null || b.comments === null ? null : a.comments + sign * b.comments,
  }
}

function isEnough({ answered, unseen, comments }: Mass, rule: GateRule): boolean {
  return (
    isCrowd(answered, rule) &&
    (unseen.people === 0 || isCrowd(unseen, rule)) &&
    (comments === null || comments >= (rule.minimumComments ?? 0))
  )
}

function isCrowd({ people, assessed }: Crowd, { minimum, minimumAssessed = 0 }: GateRule): boolean {
  return people >= minimum && assessed >= minimumAssessed
}

function isSafe(atom: Mass, rule: GateRule): boolean {
  return tellsNothing(atom) || isEnough(atom, rule)
}

function tellsNothing({ answered, comments }: Mass): boolean {
  return (comments ?? answered.people) === 0
}

/** Units are hidden from small to large; of comments too it is the people that count. */
function sizeOf(total: Mass | undefined): number {
  return total?.answered.people ?? 0
}

/** `atom` grows by whatever hides below; `below` holds the largest published descendants. */
function hideGreedily({ tree, direct, totals, rule, mayShow }: Gate): boolean[] {
  const published = [...mayShow]
  const atom = [...direct]
  const below: number[][] = tree.units.map(() => [])
  const isSmaller = (a: number, b: number) => {
    const apart = sizeOf(totals[a]) - sizeOf(totals[b])
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
 * refused once stays refused and one pass is enough (where comments and answers from paper are told apart, nearly always).
 */
function giveBack({ tree, direct, totals, rule, mayShow }: Gate, published: boolean[]): void {
  const atom = [...direct]
  for (let place = tree.units.length - 1; place >= 0; place--) {
    const parent = tree.parent[place] ?? -1
    if (parent >= 0 && !published[place]) atom[parent] = plus(atom[parent] as Mass, atom[place] as Mass)
  }
  const hidden = mayShow.flatMap((may, place) => (may && !published[place] ? [place] : []))
  hidden.sort((a, b) => sizeOf(totals[b]) - sizeOf(totals[a]) || a - b)
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

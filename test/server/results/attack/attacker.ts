import type { Perspective } from '#server/surveys/survey.ts'
import { isolated, nth } from './isolate.ts'
import type { Person } from './organisations.ts'
import { askedItems, below, type Cells, cellsOf, scoreOn, type Variable, type View } from './people.ts'
import { keyOfTerm, type Statement, type Term } from './statements.ts'

/** From so many people on anything but a mean may be told (scoring.md 10.1). */
const DETAIL = 10
const DESCRIBED = 3
const COMMENTS = 5

export interface Leak {
  /** What becomes known, and of how many. */
  about: string
  people: number
  /** Whether it takes having typed in the answers from paper. */
  byTypist: boolean
  /** Some of what was told about it. */
  told: string[]
}

/** What somebody knows beforehand. `own`: how many answers that are counted in with a minimum are known to those who read together. */
export interface Reader {
  byTypist: boolean
  own: number
  knows(person: Person): boolean
}

const OUTSIDER: Reader = { byTypist: false, own: 0, knows: () => false }
const TYPIST: Reader = { byTypist: true, own: 0, knows: ({ onPaper }) => onPaper }

function usualReaders(views: ReadonlyMap<string, View>): Reader[] {
  const hasPaper = [...views.values()].some(({ round }) => round.people.some(({ onPaper }) => onPaper))
  return hasPaper ? [OUTSIDER, TYPIST] : [OUTSIDER]
}

type Level = Statement['level']

interface Family {
  perspective: Perspective
  variable: Variable
  cells: Cells
}

/**
 * Every variable on which the statements together give a sum over too few people. Knows of the program only what it told and to whom
 * the answers belong; figures are taken as exact and numbers of people as known, which is more than any reader has.
 */
export function leaksIn(
  statements: readonly Statement[],
  views: ReadonlyMap<string, View>,
  readers: readonly Reader[] = usualReaders(views),
): Leak[] {
  return readers.flatMap((reader) => {
    const known = new Map<string, Cells>()
    const cellsOnce: CellsOnce = (block, make) =>
      known.get(block) ?? known.set(block, make()).get(block) ?? make()
    return (['mean', 'detail'] as const).flatMap((level) =>
      leaksAt(level, statements, views, reader, cellsOnce),
    )
  })
}

function leaksAt(
  level: Level,
  statements: readonly Statement[],
  views: ReadonlyMap<string, View>,
  reader: Reader,
  cellsOnce: CellsOnce,
): Leak[] {
  const told = new Set(
    statements.flatMap((one) => (level === 'mean' || one.level === 'detail' ? [one.terms] : [])),
  )
  const single = new Map<string, Term>()
  for (const [term, ...more] of told) {
    if (!term || more.length > 0) continue
    for (const one of [term, ...standingIn(term, views)]) single.set(keyOfTerm(one), one)
  }
  const together = [...told].filter(
    (terms) => terms.length > 1 && !terms.every((term) => single.has(keyOfTerm(term))),
  )
  const rows = [...[...single.values()].map((term) => [term]), ...together]
  return connected(rows, views).flatMap((part) => {
    const leak = leakOf(part, level, views, reader, cellsOnce)
    return leak ? [{ ...leak, told: toldOf(part, statements) }] : []
  })
}

const EXAMPLES = 5

function toldOf(part: readonly (readonly Term[])[], statements: readonly Statement[]): string[] {
  const keys = new Set(part.flat().map(keyOfTerm))
  const about = statements.filter(({ terms }) => terms.some((term) => keys.has(keyOfTerm(term))))
  const wide = about.toSorted((a, b) => b.terms.length - a.terms.length)
  const shapes = new Map(
    wide.map(({ from, terms }) => [`${from.split(' of ')[0]} ${terms.length}`, `${from} (${terms.length})`]),
  )
  return [...shapes.values()].slice(0, EXAMPLES)
}

/**
 * A score on some of the items, or the answers to one, says about what the score on all of them says. So it also counts as told of the
 * whole score, and may not give away of that what is hidden.
 */
function standingIn(term: Term, views: ReadonlyMap<string, View>): Term[] {
  const { view, perspective, variable } = term
  const [kind, name] = variable.split(' ')
  const round = views.get(view)?.round
  if (!round || (kind !== 'score' && kind !== 'item')) return []
  const dimension = round.instrument.dimensions.find(({ id, items }) =>
    kind === 'score' ? id === name : items.some((item) => item.id === name),
  )
  if (!dimension) return []
  return [{ ...term, variable: scoreOn(dimension.id, askedItems(round, perspective, dimension.id)) }]
}

const blockOf = ({ perspective, variable }: Term, { round }: View) => `${round.id}|${perspective}|${variable}`

/** Rows that share no variable tell nothing about each other. */
function connected(
  rows: readonly (readonly Term[])[],
  views: ReadonlyMap<string, View>,
): (readonly Term[])[][] {
  const owner = new Map<string, Set<string>>()
  const blocksIn = (terms: readonly Term[]) =>
    terms.flatMap((term) => {
      const view = views.get(term.view)
      return view ? [blockOf(term, view)] : []
    })
  for (const terms of rows) {
    const blocks = blocksIn(terms)
    const joined = new Set(blocks.flatMap((block) => [block, ...(owner.get(block) ?? [])]))
    for (const block of joined) owner.set(block, joined)
  }
  const parts = new Map<Set<string> | undefined, (readonly Term[])[]>()
  for (const terms of rows) {
    const part = owner.get(blocksIn(terms)[0] ?? '')
    const known = parts.get(part)
    if (known) known.push(terms)
    else parts.set(part, [terms])
  }
  return [...parts.values()]
}

type CellsOnce = (block: string, make: () => Cells) => Cells

function leakOf(
  rows: readonly (readonly Term[])[],
  level: Level,
  views: ReadonlyMap<string, View>,
  reader: Reader,
  cellsOnce: CellsOnce,
): Omit<Leak, 'told'> | null {
  const families = new Map<string, Family & { start: number; level: Level }>()
  let width = 0
  for (const term of rows.flat()) {
    const view = views.get(term.view)
    if (!view || families.has(blockOf(term, view))) continue
    const { perspective, variable } = term
    const cells = cellsOnce(blockOf(term, view), () =>
      cellsOf(views, view.round, perspective, variable, reader.knows),
    )
    families.set(blockOf(term, view), { perspective, variable, cells, start: width, level })
    width += cells.people.length
  }
  const all = [...families.values()]
  const found = isolated(
    rows.map((terms) => rowOf(terms, families, width, views)),
    all.flatMap(({ cells }, block) => cells.masses.map((masses) => ({ block, masses }))),
    all.map((family) => minimumsOf(family, level, views, reader)),
  )
  if (!found) return null
  const touched = all.filter(({ start, cells }) =>
    found.some((place) => place >= start && place < start + cells.people.length),
  )
  const people = all.flatMap(({ cells }) => cells.masses.map(([first = 0]) => first))
  const names = touched.map(({ perspective, variable }) => `${perspective} ${variable}`)
  return {
    about: `${level} of ${names.join(' with ')}`,
    people: found.reduce((sum, place) => sum + (people[place] ?? 0), 0),
    byTypist: reader.byTypist,
  }
}

function rowOf(
  terms: readonly Term[],
  families: ReadonlyMap<string, Family & { start: number }>,
  width: number,
  views: ReadonlyMap<string, View>,
): number[] {
  const row = new Array<number>(width).fill(0)
  terms.forEach((term, place) => {
    const view = views.get(term.view)
    const family = view && families.get(blockOf(term, view))
    if (!view || !family) return
    const { people, places } = family.cells
    const reached = reachOf(term, view)
    const inside = (places.get(term.view) ?? []).flatMap((at, cell) =>
      at !== null && reached.has(at) ? [cell] : [],
    )
    const n = inside.reduce((sum, cell) => sum + (people[cell] ?? 0), 0)
    const weight = terms.length === 1 ? 1 : n === 0 ? 0 : (place === 0 ? 1 : -1) * nth(n)
    for (const cell of inside) row[family.start + cell] = weight
  })
  return row
}

const reaches = new WeakMap<readonly unknown[], Map<string, Set<string>>>()

function reachOf({ unit, without = [] }: Term, { units }: View): ReadonlySet<string> {
  const known = reaches.get(units) ?? new Map<string, Set<string>>()
  reaches.set(units, known)
  const reach = (top: string) => {
    const set = known.get(top) ?? below(units, top)
    known.set(top, set)
    return set
  }
  if (without.length === 0) return reach(unit)
  return reach(unit).difference(new Set(without.flatMap((top) => [...reach(top)])))
}

/** Who typed in comments from paper knows these by heart; of the others the people must be enough, not the comments. */
function minimumsOf(
  { perspective, variable }: Family,
  level: Level,
  views: ReadonlyMap<string, View>,
  { byTypist, own }: Reader,
): number[] {
  const minimum = Math.max(...[...views.values()].map(({ round }) => round.minimums[perspective]))
  const detailed = Math.max(DETAIL, minimum)
  if (variable === 'invited') return [DETAIL]
  if (variable.startsWith('comments')) {
    return byTypist ? [1, minimum, DESCRIBED] : [COMMENTS - own, detailed - own, DESCRIBED]
  }
  return [(level === 'mean' ? minimum : detailed) - own, DESCRIBED]
}

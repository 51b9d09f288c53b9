import type { Perspective } from '#server/surveys/survey.ts'
import { scoreOn, type Variable } from './people.ts'
import type { Statement, Term } from './statements.ts'

/** The head of a publication, as every reader gets it. */
export interface Head {
  perspectives: Perspective[]
  dimensions: { id: string; items: { id: string; reverse: boolean; texts: Record<string, unknown> }[] }[]
}

/** One answer of the server, and what a reader knows about it beforehand. */
export interface Read {
  /** Name of the view that it tells about. */
  view: string
  head: Head
  /** The round before, when there is one. */
  previous?: { view: string; head: Head }
  units: readonly { id: string; name: string }[]
  /** What is not said to be of another unit is of this one. */
  top: string
  /** The same answer of the server for the same organisation in which nobody answered; what is equal there tells nothing. */
  twin?: unknown
}

export interface Context {
  path: string
  unit: string
  perspectives: readonly Perspective[]
  dimension?: string
  /** Named beside it, so a word without a topic of its own is about each of them; so it goes with perspectives. */
  topics?: readonly string[]
  item?: string
  pair?: readonly [Perspective, Perspective]
  isChange?: boolean
  when?: 'before' | 'after'
  isResponse?: boolean
  /** What people chose among the dimensions: of everyone who answered. */
  isOfAll?: boolean
  isOfComplete?: boolean
}

/**
 * What does not depend on anybody's answer, with the reason. Everything else that is a number, a truth value or a word becomes a
 * statement, also when it stands in a field that this attacker never saw before.
 */
const KNOWN_BEFOREHAND: [RegExp, string][] = [
  [
    /(^|\.)(id|parentId|name|level|title|unitId|unitName)$/,
    'the tree and its names, as drawn before the scan',
  ],
  [/(^|\.)(perspective|dimension|item)$/, 'says what the figure beside it is about'],
  [/(^|\.)gaps\.(first|second)$/, 'says which two perspectives are compared'],
  [/(^|\.)invited$/, 'head counts as typed before the launch'],
  [/(^|\.)target$/, 'a constant of the program'],
  [/(^|\.)sharedItemsOnly$/, 'follows from the two questionnaires'],
  [/^dimensions\.(rank|chance)$/, 'repeats for a plan what the results say of one of the perspectives'],
  [/^notices$/, 'that somewhere in the scan more people answered than were invited, never where'],
  [/(^|\.)history\.kind$/, 'what people reported about an action'],
  [/^unplaced$/, 'five or more comments or not, of all perspectives, questions and units together'],
  [/^state$/, 'whether there is anything to show in the whole scan'],
  [
    /(^|\.)(answeredAtLeast|neededAtMost)$/,
    'counters of a running scan, attacked by their bounds (counters.ts)',
  ],
]
/** Nothing is told where one of these stands. */
const NOTHING = new Set(['hidden', 'shown', 'none'])

/** Weigh scores by what people found important, which is of everyone who answered. */
const RANKS = /(^|\.)topics\.(rank|aboutEqualToNext)$/
/** Takes people who answered all items. */
const AGREEMENT = /(^|\.)agreement\./

/** Means and what is decided by means alone; the rule for these is the minimum of the perspective. */
const OF_MEANS = [
  /(^|\.)(score|before|after|first|second)\.(value|label)$/,
  /(^|\.)(dimensions|change)\.difference$/,
  /(^|\.)basis\.state$/,
  /(^|\.)highlights\.(strengths|chances|alike)$/,
  RANKS,
]
const FINER_THAN_MEANS = new Set(['counted', 'everyone', 'range'])

/** Every statement of the part of a publication that tells about units. */
export function readUnits(units: unknown, read: Read): Statement[] {
  const statements: Statement[] = []
  const start: Context = { path: '', unit: read.top, perspectives: read.head.perspectives }
  walk(units, read.twin, start, read, statements)
  return statements
}

function walk(value: unknown, twin: unknown, context: Context, read: Read, found: Statement[]): void {
  if (Array.isArray(value)) {
    walkList(value, twin, context, read, found)
    return
  }
  if (value === null || value === undefined) return
  if (typeof value !== 'object') {
    if (value !== twin) found.push(...statementsOf(value, context, read))
    return
  }
  const inside = contextIn(value as Record<string, unknown>, context, read)
  for (const [key, part] of Object.entries(value)) {
    walk(part, partOf(twin, key), contextAt(key, inside), read, found)
  }
}

function partOf(twin: unknown, key: string | number): unknown {
  return typeof twin === 'object' && twin !== null ? (twin as Record<string, unknown>)[key] : undefined
}

/** A list as long as the dimensions follows their order, unless its members say what they are about. */
function walkList(list: unknown[], twin: unknown, context: Context, read: Read, found: Statement[]): void {
  const { dimensions } = read.head
  const isParallel =
    list.length === dimensions.length &&
    list.every((one) => typeof one === 'object' && !namesItself(one)) &&
    context.dimension === undefined
  list.forEach((one, place) => {
    const dimension = isParallel ? dimensions[place]?.id : undefined
    walk(one, partOf(twin, place), dimension === undefined ? context : { ...context, dimension }, read, found)
  })
}

function namesItself(one: object | null): boolean {
  const { id, dimension, dimensionId, item, perspective, first } = (one ?? {}) as Record<string, unknown>
  return [id, dimension, dimensionId, item, perspective, first].some((name) => typeof name === 'string')
}

function contextIn(value: Record<string, unknown>, context: Context, { head, units }: Read): Context {
  const { id, unitId, unitName, unit, perspective, dimension, dimensionId, item, first, second } = value
  const told = { ...context }
  const named = units.find(
    (known) =>
      [id, unitId, (unit as { id?: unknown } | undefined)?.id].includes(known.id) || known.name === unitName,
  )
  if (named) told.unit = named.id
  const topic = [dimension, dimensionId, id].find((name) => head.dimensions.some((one) => one.id === name))
  if (topic !== undefined) told.dimension = String(topic)
  if (typeof item === 'string') told.item = item
  if (isPerspective(first) && isPerspective(second)) told.pair = [first, second]
  if ('before' in value && 'after' in value) told.isChange = true
  const members = Object.values(value).flatMap((part) => (Array.isArray(part) ? part : []))
  const beside = members
    .map((one) => (one as { perspective?: unknown } | null)?.perspective)
    .filter(isPerspective)
  if (beside.length > 0) told.perspectives = [...new Set(beside)]
  const names = head.dimensions.map((one) => one.id).filter((name) => members.includes(name))
  if (names.length > 0) told.topics = names
  if (isPerspective(perspective)) told.perspectives = [perspective]
  return told
}

function contextAt(key: string, context: Context): Context {
  const path = context.path === '' ? key : `${context.path}.${key}`
  const at: Context = { ...context, path }
  if (key === 'response') at.isResponse = true
  if (key === 'importance') at.isOfAll = true
  if (context.pair && key === 'first') at.perspectives = [context.pair[0]]
  if (context.pair && key === 'second') at.perspectives = [context.pair[1]]
  if (context.pair && key !== 'first' && key !== 'second' && at.perspectives.length !== 1) {
    at.perspectives = context.pair
  }
  if (context.isChange && (key === 'before' || key === 'after')) at.when = key
  return at
}

function isPerspective(value: unknown): value is Perspective {
  return value === 'professional' || value === 'client' || value === 'manager'
}

const levels = new Map<string, 'mean' | 'detail' | null>()

function levelOf(path: string): 'mean' | 'detail' | null {
  const known = levels.get(path)
  if (known !== undefined) return known
  const isKnown = KNOWN_BEFOREHAND.some(([pattern]) => pattern.test(path))
  const level = isKnown ? null : OF_MEANS.some((pattern) => pattern.test(path)) ? 'mean' : 'detail'
  levels.set(path, level)
  return level
}

function statementsOf(value: unknown, context: Context, read: Read): Statement[] {
  const told = levelOf(context.path)
  if (told === null || NOTHING.has(String(value)) || isText(value)) return []
  const isFiner =
    FINER_THAN_MEANS.has(String(value)) || (typeof value === 'number' && !Number.isInteger(value))
  const level = isFiner ? 'detail' : told
  const from = `${context.path} of ${context.unit}: ${String(value)}`
  const isRank = RANKS.test(context.path)
  return topicsOf(value, context, read).flatMap((about): Statement[] => [
    { terms: termsOf(about, read), level, from },
    ...(isRank
      ? [{ terms: termsOf({ ...about, isOfAll: true }, read), level: 'detail' as const, from }]
      : []),
    ...(AGREEMENT.test(context.path)
      ? [{ terms: termsOf({ ...about, isOfComplete: true }, read), level, from }]
      : []),
  ])
}

function topicsOf(value: unknown, context: Context, { head }: Read): Context[] {
  const named = head.dimensions.find(({ id }) => id === value)?.id
  if (named !== undefined) return [{ ...context, dimension: named }]
  const topics = context.dimension === undefined ? context.topics : undefined
  return topics ? topics.map((dimension) => ({ ...context, dimension })) : [context]
}

/** Written by people or part of the questionnaire: not one lower-case word, number or band. */
function isText(value: unknown): boolean {
  return typeof value === 'string' && !/^([a-z]+(-[a-z]+)*|[<>]?-?[0-9.]+)$/.test(value)
}

const known = new WeakMap<Read, Map<string, Term[]>>()

/** The same list for the same context, so that what is told often is attacked once. */
export function termsOf(context: Context, read: Read): Term[] {
  const { unit, perspectives, dimension, item, pair, isChange, when, isResponse, isOfAll, isOfComplete } =
    context
  const terms = known.get(read) ?? new Map<string, Term[]>()
  known.set(read, terms)
  const marks = `${isChange}|${when}|${isResponse}|${isOfAll}|${isOfComplete}`
  const key = `${unit}|${perspectives}|${dimension}|${item}|${pair}|${marks}`
  const found = terms.get(key) ?? newTerms(context, read)
  terms.set(key, found)
  return found
}

function newTerms(context: Context, read: Read): Term[] {
  const { unit, perspectives, isChange, when } = context
  const { view, previous } = read
  const rounds = isChange && previous && when !== 'after' ? [view, previous.view] : [view]
  const told = when === 'before' && previous ? [previous.view] : rounds
  return told.flatMap((one) =>
    perspectives.map((perspective) => ({
      view: one,
      unit,
      perspective,
      variable: variableOf(context, perspective, read),
    })),
  )
}

function variableOf(context: Context, perspective: Perspective, read: Read): Variable {
  const { dimension, item, isResponse, isOfAll, isOfComplete, pair, isChange } = context
  if (isResponse) return 'invited'
  if (item !== undefined) return `item ${item}`
  if (dimension === undefined || isOfAll) return 'respondents'
  if (isOfComplete) return `complete ${dimension}`
  const asked = askedIn(read.head, perspective, dimension)
  const other = pair?.find((one) => one !== perspective)
  const items = other ? both(asked, askedIn(read.head, other, dimension)) : asked
  return scoreOn(dimension, isChange ? comparedItems(read, perspective, dimension) : items)
}

const both = (some: string[], others: string[]) => some.filter((id) => others.includes(id))

function askedIn({ dimensions }: Head, perspective: Perspective, dimension: string): string[] {
  const items = dimensions.find(({ id }) => id === dimension)?.items ?? []
  return items.filter(({ texts }) => texts[perspective] !== undefined).map(({ id }) => id)
}

/** The largest set of items that both rounds made a score of and asked in the same words. */
function comparedItems({ head, previous }: Read, perspective: Perspective, dimension: string): string[] {
  const asked = askedIn(head, perspective, dimension)
  if (!previous) return asked
  const written = ({ dimensions }: Head, id: string) => {
    const item = dimensions.flatMap(({ items }) => items).find((one) => one.id === id)
    return JSON.stringify([item?.reverse, item?.texts[perspective]])
  }
  const scored = ({ head: of }: { head: Head }) => {
    const own = askedIn(of, perspective, dimension)
    const shared = of.perspectives.map((other) => both(own, askedIn(of, other, dimension)))
    return [own, ...shared]
  }
  const before = new Set(scored(previous).map((items) => scoreOn(dimension, items)))
  return (
    scored({ head })
      .filter((items) => before.has(scoreOn(dimension, items)))
      .filter((items) => items.every((id) => written(head, id) === written(previous.head, id)))
      .toSorted((a, b) => b.length - a.length)[0] ?? asked
  )
}

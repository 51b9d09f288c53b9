import type { Form, Instrument, Perspective, Scale } from '../surveys/survey.ts'
import type { Minimums, Publication, StoredComparison } from './contract.ts'
import type { Measured } from './measures.ts'

/**
 * What was counted in one group, apart for what the messenger typed in from paper and for the rest. No row is about one person's
 * answers.
 */
export interface Tally {
  groupId: string
  onPaper: boolean
  respondents: number
  /** Per measure, in the order asked for: how many scores, their sum and the sum of their squares, in `parts` of a point. */
  scores: number[]
  /**
   * Per full measure, in the order asked for, of the people who answered all its items: how many, per item the sum of the recoded points
   * above the lowest, and the sums of their products: of item 1 with itself, with 2, 3 …; of item 2 with itself, with 3 …
   */
  complete: number[]
  /** Per dimension: how many chose it. */
  chosen: number[]
  /** Per item and, within it, per point of the scale: how many. */
  answers: number[]
}

/** `place` is the place of a measure in `measuresOf(…).all`; whole numbers, in `parts` of a point above the lowest. */
interface ScoreCount {
  unitId: string
  place: number
  n: number
  /** Of `n`, those not typed in from paper; so in every count below. */
  unseen: number
  sum: number
  squares: number
}

/** People who answered every item of a full measure. Recoded whole points above the lowest, see `Tally.complete`. */
export interface CompleteCount {
  unitId: string
  place: number
  n: number
  unseen: number
  sums: number[]
  products: number[]
}

/** Responses with at least one score. */
interface RespondentCount {
  unitId: string
  perspective: Perspective
  count: number
  unseen: number
}

interface ImportanceCount {
  unitId: string
  perspective: Perspective
  dimension: number
  count: number
}

/** `position` is the place of the item in the stored answers; skipped and not applicable are not counted. */
interface AnswerCount extends RespondentCount {
  position: number
  value: number
}

export interface Counts {
  scores: ScoreCount[]
  complete: CompleteCount[]
  respondents: RespondentCount[]
  importance: ImportanceCount[]
  answers: AnswerCount[]
}

/** From groups to units, and from rows of numbers to what they count. `measured` are the measures that were asked for. */
export function countsOf(
  tallies: readonly Tally[],
  perspective: Perspective,
  unitOf: (groupId: string) => string,
  measured: readonly Measured[],
  scale: Scale,
): Counts {
  const groups = [...Map.groupBy(tallies, ({ groupId }) => groupId)].map(([groupId, own]) => ({
    unitId: unitOf(groupId),
    all: sumOf(own),
    unseen: sumOf(own.filter(({ onPaper }) => !onPaper)),
  }))
  return {
    scores: groups.flatMap((group) => scoreCounts(group, measured)),
    complete: groups.flatMap((group) => completeCounts(group, measured)),
    respondents: groups.map(({ unitId, all, unseen }) => ({
      unitId,
      perspective,
      count: all.respondents,
      unseen: unseen.respondents,
    })),
    importance: groups.flatMap(({ unitId, all }) =>
      all.chosen.map((count, dimension) => ({ unitId, perspective, dimension, count })),
    ),
    answers: groups.flatMap((group) => answerCounts(group, perspective, scale)),
  }
}

type Sums = Omit<Tally, 'groupId' | 'onPaper'>

interface CountedTogether {
  unitId: string
  all: Sums
  unseen: Sums
}

function sumOf(tallies: readonly Tally[]): Sums {
  const [only] = tallies
  if (only && tallies.length === 1) return only
  const add = (list: (tally: Tally) => number[]) =>
    tallies
      .map(list)
      .reduce<number[]>((sums, one) => one.map((value, index) => value + (sums[index] ?? 0)), [])
  return {
    respondents: tallies.reduce((sum, { respondents }) => sum + respondents, 0),
    scores: add(({ scores }) => scores),
    complete: add(({ complete }) => complete),
    chosen: add(({ chosen }) => chosen),
    answers: add(({ answers }) => answers),
  }
}

function scoreCounts({ unitId, all, unseen }: CountedTogether, measured: readonly Measured[]): ScoreCount[] {
  return measured.flatMap(({ place }, index) => {
    const [n = 0, sum = 0, squares = 0] = all.scores.slice(3 * index, 3 * index + 3)
    return n === 0 ? [] : [{ unitId, place, n, unseen: unseen.scores[3 * index] ?? 0, sum, squares }]
  })
}

function completeCounts(
  { unitId, all, unseen }: CountedTogether,
  measured: readonly Measured[],
): CompleteCount[] {
  let from = 0
  return measured.flatMap(({ place, measure: { items }, isFull }) => {
    if (!isFull) return []
    const [start, products] = [from + 1, from + 1 + items.length]
    const n = all.complete[from] ?? 0
    const count = {
      unitId,
      place,
      n,
      unseen: unseen.complete[from] ?? 0,
      sums: all.complete.slice(start, products),
      products: all.complete.slice(products, products + pairsAmong(items.length)),
    }
    from = products + pairsAmong(items.length)
    return n === 0 ? [] : [count]
  })
}

/** Each with itself and with those after it. */
function pairsAmong(items: number): number {
  return (items * (items + 1)) / 2
}

function answerCounts(
  { unitId, all, unseen }: CountedTogether,
  perspective: Perspective,
  { min, max }: Scale,
): AnswerCount[] {
  const points = max - min + 1
  return all.answers.flatMap((count, index) => {
    if (count === 0) return []
    const [position, value] = [Math.floor(index / points), min + (index % points)]
    return [{ unitId, perspective, position, value, count, unseen: unseen.answers[index] ?? 0 }]
  })
}

export function joinCounts(parts: readonly Counts[]): Counts {
  return {
    scores: parts.flatMap(({ scores }) => scores),
    complete: parts.flatMap(({ complete }) => complete),
    respondents: parts.flatMap(({ respondents }) => respondents),
    importance: parts.flatMap(({ importance }) => importance),
    answers: parts.flatMap(({ answers }) => answers),
  }
}

export interface CountedUnit {
  id: string
  parentId: string | null
  name: string
  professionals: number | null
}

export interface CountedGroup {
  unitId: string
  perspective: Perspective
  /** null = unknown, only on the command line: then no figure may count on how many did not answer. */
  invited: number | null
  /** What a running scan told of it; without it the group is as it was launched. */
  launched?: number
  heldAnswers?: number | null
  heldBand?: number | null
  /** How the group came to the questions; without it nothing is told of that. */
  distribution?: 'open-link' | 'codes'
  /** All responses, also without a score; without them the respondents. */
  answered?: number
  onPaper?: number
}

export interface PreviousRound {
  publication: Publication
  comparison: StoredComparison
}

/** Everything that a publication is made of. */
export interface CountedScan {
  scan: Publication['scan']
  instrument: Instrument
  form: Form
  minimums: Omit<Minimums, 'detail'>
  units: CountedUnit[]
  groups: CountedGroup[]
  counts: Counts
  previous: PreviousRound | null
}

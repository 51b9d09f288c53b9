import { defined, missing, type Outcome, sound } from './outcome.ts'

/** The p-quantile (0..1) of values in ascending order, type 7 of Hyndman & Fan (1996). `too_few` without values. */
export function quantile7(sorted: readonly number[], p: number): Outcome<number> {
  if (sorted.length === 0) return missing('too_few')
  const place = (sorted.length - 1) * Math.max(0, Math.min(1, p))
  const low = sorted[Math.floor(place)] ?? Number.NaN
  const high = sorted[Math.ceil(place)] ?? Number.NaN
  return sound(low + (place - Math.floor(place)) * (high - low))
}

interface Benchmark {
  own: number
  /** How many others. */
  others: number
  below: number
  equal: number
  /** 0–100 */
  percentile: number
  /** Of the others. */
  quartiles: [number, number, number]
}

/**
 * Where an own score stands among the scores of others (the own one is not among them), one per organisation, unweighted and
 * unrounded. `not_enough_groups` without others. It is not for showing: see `placeOf`.
 */
export function benchmarkOf(own: number, others: readonly number[]): Outcome<Benchmark> {
  if (others.length === 0) return missing('not_enough_groups')
  const sorted = others.toSorted((a, b) => a - b)
  const below = others.filter((score) => score < own).length
  const equal = others.filter((score) => score === own).length
  const percentile = (100 * (below + 0.5 * equal)) / others.length
  const quartiles: [number, number, number] = [at(sorted, 0.25), at(sorted, 0.5), at(sorted, 0.75)]
  return sound({ own, others: others.length, below, equal, percentile, quartiles })
}

function at(sorted: readonly number[], p: number): number {
  const quantile = quantile7(sorted, p)
  return quantile.state === 'defined' ? quantile.value : Number.NaN
}

type Place =
  | { kind: 'middle'; place: 'below' | 'around' | 'above' }
  | { kind: 'quarter'; quarter: 1 | 2 | 3 | 4 }
  | { kind: 'percentile'; percentile: number }

/**
 * What may be shown of it: nothing with fewer than 5 others (`not_enough_groups`), below, around or above the middle
 * half with 5–9, the quarter (1 is the lowest) with 10–19, the percentile from 20 on. With few members more would give
 * the others away.
 */
export function placeOf({ own, others, percentile, quartiles }: Benchmark): Outcome<Place> {
  if (others < 5) return missing('not_enough_groups')
  if (others >= 20) return defined({ kind: 'percentile', percentile })
  const [first, second, third] = quartiles
  if (others < 10)
    return defined({ kind: 'middle', place: own < first ? 'below' : own > third ? 'above' : 'around' })
  return defined({ kind: 'quarter', quarter: own <= first ? 1 : own <= second ? 2 : own <= third ? 3 : 4 })
}

/** An organisation in an edition, with the publication that it takes part with. */
interface Member {
  organisation: string
  publication: string
}

const FEWEST_CHANGES = 3

/**
 * The members of the next fixed edition: those who would take part now, but only if at least three organisations joined,
 * left or came with a new publication; otherwise the previous edition stays as it was, because the difference would tell
 * of one or two.
 */
export function nextEdition(previous: readonly Member[], now: readonly Member[]): readonly Member[] {
  const before = new Map(previous.map(({ organisation, publication }) => [organisation, publication]))
  const after = new Map(now.map(({ organisation, publication }) => [organisation, publication]))
  const organisations = new Set([...before.keys(), ...after.keys()])
  const changed = [...organisations].filter((one) => before.get(one) !== after.get(one))
  return changed.length >= FEWEST_CHANGES || previous.length === 0 ? now : previous
}

const RELIABLE_ENOUGH = 0.7

/**
 * May these organisations be put in order on a dimension? Only if the means of organisations are reliable (ICC(2) ≥ .70,
 * unknown is not) and no two of their 95 % intervals overlap.
 */
export function mayRank(intervals: readonly (readonly [number, number])[], icc2: Outcome<number>): boolean {
  if (icc2.state === 'undefined' || icc2.value < RELIABLE_ENOUGH) return false
  const sorted = intervals.toSorted((a, b) => a[0] - b[0])
  return sorted.every(([, high], index) => high < (sorted[index + 1]?.[0] ?? Number.POSITIVE_INFINITY))
}

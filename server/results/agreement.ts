import type { AgreementCell } from './contract.ts'
import { isBanded } from './disclosure/bands.ts'
import { agreementWord, NULL_VARIANCE, rwgJ } from './statistics/agreement.ts'
import { NO_SPREAD, standardDeviation } from './statistics/interval.ts'
import type { Outcome } from './statistics/outcome.ts'
import type { MeasureTable } from './tables.ts'

/** Complete cases: how many people, and per item the sum and the sum of squares of their points. Additive, exact. */
export interface ItemSums {
  n: number
  sums: number[]
  squares: number[]
}

export const NO_ITEMS: ItemSums = { n: 0, sums: [], squares: [] }

export function addItemSums(a: ItemSums, b: ItemSums): ItemSums {
  if (a.n === 0) return b
  if (b.n === 0) return a
  const add = (one: number[], other: number[]) => one.map((value, item) => value + (other[item] ?? 0))
  return { n: a.n + b.n, sums: add(a.sums, b.sums), squares: add(a.squares, b.squares) }
}

/**
 * How far the people of a unit agree, in words and never in figures: total agreement would tell everyone's answers, so it is hidden,
 * and so it is beside a band and where the score itself is told like that of a few.
 */
export function agreementOf(score: MeasureTable | undefined, place: number, points: number): AgreementCell {
  const moments = score?.moments[place]
  const own = score?.agreement?.complete[place]
  if (!moments || !own || !score.agreement?.shown[place] || isBanded(moments.mean)) return { state: 'hidden' }
  const sd = standardDeviation(moments)
  const variances = variancesOf(own)
  if (sd.state === 'undefined' || sd.value < NO_SPREAD || variances.every((variance) => variance === 0))
    return { state: 'hidden' }
  const generous = wordOf(rwgJ(variances, NULL_VARIANCE.uniform(points)))
  const skewed = NULL_VARIANCE.slightSkew(points)
  if (!generous) return { state: 'hidden' }
  return { state: 'shown', careful: skewed === null ? null : wordOf(rwgJ(variances, skewed)), generous }
}

function variancesOf({ n, sums, squares }: ItemSums): number[] {
  return sums.map((sum, item) => (n * (squares[item] ?? 0) - sum * sum) / (n * (n - 1)))
}

function wordOf(value: Outcome<number>) {
  return value.state === 'defined' ? agreementWord(value.value) : null
}

import { studentQuantile } from './distributions.ts'
import { missing, type Outcome, sound } from './outcome.ts'
import { spreadOf } from './spreads.ts'

/** Sufficient statistics: number of scores, their mean, and the sum of squared deviations from it. */
export interface Moments {
  n: number
  mean: number
  squares: number
}

export const NO_MOMENTS: Moments = { n: 0, mean: 0, squares: 0 }

/** From counted values; order does not matter, equal values give squares of exactly 0. Counts are whole and > 0. */
export function momentsOf(counted: Iterable<{ value: number; count: number }>): Moments {
  let moments = NO_MOMENTS
  for (const { value, count } of counted) {
    moments = mergeMoments(moments, { n: count, mean: value, squares: 0 })
  }
  return moments
}

/**
 * From whole numbers: how many, their sum and the sum of their squares, each value to be multiplied by `factor`. Exact
 * until the last step, so equal values give squares of exactly 0 here too.
 */
export function momentsOfSums(n: number, sum: number, squares: number, factor: number): Moments {
  if (n === 0) return NO_MOMENTS
  return { n, mean: (sum / n) * factor, squares: (spreadOf(n, squares, sum, sum) / n) * factor * factor }
}

/** Moments of two groups together (Chan, Golub & LeVeque 1983), so that a tree is summed without its answers. */
export function mergeMoments(a: Moments, b: Moments): Moments {
  if (a.n === 0) return b
  if (b.n === 0) return a
  const n = a.n + b.n
  const apart = b.mean - a.mean
  return {
    n,
    mean: a.mean + (apart * b.n) / n,
    squares: a.squares + b.squares + (apart * apart * a.n * b.n) / n,
  }
}

/** Below this a spread is nothing but rounding of binary arithmetic. */
export const NO_SPREAD = 1e-9

/** Standard deviation with n − 1; `too_few` below two scores. */
export function standardDeviation({ n, squares }: Moments): Outcome<number> {
  return n < 2 ? missing('too_few') : sound(Math.sqrt(squares / (n - 1)))
}

/** Of every interval that is published. */
export const CONFIDENCE = 0.95

interface MeanInterval {
  n: number
  mean: number
  sd: number
  /** With finite population correction sqrt(1 − n/N). */
  se: number
  t: number
  /** Half the width, before clipping. */
  margin: number
  interval: [number, number]
  clipped: [number, number]
  everyone: boolean
  moreAnswersThanInvited: boolean
}

/**
 * 95 % interval for the mean of the people invited (Cochran 1977). `invited` null = unknown: no correction. More answers than
 * invited is a fault in the input: flagged, and N is taken as n. `too_few` below two scores. All equal gives margin 0.
 */
export function meanInterval(moments: Moments, invited: number | null): Outcome<MeanInterval> {
  const { n, mean } = moments
  const spread = standardDeviation(moments)
  if (spread.state === 'undefined') return spread
  const sd = spread.value
  const moreAnswersThanInvited = invited !== null && n > invited
  const fraction = invited === null ? 0 : Math.min(1, n / invited)
  const se = (sd / Math.sqrt(n)) * Math.sqrt(1 - fraction)
  const t = studentQuantile((1 + CONFIDENCE) / 2, n - 1)
  const margin = t * se
  const interval: [number, number] = [mean - margin, mean + margin]
  const clipped: [number, number] = [Math.max(0, interval[0]), Math.min(100, interval[1])]
  const everyone = fraction === 1
  return sound({ n, mean, sd, se, t, margin, interval, clipped, everyone, moreAnswersThanInvited })
}

import { normalQuantile, studentCdf, studentQuantile } from './distributions.ts'
import { logGamma } from './gamma.ts'
import { NO_SPREAD } from './interval.ts'
import { defined, missing, type Outcome } from './outcome.ts'

/** One independent sample of scores. */
export interface Sample {
  n: number
  mean: number
  sd: number
}

interface Welch {
  /** second − first */
  difference: number
  se: number
  t: number
  df: number
  p: number
  interval: [number, number]
}

/**
 * Two independent samples with unequal variances (Welch 1947, df by Satterthwaite), 95 % interval, two-sided p, no finite
 * population correction. `too_few` below two scores on a side, `zero_variance` when neither side varies.
 */
export function welch(first: Sample, second: Sample): Outcome<Welch> {
  if (first.n < 2 || second.n < 2) return missing('too_few')
  if (first.sd < NO_SPREAD && second.sd < NO_SPREAD) return missing('zero_variance')
  const a = first.sd ** 2 / first.n
  const b = second.sd ** 2 / second.n
  const difference = second.mean - first.mean
  const se = Math.sqrt(a + b)
  const df = (a + b) ** 2 / (a ** 2 / (first.n - 1) + b ** 2 / (second.n - 1))
  const t = difference / se
  const p = 2 * studentCdf(-Math.abs(t), df)
  const margin = studentQuantile(0.975, df) * se
  return defined({ difference, se, t, df, p, interval: [difference - margin, difference + margin] })
}

interface Hedges {
  d: number
  correction: number
  g: number
  variance: number
  interval: [number, number]
}

/** Standardised difference second − first, corrected for small samples (Hedges & Olkin 1985; metafor's "SMD"). */
export function hedges(first: Sample, second: Sample): Outcome<Hedges> {
  if (first.n < 2 || second.n < 2) return missing('too_few')
  const df = first.n + second.n - 2
  const pooled = Math.sqrt(((first.n - 1) * first.sd ** 2 + (second.n - 1) * second.sd ** 2) / df)
  if (pooled < NO_SPREAD) return missing('zero_variance')
  const d = (second.mean - first.mean) / pooled
  const correction = Math.exp(logGamma(df / 2) - 0.5 * Math.log(df / 2) - logGamma((df - 1) / 2))
  const g = correction * d
  const variance = 1 / first.n + 1 / second.n + g ** 2 / (2 * (first.n + second.n))
  const margin = normalQuantile(0.975) * Math.sqrt(variance)
  return defined({ d, correction, g, variance, interval: [g - margin, g + margin] })
}

/** Adjusted p-values in the order given (Holm 1979): never above 1, never falling along the sorted p. */
export function holm(ps: readonly number[]): number[] {
  const adjusted = ps.map(() => 1)
  let floor = 0
  ps.map((p, index) => ({ p, index }))
    .sort((a, b) => a.p - b.p)
    .forEach(({ p, index }, place) => {
      floor = Math.max(floor, Math.min(1, p * (ps.length - place)))
      adjusted[index] = floor
    })
  return adjusted
}

export const SMALLEST_CHANGE = 5
/** A difference that chance alone would give more often than this is not called one. */
export const SIGNIFICANCE = 0.05

/** `higher` or `lower` needs an adjusted p below .05 and at least five points; anything else is no clear change. */
export function changeLabel(difference: number, adjustedP: number): 'higher' | 'lower' | 'no-clear-change' {
  if (adjustedP >= SIGNIFICANCE || Math.abs(difference) < SMALLEST_CHANGE) return 'no-clear-change'
  return difference > 0 ? 'higher' : 'lower'
}

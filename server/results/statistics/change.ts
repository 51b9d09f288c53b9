import { normalQuantile, studentCdf, studentQuantile } from './distributions.ts'
import { logGamma } from './gamma.ts'
import { NO_SPREAD } from './interval.ts'
import { defined, missing, type Outcome, sound } from './outcome.ts'
import { pairsOf, ratio } from './pairs.ts'

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
  return sound({ difference, se, t, df, p, interval: [difference - margin, difference + margin] })
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
  const correction = smallSample(df)
  const g = correction * d
  const variance = 1 / first.n + 1 / second.n + g ** 2 / (2 * (first.n + second.n))
  const margin = normalQuantile(0.975) * Math.sqrt(variance)
  return sound({ d, correction, g, variance, interval: [g - margin, g + margin] })
}

/** Hedges' J, df ≥ 2: what keeps an effect from being overstated in small samples. */
function smallSample(df: number): number {
  return Math.exp(logGamma(df / 2) - 0.5 * Math.log(df / 2) - logGamma((df - 1) / 2))
}

interface PairedChange {
  pairs: number
  mean1: number
  mean2: number
  sd1: number
  sd2: number
  /** `zero_variance` when one of the two does not vary. */
  correlation: Outcome<number>
  /** second − first */
  difference: number
  sdDifference: number
  df: number
  interval: [number, number]
  /** `zero_variance`, with p and dz, when all differences are equal. */
  t: Outcome<number>
  p: Outcome<number>
  /** difference / sdDifference */
  dz: Outcome<number>
  /** difference / mean of sd1 and sd2; `zero_variance` when neither varies. */
  dav: Outcome<number>
  /** `too_few`, with gav, below three pairs. */
  correction: Outcome<number>
  gav: Outcome<number>
}

/**
 * The same people twice, parallel lists of scores in any one unit, complete pairs only: paired t with n − 1 degrees of
 * freedom, 95 % interval, standardised differences (Cumming 2012) with Hedges' correction. `too_few` below two pairs.
 * Lists of unequal length: what is over is left out.
 */
export function pairedChange(before: readonly number[], after: readonly number[]): Outcome<PairedChange> {
  const { pairs, first, second, apart, correlation } = pairsOf(before, after)
  if (pairs < 2) return missing('too_few')
  const df = pairs - 1
  const margin = (studentQuantile(0.975, df) * apart.sd) / Math.sqrt(pairs)
  const t = ratio(apart.mean * Math.sqrt(pairs), apart.sd)
  return sound({
    ...{ pairs, mean1: first.mean, mean2: second.mean, sd1: first.sd, sd2: second.sd, correlation, df },
    ...{ difference: apart.mean, sdDifference: apart.sd },
    interval: [apart.mean - margin, apart.mean + margin],
    t,
    p: t.state === 'defined' ? defined(2 * studentCdf(-Math.abs(t.value), df)) : t,
    dz: ratio(apart.mean, apart.sd),
    ...averageEffect(ratio(apart.mean, (first.sd + second.sd) / 2), df),
  })
}

function averageEffect(dav: Outcome<number>, df: number): Pick<PairedChange, 'dav' | 'correction' | 'gav'> {
  if (df < 2) return { dav, correction: missing('too_few'), gav: missing('too_few') }
  const correction = smallSample(df)
  const gav = dav.state === 'defined' ? defined(correction * dav.value) : dav
  return { dav, correction: defined(correction), gav }
}

/**
 * Adjusted p-values in the order given (Holm 1979): never above 1, never falling along the sorted p. What is no p-value
 * of 0..1 counts as 1.
 */
export function holm(ps: readonly number[]): number[] {
  const adjusted = ps.map(() => 1)
  let floor = 0
  ps.map((p, index) => ({ p: p >= 0 && p <= 1 ? p : 1, index }))
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

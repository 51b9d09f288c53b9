import { missing, type Outcome, sound } from './outcome.ts'

/**
 * Variance of answers given at random on a scale of so many points, in squared answer points: every point equally
 * likely, or slightly skewed, which is closer to how people rate themselves and known for five points only (LeBreton &
 * Senter 2008).
 */
export const NULL_VARIANCE = {
  uniform: (points: number): number => (points ** 2 - 1) / 12,
  slightSkew: (points: number): number | null => (points === 5 ? 1.34 : null),
}

/**
 * Agreement on one item or score: 1 − variance / null variance, 0 when people differ more than at random (James, Demaree
 * & Wolf 1984). The variance has n − 1, so it needs two people. `zero_variance` when answers at random would not vary.
 */
export function rwg(variance: number, nullVariance: number): Outcome<number> {
  if (!(nullVariance > 0)) return missing('zero_variance')
  return sound(1 - Math.min(variance, nullVariance) / nullVariance)
}

/**
 * Agreement on J items from their variances: rises with J, as Spearman-Brown does (James, Demaree & Wolf 1984).
 * `too_few` without items.
 */
export function rwgJ(itemVariances: readonly number[], nullVariance: number): Outcome<number> {
  const one = meanAgreement(itemVariances, nullVariance, nullVariance)
  if (one.state === 'undefined') return one
  const agreed = itemVariances.length * one.value
  return sound(agreed / (agreed + 1 - one.value))
}

/** The same without that rise and without a floor at 0 (Lindell, Brandt & Whitney 1999). */
export function lindell(itemVariances: readonly number[], nullVariance: number): Outcome<number> {
  return meanAgreement(itemVariances, nullVariance, Number.POSITIVE_INFINITY)
}

function meanAgreement(variances: readonly number[], nullVariance: number, most: number): Outcome<number> {
  if (variances.length === 0) return missing('too_few')
  if (!(nullVariance > 0)) return missing('zero_variance')
  return sound(1 - Math.min(meanOf(variances), most) / nullVariance)
}

/**
 * Mean over the items of the mean distance of people's answers from the item's mean or median, in answer points; up to a
 * sixth of the number of points is agreement (Burke & Dunlap 2002). One complete row per person; `too_few` below two
 * rows or without items.
 */
export function averageDeviation(
  rows: readonly (readonly number[])[],
  from: 'mean' | 'median',
): Outcome<number> {
  const items = rows[0]?.length ?? 0
  if (rows.length < 2 || items === 0) return missing('too_few')
  const centre = from === 'mean' ? meanOf : medianOf
  const deviations = Array.from({ length: items }, (_none, item) => {
    const answers = rows.map((row) => row[item] ?? Number.NaN)
    const middle = centre(answers)
    return meanOf(answers.map((answer) => Math.abs(answer - middle)))
  })
  return sound(meanOf(deviations))
}

type AgreementWord = 'lack' | 'weak' | 'moderate' | 'strong' | 'very-strong'

/** Up to and with which agreement each word holds; above the last it is `very-strong`. */
export const WORD_BOUNDS: [number, AgreementWord][] = [
  [0.3, 'lack'],
  [0.5, 'weak'],
  [0.7, 'moderate'],
  [0.9, 'strong'],
]

/** The word for an agreement of 0..1 (LeBreton & Senter 2008). Each word reaches up to and with its bound. */
export function agreementWord(value: number): AgreementWord {
  return WORD_BOUNDS.find(([bound]) => value <= bound + 1e-9)?.[1] ?? 'very-strong'
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2
}

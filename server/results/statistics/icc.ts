import { fisherUpperTail } from './distributions.ts'
import type { Moments } from './interval.ts'
import { defined, missing, type Outcome, sound } from './outcome.ts'

/** What a one-way analysis of variance needs; every part can be added up over organisations. */
export interface GroupMoments {
  /** Groups with a score. */
  groups: number
  n: number
  /** Of all scores. */
  sum: number
  /** Squared deviations of the scores from the mean of their own group. */
  squares: number
  /** Σ nⱼ meanⱼ² */
  groupSquares: number
  /** Σ nⱼ² */
  sizeSquares: number
}

const NO_GROUPS: GroupMoments = { groups: 0, n: 0, sum: 0, squares: 0, groupSquares: 0, sizeSquares: 0 }

/** From the moments of each group; groups without scores do not count. */
export function groupMomentsOf(moments: readonly Moments[]): GroupMoments {
  return moments
    .filter(({ n }) => n > 0)
    .map(({ n, mean, squares }) => ({
      ...{ groups: 1, n, sum: n * mean, squares },
      ...{ groupSquares: n * mean * mean, sizeSquares: n * n },
    }))
    .reduce(mergeGroupMoments, NO_GROUPS)
}

export function mergeGroupMoments(a: GroupMoments, b: GroupMoments): GroupMoments {
  return {
    groups: a.groups + b.groups,
    n: a.n + b.n,
    sum: a.sum + b.sum,
    squares: a.squares + b.squares,
    groupSquares: a.groupSquares + b.groupSquares,
    sizeSquares: a.sizeSquares + b.sizeSquares,
  }
}

interface Analysis {
  groups: number
  n: number
  meanGroupSize: number
  /** Mean group size corrected for unequal groups. */
  n0: number
  /** Mean squares between and within groups. */
  msb: number
  msw: number
  /** `zero_variance` when nobody differs from the own group. */
  f: Outcome<number>
  p: Outcome<number>
}

/** One-way analysis of variance. `not_enough_groups` below two groups, `too_few` when no group has two scores. */
export function analysisOf(moments: GroupMoments): Outcome<Analysis> {
  const { groups, n, squares } = moments
  if (groups < 2) return missing('not_enough_groups')
  if (n <= groups) return missing('too_few')
  const msb = betweenSquares(moments) / (groups - 1)
  const msw = squares / (n - groups)
  const n0 = (n - moments.sizeSquares / n) / (groups - 1)
  return sound({ groups, n, meanGroupSize: n / groups, n0, msb, msw, ...testOf(msb, msw, groups, n) })
}

interface Icc extends Analysis {
  /** Share of the variance that lies between groups; may be negative. */
  icc1: number
  /** Reliability of the group means. */
  icc2: number
  icc1WithN0: number
}

/**
 * Do groups differ? ICC(1) and ICC(2) from a one-way analysis of variance (Bliese 2000), with the mean group size and,
 * for comparison, with n0. `not_enough_groups` below two groups, `too_few` when no group has two scores, `zero_variance`
 * when the group means are equal.
 */
export function iccOf(moments: GroupMoments): Outcome<Icc> {
  const analysis = analysisOf(moments)
  if (analysis.state === 'undefined') return analysis
  const { meanGroupSize, n0, msb, msw } = analysis.value
  if (msb === 0) return missing('zero_variance')
  const icc1 = (size: number) => (msb - msw) / (msb + (size - 1) * msw)
  const figures = { icc1: icc1(meanGroupSize), icc2: (msb - msw) / msb, icc1WithN0: icc1(n0) }
  return sound({ ...analysis.value, ...figures })
}

/** Below this share of what is subtracted a difference is nothing but rounding of binary arithmetic. */
const ROUNDING = 1e-13

function betweenSquares({ n, sum, groupSquares }: GroupMoments): number {
  const between = groupSquares - (sum / n) * sum
  return between <= ROUNDING * groupSquares ? 0 : between
}

function testOf(msb: number, msw: number, groups: number, n: number): Pick<Icc, 'f' | 'p'> {
  const f = msb / msw
  if (!Number.isFinite(f)) return { f: missing('zero_variance'), p: missing('zero_variance') }
  return { f: defined(f), p: defined(fisherUpperTail(f, groups - 1, n - groups)) }
}

import { type Moments, mergeMoments, NO_MOMENTS, standardDeviation } from './interval.ts'
import { missing, type Outcome, sound } from './outcome.ts'

interface Stratum {
  invited: number
  /** Answers; more than invited is a fault in the input, and counts as all of them. */
  n: number
  mean: number
  /** With n − 1; not used below two answers. */
  sd: number
}

interface Representativeness {
  /** 0..1, as the next. */
  responseRate: number
  /** 1 = every stratum answered equally well. */
  rIndicator: number
  /** The most that the mean can be off, in standard deviations. */
  maximalBias: number
  unweightedMean: number
  poststratifiedMean: number
  poststratifiedSe: number
  /** The two means are more than two points apart. */
  meansDiffer: boolean
}

const NOTABLE = 2

/**
 * Do the answers stand for everyone invited? R-indicator and maximal bias (Schouten, Cobben & Bethlehem 2009) and the
 * mean weighted back to the strata, with finite population correction (Cochran 1977); strata with fewer than two answers
 * are joined for that. Scores and sd in the same unit, 0–100. `too_few` below two answers or two people invited.
 */
export function representativeness(strata: readonly Stratum[]): Outcome<Representativeness> {
  const cells = strata.map(cellOf)
  const all = cells.reduce(joined, EMPTY)
  if (all.moments.n < 2) return missing('too_few')
  const responseRate = all.moments.n / all.invited
  const spread = spreadOfRates(cells, responseRate, all.invited)
  const weighted = poststratified(withTwoAnswers(cells), all.invited)
  const unweightedMean = all.moments.mean
  return sound({
    responseRate,
    rIndicator: 1 - 2 * spread,
    maximalBias: spread / responseRate,
    unweightedMean,
    ...weighted,
    meansDiffer: Math.abs(unweightedMean - weighted.poststratifiedMean) > NOTABLE,
  })
}

interface Cell {
  invited: number
  moments: Moments
}

const EMPTY: Cell = { invited: 0, moments: NO_MOMENTS }

function cellOf({ invited, n, mean, sd }: Stratum): Cell {
  const squares = n < 2 ? 0 : (n - 1) * sd * sd
  return { invited: Math.max(0, invited, n), moments: n <= 0 ? NO_MOMENTS : { n, mean, squares } }
}

function joined(a: Cell, b: Cell): Cell {
  return { invited: a.invited + b.invited, moments: mergeMoments(a.moments, b.moments) }
}

function spreadOfRates(cells: readonly Cell[], rate: number, invited: number): number {
  const squares = cells
    .filter((cell) => cell.invited > 0)
    .reduce((sum, cell) => sum + cell.invited * (cell.moments.n / cell.invited - rate) ** 2, 0)
  return Math.sqrt(squares / (invited - 1))
}

/** All strata below two answers become one; if that is still below two, the smallest other joins it. */
function withTwoAnswers(cells: readonly Cell[]): Cell[] {
  const small = cells.filter(({ moments }) => moments.n < 2)
  const large = cells.filter(({ moments }) => moments.n >= 2).toSorted((a, b) => a.moments.n - b.moments.n)
  const rest = small.reduce(joined, EMPTY)
  if (rest.invited === 0) return large
  const [smallest = EMPTY, ...others] = large
  return rest.moments.n < 2 ? [joined(rest, smallest), ...others] : [rest, ...large]
}

function poststratified(cells: readonly Cell[], invited: number) {
  const parts = cells.map((cell) => {
    const spread = standardDeviation(cell.moments)
    const variance = spread.state === 'defined' ? spread.value ** 2 / cell.moments.n : 0
    const share = cell.invited / invited
    const answered = cell.moments.n / cell.invited
    return { mean: share * cell.moments.mean, variance: share ** 2 * (1 - answered) * variance }
  })
  const sum = (values: number[]) => values.reduce((total, value) => total + value, 0)
  return {
    poststratifiedMean: sum(parts.map(({ mean }) => mean)),
    poststratifiedSe: Math.sqrt(sum(parts.map(({ variance }) => variance))),
  }
}

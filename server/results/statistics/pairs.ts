import { momentsOf } from './interval.ts'
import { missing, type Outcome, sound } from './outcome.ts'

interface Side {
  mean: number
  /** With n − 1; 0 below two values. */
  sd: number
}

interface Pairs {
  pairs: number
  first: Side
  second: Side
  /** Of second − first. */
  apart: Side
  /** Pearson's; `zero_variance` when a side does not vary. */
  correlation: Outcome<number>
}

/** Parallel lists; what one has over is left out. */
export function pairsOf(before: readonly number[], after: readonly number[]): Pairs {
  const pairs = Math.min(before.length, after.length)
  const [left, right] = [before.slice(0, pairs), after.slice(0, pairs)]
  const differences = left.map((value, index) => (right[index] ?? 0) - value)
  const largest = [...left, ...right].reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  const first = sideOf(left, largest)
  const second = sideOf(right, largest)
  const shared = left.reduce(
    (sum, value, index) => sum + (value - first.mean) * ((right[index] ?? 0) - second.mean),
    0,
  )
  return {
    pairs,
    first,
    second,
    apart: sideOf(differences, largest),
    correlation: ratio(shared / (pairs - 1) / first.sd, second.sd),
  }
}

/** A spread that is nothing beside the largest value is rounding of binary arithmetic. */
const ROUNDING = 1e-13

function sideOf(values: readonly number[], largest: number): Side {
  const { n, mean, squares } = momentsOf(values.map((value) => ({ value, count: 1 })))
  const sd = n < 2 ? 0 : Math.sqrt(squares / (n - 1))
  return { mean, sd: sd <= ROUNDING * largest ? 0 : sd }
}

/** `zero_variance` where there is no spread to divide by. */
export function ratio(value: number, spread: number): Outcome<number> {
  const divided = value / spread
  return spread === 0 || Number.isNaN(divided) ? missing('zero_variance') : sound(divided)
}

import { largestEigen, type Matrix } from './eigen.ts'
import { defined, missing, type Outcome } from './outcome.ts'

export interface Omega {
  /** 0..1 */
  total: number
  /** Standardised, per item in the order given. */
  loadings: number[]
}

const STEPS = 5000
/** A communality this close to 1 leaves an item nothing of its own. */
const HEYWOOD = 1 - 1e-9

/**
 * Omega total of one factor (McDonald 1999) from a correlation matrix of two items or more, by iterated principal axis
 * from communalities of ½ until none changes by 1e-12. `zero_variance` when an item keeps no variance of its own (a
 * Heywood case: once there the iteration does not come back), also when it does not come to rest.
 */
export function omegaTotal(correlations: Matrix): Outcome<Omega> {
  let communalities = correlations.map(() => 0.5)
  for (let step = 0; step < STEPS; step++) {
    const { value, vector } = largestEigen(withDiagonal(correlations, communalities))
    const loadings = vector.map((part) => Math.sqrt(Math.max(0, value)) * part)
    const next = loadings.map((loading) => loading * loading)
    const change = Math.max(...next.map((one, index) => Math.abs(one - (communalities[index] ?? 0))))
    communalities = next
    if (communalities.some((one) => one >= HEYWOOD)) return missing('zero_variance')
    if (change < 1e-12) return omegaOf(loadings)
  }
  return missing('zero_variance')
}

function omegaOf(loadings: number[]): Outcome<Omega> {
  const common = loadings.reduce((sum, loading) => sum + loading, 0) ** 2
  const unique = loadings.reduce((sum, loading) => sum + 1 - loading * loading, 0)
  return defined({ total: common / (common + unique), loadings })
}

function withDiagonal(matrix: Matrix, diagonal: readonly number[]): Matrix {
  return matrix.map((row, index) =>
    row.map((cell, column) => (column === index ? (diagonal[index] ?? 0) : cell)),
  )
}

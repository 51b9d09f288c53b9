import type { Matrix } from './eigen.ts'

/** Less than this share of what is subtracted is nothing but rounding of binary arithmetic. */
const ROUNDING = 1e-12

/**
 * n(n − 1) times each variance and covariance, from sums and sums of products: exact for whole numbers, and exactly 0
 * where nothing varies.
 */
export function spreadsOf(n: number, sums: readonly number[], products: Matrix): Matrix {
  return sums.map((sum, item) =>
    sums.map((other, column) => spreadOf(n, products[item]?.[column] ?? 0, sum, other)),
  )
}

/** n × product − sum × other: exact for whole numbers, and free of mere rounding for others. */
export function spreadOf(n: number, product: number, sum: number, other: number): number {
  const apart = n * product - sum * other
  if ([n, product, sum, other].every(Number.isInteger)) return exactSpread(n, product, sum, other, apart)
  return Math.abs(apart) <= ROUNDING * Math.abs(sum * other) ? 0 : apart
}

function exactSpread(n: number, product: number, sum: number, other: number, rough: number): number {
  if (Number.isSafeInteger(n * product) && Number.isSafeInteger(sum * other)) return rough
  return Number(BigInt(n) * BigInt(product) - BigInt(sum) * BigInt(other))
}

export function diagonal(matrix: Matrix): number[] {
  return matrix.map((row, index) => row[index] ?? 0)
}

export function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0)
}

/** Of all cells: n(n − 1) times the variance of the total; 0 where that is mere rounding of cells that cancel out. */
export function totalOf(spreads: Matrix): number {
  const cells = spreads.flat()
  const total = sumOf(cells)
  return Math.abs(total) <= ROUNDING * sumOf(cells.map(Math.abs)) ? 0 : total
}

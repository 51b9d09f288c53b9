/** A symmetric matrix, row by row. */
export type Matrix = readonly (readonly number[])[]

interface Eigen {
  value: number
  /** Of length 1, with a sum ≥ 0. */
  vector: number[]
}

/** The largest eigenvalue of a symmetric matrix of one row or more, by the cyclic Jacobi method (Rutishauser 1966). */
export function largestEigen(matrix: Matrix): Eigen {
  const rows = matrix.map((row) => [...row])
  const vectors = rows.map((row, index) => row.map((_cell, place) => (place === index ? 1 : 0)))
  for (let sweep = 0; sweep < 60 && !isDiagonal(rows); sweep++) rotateAll(rows, vectors)
  const values = rows.map((row, index) => row[index] ?? 0)
  const value = Math.max(...values)
  const vector = vectors[values.indexOf(value)] ?? []
  const sign = vector.reduce<number>((sum, part) => sum + part, 0) < 0 ? -1 : 1
  return { value, vector: vector.map((part) => sign * part) }
}

function at(rows: Matrix, row: number, column: number): number {
  return rows[row]?.[column] ?? 0
}

function isDiagonal(rows: Matrix): boolean {
  let off = 0
  let all = 0
  for (let row = 0; row < rows.length; row++) {
    for (let column = 0; column < rows.length; column++) {
      const square = at(rows, row, column) ** 2
      all += square
      if (column !== row) off += square
    }
  }
  return !(off > 1e-28 * all)
}

function rotateAll(rows: number[][], vectors: number[][]): void {
  for (let p = 0; p < rows.length; p++) {
    for (let q = p + 1; q < rows.length; q++) {
      if (at(rows, p, q) !== 0) rotate(rows, vectors, p, q)
    }
  }
}

/** Turns the plane of p and q so that their common cell becomes zero. The rows of `vectors` are the eigenvectors. */
function rotate(rows: number[][], vectors: number[][], p: number, q: number): void {
  const theta = (at(rows, q, q) - at(rows, p, p)) / (2 * at(rows, p, q))
  const tangent = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(theta, 1))
  const cosine = 1 / Math.hypot(tangent, 1)
  const sine = tangent * cosine
  for (const row of rows) turn(row, p, row, q, cosine, sine)
  for (const matrix of [rows, vectors]) {
    const [first, second] = [matrix[p] ?? [], matrix[q] ?? []]
    for (let column = 0; column < rows.length; column++) turn(first, column, second, column, cosine, sine)
  }
}

function turn(first: number[], p: number, second: number[], q: number, cosine: number, sine: number): void {
  const a = first[p] ?? 0
  const b = second[q] ?? 0
  first[p] = cosine * a - sine * b
  second[q] = sine * a + cosine * b
}

/** One unit with the people placed directly in it. Written for the tests, without a line of the gate. */
export interface Placed {
  id: string
  parentId: string | null
  direct: number
}

/**
 * Every group of 1 to k − 1 people whose sum can be worked out from the published sums, by linear algebra over all unions of
 * units: a union is known when its indicator lies in the space spanned by the published sets.
 */
export function leaks(units: Placed[], published: string[], k: number): string[][] {
  const cells = units.filter(({ direct }) => direct > 0)
  const rows = published.map((id) => cells.map((cell) => (isBelow(units, cell.id, id) ? 1 : 0)))
  const basis = reduce(rows)
  const found: string[][] = []
  for (let mask = 1; mask < 2 ** cells.length; mask++) {
    const union = cells.filter((_cell, index) => mask & (1 << index))
    const people = union.reduce((sum, { direct }) => sum + direct, 0)
    const indicator = cells.map((_cell, index) => (mask & (1 << index) ? 1 : 0))
    if (people < k && isSpanned(basis, indicator)) found.push(union.map(({ id }) => id))
  }
  return found
}

function isBelow(units: Placed[], id: string, ancestor: string): boolean {
  if (id === ancestor) return true
  const parentId = units.find((unit) => unit.id === id)?.parentId ?? null
  return parentId !== null && isBelow(units, parentId, ancestor)
}

/** Gaussian elimination; sets of a tree have small whole entries, so floating point is safe. */
function reduce(rows: number[][]): number[][] {
  const basis: number[][] = []
  for (const row of rows) {
    const rest = subtract(basis, row)
    if (rest.some((value) => Math.abs(value) > 1e-9)) basis.push(rest)
  }
  return basis
}

function isSpanned(basis: number[][], row: number[]): boolean {
  return subtract(basis, row).every((value) => Math.abs(value) < 1e-9)
}

function subtract(basis: number[][], row: number[]): number[] {
  return basis.reduce((rest, vector) => {
    const pivot = vector.findIndex((value) => Math.abs(value) > 1e-9)
    const factor = (rest[pivot] ?? 0) / (vector[pivot] ?? 1)
    return rest.map((value, index) => value - factor * (vector[index] ?? 0))
  }, row)
}

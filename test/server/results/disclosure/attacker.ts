/** One unit with the people placed directly in it. Written for the tests, without a line of the gate. */
export interface Placed {
  id: string
  parentId: string | null
  direct: number
}

/** Every group of 1 to k − 1 people whose sum can be worked out from the published sums. */
export function leaks(units: Placed[], published: string[], k: number): string[][] {
  const cells = units.filter(({ direct }) => direct > 0)
  return unionsKnown(units, cells, published)
    .filter((union) => union.reduce((sum, { direct }) => sum + direct, 0) < k)
    .map((union) => union.map(({ id }) => id))
}

/**
 * By linear algebra over all unions of the cells: a union is known when its indicator lies in the space spanned by the published
 * sets.
 */
export function unionsKnown<Cell extends Placed>(
  units: Placed[],
  cells: Cell[],
  published: string[],
): Cell[][] {
  const rows = published.map((id) => cells.map((cell) => (isBelow(units, cell.id, id) ? 1 : 0)))
  const basis = reduce(rows)
  const found: Cell[][] = []
  for (let mask = 1; mask < 2 ** cells.length; mask++) {
    const indicator = cells.map((_cell, index) => (mask & (1 << index) ? 1 : 0))
    if (isSpanned(basis, indicator)) found.push(cells.filter((_cell, index) => mask & (1 << index)))
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

/** What was told: sums over sets of cells, and how many people each cell holds. Shares no line with the gate. */
export interface Told {
  people: ReadonlyMap<string, number>
  sets: readonly (readonly string[])[]
}

/**
 * Unions of cells with 1 to k − 1 people whose sum can be worked out, by linear algebra: the indicator of the union lies in the space
 * spanned by the sets told. In reduced form its own values at the pivots are the only possible weights, and rows that share no
 * cell do not need each other: where any union leaks, one that is listed does.
 */
export function leaks(told: Told, k: number): string[][] {
  const { cells, rows } = reduced(told)
  const counts = cells.map((cell) => told.people.get(cell) ?? 0)
  return connected(rows).flatMap((part) =>
    combinations(part, counts, k)
      .filter((vector) => isUnion(vector))
      .filter((vector) => isSmall(vector, counts, k))
      .map((vector) => cells.filter((_cell, place) => isOne(vector[place]))),
  )
}

/** Whether the sum over exactly these cells can be worked out. */
export function isKnown(told: Told, union: readonly string[]): boolean {
  const { cells, rows } = reduced(told)
  const wanted = indicator(cells, union)
  const rest = rows.reduce((left, row) => minus(left, row, left[pivotOf(row)] ?? 0), wanted)
  return rest.every(isZero)
}

interface Reduced {
  cells: string[]
  /** In reduced row echelon form. */
  rows: number[][]
}

/** A cell without people adds nothing to any sum. */
function reduced({ people, sets }: Told): Reduced {
  const cells = [...people].flatMap(([cell, count]) => (count > 0 ? [cell] : []))
  const rows: number[][] = []
  for (const set of sets) {
    const rest = rows.reduce((left, row) => minus(left, row, left[pivotOf(row)] ?? 0), indicator(cells, set))
    const pivot = pivotOf(rest)
    if (pivot < 0) continue
    const scaled = rest.map((value) => value / (rest[pivot] ?? 1))
    rows.forEach((row, place) => {
      rows[place] = minus(row, scaled, row[pivot] ?? 0)
    })
    rows.push(scaled)
  }
  return { cells, rows }
}

const isZero = (value: number | undefined) => Math.abs(value ?? 0) < 1e-9
const isOne = (value: number | undefined) => isZero((value ?? 0) - 1)

function indicator(cells: readonly string[], union: readonly string[]): number[] {
  return cells.map((cell) => (union.includes(cell) ? 1 : 0))
}

function pivotOf(row: readonly number[]): number {
  return row.findIndex((value) => !isZero(value))
}

function minus(from: number[], row: number[], factor: number): number[] {
  return factor === 0 ? from : from.map((value, place) => value - factor * (row[place] ?? 0))
}

function connected(rows: number[][]): number[][][] {
  const parts: number[][][] = []
  for (const row of rows) {
    const touching = parts.filter((part) => part.some((other) => overlap(row, other)))
    for (const part of touching) parts.splice(parts.indexOf(part), 1)
    parts.push([...touching.flat(), row])
  }
  return parts
}

function overlap(a: number[], b: number[]): boolean {
  return a.some((value, place) => !isZero(value) && !isZero(b[place]))
}

/** Every sum of some of the rows whose pivots hold fewer than k people together. */
function combinations(rows: number[][], counts: number[], k: number): number[][] {
  let open = [{ vector: counts.map(() => 0), people: 0 }]
  for (const row of rows) {
    const more = counts[pivotOf(row)] ?? 0
    open = open.flatMap((one) =>
      one.people + more < k
        ? [one, { vector: minus(one.vector, row, -1), people: one.people + more }]
        : [one],
    )
  }
  return open.map(({ vector }) => vector)
}

function isUnion(vector: number[]): boolean {
  return vector.some(isOne) && vector.every((value) => isZero(value) || isOne(value))
}

function isSmall(vector: number[], counts: number[], k: number): boolean {
  return vector.reduce((sum, value, place) => sum + (isOne(value) ? (counts[place] ?? 0) : 0), 0) < k
}

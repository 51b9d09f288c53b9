/** The largest prime below 2^26: sums and products of residues stay exact in a double. */
const PRIME = 67_108_859

/** People who are always told about together, as seen by one variable. */
export interface Cell {
  block: number
  /** How many, of what is told about first (people, comments), and whatever else must be enough. */
  masses: readonly number[]
}

/**
 * The smallest groups that may be known: at least so much of each mass, or nobody. A block is one variable, such as one dimension of
 * one perspective.
 */
export type Minimums = readonly number[]

/**
 * Places of cells that together hold too few people and about which the told sums give a sum all the same; null when there are none.
 * `rows` are the told sums, one coefficient per cell, whole numbers; whatever is linear in them is known. Exact: every vector of the
 * row space is searched, not only sums over unions, so any weighing of people counts as knowing something of them. Over several blocks a
 * vector is a leak when each block it touches holds too few.
 */
export function isolated(
  rows: readonly (readonly number[])[],
  cells: readonly Cell[],
  blocks: readonly Minimums[],
): number[] | null {
  const classes = classesOf(rows, cells)
  const isSmall = (places: readonly number[]) => areTooFew(places, classes, blocks)
  const small = classes.flatMap((_one, place) => (isSmall([place]) ? [place] : []))
  if (small.length === 0) return null
  const large = classes.flatMap((_one, place) => (isSmall([place]) ? [] : [place]))
  const column = (row: readonly number[], place: number) => row[classes[place]?.cells[0] ?? -1] ?? 0
  const order = [...large, ...small]
  const reduced = echelon(
    rows.map((row) => order.map((place) => residue(column(row, place)))),
    order.length,
  )
  const basis = reduced
    .filter((row) => row.every((value, index) => value === 0 || index >= large.length))
    .map((row) => row.slice(large.length))
  const found = search(basis, [], (support) => isSmall(support.map((index) => small[index] ?? -1)))
  return found === null ? null : found.flatMap((index) => classes[small[index] ?? -1]?.cells ?? [])
}

interface Class {
  block: number
  cells: number[]
  masses: number[]
}

/** Cells in exactly the same sums can never be told apart; cells in no sum, or without people, tell nothing. */
function classesOf(rows: readonly (readonly number[])[], cells: readonly Cell[]): Class[] {
  const classes = new Map<string, Class>()
  cells.forEach(({ block, masses }, place) => {
    const column = rows.map((row) => row[place] ?? 0)
    if (column.every((value) => value === 0)) return
    const key = `${block}:${column.join()}`
    const known = classes.get(key)
    if (!known) classes.set(key, { block, cells: [place], masses: [...masses] })
    else {
      known.cells.push(place)
      known.masses = known.masses.map((mass, index) => mass + (masses[index] ?? 0))
    }
  })
  return [...classes.values()].filter(({ masses: [people = 0] }) => people > 0)
}

function areTooFew(
  places: readonly number[],
  classes: readonly Class[],
  blocks: readonly Minimums[],
): boolean {
  const sums = new Map<number, number[]>()
  for (const place of places) {
    const { block, masses } = classes[place] as Class
    const sum = sums.get(block)
    sums.set(
      block,
      masses.map((mass, index) => mass + (sum?.[index] ?? 0)),
    )
  }
  return [...sums].every(([block, sum]) => sum.some((mass, index) => mass < (blocks[block]?.[index] ?? 0)))
}

/** A vector of the space whose support stays small: each place of a support is either made zero or counted in. */
function search(
  basis: number[][],
  counted: readonly number[],
  isSmall: (support: readonly number[]) => boolean,
): number[] | null {
  for (const row of basis) {
    const support = supportOf(row)
    if (isSmall(support)) return support
  }
  const [first] = basis
  if (!first) return null
  const free = supportOf(first).find((place) => !counted.includes(place))
  if (free === undefined) return null
  const without = search(vanishingAt(basis, free), counted, isSmall)
  const more = [...counted, free]
  return without ?? (isSmall(more) ? search(basis, more, isSmall) : null)
}

function supportOf(row: readonly number[]): number[] {
  return row.flatMap((value, place) => (value === 0 ? [] : [place]))
}

function vanishingAt(basis: number[][], place: number): number[][] {
  const pivot = basis.findIndex((row) => row[place] !== 0)
  const chosen = basis[pivot]
  if (!chosen) return basis
  const factor = inverse(chosen[place] ?? 0)
  return basis.flatMap((row, index) =>
    index === pivot ? [] : [minus(row, chosen, product(row[place] ?? 0, factor))],
  )
}

/** Reduced row echelon form; rows of zeros are left out. */
function echelon(rows: number[][], width: number): number[][] {
  let rest = rows
  const done: number[][] = []
  for (let place = 0; place < width && rest.length > 0; place++) {
    const pivot = rest.find((row) => row[place] !== 0)
    if (!pivot) continue
    const factor = inverse(pivot[place] ?? 0)
    const unit = pivot.map((value) => product(value, factor))
    const cleared = (row: number[]) => (row[place] === 0 ? row : minus(row, unit, row[place] ?? 0))
    rest = rest.filter((row) => row !== pivot).map(cleared)
    done.forEach((row, index) => {
      done[index] = cleared(row)
    })
    done.push(unit)
  }
  return done
}

const product = (a: number, b: number) => (a * b) % PRIME

function minus(row: readonly number[], other: readonly number[], factor: number): number[] {
  return row.map((value, place) => residue(value - product(factor, other[place] ?? 0)))
}

function residue(value: number): number {
  return ((value % PRIME) + PRIME) % PRIME
}

/** By Fermat: a^(p − 2). */
function inverse(value: number): number {
  let [result, base, exponent] = [1, value, PRIME - 2]
  for (; exponent > 0; exponent = Math.floor(exponent / 2)) {
    if (exponent % 2 === 1) result = product(result, base)
    base = product(base, base)
  }
  return result
}

/** 1 / n among the residues, for a mean of n people. */
export function nth(n: number): number {
  return inverse(residue(n))
}

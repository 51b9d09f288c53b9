/**
 * Whether some union of cells, too small and not empty, has a sum that follows from the told sums: by trying every union. Only for few
 * cells; written to check the attacker with.
 */
export function anyUnion(rows: readonly number[][], counts: readonly number[], minimum: number): boolean {
  const rank = (all: readonly number[][]) => {
    let rest = all.map((row) => row.map(Number))
    let found = 0
    for (let place = 0; place < counts.length; place++) {
      const pivot = rest.find((row) => Math.abs(row[place] ?? 0) > 1e-9)
      if (!pivot) continue
      found += 1
      rest = rest
        .filter((row) => row !== pivot)
        .map((row) => row.map((v, at) => v - ((row[place] ?? 0) / (pivot[place] ?? 1)) * (pivot[at] ?? 0)))
    }
    return found
  }
  const known = rank(rows)
  for (let mask = 1; mask < 2 ** counts.length; mask++) {
    const union = counts.map((_count, place) => (mask & (1 << place) ? 1 : 0))
    const size = counts.reduce((sum, count, place) => sum + count * (union[place] ?? 0), 0)
    if (size > 0 && size < minimum && rank([...rows, union]) === known) return true
  }
  return false
}

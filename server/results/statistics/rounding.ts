const GUARD = 1e-9

/** Half away from zero, with a guard so that 2.4999999999 made by binary arithmetic still counts as 2.5. Never
 * −0. What a double cannot hold to so many decimals stays as it is. */
export function roundHalfAway(value: number, decimals = 0): number {
  const factor = 10 ** decimals
  const scaled = Math.abs(value) * factor
  if (!(scaled < Number.MAX_SAFE_INTEGER)) return value
  const rounded = (Math.sign(value) * Math.floor(scaled + 0.5 + GUARD)) / factor
  return rounded === 0 ? 0 : rounded
}

/**
 * Whole shares that add up to `total` (largest remainder method; ties go to the first). Counts ≥ 0; when all are 0 so are
 * the shares.
 */
export function wholeShares(counts: readonly number[], total = 100): number[] {
  const sum = counts.reduce((all, count) => all + count, 0)
  if (sum === 0) return counts.map(() => 0)
  const exact = counts.map((count) => (count * total) / sum)
  const shares = exact.map((share) => Math.floor(share + GUARD))
  const left = total - shares.reduce((all, share) => all + share, 0)
  exact
    .map((share, index) => ({ index, remainder: share - Math.floor(share + GUARD) }))
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index)
    .slice(0, left)
    .forEach(({ index }) => {
      shares[index] = (shares[index] ?? 0) + 1
    })
  return shares
}

/** Beyond these everyone must have given about the same answer. */
export const EDGES = { low: 5, high: 95 }

/**
 * Near the ends everyone must have given about the same answer, at any group size, so a mean or share of 0–100 becomes a band:
 * below 5 `low`, above 95 `high` (scoring.md 10.3). Null in between.
 */
export function bandOf(mean: number): 'low' | 'high' | null {
  if (mean < EDGES.low) return 'low'
  return mean > EDGES.high ? 'high' : null
}

export function isBanded(mean: number): boolean {
  return bandOf(mean) !== null
}

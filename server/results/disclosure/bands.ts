import { roundHalfAway } from '../statistics/rounding.ts'

interface Figure {
  value: number
  label: string
}

/**
 * A mean or share of 0–100 as it may be written. Near the ends everyone must have given about the same answer, at any group
 * size, so the figure becomes a band: below 5 `<5`, above 95 `>95` (scoring.md 10.3). Draw `value`, write `label`.
 */
export function figureOf(mean: number): Figure {
  if (mean < 5) return { value: 5, label: '<5' }
  if (mean > 95) return { value: 95, label: '>95' }
  const value = roundHalfAway(mean)
  return { value, label: String(value) }
}

export function isBanded(mean: number): boolean {
  return mean < 5 || mean > 95
}

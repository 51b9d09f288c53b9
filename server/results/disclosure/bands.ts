import { roundHalfAway } from '../statistics/rounding.ts'

export interface Figure {
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

/** What a counter of an open scan may tell: never "4 of 5". */
export type LiveCount = { state: 'few'; atLeastFive: boolean } | { state: 'rounded'; answered: number }

/**
 * Groups below 10 only tell "0–4" or "5 or more"; larger ones the number of answers rounded down to steps of five, so that
 * one more answer is not seen arriving.
 */
export function liveCount(answered: number, invited: number): LiveCount {
  if (invited < 10) return { state: 'few', atLeastFive: answered >= 5 }
  return { state: 'rounded', answered: Math.floor(answered / 5) * 5 }
}

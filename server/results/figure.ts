import type { Figure } from './contract.ts'
import { bandOf, EDGES } from './disclosure/bands.ts'
import { roundHalfAway } from './statistics/rounding.ts'

const BANDS = {
  low: { value: EDGES.low, label: `<${EDGES.low}` },
  high: { value: EDGES.high, label: `>${EDGES.high}` },
}

/** A mean or share of 0–100 as it may be written: draw `value`, write `label`. */
export function figureOf(mean: number): Figure {
  const band = bandOf(mean)
  if (band) return BANDS[band]
  const value = roundHalfAway(mean)
  return { value, label: String(value) }
}

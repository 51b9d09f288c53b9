import type { Publication } from '#server/results/contract.ts'
import { t } from '../text/text.ts'

/** From the lowest answer to the highest. */
export function stepsOf({ instrument: { scale } }: Publication): number {
  return scale.max - scale.min
}

/**
 * What five points are in answers: the score rises by one step of the scale when everyone answers one step higher, so by five
 * points when five in so many points do.
 */
export function meaningOfDifference(steps: number): string {
  const step = 100 / steps
  const people = Math.round(step / 5)
  const values = { step: Math.round(step), people }
  return t(people < 2 ? 'results.difference.step' : 'results.difference.meaning', values)
}

import type { Highlights } from './contract.ts'
import { meanInterval } from './statistics/interval.ts'
import type { MeasureTable } from './tables.ts'

export const SHOWN = 3
const SMALLEST_DIFFERENCE = 5
/** Below ten answers no interval may be used; 15 points is about half of what eight people could show (scoring.md section 9). */
export const SMALLEST_OF_FEW = 15

interface Standing {
  dimension: string
  mean: number
  interval: [number, number] | null
}

/** The three highest and the three lowest dimensions, never one of them twice; ties in the order of the instrument. */
export function highlightsOf(
  dimensionIds: readonly string[],
  scores: readonly (MeasureTable | undefined)[],
  invited: number | null,
  place: number,
): Highlights {
  const standings = scores
    .flatMap((score, index) => standingOf(dimensionIds[index] ?? '', score, invited, place))
    .toSorted((a, b) => b.mean - a.mean)
  const count = Math.min(SHOWN, Math.floor(standings.length / 2))
  const [top, bottom] = [standings[0], standings.at(-1)]
  if (count === 0 || !top || !bottom) return { state: 'hidden' }
  return {
    state: 'shown',
    alike: isAlike(top, bottom),
    strengths: standings.slice(0, count).map(({ dimension }) => dimension),
    chances: standings
      .slice(-count)
      .reverse()
      .map(({ dimension }) => dimension),
  }
}

function standingOf(
  dimension: string,
  score: MeasureTable | undefined,
  invited: number | null,
  place: number,
): Standing[] {
  const moments = score?.moments[place]
  if (!moments || !score.shown[place]) return []
  const estimate = score.detailed[place] ? meanInterval(moments, invited) : null
  const interval = estimate?.state === 'defined' ? estimate.value.interval : null
  return [{ dimension, mean: moments.mean, interval }]
}

function isAlike(top: Standing, bottom: Standing): boolean {
  const apart = top.mean - bottom.mean
  if (!top.interval || !bottom.interval) return apart < SMALLEST_OF_FEW
  return apart < SMALLEST_DIFFERENCE || top.interval[0] <= bottom.interval[1]
}

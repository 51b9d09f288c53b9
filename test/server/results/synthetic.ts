import type { CountedScan, Counts } from '#server/results/counted.ts'
import { newCounting } from '#server/results/counting.ts'
import { perspectivesIn } from '#server/results/measures.ts'
import type { Instrument, Perspective } from '#server/surveys/survey.ts'

/** People with their answers in the order of the items asked; null skips. */
export interface Crowd {
  unitId: string
  perspective: Perspective
  people: (number | null)[][]
  /** How many of them, from the first, the messenger typed in from paper. */
  onPaper?: number
  importance?: number[]
}

/** What the database would have counted. */
export function count(
  instrument: Instrument,
  crowds: Crowd[],
  groups: CountedScan['groups'],
  form: 'full' | 'short' = 'full',
): Counts {
  const counting = newCounting(instrument, form, perspectivesIn(groups))
  for (const { unitId, perspective, people, onPaper = 0, importance = [] } of crowds) {
    for (const [person, answers] of people.entries())
      counting.add(unitId, perspective, answers, importance, person < onPaper)
  }
  return counting.counts()
}

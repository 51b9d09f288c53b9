import type { Perspective } from '#server/surveys/survey.ts'
import type { Round } from './organisations.ts'
import { below } from './people.ts'
import type { Statement } from './statements.ts'

export interface Placed {
  unit: string
  perspective: Perspective
  question: string
}

/** A comment that stands at a unit was written there or below, and not where others of its kind stand lower down. */
export function readComments(
  placed: readonly Placed[],
  view: string,
  { units }: Pick<Round, 'units'>,
): Statement[] {
  return placed.map(({ unit, perspective, question }) => {
    const inside = below(units, unit)
    const lower = placed.filter(
      (one) =>
        one.unit !== unit &&
        inside.has(one.unit) &&
        one.perspective === perspective &&
        one.question === question,
    )
    const without = [...new Set(lower.map((one) => one.unit))]
    const term = { view, unit, perspective, variable: `comments ${question}`, without }
    return { terms: [term], level: 'detail', from: `comment at ${unit}` }
  })
}

import type { Perspective } from '#server/surveys/survey.ts'
import type { Variable } from './people.ts'

/** The sum over everyone below a unit, of whom this view counts. `without`: minus everyone below these. */
export interface Term {
  view: string
  unit: string
  perspective: Perspective
  variable: Variable
  without?: readonly string[]
}

/**
 * Something told. With one term: about that sum. With several: about the first minus the others, or all together; none need be known by
 * itself. `mean`: no more than a mean or an order of means. `detail`: anything else, such as how many, how far apart, or which answers.
 */
export interface Statement {
  terms: readonly Term[]
  level: 'mean' | 'detail'
  /** Where it stands, for people. */
  from: string
}

export function keyOfTerm({ view, unit, perspective, variable, without = [] }: Term): string {
  return [view, unit, perspective, variable, ...without].join('|')
}

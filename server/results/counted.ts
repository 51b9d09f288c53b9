import type { Form, Instrument, Perspective, Scale } from '../surveys/survey.ts'
import type { Minimums, Publication, StoredComparison } from './contract.ts'

/** What the database counted in one group. No row is about one person's answers. */
export interface Tally {
  groupId: string
  respondents: number
  /** Per measure, in the order asked for: how many scores, their sum and the sum of their squares, in `parts` of a point. */
  scores: number[]
  /** Per dimension: how many chose it. */
  chosen: number[]
  /** Per item and, within it, per point of the scale: how many. */
  answers: number[]
}

/** `place` is the place of a measure in `measuresOf(…).all`; whole numbers, in `parts` of a point above the lowest. */
interface ScoreCount {
  unitId: string
  place: number
  n: number
  sum: number
  squares: number
}

/** Responses with at least one score. */
interface RespondentCount {
  unitId: string
  perspective: Perspective
  count: number
}

interface ImportanceCount extends RespondentCount {
  dimension: number
}

/** `position` is the place of the item in the stored answers; skipped and not applicable are not counted. */
interface AnswerCount extends RespondentCount {
  position: number
  value: number
}

export interface Counts {
  scores: ScoreCount[]
  respondents: RespondentCount[]
  importance: ImportanceCount[]
  answers: AnswerCount[]
}

/** From groups to units, and from rows of numbers to what they count. `places` are the measures that were asked for. */
export function countsOf(
  tallies: readonly Tally[],
  perspective: Perspective,
  unitOf: (groupId: string) => string,
  places: readonly number[],
  scale: Scale,
): Counts {
  const points = scale.max - scale.min + 1
  const located = tallies.map((tally) => ({ ...tally, unitId: unitOf(tally.groupId) }))
  return {
    scores: located.flatMap(({ unitId, scores }) =>
      places.flatMap((place, index) => {
        const [n = 0, sum = 0, squares = 0] = scores.slice(3 * index, 3 * index + 3)
        return n === 0 ? [] : [{ unitId, place, n, sum, squares }]
      }),
    ),
    respondents: located.map(({ unitId, respondents }) => ({ unitId, perspective, count: respondents })),
    importance: located.flatMap(({ unitId, chosen }) =>
      chosen.map((count, dimension) => ({ unitId, perspective, dimension, count })),
    ),
    answers: located.flatMap(({ unitId, answers }) =>
      answers.flatMap((count, index) => {
        if (count === 0) return []
        const position = Math.floor(index / points)
        return [{ unitId, perspective, position, value: scale.min + (index % points), count }]
      }),
    ),
  }
}

export function joinCounts(parts: readonly Counts[]): Counts {
  return {
    scores: parts.flatMap(({ scores }) => scores),
    respondents: parts.flatMap(({ respondents }) => respondents),
    importance: parts.flatMap(({ importance }) => importance),
    answers: parts.flatMap(({ answers }) => answers),
  }
}

export interface CountedUnit {
  id: string
  parentId: string | null
  name: string
  professionals: number | null
}

export interface CountedGroup {
  unitId: string
  perspective: Perspective
  invited: number
}

export interface PreviousRound {
  publication: Publication
  comparison: StoredComparison
}

/** Everything that a publication is made of. */
export interface CountedScan {
  scan: Publication['scan']
  instrument: Instrument
  form: Form
  minimums: Omit<Minimums, 'detail'>
  units: CountedUnit[]
  groups: CountedGroup[]
  counts: Counts
  previous: PreviousRound | null
}

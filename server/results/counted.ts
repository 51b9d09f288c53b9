import type { Form, Instrument, Perspective, Scale } from '../surveys/survey.ts'
import type { Minimums, Publication, StoredComparison } from './contract.ts'
import type { Measure } from './measures.ts'

/** What the database counted for one perspective. No row is about one person's answers. */
export interface Tally {
  /** `sum` holds, per recoded answer, SUM_BASE × (points above the lowest) + 1: so total and number of answers at once. */
  scores: { groupId: string; place: number; sum: number; count: number }[]
  respondents: { groupId: string; count: number }[]
  importance: { groupId: string; dimension: number; count: number }[]
  answers: { groupId: string; position: number; value: number; count: number }[]
}

export const SUM_BASE = 256

/** `place` is the place of a measure in `measuresOf(…).all`. */
export interface ScoreCount {
  unitId: string
  place: number
  total: number
  answered: number
  count: number
}

/** Responses with at least one score. */
export interface RespondentCount {
  unitId: string
  perspective: Perspective
  count: number
}

export interface ImportanceCount extends RespondentCount {
  dimension: number
}

/** `position` is the place of the item in the stored answers; skipped and not applicable are not counted. */
export interface AnswerCount extends RespondentCount {
  position: number
  value: number
}

export interface Counts {
  scores: ScoreCount[]
  respondents: RespondentCount[]
  importance: ImportanceCount[]
  answers: AnswerCount[]
}

/** From groups to units; people who answered less than half of a topic drop out of it here. */
export function countsOf(
  tally: Tally,
  perspective: Perspective,
  unitOf: (groupId: string) => string,
  measures: readonly Measure[],
  scale: Scale,
): Counts {
  const scores = tally.scores.flatMap(({ groupId, place, sum, count }) => {
    const answered = sum % SUM_BASE
    if (answered < (measures[place]?.needed ?? 1)) return []
    const total = (sum - answered) / SUM_BASE + answered * scale.min
    return [{ unitId: unitOf(groupId), place, total, answered, count }]
  })
  return {
    scores,
    respondents: tally.respondents.map(({ groupId, count }) => ({
      unitId: unitOf(groupId),
      perspective,
      count,
    })),
    importance: tally.importance.map(({ groupId, dimension, count }) => {
      return { unitId: unitOf(groupId), perspective, dimension, count }
    }),
    answers: tally.answers.map(({ groupId, position, value, count }) => {
      return { unitId: unitOf(groupId), perspective, position, value, count }
    }),
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

import type { Form, Instrument, Perspective } from '../surveys/survey.ts'
import type { Minimums, Publication, StoredComparison } from './contract.ts'

/** What the database counted; `place` is the place of a measure in `measuresOf(…).all`. No row is about one person's answers. */
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

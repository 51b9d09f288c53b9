import { isStorableText } from '../text.ts'
import type { Form, Language, Perspective, Text, Validation } from './contract.ts'

export type { Form, Language, Perspective, Text } from './contract.ts'

/** Stands in the stored answers where someone chose "don't know / not applicable"; null is a skipped item. */
export const NOT_APPLICABLE = -1

/** The text column is bounded in bytes as well as in characters. */
const MAX_COMMENT_BYTES = 8000

const SECONDS_PER_ITEM: Record<Perspective, number> = { professional: 10, client: 13, manager: 10 }
const SECONDS_AROUND = 150
const SECONDS_PER_OWN_QUESTION = 30

export interface Item {
  id: string
  text: Text
  reverse: boolean
  core: boolean
  perspectives: Partial<Record<Perspective, Text>>
}

export interface Dimension {
  id: string
  title: Text
  definition: Text
  sources?: string[]
  items: Item[]
}

export interface Scale {
  id: string
  min: number
  max: number
  anchors: { value: number; label: Text }[]
  notApplicable: { code: 'na'; storedAs: null; label: Text }
}

interface ImportanceQuestion {
  id: string
  type: 'pick-dimensions'
  maxPicks: number
  text: Text
}

interface OpenQuestion {
  id: string
  text: Text
  maxLength: number
}

/** A question the messenger adds to one scan; its id is OWN-1, OWN-2 or OWN-3. */
export type OwnQuestion = OpenQuestion

export interface Instrument {
  id: string
  version: string
  /** 1 competences, 2 processes; null belongs to the client and never goes into a scan. */
  phase: 1 | 2 | null
  level?: 'team' | 'organisation' | 'individual'
  title: Text
  languages: Language[]
  validation: Validation
  scale: Scale
  scoring: {
    range: [number, number]
    minAnsweredShare: number
    minAnsweredItems: number
    perspectiveGap?: string
  }
  perspectives: Perspective[]
  instruction: Partial<Record<Perspective, Text>>
  dimensions: Dimension[]
  importanceQuestion: ImportanceQuestion | null
  openQuestions: OpenQuestion[]
  openQuestionHint: Text
  references?: { key: string; reference: string }[]
}

/** What a scan stores: the instrument with the two choices made at launch. */
export type LaunchedInstrument = Instrument & { form: Form; ownQuestions: OwnQuestion[] }

/** An item as one perspective reads it; its place in the list is its place in the stored answers. */
export interface AskedItem {
  id: string
  dimensionId: string
  reverse: boolean
  text: Text
}

export interface Submission {
  answers: Record<string, number | null | 'na'>
  importance: string[]
  comments: Record<string, string>
}

/** Neither path nor code holds anything the sender wrote. */
export interface AnswerFault {
  path: string
  code:
    | 'unknown-item'
    | 'item-not-asked'
    | 'outside-scale'
    | 'too-many-picks'
    | 'picked-twice'
    | 'unknown-dimension'
    | 'unknown-question'
    | 'comment-too-long'
    | 'invalid-text'
}

export function itemsFor(instrument: Instrument, perspective: Perspective, form: Form): AskedItem[] {
  return instrument.dimensions.flatMap((dimension) =>
    dimension.items.flatMap(({ id, reverse, core, perspectives }) => {
      const text = perspectives[perspective]
      return text && (form === 'full' || core) ? [{ id, dimensionId: dimension.id, reverse, text }] : []
    }),
  )
}

export function dimensionsFor(instrument: Instrument, perspective: Perspective, form: Form): Dimension[] {
  const asked = new Set(itemsFor(instrument, perspective, form).map((item) => item.dimensionId))
  return instrument.dimensions.filter(({ id }) => asked.has(id))
}

/** The items on which two perspectives may be compared. */
export function sharedItemIds(instrument: Instrument, form: Form, a: Perspective, b: Perspective): string[] {
  const ofB = new Set(itemsFor(instrument, b, form).map(({ id }) => id))
  return itemsFor(instrument, a, form).flatMap(({ id }) => (ofB.has(id) ? [id] : []))
}

export function hasShortForm(instrument: Instrument): boolean {
  const short = itemsFor(instrument, 'professional', 'short').length
  return short > 0 && short < itemsFor(instrument, 'professional', 'full').length
}

/** The client's own profile is not a scan: its result belongs to the client. */
export function isLaunchable(instrument: Instrument): instrument is Instrument & { phase: 1 | 2 } {
  return instrument.phase !== null
}

/** Rounded up to half minutes (domain.md section 3.5). */
export function minutesFor(
  instrument: Instrument,
  perspective: Perspective,
  form: Form,
  ownQuestions: number,
): number {
  const items = itemsFor(instrument, perspective, form).length
  const seconds =
    items * SECONDS_PER_ITEM[perspective] + SECONDS_AROUND + ownQuestions * SECONDS_PER_OWN_QUESTION
  return Math.ceil(seconds / 30) / 2
}

export function questionsOf(launched: LaunchedInstrument): OpenQuestion[] {
  return [...launched.openQuestions, ...launched.ownQuestions]
}

export function checkAnswers(
  launched: LaunchedInstrument,
  perspective: Perspective,
  submission: Submission,
): AnswerFault[] {
  return [
    ...itemFaults(launched, perspective, submission.answers),
    ...importanceFaults(launched, perspective, submission.importance),
    ...commentFaults(launched, submission.comments),
  ]
}

/** One place per asked item, in the order of itemsFor: the chosen point, NOT_APPLICABLE, or null for skipped. */
export function packAnswers(items: AskedItem[], answers: Submission['answers']): (number | null)[] {
  return items.map(({ id }) => {
    const answer = answers[id] ?? null
    return answer === 'na' ? NOT_APPLICABLE : answer
  })
}

function itemFaults(
  launched: LaunchedInstrument,
  perspective: Perspective,
  answers: Submission['answers'],
): AnswerFault[] {
  const known = new Set(launched.dimensions.flatMap(({ items }) => items.map(({ id }) => id)))
  const asked = new Set(itemsFor(launched, perspective, launched.form).map(({ id }) => id))
  return Object.entries(answers).flatMap(([id, answer]): AnswerFault[] => {
    if (!known.has(id)) return [{ path: '/answers', code: 'unknown-item' }]
    if (!asked.has(id)) return [{ path: `/answers/${id}`, code: 'item-not-asked' }]
    return isOnScale(launched.scale, answer) ? [] : [{ path: `/answers/${id}`, code: 'outside-scale' }]
  })
}

function isOnScale({ min, max }: Scale, answer: number | null | 'na'): boolean {
  if (answer === null || answer === 'na') return true
  return Number.isInteger(answer) && answer >= min && answer <= max
}

function importanceFaults(
  launched: LaunchedInstrument,
  perspective: Perspective,
  picks: string[],
): AnswerFault[] {
  const known = new Set(dimensionsFor(launched, perspective, launched.form).map(({ id }) => id))
  const faults: AnswerFault[] = []
  if (picks.length > (launched.importanceQuestion?.maxPicks ?? 0)) {
    faults.push({ path: '/importance', code: 'too-many-picks' })
  }
  picks.forEach((pick, place) => {
    if (!known.has(pick)) faults.push({ path: `/importance/${place}`, code: 'unknown-dimension' })
    else if (picks.indexOf(pick) < place) faults.push({ path: `/importance/${place}`, code: 'picked-twice' })
  })
  return faults
}

function commentFaults(launched: LaunchedInstrument, comments: Submission['comments']): AnswerFault[] {
  const questions = new Map(questionsOf(launched).map((question) => [question.id, question]))
  return Object.entries(comments).flatMap(([id, comment]): AnswerFault[] => {
    const question = questions.get(id)
    if (!question) return [{ path: '/comments', code: 'unknown-question' }]
    const path = `/comments/${id}`
    if (!isStorableText(comment)) return [{ path, code: 'invalid-text' }]
    return isCommentShort(comment, question.maxLength) ? [] : [{ path, code: 'comment-too-long' }]
  })
}

export function isCommentShort(comment: string, maxLength: number): boolean {
  const bytes = new TextEncoder().encode(comment).length
  return bytes <= MAX_COMMENT_BYTES && [...comment].length <= maxLength
}

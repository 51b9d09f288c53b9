import type { Questionnaire, SubmitResponse } from '#server/responses/contract.ts'

export type Language = Questionnaire['languages'][number]
export type Answer = number | 'na'
export type Item = Questionnaire['dimensions'][number]['items'][number]

/** Answers so far. A place is a stage, or the id of a statement, so that it survives another width or language. */
export interface Draft {
  submissionId: string
  language: Language
  place: string
  answers: Record<string, Answer>
  importance: string[]
  comments: Record<string, string>
  /** The person pressed send; from then on the draft no longer changes. */
  sending: boolean
  savedAt: number
  closesAt: number
}

export interface StatementsStep {
  stage: 'statements'
  place: string
  dimension: number
  items: Item[]
  /** Where the first of these items stands within its dimension, from 0. */
  first: number
}
export type Step = { stage: 'intro' | 'importance' | 'open' | 'review'; place: string } | StatementsStep

export function newDraft(submissionId: string, language: Language, closesAt: string): Draft {
  const nothing = { answers: {}, importance: [], comments: {} }
  const until = new Date(closesAt).getTime()
  return { submissionId, language, place: 'intro', ...nothing, sending: false, savedAt: 0, closesAt: until }
}

export function answer(draft: Draft, itemId: string, value: Answer): Draft {
  return { ...draft, answers: { ...draft.answers, [itemId]: value } }
}

export function write(draft: Draft, questionId: string, text: string): Draft {
  return { ...draft, comments: { ...draft.comments, [questionId]: text } }
}

/** Ticks or unticks; one more than allowed changes nothing. */
export function pick(draft: Draft, dimensionId: string, maxPicks: number): Draft {
  const without = draft.importance.filter((id) => id !== dimensionId)
  if (without.length < draft.importance.length) return { ...draft, importance: without }
  return without.length < maxPicks ? { ...draft, importance: [...without, dimensionId] } : draft
}

/** The way through the questionnaire: no page holds items of two dimensions, nor more than fit. */
export function stepsOf({ dimensions, importance, questions }: Questionnaire, itemsPerPage: number): Step[] {
  return [
    { stage: 'intro', place: 'intro' },
    ...dimensions.flatMap(({ items }, dimension) => pagesOf(items, dimension, itemsPerPage)),
    ...(importance ? [{ stage: 'importance', place: 'importance' } as const] : []),
    ...(questions.length > 0 ? [{ stage: 'open', place: 'open' } as const] : []),
    { stage: 'review', place: 'review' },
  ]
}

function pagesOf(items: Item[], dimension: number, itemsPerPage: number): StatementsStep[] {
  return items.flatMap((item, first) => {
    const page = items.slice(first, first + itemsPerPage)
    return first % itemsPerPage === 0
      ? [{ stage: 'statements', place: item.id, dimension, items: page, first }]
      : []
  })
}

export function stepNumber(steps: Step[], place: string): number {
  const holds = (step: Step) =>
    step.place === place || (step.stage === 'statements' && step.items.some(({ id }) => id === place))
  return Math.max(0, steps.findIndex(holds))
}

interface Progress {
  answered: number
  count: number
  /** The first statement without an answer. */
  open: string | undefined
}

export function progressOf(items: Item[], { answers }: Draft): Progress {
  const open = items.filter(({ id }) => answers[id] === undefined)
  return { answered: items.length - open.length, count: items.length, open: open[0]?.id }
}

export function hasContent({ answers, importance, comments }: Draft): boolean {
  return Object.keys(answers).length > 0 || importance.length > 0 || Object.values(comments).some(Boolean)
}

/** Characters that no database keeps are left out: NUL and halves of surrogate pairs. */
export function toSubmission(code: string, draft: Draft): SubmitResponse {
  const { submissionId, answers, importance, comments } = draft
  const written = Object.entries(comments).flatMap(([id, text]) => {
    const clean = text.replace(/[\0\p{Cs}]/gu, '').trim()
    return clean ? [[id, clean]] : []
  })
  return { code, submissionId, answers, importance, comments: Object.fromEntries(written) }
}

/** An e-mail address, or seven digits and more as in telephone and citizen service numbers; years do not count. */
export function looksPersonal(text: string): boolean {
  const withoutYears = text.replace(/\b(?:19|20)\d\d\b/g, '')
  return /\S@\S+\.\S/.test(text) || /(?:\d[\s().+/-]{0,2}){7,}/.test(withoutYears)
}

/** As typed from paper; 26 characters make a code. */
export function tidyCode(typed: string): string {
  return typed.toUpperCase().replace(/[^0-9A-Z]/g, '')
}

import { createHmac } from 'node:crypto'
import {
  type AnswerFault,
  type AskedItem,
  checkAnswers,
  itemsFor,
  type LaunchedInstrument,
  type Perspective,
  packAnswers,
  type Submission,
} from '../surveys/survey.ts'

/** One perspective's questions of one scan, worked out once. */
export interface Asked {
  instrument: LaunchedInstrument
  perspective: Perspective
  items: AskedItem[]
  placeOfDimension: Map<string, number>
}

/** What is stored: answers in the order of itemsFor, importance as places in the instrument's dimensions, from 0. */
export interface PackedResponse {
  answers: (number | null)[]
  importance: number[]
  comments: Record<string, string> | null
}

export function askedOf(instrument: LaunchedInstrument, perspective: Perspective): Asked {
  return {
    instrument,
    perspective,
    items: itemsFor(instrument, perspective, instrument.form),
    placeOfDimension: new Map(instrument.dimensions.map(({ id }, place) => [id, place])),
  }
}

export function faultsOf({ instrument, perspective }: Asked, submission: Submission): AnswerFault[] {
  return checkAnswers(instrument, perspective, submission)
}

/** Expects a submission without faults. Sorted picks keep the order of ticking out of the database. */
export function packResponse(asked: Asked, { answers, importance, comments }: Submission): PackedResponse {
  const places = importance.flatMap((id) => asked.placeOfDimension.get(id) ?? [])
  return {
    answers: packAnswers(asked.items, answers),
    importance: places.sort((a, b) => a - b),
    comments: written(comments),
  }
}

/** What a closed scan's forgotten code can still send: nothing is stored of it, it only hears whether it was received. */
export const NOTHING_PACKED: PackedResponse = { answers: [], importance: [], comments: null }

/** Of this code and this id together: the same id under another code is another response. */
export function submissionMac(codeSecret: string, secretHash: Buffer, submissionId: string): Buffer {
  return createHmac('sha256', codeSecret).update(secretHash).update(submissionId.toLowerCase()).digest()
}

function written(comments: Submission['comments']): Record<string, string> | null {
  const kept = Object.entries(comments).flatMap(([id, text]) => (text.trim() ? [[id, text.trim()]] : []))
  return kept.length > 0 ? Object.fromEntries(kept) : null
}

import { describe, expect, test } from 'vitest'
import {
  answer,
  hasContent,
  looksPersonal,
  newDraft,
  pick,
  progressOf,
  stepNumber,
  stepsOf,
  tidyCode,
  toSubmission,
  write,
} from '#client/responses/draft.ts'
import { emptyDraft, questionnaire } from './questionnaire.ts'

const places = (itemsPerPage: number) => stepsOf(questionnaire, itemsPerPage).map(({ place }) => place)

describe('the way through', () => {
  test.each([
    [1, ['intro', 'L1', 'L2', 'C1', 'C2', 'C3', 'C4', 'C5', 'C6', 'T1', 'importance', 'open', 'review']],
    [5, ['intro', 'L1', 'C1', 'C6', 'T1', 'importance', 'open', 'review']],
  ])('with %i statements to a page, no page holds two topics', (itemsPerPage, expected) => {
    expect(places(itemsPerPage)).toEqual(expected)
  })

  test('skips what an instrument does not ask', () => {
    const bare = { ...questionnaire, importance: null, questions: [] }
    expect(stepsOf(bare, 5).map(({ stage }) => stage)).toEqual([
      'intro',
      ...Array(4).fill('statements'),
      'review',
    ])
  })

  test('a statement keeps its place when the phone is turned', () => {
    const wide = stepsOf(questionnaire, 5)
    expect(wide[stepNumber(wide, 'C4')]?.place).toBe('C1')
    const narrow = stepsOf(questionnaire, 1)
    expect(narrow[stepNumber(narrow, 'C4')]?.place).toBe('C4')
  })

  test('a place that no longer exists leads to the start', () => {
    expect(stepNumber(stepsOf(questionnaire, 1), 'gone')).toBe(0)
  })
})

describe('a draft', () => {
  test('starts empty and knows when its scan closes', () => {
    const draft = newDraft(emptyDraft.submissionId, 'en', questionnaire.closesAt)
    expect(draft).toEqual(emptyDraft)
    expect(hasContent(draft)).toBe(false)
  })

  test('a later answer to the same statement replaces the earlier one', () => {
    expect(answer(answer(emptyDraft, 'L1', 2), 'L1', 'na').answers).toEqual({ L1: 'na' })
  })

  test('picks are ticked and unticked, and one too many changes nothing', () => {
    const two = pick(pick(emptyDraft, 'tempo', 2), 'listening', 2)
    expect(two.importance).toEqual(['tempo', 'listening'])
    expect(pick(two, 'choosing', 2)).toBe(two)
    expect(pick(two, 'tempo', 2).importance).toEqual(['listening'])
  })

  test('progress counts "not applicable" as an answer and names the first open statement', () => {
    const items = questionnaire.dimensions[1]?.items ?? []
    const draft = answer(answer(emptyDraft, 'C1', 'na'), 'C3', 4)
    expect(progressOf(items, draft)).toEqual({ answered: 2, count: 6, open: 'C2' })
    expect(progressOf([], draft).open).toBeUndefined()
  })

  test('what is sent holds no empty text and no character that cannot be stored', () => {
    const draft = write(write(answer(emptyDraft, 'L1', 3), 'OPEN-KEEP', ' go\0od\ud800 👍 '), 'OWN-1', '  ')
    expect(toSubmission('CODE', draft)).toEqual({
      code: 'CODE',
      submissionId: emptyDraft.submissionId,
      answers: { L1: 3 },
      importance: [],
      comments: { 'OPEN-KEEP': 'good 👍' },
    })
  })
})

test.each([
  ['mail jan@voorbeeld.nl', true],
  ['bel 06-12345678', true],
  ['bel +31 (0)20 123 45 67', true],
  ['bsn 123456782', true],
  ['sinds 21-11-2025, en in 2024-2025', false],
  ['in 2025 waren het er 12', false],
  ['van 9.00 tot 17.30 uur', false],
  ['@ het team: goed bezig', false],
  ['', false],
])('%j looks like something personal: %s', (text, expected) => {
  expect(looksPersonal(text)).toBe(expected)
})

test('a code may be typed with spaces, dashes and small letters', () => {
  expect(tidyCode(' 2ee9-c4q1 w9pz ')).toBe('2EE9C4Q1W9PZ')
})

import { expect, test } from 'vitest'
import { newMemory } from '#server/responses/memory.ts'
import { presentQuestionnaire } from '#server/responses/questionnaire.ts'
import { askedOf, packResponse } from '#server/responses/submission.ts'
import { launchTiny, ownQuestion } from '../../support/cast-survey.ts'

const nothing = { answers: {}, importance: [], comments: {} }
const asked = askedOf(launchTiny('full', [ownQuestion]), 'professional')

test.each([
  ['nothing filled in', nothing, { answers: Array(7).fill(null), importance: [], comments: null }],
  [
    'picks lose the order in which they were ticked',
    { ...nothing, importance: ['tempo', 'listening'] },
    { importance: [0, 2] },
  ],
  [
    'comments lose the space around them, and empty ones are not kept',
    { ...nothing, comments: { 'OPEN-KEEP': ' good \n', 'OWN-1': ' \n' } },
    { comments: { 'OPEN-KEEP': 'good' } },
  ],
])('packing a response: %s', (_rule, submission, packed) => {
  expect(packResponse(asked, submission)).toMatchObject(packed)
})

test('picks of a client are places among all dimensions, also those that clients are not asked about', () => {
  const short = askedOf(launchTiny('short'), 'client')
  expect(packResponse(short, { ...nothing, importance: ['choosing'] }).importance).toEqual([1])
})

test('the short form shows only its own items, and no language that the scan does not use', () => {
  const shown = presentQuestionnaire(askedOf(launchTiny('short'), 'manager'), {
    organisation: 'De Brug',
    title: 'Scan',
    languages: ['en'],
    closesAt: new Date('2026-12-01T23:00:00Z'),
    minimum: 5,
  })
  expect(shown.dimensions.map(({ id, items }) => [id, items.length])).toEqual([
    ['listening', 3],
    ['choosing', 2],
  ])
  expect(shown.instruction).toEqual({ en: 'Your team' })
  expect(shown.points[0]).toEqual({ value: 1, label: { en: 'point 1' } })
  expect(shown.minutes).toBe(3.5)
})

test('the memory forgets the oldest', () => {
  const memory = newMemory<number>(2)
  for (const [key, value] of [
    ['a', 1],
    ['b', 2],
    ['c', 3],
  ] as const)
    memory.keep(key, value)
  expect([memory.get('a'), memory.get('b'), memory.get('c')]).toEqual([undefined, 2, 3])
})

import { expect, test } from 'vitest'
import type { Priority } from '#server/plans/contract.ts'
import { openingOf, prioritiesOf } from '#server/plans/priorities.ts'

const open = (dimensionId: string): Priority => ({ dimensionId, waiting: false, openActions: 1 })
const waiting = (dimensionId: string): Priority => ({ ...open(dimensionId), waiting: true })
const three = ['a', 'b', 'c'].map(open)

test('a priority is a dimension with an open action, in the order of the plan', () => {
  const actions = [
    { dimensionId: 'b', open: true },
    { dimensionId: 'a', open: true },
    { dimensionId: 'b', open: true },
    { dimensionId: 'c', open: false },
  ]
  expect(prioritiesOf(actions, new Set(['a', 'c']))).toEqual([
    { dimensionId: 'b', waiting: false, openActions: 2 },
    { dimensionId: 'a', waiting: true, openActions: 1 },
  ])
})

test.each<[string, Priority[], string, string | undefined, object]>([
  ['the first is welcome', [], 'a', undefined, { changes: [{ dimensionId: 'a', waiting: false }] }],
  ['the third is welcome', [open('a'), open('b')], 'c', undefined, { state: 'room' }],
  ['more of what is open already is welcome', three, 'b', undefined, { state: 'room', changes: [] }],
  ['the fourth asks which one waits', three, 'd', undefined, { state: 'too-many', open: three }],
  ['what waits takes no place', [...three.slice(1), waiting('a')], 'd', undefined, { state: 'room' }],
  [
    'what waits may not come back while three are open',
    [...three, waiting('d')],
    'd',
    undefined,
    { state: 'too-many' },
  ],
  [
    'the chosen one waits and the new one opens',
    three,
    'd',
    'b',
    {
      state: 'room',
      changes: [
        { dimensionId: 'b', waiting: true },
        { dimensionId: 'd', waiting: false },
      ],
    },
  ],
  [
    'the new one itself may wait',
    three,
    'd',
    'd',
    { state: 'room', changes: [{ dimensionId: 'd', waiting: true }] },
  ],
  ['choosing one that is not open asks again', three, 'd', 'x', { state: 'too-many' }],
])('%s', (_rule, priorities, dimensionId, gives, expected) => {
  expect(openingOf(priorities, dimensionId, gives)).toMatchObject(expected)
})

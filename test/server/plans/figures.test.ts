import { expect, test } from 'vitest'
import { type CountedAction, figuresOf } from '#server/plans/figures.ts'

const day = (name: string) => new Date(`${name}T12:00:00Z`)
const today = '2026-11-21'

function action(changes: Partial<CountedAction> = {}): CountedAction {
  const moments = { plannedAt: day('2026-10-01'), startedAt: null, doneAt: null, confirmedAt: null }
  return { ...moments, stoppedAt: null, dueOn: '2026-11-01', ...changes }
}
const done = (changes: Partial<CountedAction> = {}) => action({ doneAt: day('2026-10-20'), ...changes })
const times = (count: number, make: () => CountedAction) => Array.from({ length: count }, make)

test('seven of nine due actions are 78 percent, and the truth lies between 45 and 94', () => {
  const { completion } = figuresOf([...times(7, done), ...times(2, () => action())], today)
  expect(completion).toMatchObject({ state: 'counted', done: 7, due: 9 })
  if (completion.state === 'none') throw new Error('nothing was due')
  expect(completion.share).toBeCloseTo(0.7777777778, 9)
  expect(completion.low).toBeCloseTo(0.4525, 3)
  expect(completion.high).toBeCloseTo(0.9368, 3)
})

test('nothing due gives no rate', () => {
  expect(figuresOf([], today)).toEqual({
    done: 0,
    late: 0,
    open: 0,
    stopped: 0,
    completion: { state: 'none' },
  })
  expect(figuresOf([action({ dueOn: '2026-11-22' })], today).completion).toEqual({ state: 'none' })
})

test.each<[string, CountedAction, { done: number; due: number } | undefined]>([
  ['due today counts as due', action({ dueOn: today }), { done: 0, due: 1 }],
  ['due tomorrow does not, not even when it is done', done({ dueOn: '2026-11-22' }), undefined],
  ['what was never planned is not due', action({ plannedAt: null }), undefined],
  ['stopped before its due date is left out', action({ stoppedAt: day('2026-10-31') }), undefined],
  [
    'stopped on its due date counts as not done',
    action({ stoppedAt: day('2026-11-01') }),
    { done: 0, due: 1 },
  ],
  ['done late is done', done({ doneAt: day('2026-11-20') }), { done: 1, due: 1 }],
])('%s', (_rule, one, expected) => {
  const { completion } = figuresOf([one], today)
  expect(completion).toMatchObject(expected ?? { state: 'none' })
})

test('every action is open, done or stopped, and some of the open ones are late', () => {
  const actions = [
    action(),
    action({ dueOn: null, plannedAt: null }),
    done(),
    action({ stoppedAt: day('2026-11-02') }),
  ]
  expect(figuresOf(actions, today)).toMatchObject({ open: 2, late: 1, done: 1, stopped: 1 })
})

test('the day of stopping is the day in the Netherlands', () => {
  const justBeforeMidnight = new Date('2026-10-31T23:30:00Z')
  expect(figuresOf([action({ stoppedAt: justBeforeMidnight })], today).completion).toMatchObject({ due: 1 })
})

import { expect, test } from 'vitest'
import { monthsAfter, presentRetention } from '#server/privacy/present.ts'
import { registerOf } from '#server/privacy/register.ts'

test.each([
  ['two years later', '2026-11-21T09:00:00.000Z', 24, '2028-11-21T09:00:00.000Z'],
  ['from the last day to a shorter month', '2026-08-31T21:59:59.000Z', 6, '2027-02-28T21:59:59.000Z'],
  ['a leap day', '2028-02-29T00:00:00.000Z', 12, '2029-02-28T00:00:00.000Z'],
  ['over summer time, by the clock of the world', '2026-10-24T22:30:00.000Z', 1, '2026-11-24T22:30:00.000Z'],
])('months are counted whole: %s', (_what, moment, months, later) => {
  expect(monthsAfter(new Date(moment), months)).toBe(later)
})

test('before the closing no day can be told', () => {
  const open = { id: 's', answersMonths: 12, closesAt: new Date(), closedAt: null, answersDestroyedAt: null }
  expect(presentRetention(open)).toEqual({ months: 12, until: null, destroyedAt: null })
})

test('the register names each kind of data once, with the term of the organisation for answers', () => {
  const register = registerOf(7)
  expect(new Set(register.map(({ id }) => id)).size).toBe(register.length)
  const ofAnswers = register.filter(({ term }) => term.count === 7 && term.kind === 'rescan-or-months')
  expect(ofAnswers.map(({ id }) => id)).toEqual(['answers', 'closed-codes'])
  for (const { term } of register) expect(term.count === null || term.count > 0).toBe(true)
})

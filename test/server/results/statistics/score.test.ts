import fc from 'fast-check'
import { expect, test } from 'vitest'
import { answersNeeded, personScore, recode, toHundred } from '#server/results/statistics/score.ts'

const scale = { min: 1, max: 5 }

test.each([
  ['all four answered, one reverse', [4, 2, 4, 5], 81.25],
  ['a skipped answer is left out', [4, 2, null, 5], 83.33333333333333],
  ['half of four is enough', [null, 2, null, 4], 75],
  ['the best on a reverse item is its lowest point', [5, 1, 5, 5], 100],
  ['the worst is zero, which is a score', [1, 5, 1, 1], 0],
])('a person’s score: %s', (_rule, answers, value) => {
  const score = personScore(answers, [false, true, false, false], scale)
  expect(score.state === 'defined' && Math.abs(score.value - value) < 1e-12).toBe(true)
})

test.each([
  ['one of four', [4, null, null, null]],
  ['one of two, because two answers are the least', [3, null]],
  ['nothing at all', [null, null, null, null]],
  ['a topic without items', []],
])('below half there is no score, and it says why: %s', (_rule, answers) => {
  const reverse = answers.map(() => false)
  expect(personScore(answers, reverse, scale)).toEqual({ state: 'undefined', reason: 'too_few' })
})

test('answers needed for 2, 3, 4, 5 and 6 items', () => {
  expect([2, 3, 4, 5, 6].map((asked) => answersNeeded(asked))).toEqual([2, 2, 2, 3, 3])
})

test('turning a scale round twice gives the answer back, on any scale', () => {
  const anyScale = fc
    .tuple(fc.integer({ min: -5, max: 5 }), fc.integer({ min: 1, max: 10 }))
    .map(([min, points]) => ({ min, max: min + points }))
  fc.assert(
    fc.property(anyScale, fc.integer(), ({ min, max }, any) => {
      const answer = min + (Math.abs(any) % (max - min + 1))
      expect(recode(recode(answer, true, { min, max }), true, { min, max })).toBe(answer)
      expect(toHundred(answer, { min, max })).toBeGreaterThanOrEqual(0)
      expect(toHundred(answer, { min, max })).toBeLessThanOrEqual(100)
    }),
  )
})

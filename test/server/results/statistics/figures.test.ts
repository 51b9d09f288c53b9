import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rankTopics, type Topic } from '#server/results/statistics/priorities.ts'
import { roundHalfAway, wholeShares } from '#server/results/statistics/rounding.ts'
import { wilson } from '#server/results/statistics/wilson.ts'

test.each([
  [2.5, 0, 3],
  [-2.5, 0, -3],
  [0.5, 0, 1],
  [-0.4, 0, 0],
  [1.005, 2, 1.01],
  [62.4999999999, 0, 63],
  [62.49, 0, 62],
])('%d to %d decimals is %d', (value, decimals, rounded) => {
  expect(Object.is(roundHalfAway(value, decimals), rounded)).toBe(true)
})

test.each([
  ['thirds: the first gets the rest', [1, 1, 1], [34, 33, 33]],
  ['of equal remainders the first gets the rest', [5, 2, 1], [63, 25, 12]],
  ['the largest remainder goes first', [2, 7, 6], [13, 47, 40]],
  ['nobody', [0, 0], [0, 0]],
  ['all the same', [0, 7, 0], [0, 100, 0]],
])('whole shares: %s', (_rule, counts, shares) => {
  expect(wholeShares(counts)).toEqual(shares)
})

test('whole shares add up and are never a whole point off', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(500), { minLength: 1, maxLength: 7 }), (counts) => {
      const total = counts.reduce((sum, count) => sum + count, 0)
      const shares = wholeShares(counts)
      expect(shares.reduce((sum, share) => sum + share, 0)).toBe(total === 0 ? 0 : 100)
      counts.forEach((count, index) => {
        if (total > 0) expect(Math.abs((shares[index] ?? 0) - (100 * count) / total)).toBeLessThan(1)
      })
    }),
  )
})

test.each([
  [7, 9, 45, 94],
  [39, 50, 65, 87],
  [0, 5, 0, 43],
])('Wilson: %d of %d lies between %d and %d per cent', (successes, total, low, high) => {
  const outcome = wilson(successes, total)
  if (outcome.state === 'undefined') throw new Error(outcome.reason)
  expect(outcome.value.interval.map((bound) => roundHalfAway(100 * bound))).toEqual([low, high])
})

test('nothing done of nothing planned has no rate', () => {
  expect(wilson(0, 0)).toEqual({ state: 'undefined', reason: 'too_few' })
})

const topic = (
  dimension: string,
  score: number,
  importance: number,
  gap: number | null,
  rest: Partial<Topic> = {},
) => ({
  dimension,
  score,
  importance,
  perspectiveGap: gap,
  clientScore: null,
  interval: null,
  ...rest,
})

test('topics in the order of importance × (shortfall + half the gap)', () => {
  const ranked = rankTopics([
    topic('a', 62, 0.3, 5),
    topic('b', 48, 0.55, 18),
    topic('c', 71, 0.1, -3),
    topic('d', 55, 0.4, 12),
  ])
  expect(ranked.map(({ dimension }) => dimension)).toEqual(['b', 'd', 'a', 'c'])
  expect(ranked.map(({ priority }) => Math.round(100 * priority))).toEqual([1980, 1040, 465, 40])
  expect(ranked.some(({ aboutEqualToNext }) => aboutEqualToNext)).toBe(false)
})

test('a score above the target, or clients who score higher, ask for nothing', () => {
  expect(
    rankTopics([topic('a', 80, 0.5, -10), topic('b', 75, 0.9, null)]).map(({ priority }) => priority),
  ).toEqual([0, 0])
})

test('ties go to the lower client score, then to the order of the instrument', () => {
  const ranked = rankTopics([
    topic('a', 80, 0.5, null),
    topic('b', 80, 0.5, null, { clientScore: 60 }),
    topic('c', 80, 0.5, null, { clientScore: 40 }),
    topic('d', 80, 0.5, null),
  ])
  expect(ranked.map(({ dimension }) => dimension)).toEqual(['c', 'b', 'a', 'd'])
})

test.each([
  ['less than 20 % apart', topic('a', 55, 0.5, 0), topic('b', 57, 0.5, 0), true],
  ['more than 20 % apart', topic('a', 55, 0.5, 0), topic('b', 60, 0.5, 0), false],
  [
    'far apart, but the intervals overlap',
    topic('a', 45, 0.5, 0, { interval: [38, 52] }),
    topic('b', 57, 0.5, 0, { interval: [50, 64] }),
    true,
  ],
])('about equal: %s', (_rule, first, second, aboutEqual) => {
  expect(rankTopics([first, second])[0]?.aboutEqualToNext).toBe(aboutEqual)
})

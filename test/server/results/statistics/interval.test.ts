import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  meanInterval,
  mergeMoments,
  momentsOf,
  NO_MOMENTS,
  standardDeviation,
} from '#server/results/statistics/interval.ts'
import { printed } from './outcomes.ts'

const once = (values: number[]) => momentsOf(values.map((value) => ({ value, count: 1 })))
const twelve = once([37.5, 43.75, 50, 56.25, 56.25, 62.5, 62.5, 68.75, 68.75, 75, 81.25, 87.5])

function estimate(moments: Parameters<typeof meanInterval>[0], invited: number | null) {
  const outcome = meanInterval(moments, invited)
  if (outcome.state === 'undefined') throw new Error(outcome.reason)
  return outcome.value
}

test('mean and standard deviation by hand: 2, 4, 4, 4, 5, 5, 7, 9', () => {
  const moments = momentsOf([
    { value: 2, count: 1 },
    { value: 4, count: 3 },
    { value: 5, count: 2 },
    { value: 7, count: 1 },
    { value: 9, count: 1 },
  ])
  expect(moments).toMatchObject({ n: 8, mean: 5 })
  expect(moments.squares).toBeCloseTo(32, 12)
})

test.each([
  ['15 invited', 15, Math.sqrt(1 - 12 / 15)],
  ['40 invited', 40, Math.sqrt(1 - 12 / 40)],
  ['an unknown number invited: no correction', null, 1],
])('twelve answers, %s', (_rule, invited, correction) => {
  const { mean, sd, se, t, margin, interval } = estimate(twelve, invited)
  expect(mean).toBeCloseTo(62.5, 12)
  expect(se).toBeCloseTo((sd / Math.sqrt(12)) * correction, 12)
  expect(t).toBeCloseTo(2.200985160082949, 10)
  expect(margin).toBeCloseTo(t * se, 12)
  expect(interval).toEqual([mean - margin, mean + margin])
})

test.each([
  [15, 2.006, 4.42],
  [12, 0, 0],
  [40, 3.753, 8.26],
  [null, 4.486, 9.87],
])('mean 62.5, sd 15.54, twelve of %s invited: standard error %d, margin %d', (invited, se, margin) => {
  const estimated = estimate({ n: 12, mean: 62.5, squares: 11 * 15.54 ** 2 }, invited)
  expect(printed(estimated.se, 3)).toBe(se)
  expect(printed(estimated.margin, 2)).toBe(margin)
})

test('over all 35 ways to ask four of seven, the mean varies as much as the formula says', () => {
  const seven = [20, 35, 50, 55, 60, 85, 90]
  const samples = Array.from({ length: 2 ** 7 }, (_none, chosen) =>
    seven.filter((_value, place) => (chosen >> place) % 2 === 1),
  ).filter(({ length }) => length === 4)
  expect(samples.length).toBe(35)
  const means = once(samples.map((sample) => once(sample).mean))
  const variance = once(seven).squares / 6
  expect(means.squares / 35).toBeCloseTo((variance / 4) * (1 - 4 / 7), 10)
})

test('when everyone answered no sampling error is left', () => {
  expect(estimate(twelve, 12)).toMatchObject({ se: 0, margin: 0, everyone: true })
})

test('more answers than invited is flagged, and counts as everyone', () => {
  expect(estimate(twelve, 9)).toMatchObject({ moreAnswersThanInvited: true, everyone: true, margin: 0 })
})

test('the interval stays between 0 and 100, the margin does not', () => {
  const { interval, clipped, margin } = estimate(once([100, 100, 100, 50]), null)
  expect(interval[1]).toBeGreaterThan(100)
  expect(clipped[1]).toBe(100)
  expect(margin).toBeCloseTo(interval[1] - 87.5, 10)
})

test.each([
  ['nobody', NO_MOMENTS],
  ['one person', once([60])],
])('%s has no spread and no interval', (_who, moments) => {
  expect(standardDeviation(moments)).toEqual({ state: 'undefined', reason: 'too_few' })
  expect(meanInterval(moments, 10)).toEqual({ state: 'undefined', reason: 'too_few' })
})

test('equal scores have a spread of exactly zero', () => {
  expect(standardDeviation(once([66.66666666666667, 66.66666666666667, 66.66666666666667]))).toEqual({
    state: 'defined',
    value: 0,
  })
})

const scores = fc.array(
  fc.integer({ min: 0, max: 1200 }).map((twelfth) => twelfth / 12),
  { minLength: 2, maxLength: 60 },
)
const almost = (a: number, b: number) => Math.abs(a - b) < 1e-8

test('neither the order of people nor the way the tree adds them up matters', () => {
  fc.assert(
    fc.property(scores, fc.nat(), (values, cut) => {
      const at = cut % values.length
      const whole = once(values)
      const parts = mergeMoments(once(values.slice(at)), once(values.slice(0, at)))
      expect(parts.n).toBe(whole.n)
      expect(almost(parts.mean, whole.mean) && almost(parts.squares, whole.squares)).toBe(true)
    }),
  )
})

test('shifting moves the mean only, scaling stretches both', () => {
  fc.assert(
    fc.property(
      scores,
      fc.integer({ min: -50, max: 50 }),
      fc.integer({ min: 1, max: 5 }),
      (values, by, times) => {
        const plain = once(values)
        const moved = once(values.map((value) => value * times + by))
        expect(almost(moved.mean, plain.mean * times + by)).toBe(true)
        expect(almost(Math.sqrt(moved.squares), Math.sqrt(plain.squares) * times)).toBe(true)
      },
    ),
  )
})

test('the same answers twice keep the mean and never widen the interval', () => {
  fc.assert(
    fc.property(scores, (values) => {
      const single = estimate(once(values), null)
      const double = estimate(once([...values, ...values]), null)
      expect(almost(single.mean, double.mean)).toBe(true)
      expect(double.margin).toBeLessThanOrEqual(single.margin + 1e-9)
    }),
  )
})

test('one more answer equal to the mean keeps the mean', () => {
  fc.assert(
    fc.property(scores, (values) => {
      const { mean } = once(values)
      expect(almost(once([...values, mean]).mean, mean)).toBe(true)
    }),
  )
})

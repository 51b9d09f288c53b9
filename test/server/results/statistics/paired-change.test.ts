import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hedges, pairedChange, welch } from '#server/results/statistics/change.ts'
import { figureIn, printed } from './outcomes.ts'

/** Two patterns over ten people with mean 0 and sd 1 that do not correlate. */
const FIRST = [1, 1, 1, 1, 1, -1, -1, -1, -1, -1].map((one) => one * Math.sqrt(0.9))
const SECOND = [1, -1, 0, 0, 0, 1, -1, 0, 0, 0].map((one) => one * 1.5)

/** The example of the design: sd of the differences 4.612, correlation .915. */
const BEFORE = FIRST.map((one) => 64.375 + 11.39 * one)
const AFTER = FIRST.map(
  (one, person) => 70 + 10.81 * (0.915 * one + Math.sqrt(1 - 0.915 ** 2) * (SECOND[person] ?? 0)),
)

test('ten people twice: 5.6 points, t 3.86, p .004, interval 2.3 to 8.9, effect .46', () => {
  const change = figureIn(pairedChange(BEFORE, AFTER))
  expect(change).toMatchObject({ pairs: 10, df: 9 })
  expect(change.difference).toBeCloseTo(5.625, 10)
  expect(printed(change.sdDifference, 2)).toBe(4.61)
  expect(printed(figureIn(change.t), 2)).toBe(3.86)
  expect(printed(figureIn(change.p), 3)).toBe(0.004)
  expect(change.interval.map((bound) => printed(bound, 1))).toEqual([2.3, 8.9])
  expect(printed(figureIn(change.correlation), 3)).toBe(0.915)
  expect(printed(figureIn(change.gav), 2)).toBe(0.46)
})

test('the same ten as if they were strangers: −4.8 to 16.1', () => {
  const { interval } = figureIn(welch({ n: 10, mean: 64.375, sd: 11.39 }, { n: 10, mean: 70, sd: 10.81 }))
  expect(interval.map((bound) => printed(bound, 1))).toEqual([-4.8, 16.1])
})

test('strangers, 12 with mean 62.5 and 10 with mean 70: t 1.306, df 19.71, p .207, g .523', () => {
  const [first, second] = [
    { n: 12, mean: 62.5, sd: 15.54 },
    { n: 10, mean: 70, sd: 11.335 },
  ]
  const { difference, t, df, p, interval } = figureIn(welch(first, second))
  expect(difference).toBe(7.5)
  expect([printed(t, 3), printed(df, 2), printed(p, 3)]).toEqual([1.306, 19.71, 0.207])
  expect(interval.map((bound) => printed(bound, 1))).toEqual([-4.5, 19.5])
  const effect = figureIn(hedges(first, second))
  expect([printed(effect.g, 3), printed(effect.variance, 4)]).toEqual([0.523, 0.1895])
  expect(effect.interval.map((bound) => printed(bound, 2))).toEqual([-0.33, 1.38])
})

test('three people by hand: 1 2 3 become 2 4 6', () => {
  const change = figureIn(pairedChange([1, 2, 3], [2, 4, 6]))
  expect(change).toMatchObject({ pairs: 3, mean1: 2, mean2: 4, sd1: 1, sd2: 2, difference: 2, df: 2 })
  expect(figureIn(change.correlation)).toBeCloseTo(1, 12)
  expect(change.sdDifference).toBe(1)
  expect(figureIn(change.t)).toBeCloseTo(2 * Math.sqrt(3), 12)
  expect(figureIn(change.dz)).toBe(2)
  expect(figureIn(change.dav)).toBeCloseTo(4 / 3, 12)
  expect(figureIn(change.correction)).toBeCloseTo(1 / Math.sqrt(Math.PI), 12)
})

test('everyone changes alike: the change is certain, a test of it is not there', () => {
  const none = { state: 'undefined', reason: 'zero_variance' }
  const change = figureIn(pairedChange([10, 20, 40], [15.1, 25.1, 45.1]))
  expect(change).toMatchObject({ sdDifference: 0, t: none, p: none, dz: none })
  expect(change.interval).toEqual([change.difference, change.difference])
  expect(change.dav.state).toBe('defined')
})

test('a side without spread has no correlation; neither has spread: no effect either', () => {
  const none = { state: 'undefined', reason: 'zero_variance' }
  expect(figureIn(pairedChange([50, 50, 50], [40, 60, 80])).correlation).toEqual(none)
  expect(figureIn(pairedChange([50, 50, 50], [60, 60, 60]))).toMatchObject({ dav: none, gav: none })
})

test('two pairs have no correction for small samples, one pair has nothing', () => {
  const none = { state: 'undefined', reason: 'too_few' }
  expect(figureIn(pairedChange([1, 2], [2, 5]))).toMatchObject({ correction: none, gav: none })
  expect(pairedChange([1], [2])).toEqual(none)
  expect(pairedChange([], [])).toEqual(none)
})

test('what one list has over is left out', () => {
  expect(pairedChange([1, 2, 4, 9], [2, 5, 5])).toEqual(pairedChange([1, 2, 4], [2, 5, 5]))
})

const pairs = fc.array(fc.tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 100 })), {
  minLength: 3,
  maxLength: 30,
})
const changeOf = (all: [number, number][]) =>
  figureIn(
    pairedChange(
      all.map(([before]) => before),
      all.map(([, after]) => after),
    ),
  )

test('the order of pairs does not matter, and turning time round turns the sign', () => {
  fc.assert(
    fc.property(pairs, (all) => {
      const plain = changeOf(all)
      const turned = changeOf(all.toReversed().map(([before, after]) => [after, before]))
      expect(turned.difference).toBeCloseTo(-plain.difference, 9)
      expect(turned.sdDifference).toBeCloseTo(plain.sdDifference, 9)
      expect(turned.t.state).toBe(plain.t.state)
      if (plain.p.state === 'defined') expect(figureIn(turned.p)).toBeCloseTo(plain.p.value, 8)
    }),
  )
})

test('shifting keeps the test, scaling keeps the effect, twice the same pairs narrow the interval', () => {
  const changing = pairs.filter((all) => changeOf(all).sdDifference > 0)
  fc.assert(
    fc.property(changing, fc.integer({ min: -40, max: 40 }), (all, shift) => {
      const plain = changeOf(all)
      const moved = changeOf(all.map(([before, after]) => [3 * before + shift, 3 * after + shift]))
      expect(moved.difference).toBeCloseTo(3 * plain.difference, 8)
      expect(figureIn(moved.dz)).toBeCloseTo(figureIn(plain.dz), 8)
      const double = changeOf([...all, ...all])
      expect(double.difference).toBeCloseTo(plain.difference, 9)
      expect(double.interval[1] - double.interval[0]).toBeLessThan(plain.interval[1] - plain.interval[0])
    }),
  )
})

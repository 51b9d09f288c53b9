import fc from 'fast-check'
import { expect, test } from 'vitest'
import { representativeness } from '#server/results/statistics/representativeness.ts'
import { figureIn, printed } from './outcomes.ts'

const stratum = (invited: number, n: number, mean: number, sd: number) => ({ invited, n, mean, sd })

test('three teams of 20, 30 and 50: R .529, at most .574 sd off, 61.46 becomes 57.00', () => {
  const result = figureIn(
    representativeness([stratum(20, 16, 70, 12), stratum(30, 15, 60, 15), stratum(50, 10, 50, 18)]),
  )
  expect(result.responseRate).toBeCloseTo(0.41, 12)
  expect(printed(result.rIndicator, 3)).toBe(0.529)
  expect(printed(result.maximalBias, 3)).toBe(0.574)
  expect(printed(result.unweightedMean, 2)).toBe(61.46)
  expect(result.poststratifiedMean).toBeCloseTo(57, 12)
  const variance = 0.04 * 0.2 * (144 / 16) + 0.09 * 0.5 * (225 / 15) + 0.25 * 0.8 * (324 / 10)
  expect(result.poststratifiedSe).toBeCloseTo(Math.sqrt(variance), 12)
  expect(result.meansDiffer).toBe(true)
})

test('where every team answers equally well nothing is off', () => {
  const result = figureIn(representativeness([stratum(20, 10, 70, 12), stratum(40, 20, 40, 9)]))
  expect(result).toMatchObject({ responseRate: 0.5, rIndicator: 1, maximalBias: 0, meansDiffer: false })
  expect(result.poststratifiedMean).toBeCloseTo(result.unweightedMean, 12)
})

test('means that are two points apart do not differ, a little more does', () => {
  const two = [stratum(30, 20, 60, 5), stratum(30, 10, 48, 5)]
  const apart = figureIn(representativeness(two))
  expect(apart.unweightedMean - apart.poststratifiedMean).toBeCloseTo(2, 12)
  expect(figureIn(representativeness([stratum(30, 20, 60, 5), stratum(30, 10, 47, 5)])).meansDiffer).toBe(
    true,
  )
})

test('everyone answered: no error is left', () => {
  expect(figureIn(representativeness([stratum(6, 6, 50, 9), stratum(3, 3, 60, 4)]))).toMatchObject({
    responseRate: 1,
    rIndicator: 1,
    poststratifiedSe: 0,
  })
})

test('teams with fewer than two answers are joined', () => {
  const joined = figureIn(
    representativeness([stratum(10, 1, 40, 0), stratum(10, 8, 60, 10), stratum(20, 1, 50, 0)]),
  )
  const together = figureIn(representativeness([stratum(30, 2, 45, Math.sqrt(50)), stratum(10, 8, 60, 10)]))
  expect(joined.poststratifiedMean).toBeCloseTo(together.poststratifiedMean, 12)
  expect(joined.poststratifiedSe).toBeCloseTo(together.poststratifiedSe, 12)
})

test('one such team joins the smallest other; the R-indicator still sees all', () => {
  const joined = figureIn(
    representativeness([stratum(10, 0, 0, 0), stratum(30, 20, 60, 10), stratum(10, 5, 50, 8)]),
  )
  const merged = figureIn(representativeness([stratum(30, 20, 60, 10), stratum(20, 5, 50, 8)]))
  expect(joined.poststratifiedMean).toBeCloseTo(merged.poststratifiedMean, 12)
  expect(joined.poststratifiedSe).toBeCloseTo(merged.poststratifiedSe, 12)
  expect(joined.rIndicator).toBeLessThan(merged.rIndicator)
})

test('only teams of one are one team', () => {
  const result = figureIn(representativeness([stratum(4, 1, 40, 0), stratum(6, 1, 60, 0)]))
  expect(result.poststratifiedMean).toBe(50)
  expect(result.poststratifiedSe).toBeCloseTo(Math.sqrt((0.8 * 200) / 2), 12)
})

test('more answers than invited count as all of them', () => {
  expect(figureIn(representativeness([stratum(5, 8, 50, 10)])).responseRate).toBe(1)
})

test.each([
  ['no teams', []],
  ['no answers', [stratum(10, 0, 0, 0)]],
  ['one answer', [stratum(10, 1, 60, 0), stratum(5, 0, 0, 0)]],
])('nothing can be said: %s', (_case, strata) => {
  expect(representativeness(strata)).toEqual({ state: 'undefined', reason: 'too_few' })
})

test('R is at most 1, the order of teams does not matter, and equal means are told as they are', () => {
  const team = fc.record({
    invited: fc.integer({ min: 1, max: 60 }),
    n: fc.nat(60),
    mean: fc.constant(55),
    sd: fc.integer({ min: 0, max: 30 }),
  })
  const strata = fc.array(team, { minLength: 1, maxLength: 8 }).filter((all) => all.some(({ n }) => n > 1))
  fc.assert(
    fc.property(strata, (all) => {
      const plain = figureIn(representativeness(all))
      const turned = figureIn(representativeness(all.toReversed()))
      expect(plain.rIndicator).toBeLessThanOrEqual(1)
      expect(plain.poststratifiedMean).toBeCloseTo(55, 9)
      expect(turned.rIndicator).toBeCloseTo(plain.rIndicator, 9)
      expect(turned.maximalBias).toBeCloseTo(plain.maximalBias, 9)
    }),
  )
})

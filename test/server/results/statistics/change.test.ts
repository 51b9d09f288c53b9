import fc from 'fast-check'
import { expect, test } from 'vitest'
import { changeLabel, hedges, holm, welch } from '#server/results/statistics/change.ts'

test('Welch by hand: 4, 6, 8 against 1, 3, 5, 7', () => {
  const test = welch({ n: 3, mean: 6, sd: 2 }, { n: 4, mean: 4, sd: Math.sqrt(20 / 3) })
  if (test.state === 'undefined') throw new Error(test.reason)
  const { difference, se, t, df, p, interval } = test.value
  expect(difference).toBe(-2)
  expect(se).toBeCloseTo(Math.sqrt(4 / 3 + 5 / 3), 12)
  expect(t).toBeCloseTo(-2 / Math.sqrt(3), 12)
  expect(df).toBeCloseTo(9 / ((4 / 3) ** 2 / 2 + (5 / 3) ** 2 / 3), 12)
  expect(p).toBeGreaterThan(0.25)
  expect((interval[0] + interval[1]) / 2).toBeCloseTo(-2, 12)
})

test('Hedges corrects for small samples: n 12 and 10', () => {
  const effect = hedges({ n: 12, mean: 62.5, sd: 14 }, { n: 10, mean: 70, sd: 14 })
  if (effect.state === 'undefined') throw new Error(effect.reason)
  expect(effect.value.d).toBeCloseTo(7.5 / 14, 12)
  expect(effect.value.correction).toBeCloseTo(0.961945, 6)
  expect(effect.value.variance).toBeCloseTo(1 / 12 + 1 / 10 + effect.value.g ** 2 / 44, 12)
})

test.each([
  ['one person on a side', { n: 1, mean: 50, sd: 0 }, { n: 9, mean: 60, sd: 9 }, 'too_few'],
  ['nobody on a side', { n: 9, mean: 50, sd: 9 }, { n: 0, mean: 0, sd: 0 }, 'too_few'],
  ['no spread on either side', { n: 9, mean: 50, sd: 0 }, { n: 9, mean: 60, sd: 0 }, 'zero_variance'],
])('no test and no effect: %s', (_rule, first, second, reason) => {
  expect(welch(first, second)).toEqual({ state: 'undefined', reason })
  expect(hedges(first, second)).toEqual({ state: 'undefined', reason })
})

test('Holm, in the order given', () => {
  const adjusted = holm([0.004, 0.02, 0.03, 0.2, 0.5, 0.6, 0.011, 0.7, 0.9])
  expect(adjusted.map((p) => Math.round(1000 * p))).toEqual([36, 140, 180, 1000, 1000, 1000, 88, 1000, 1000])
  expect(holm([])).toEqual([])
})

test('Holm never lowers a p, keeps their order and stays within 1', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 }), (ps) => {
      const adjusted = holm(ps)
      ps.forEach((p, index) => {
        expect(adjusted[index]).toBeGreaterThanOrEqual(p)
        expect(adjusted[index]).toBeLessThanOrEqual(1)
        ps.forEach((other, at) => {
          if (p < other) expect(adjusted[index] ?? 0).toBeLessThanOrEqual(adjusted[at] ?? 0)
        })
      })
    }),
  )
})

test.each([
  [6, 0.01, 'higher'],
  [-6, 0.01, 'lower'],
  [4.99, 0.0001, 'no-clear-change'],
  [30, 0.05, 'no-clear-change'],
])('a change of %d with p %d is called %s', (difference, p, label) => {
  expect(changeLabel(difference, p)).toBe(label)
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  agreementWord,
  averageDeviation,
  lindell,
  NULL_VARIANCE,
  rwg,
  rwgJ,
} from '#server/results/statistics/agreement.ts'
import { momentsOf, standardDeviation } from '#server/results/statistics/interval.ts'
import { figureIn, printed } from './outcomes.ts'

/** Five people, three items. */
const FIVE = [
  [3, 4, 4],
  [3, 4, 4],
  [4, 3, 4],
  [4, 3, 4],
  [2, 2, 3],
]

function variancesOf(rows: readonly (readonly number[])[]): number[] {
  return (rows[0] ?? []).map((_answer, item) => {
    const moments = momentsOf(rows.map((row) => ({ value: row[item] ?? 0, count: 1 })))
    return figureIn(standardDeviation(moments)) ** 2
  })
}

test('the variance of answers at random: 2 on five points, 1.34 when slightly skewed', () => {
  expect([2, 5, 6, 7].map(NULL_VARIANCE.uniform)).toEqual([0.25, 2, 35 / 12, 4])
  expect([4, 5, 7].map(NULL_VARIANCE.slightSkew)).toEqual([null, 1.34, null])
})

test('five people on three items with variances .7, .7 and .2', () => {
  const variances = variancesOf(FIVE)
  expect(variances.map((variance) => printed(variance, 12))).toEqual([0.7, 0.7, 0.2])
  const mean = 1.6 / 3
  expect(figureIn(lindell(variances, 2))).toBeCloseTo(1 - mean / 2, 12)
  expect(figureIn(rwgJ(variances, 2))).toBeCloseTo((3 * (1 - mean / 2)) / (3 * (1 - mean / 2) + mean / 2), 12)
  expect(figureIn(averageDeviation(FIVE, 'mean'))).toBeCloseTo((3.2 / 5 + 3.2 / 5 + 1.6 / 5) / 3, 12)
  expect(figureIn(averageDeviation(FIVE, 'median'))).toBeCloseTo((3 / 5 + 3 / 5 + 1 / 5) / 3, 12)
})

test('variances .5, .5 and .3: .9156 with a uniform null, .8626 with a slight skew, Lindell .7833', () => {
  const variances = [0.5, 0.5, 0.3]
  expect(printed(figureIn(rwgJ(variances, 2)), 4)).toBe(0.9156)
  expect(printed(figureIn(rwgJ(variances, 1.34)), 4)).toBe(0.8626)
  expect(printed(figureIn(lindell(variances, 2)), 4)).toBe(0.7833)
})

test.each([
  ['everyone agrees', 0, 1],
  ['half as much as at random', 1, 0.5],
  ['as at random', 2, 0],
  ['more than at random is no less than none', 4, 0],
])('agreement on one item: %s', (_case, variance, agreement) => {
  expect(rwg(variance, 2)).toEqual({ state: 'defined', value: agreement })
})

test('two camps: rwg(J) stops at 0, Lindell does not, and the distance is two points', () => {
  const rows = [
    [1, 1],
    [1, 1],
    [5, 5],
    [5, 5],
  ]
  const variances = variancesOf(rows)
  expect(figureIn(rwgJ(variances, 2))).toBe(0)
  expect(figureIn(lindell(variances, 2))).toBeCloseTo(1 - 16 / 3 / 2, 12)
  expect(figureIn(averageDeviation(rows, 'mean'))).toBe(2)
  expect(figureIn(averageDeviation(rows, 'median'))).toBe(2)
})

test('no agreement without items, without people to agree, or on a scale of one point', () => {
  const too_few = { state: 'undefined', reason: 'too_few' }
  expect([rwgJ([], 2), lindell([], 2)]).toEqual([too_few, too_few])
  expect([averageDeviation([], 'mean'), averageDeviation([[3, 4]], 'median')]).toEqual([too_few, too_few])
  expect(averageDeviation([[], []], 'mean')).toEqual(too_few)
  const zero_variance = { state: 'undefined', reason: 'zero_variance' }
  expect([rwg(0, 0), rwgJ([0], 0), lindell([0], 0)]).toEqual([zero_variance, zero_variance, zero_variance])
})

test.each([
  [0, 'lack'],
  [0.3, 'lack'],
  [0.1 + 0.2, 'lack'],
  [0.31, 'weak'],
  [0.5, 'weak'],
  [0.51, 'moderate'],
  [0.7, 'moderate'],
  [0.71, 'strong'],
  [0.9, 'strong'],
  [0.91, 'very-strong'],
  [1, 'very-strong'],
])('an agreement of %d is called %s', (value, word) => {
  expect(agreementWord(value)).toBe(word)
})

const rows = fc.integer({ min: 1, max: 5 }).chain((items) =>
  fc.array(fc.array(fc.integer({ min: 1, max: 5 }), { minLength: items, maxLength: items }), {
    minLength: 2,
    maxLength: 20,
  }),
)

test('agreement does not depend on the order of people, nor on turning the scale round', () => {
  fc.assert(
    fc.property(rows, (people) => {
      const plain = variancesOf(people)
      for (const other of [people.toReversed(), people.map((row) => row.map((answer) => 6 - answer))]) {
        expect(figureIn(rwgJ(variancesOf(other), 2))).toBeCloseTo(figureIn(rwgJ(plain, 2)), 9)
        for (const from of ['mean', 'median'] as const)
          expect(figureIn(averageDeviation(other, from))).toBeCloseTo(
            figureIn(averageDeviation(people, from)),
            9,
          )
      }
    }),
  )
})

test('rwg(J) lies between 0 and 1, at or above Lindell; the slight skew never flatters', () => {
  fc.assert(
    fc.property(rows, (people) => {
      const variances = variancesOf(people)
      const uniform = figureIn(rwgJ(variances, 2))
      expect(uniform).toBeGreaterThanOrEqual(0)
      expect(uniform).toBeLessThanOrEqual(1)
      expect(uniform).toBeGreaterThanOrEqual(figureIn(lindell(variances, 2)) - 1e-12)
      expect(figureIn(rwgJ(variances, 1.34))).toBeLessThanOrEqual(uniform + 1e-12)
      expect(figureIn(averageDeviation(people, 'median'))).toBeLessThanOrEqual(
        figureIn(averageDeviation(people, 'mean')) + 1e-12,
      )
    }),
  )
})

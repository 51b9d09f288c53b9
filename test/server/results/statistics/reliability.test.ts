import fc from 'fast-check'
import { expect, test } from 'vitest'
import { largestEigen } from '#server/results/statistics/eigen.ts'
import { omegaTotal } from '#server/results/statistics/factor.ts'
import { feldtInterval } from '#server/results/statistics/item-analysis.ts'
import { itemMomentsOf, mergeItemMoments, reliabilityOf } from '#server/results/statistics/reliability.ts'
import { spreadOf } from '#server/results/statistics/spreads.ts'
import { figureIn, printed } from './outcomes.ts'

const reliability = (rows: number[][]) => figureIn(reliabilityOf(itemMomentsOf(rows)))

/** Six people, four items. */
const SIX = [
  [5, 5, 3, 4],
  [4, 4, 4, 5],
  [1, 2, 1, 1],
  [4, 4, 2, 4],
  [2, 3, 1, 2],
  [3, 3, 2, 4],
]

test('six people on four items: variances 6.9 together, 23.7667 of the total', () => {
  const { n, alpha, alphaIfDeleted, itemMean, itemSd, scaleMeanSd, scaleMeanSem } = reliability(SIX)
  expect(n).toBe(6)
  expect(alpha).toBeCloseTo((4 / 3) * (1 - 6.9 / (713 / 30)), 12)
  expect(printed(alpha, 5)).toBe(0.94624)
  expect(alphaIfDeleted.map((one) => printed(figureIn(one), 5))).toEqual([0.90833, 0.9375, 0.93919, 0.92877])
  expect(itemMean[1]).toBe(3.5)
  expect(itemSd.reduce((sum, sd) => sum + sd * sd, 0)).toBeCloseTo(6.9, 12)
  expect(scaleMeanSd).toBeCloseTo(Math.sqrt(713 / 30) / 4, 12)
  expect(scaleMeanSem).toBeCloseTo(scaleMeanSd * Math.sqrt(1 - alpha), 12)
})

test('two items by hand: 1 1, 2 3, 3 2', () => {
  const rows = [
    [1, 1],
    [2, 3],
    [3, 2],
  ]
  const { alpha, meanCorrelation, standardisedAlpha, itemRestCorrelation, alphaIfDeleted, omega } =
    reliability(rows)
  expect(alpha).toBeCloseTo(2 * (1 - 2 / 3), 12)
  expect(figureIn(meanCorrelation)).toBeCloseTo(0.5, 12)
  expect(figureIn(standardisedAlpha)).toBeCloseTo(2 / 3, 12)
  expect(itemRestCorrelation.map((one) => printed(figureIn(one), 12))).toEqual([0.5, 0.5])
  expect(alphaIfDeleted).toEqual(rows[0]?.map(() => ({ state: 'undefined', reason: 'too_few' })))
  expect(figureIn(omega).loadings.map((loading) => printed(loading, 9))).toEqual([
    printed(Math.SQRT1_2, 9),
    printed(Math.SQRT1_2, 9),
  ])
  expect(figureIn(omega).total).toBeCloseTo(2 / 3, 9)
})

test.each([
  [20, 0.51, 0.89],
  [50, 0.61, 0.85],
  [150, 0.68, 0.81],
  [400, 0.71, 0.79],
])('an alpha of .75 on four items from %d people lies between %d and %d', (n, low, high) => {
  expect(feldtInterval(0.75, n, 4).map((bound) => printed(bound, 2))).toEqual([low, high])
})

test('four items that correlate .40 give a standardised alpha of .73, and omega says the same', () => {
  const equal = [0, 1, 2, 3].map((row) => [0, 1, 2, 3].map((column) => (row === column ? 1 : 0.4)))
  const { total, loadings } = figureIn(omegaTotal(equal))
  expect(printed(total, 2)).toBe(0.73)
  expect(total).toBeCloseTo((4 * 0.4) / (1 + 3 * 0.4), 9)
  loadings.forEach((loading) => {
    expect(loading).toBeCloseTo(Math.sqrt(0.4), 9)
  })
})

test('omega finds back the loadings that made the correlations', () => {
  const loadings = [0.9, 0.7, 0.5, 0.3]
  const made = loadings.map((a, row) => loadings.map((b, column) => (row === column ? 1 : a * b)))
  const found = figureIn(omegaTotal(made))
  expect(found.loadings.map((loading) => printed(loading, 8))).toEqual(loadings)
  expect(found.total).toBeCloseTo(2.4 ** 2 / (2.4 ** 2 + 4 - 1.64), 8)
})

test('an item that the others explain in full is a Heywood case: no omega', () => {
  const loadings = [1, 0.6, 0.5]
  const made = loadings.map((a, row) => loadings.map((b, column) => (row === column ? 1 : a * b)))
  expect(omegaTotal(made)).toEqual({ state: 'undefined', reason: 'zero_variance' })
})

test('the largest eigenvalue by hand: 2 1 / 1 2 gives 3 along the diagonal, and a negative one stays behind', () => {
  const { value, vector } = largestEigen([
    [2, 1],
    [1, 2],
  ])
  expect(value).toBeCloseTo(3, 12)
  expect(vector.map((part) => printed(part, 12))).toEqual([
    printed(Math.SQRT1_2, 12),
    printed(Math.SQRT1_2, 12),
  ])
  expect(
    largestEigen([
      [1, 5],
      [5, -9],
    ]).value,
  ).toBeCloseTo(-4 + Math.sqrt(50), 12)
})

test('an item that was forgotten to be reversed is warned of, and a negative alpha is told as it is', () => {
  const forgotten = SIX.map(([first = 0, ...rest]) => [6 - first, ...rest])
  expect(reliability(SIX).warnings).toEqual([])
  expect(reliability(forgotten).warnings).toEqual(['negative-item-rest-correlation'])
  const opposite = reliability([
    [1, 4],
    [2, 3],
    [5, 1],
  ])
  expect(opposite.alpha).toBeLessThan(-1)
  expect(opposite.warnings).toEqual(['negative-item-rest-correlation'])
})

test('an item that everyone answers alike has no correlation; the rest is still told', () => {
  const { alpha, itemRestCorrelation, meanCorrelation, standardisedAlpha, omega } = reliability(
    SIX.map((row) => [...row, 3]),
  )
  expect(alpha).toBeCloseTo((5 / 4) * (1 - 6.9 / (713 / 30)), 12)
  const none = { state: 'undefined', reason: 'zero_variance' }
  expect([itemRestCorrelation[4], meanCorrelation, standardisedAlpha, omega]).toEqual([
    none,
    none,
    none,
    none,
  ])
  expect(itemRestCorrelation[0]?.state).toBe('defined')
})

test.each([
  ['nobody', [], 'too_few'],
  ['one person', [[1, 2, 3]], 'too_few'],
  ['one item', [[1], [2], [4]], 'too_few'],
  [
    'everyone answers alike',
    [
      [3, 4],
      [3, 4],
    ],
    'zero_variance',
  ],
  [
    'items that cancel out',
    [
      [1, 5],
      [2, 4],
      [4, 2],
    ],
    'zero_variance',
  ],
  [
    'equal answers that binary arithmetic cannot hold',
    [
      [0.1, 0.7],
      [0.1, 0.7],
      [0.1, 0.7],
    ],
    'zero_variance',
  ],
])('no reliability: %s', (_case, rows, reason) => {
  expect(reliabilityOf(itemMomentsOf(rows))).toEqual({ state: 'undefined', reason })
})

test('sums of whole numbers stay exact past what a double holds', () => {
  expect(spreadOf(3, 3e17 + 64, 948683298, 948683299)).toBe(
    Number(3n * BigInt(3e17 + 64) - 948683298n * 948683299n),
  )
})

const answers = (items: number) =>
  fc.array(fc.array(fc.integer({ min: 1, max: 7 }), { minLength: items, maxLength: items }), {
    minLength: 3,
    maxLength: 40,
  })
const scale = fc.integer({ min: 2, max: 5 }).chain(answers)
const varied = scale.filter((rows) => reliabilityOf(itemMomentsOf(rows)).state === 'defined')

test('neither the order of people nor how organisations are pooled matters', () => {
  fc.assert(
    fc.property(scale, fc.nat(), (rows, cut) => {
      const at = cut % (rows.length + 1)
      const pooled = mergeItemMoments(itemMomentsOf(rows.slice(at)), itemMomentsOf(rows.slice(0, at)))
      expect(pooled).toEqual(itemMomentsOf(rows))
    }),
  )
})

test('alpha, the correlations and omega do not change by a linear recode, nor by reversing all items', () => {
  const times = fc.constantFrom(-3, -1, 0.1, 2, 25)
  const plus = fc.constantFrom(-4, 0, 0.3, 6, 100)
  fc.assert(
    fc.property(varied, times, plus, (rows, factor, shift) => {
      const plain = reliability(rows)
      const recoded = reliability(rows.map((row) => row.map((answer) => factor * answer + shift)))
      expect(Math.abs(plain.alpha - recoded.alpha)).toBeLessThan(1e-8 * Math.max(1, Math.abs(plain.alpha)))
      expect(Math.abs(plain.scaleMeanSd * Math.abs(factor) - recoded.scaleMeanSd)).toBeLessThan(1e-8)
      plain.itemRestCorrelation.forEach((one, item) => {
        const other = recoded.itemRestCorrelation[item]
        expect(other?.state).toBe(one.state)
        if (one.state === 'defined' && other?.state === 'defined')
          expect(Math.abs(one.value - other.value)).toBeLessThan(1e-7)
      })
    }),
  )
})

test('the order of the items matters to nothing but the order of what is told of each', () => {
  fc.assert(
    fc.property(varied, (rows) => {
      const plain = reliability(rows)
      const turned = reliability(rows.map((row) => row.toReversed()))
      expect(turned.alpha).toBeCloseTo(plain.alpha, 9)
      expect(turned.itemMean).toEqual(plain.itemMean.toReversed())
      expect(turned.warnings).toEqual(plain.warnings)
    }),
  )
})

test('the same people twice keep alpha and narrow its interval, which is a point where alpha is 1', () => {
  fc.assert(
    fc.property(varied, (rows) => {
      const [single, double] = [reliability(rows), reliability([...rows, ...rows])]
      const widthOf = ({ feldt }: typeof single) => feldt[1] - feldt[0]
      expect(double.alpha).toBeCloseTo(single.alpha, 9)
      if (single.alpha > 1 - 1e-9) expect(widthOf(double)).toBeCloseTo(0, 6)
      else expect(widthOf(double)).toBeLessThan(widthOf(single))
    }),
  )
})

test('alpha is at most 1 and lies in its own interval', () => {
  fc.assert(
    fc.property(varied, (rows) => {
      const { alpha, feldt } = reliability(rows)
      expect(alpha).toBeLessThanOrEqual(1)
      expect(feldt[0]).toBeLessThanOrEqual(alpha)
      expect(feldt[1]).toBeGreaterThanOrEqual(alpha)
    }),
  )
})

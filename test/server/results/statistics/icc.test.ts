import fc from 'fast-check'
import { expect, test } from 'vitest'
import { groupMomentsOf, iccOf, mergeGroupMoments } from '#server/results/statistics/icc.ts'
import { momentsOf } from '#server/results/statistics/interval.ts'
import { figureIn, printed } from './outcomes.ts'

const once = (values: number[]) => momentsOf(values.map((value) => ({ value, count: 1 })))
const momentsFor = (groups: number[][]) => groupMomentsOf(groups.map(once))

const THREE = [
  [70, 75, 65, 80],
  [50, 55, 60],
  [62, 58, 66, 70, 64],
]

test('three groups: MSB 263.958, MSW 28.333, ICC(1) .6752, ICC(2) .8927', () => {
  const icc = figureIn(iccOf(momentsFor(THREE)))
  expect(icc).toMatchObject({ groups: 3, n: 12, meanGroupSize: 4 })
  expect(printed(icc.msb, 3)).toBe(263.958)
  expect(printed(icc.msw, 3)).toBe(28.333)
  expect(printed(icc.icc1, 4)).toBe(0.6752)
  expect(printed(icc.icc2, 4)).toBe(0.8927)
  expect(printed(icc.n0, 4)).toBe(3.9167)
  expect(printed(icc.icc1WithN0, 4)).toBe(0.6798)
  expect(figureIn(icc.f)).toBeCloseTo(icc.msb / icc.msw, 12)
})

test('two groups of two by hand: 1 3 and 5 7', () => {
  const icc = figureIn(
    iccOf(
      momentsFor([
        [1, 3],
        [5, 7],
      ]),
    ),
  )
  expect(icc).toMatchObject({ msb: 16, msw: 2, n0: 2, icc2: 14 / 16, icc1: 14 / 18 })
  expect(figureIn(icc.p)).toBeCloseTo(1 - Math.sqrt(8 / 10), 12)
})

test('groups that differ less than their members do give a negative ICC, told as it is', () => {
  const icc = figureIn(
    iccOf(
      momentsFor([
        [10, 90],
        [20, 81],
      ]),
    ),
  )
  expect(icc.icc1).toBeLessThan(0)
  expect(icc.icc2).toBeLessThan(0)
})

test('groups within which all agree: everything lies between them, and there is no F', () => {
  const none = { state: 'undefined', reason: 'zero_variance' }
  expect(
    figureIn(
      iccOf(
        momentsFor([
          [10, 10],
          [20, 20],
        ]),
      ),
    ),
  ).toMatchObject({ icc1: 1, icc2: 1, f: none, p: none })
})

test.each([
  ['nobody', [], 'not_enough_groups'],
  ['one group', [[1, 2, 3]], 'not_enough_groups'],
  ['one group beside empty ones', [[], [1, 2, 3], []], 'not_enough_groups'],
  ['groups of one', [[1], [2], [3]], 'too_few'],
  [
    'equal means',
    [
      [40, 60],
      [45, 55],
    ],
    'zero_variance',
  ],
  [
    'equal means that binary arithmetic cannot hold',
    [
      [0.1, 0.7, 0.3],
      [0.3, 0.1, 0.7],
      [0.7, 0.3, 0.1],
    ],
    'zero_variance',
  ],
])('no ICC: %s', (_case, groups, reason) => {
  expect(iccOf(momentsFor(groups))).toEqual({ state: 'undefined', reason })
})

const groups = fc.array(
  fc.array(
    fc.integer({ min: 0, max: 1200 }).map((twelfth) => twelfth / 12),
    { maxLength: 8 },
  ),
  { maxLength: 12 },
)

test('neither the order of people and groups nor how organisations are added up matters', () => {
  fc.assert(
    fc.property(groups, fc.nat(), (all, cut) => {
      const at = cut % (all.length + 1)
      const other = all.map((group) => group.toReversed())
      const pooled = mergeGroupMoments(momentsFor(other.slice(at)), momentsFor(other.slice(0, at)))
      const whole = momentsFor(all)
      for (const key of ['groups', 'n', 'sum', 'squares', 'groupSquares', 'sizeSquares'] as const)
        expect(Math.abs(pooled[key] - whole[key])).toBeLessThan(1e-7)
    }),
  )
})

test('shifting and scaling leave ICC and F as they are', () => {
  const clear = groups.filter((all) => {
    const icc = iccOf(momentsFor(all))
    return icc.state === 'defined' && icc.value.msb > 1e-3 && icc.value.msw > 1e-3
  })
  fc.assert(
    fc.property(clear, fc.constantFrom(-2, 0.5, 10), fc.constantFrom(-50, 0, 7), (all, factor, shift) => {
      const plain = figureIn(iccOf(momentsFor(all)))
      const moved = figureIn(
        iccOf(momentsFor(all.map((group) => group.map((score) => factor * score + shift)))),
      )
      for (const key of ['icc1', 'icc2', 'icc1WithN0'] as const)
        expect(Math.abs(moved[key] - plain[key])).toBeLessThan(1e-6 * Math.max(1, Math.abs(plain[key])))
    }),
  )
})

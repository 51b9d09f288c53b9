import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  benchmarkOf,
  mayRank,
  nextEdition,
  placeOf,
  quantile7,
} from '#server/results/statistics/benchmark.ts'
import { defined, missing } from '#server/results/statistics/outcome.ts'
import { figureIn } from './outcomes.ts'

test('eight others, own score 61: percentile 56.25', () => {
  const benchmark = figureIn(benchmarkOf(61, [48, 52, 55, 55, 61, 63, 70, 74]))
  expect(benchmark).toMatchObject({ others: 8, below: 4, equal: 1, percentile: 56.25 })
  expect(benchmark.quartiles).toEqual([54.25, 58, 64.75])
})

test.each([
  ['the lowest', 0, 10],
  ['the highest', 1, 40],
  ['between two', 0.5, 25],
  ['a quarter of the way', 0.25, 17.5],
  ['below the range is the lowest', -1, 10],
])('the quantile of 10, 20, 30, 40: %s', (_case, p, value) => {
  expect(quantile7([10, 20, 30, 40], p)).toEqual({ state: 'defined', value })
})

test('without others there is nothing to stand among', () => {
  expect(quantile7([], 0.5)).toEqual(missing('too_few'))
  expect(benchmarkOf(50, [])).toEqual(missing('not_enough_groups'))
})

const upTo = (count: number) => Array.from({ length: count }, (_none, index) => 10 * (index + 1))
const shown = (own: number, others: number) => placeOf(figureIn(benchmarkOf(own, upTo(others))))

test.each([
  ['four others: nothing', 25, 4, missing('not_enough_groups')],
  ['five: below the middle', 15, 5, defined({ kind: 'middle', place: 'below' })],
  ['five: around the middle, with its edges', 20, 5, defined({ kind: 'middle', place: 'around' })],
  ['nine: above the middle', 75, 9, defined({ kind: 'middle', place: 'above' })],
  ['ten: the lowest quarter', 5, 10, defined({ kind: 'quarter', quarter: 1 })],
  ['ten: the second quarter', 50, 10, defined({ kind: 'quarter', quarter: 2 })],
  ['nineteen: the third quarter', 120, 19, defined({ kind: 'quarter', quarter: 3 })],
  ['nineteen: the highest quarter', 200, 19, defined({ kind: 'quarter', quarter: 4 })],
  ['twenty: the percentile', 100, 20, defined({ kind: 'percentile', percentile: 47.5 })],
])('what may be shown among others: %s', (_case, own, others, place) => {
  expect(shown(own, others)).toEqual(place)
})

const members = (...names: string[]) =>
  names.map((name) => ({ organisation: name.charAt(0), publication: name }))
const six = members('a1', 'b1', 'c1', 'd1', 'e1', 'f1')

test.each([
  ['the first edition is as it is', [], members('a1'), members('a1')],
  ['one who joins waits', six, [...six, ...members('g1')], six],
  ['two changes are too few', six, members('b1', 'c1', 'd1', 'e1', 'f1', 'g1'), six],
  [
    'three changes will do',
    six,
    members('b1', 'c1', 'd1', 'e1', 'g1', 'h1', 'f1'),
    members('b1', 'c1', 'd1', 'e1', 'g1', 'h1', 'f1'),
  ],
  ['a new round of one organisation is one change', six, members('a2', 'b2', 'c1', 'd1', 'e1', 'f1'), six],
  ['nothing changed', six, six.toReversed(), six],
])('a fixed edition: %s', (_case, previous, now, edition) => {
  expect(nextEdition(previous, now)).toEqual(edition)
})

test.each([
  ['intervals apart and reliable means', [[50, 55] as const, [40, 45] as const], defined(0.7), true],
  ['intervals that overlap', [[50, 55] as const, [45, 51] as const], defined(0.9), false],
  ['intervals that touch', [[50, 55] as const, [45, 50] as const], defined(0.9), false],
  ['one inside another', [[40, 80] as const, [50, 55] as const, [90, 95] as const], defined(0.9), false],
  ['means that are not reliable', [[50, 55] as const, [40, 45] as const], defined(0.69), false],
  ['a reliability that is not known', [[50, 55] as const], missing('not_enough_groups'), false],
])('may organisations be put in order? %s', (_case, intervals, icc2, may) => {
  expect(mayRank(intervals, icc2)).toBe(may)
})

const scores = fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { minLength: 1, maxLength: 40 })
const score = fc.double({ min: 0, max: 100, noNaN: true })

test('the order of the others does not matter, a higher score never stands lower, quartiles ascend', () => {
  fc.assert(
    fc.property(scores, score, score, (others, a, b) => {
      const [low, high] = [Math.min(a, b), Math.max(a, b)]
      const lower = figureIn(benchmarkOf(low, others))
      expect(figureIn(benchmarkOf(low, others.toReversed()))).toEqual(lower)
      expect(figureIn(benchmarkOf(high, others)).percentile).toBeGreaterThanOrEqual(lower.percentile)
      expect(lower.quartiles.toSorted((one, other) => one - other)).toEqual(lower.quartiles)
    }),
  )
})

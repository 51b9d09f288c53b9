import fc from 'fast-check'
import { expect, test } from 'vitest'
import { averageDeviation, lindell, rwg, rwgJ } from '#server/results/statistics/agreement.ts'
import { benchmarkOf, quantile7 } from '#server/results/statistics/benchmark.ts'
import { hedges, holm, pairedChange, welch } from '#server/results/statistics/change.ts'
import { groupMomentsOf, iccOf } from '#server/results/statistics/icc.ts'
import {
  meanInterval,
  momentsOf,
  momentsOfSums,
  standardDeviation,
} from '#server/results/statistics/interval.ts'
import {
  measurementError,
  personalBand,
  smallestRealChange,
  smallestRealDifference,
} from '#server/results/statistics/measurement-error.ts'
import type { Outcome } from '#server/results/statistics/outcome.ts'
import { itemMomentsOf, mergeItemMoments, reliabilityOf } from '#server/results/statistics/reliability.ts'
import { representativeness } from '#server/results/statistics/representativeness.ts'
import { personScore } from '#server/results/statistics/score.ts'
import { wilson } from '#server/results/statistics/wilson.ts'

/** Every number that a double can be, and the ones that make trouble more often. */
const any = fc.oneof(
  fc.constantFrom(0, 1, -1, 3, 5, 0.1, 1e-320, 1e155, -1e200, Number.MAX_VALUE, Number.NaN),
  fc.constantFrom(Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY),
  fc.integer({ min: -5, max: 100 }),
  fc.double(),
)
const list = fc.array(any, { maxLength: 8 })
const alike = fc.tuple(fc.nat(8), any).map(([length, value]) => Array<number>(length).fill(value))
const values = fc.oneof(list, alike)
const table = fc.array(values, { maxLength: 6 })
const square = fc
  .integer({ min: 1, max: 4 })
  .chain((items) => fc.array(fc.array(any, { minLength: items, maxLength: items }), { maxLength: 7 }))
const stratum = fc.record({ invited: any, n: any, mean: any, sd: any })
const sample = fc.record({ n: any, mean: any, sd: any })

const once = (scores: readonly number[]) => momentsOf(scores.map((value) => ({ value, count: 1 })))
const property =
  <Given>(given: fc.Arbitrary<Given>, figure: (given: Given) => Outcome<unknown>) =>
  () =>
    fc.assert(
      fc.property(given, (input) => {
        expect(oddities(figure(input))).toEqual([])
      }),
      { numRuns: 400 },
    )

/** Every number in it that is none. */
function oddities(value: unknown): unknown[] {
  if (typeof value === 'number') return Number.isFinite(value) ? [] : [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(oddities) : []
}

test.each([
  [
    'a person’s score',
    property(fc.tuple(values, any, any), ([answers, min, max]) => personScore(answers, [true], { min, max })),
  ],
  ['a spread', property(values, (scores) => standardDeviation(once(scores)))],
  [
    'an interval',
    property(fc.tuple(values, any), ([scores, invited]) => meanInterval(once(scores), invited)),
  ],
  [
    'an interval from sums',
    property(fc.tuple(any, any, any, any), ([n, sum, squares, factor]) =>
      meanInterval(momentsOfSums(n, sum, squares, factor), null),
    ),
  ],
  ['Welch', property(fc.tuple(sample, sample), ([first, second]) => welch(first, second))],
  ['Hedges', property(fc.tuple(sample, sample), ([first, second]) => hedges(first, second))],
  ['a paired change', property(fc.tuple(values, values), ([before, after]) => pairedChange(before, after))],
  ['a proportion', property(fc.tuple(any, any), ([successes, total]) => wilson(successes, total))],
  ['agreement on one item', property(fc.tuple(any, any), ([variance, least]) => rwg(variance, least))],
  ['agreement', property(fc.tuple(values, any), ([variances, least]) => rwgJ(variances, least))],
  ['Lindell’s agreement', property(fc.tuple(values, any), ([variances, least]) => lindell(variances, least))],
  ['the distance from the mean', property(table, (rows) => averageDeviation(rows, 'mean'))],
  ['the distance from the median', property(table, (rows) => averageDeviation(rows, 'median'))],
  ['reliability', property(square, (rows) => reliabilityOf(itemMomentsOf(rows)))],
  [
    'pooled reliability of tables that do not fit',
    property(fc.tuple(table, table), ([one, other]) =>
      reliabilityOf(mergeItemMoments(itemMomentsOf(one), itemMomentsOf(other))),
    ),
  ],
  ['ICC', property(table, (groups) => iccOf(groupMomentsOf(groups.map(once))))],
  ['representativeness', property(fc.array(stratum, { maxLength: 5 }), representativeness)],
  ['a benchmark', property(fc.tuple(any, values), ([own, others]) => benchmarkOf(own, others))],
  ['a quantile', property(fc.tuple(values, any), ([sorted, p]) => quantile7(sorted, p))],
  ['an error of measurement', property(fc.tuple(any, any), ([sd, own]) => measurementError(sd, own))],
  ['a band', property(fc.tuple(any, any), ([score, error]) => personalBand(score, error))],
  ['a real change', property(any, smallestRealChange)],
  ['a real difference', property(fc.tuple(any, any, any), ([sd, a, b]) => smallestRealDifference(sd, a, b))],
])('%s is a number or a reason, whatever it is made of', (_figure, holds) => holds())

test('Holm tells numbers of 0 to 1, whatever it is given', () => {
  fc.assert(
    fc.property(list, (ps) => {
      for (const p of holm(ps)) expect(p >= 0 && p <= 1).toBe(true)
    }),
  )
})

import { Type } from 'typebox'
import { averageDeviation, lindell, rwg, rwgJ } from '#server/results/statistics/agreement.ts'
import { momentsOf, standardDeviation } from '#server/results/statistics/interval.ts'
import { type Kind, valueOrNull } from './block.ts'
import { keyed } from './comparison.ts'
import { completeRows, groupsOf, meansOf } from './folder.ts'
import { checked, Names } from './schema.ts'

const Input = Type.Object({
  file: Type.String(),
  group: Type.String(),
  items: Names,
  nullVariance: Type.Number(),
  missing: Type.Optional(Type.Literal('listwise')),
})
const SingleInput = Type.Object({
  file: Type.String(),
  group: Type.String(),
  meanOf: Names,
  nullVariance: Type.Number(),
})
const PerGroup = Type.Array(Type.Object({ group: Type.Union([Type.String(), Type.Number()]) }))

export const agreement: Kind = ({ input, expected }, { folder }) => {
  const { file, group, items, nullVariance } = checked(Input, input, 'input')
  const table = folder.table(file)
  const own = [...groupsOf(table, group)].map(([name, members]) => {
    const rows = completeRows(table, members, items)
    const columns = items.map((_item, place) => varianceOf(rows.map((row) => row[place] ?? Number.NaN)))
    const variances = columns.flatMap((variance) => variance ?? [])
    return {
      group: name,
      n: rows.length,
      rwgJ: valueOrNull(rwgJ(variances, nullVariance)),
      rwgJLindell: valueOrNull(lindell(variances, nullVariance)),
      adMean: valueOrNull(averageDeviation(rows, 'mean')),
      adMedian: valueOrNull(averageDeviation(rows, 'median')),
    }
  })
  return [{ own: keyed(own, ['group']), expected: perGroup(expected) }]
}

/** On one score per person: the mean of the columns that are filled in. */
export const agreementSingle: Kind = ({ input, expected }, { folder }) => {
  const { file, group, meanOf, nullVariance } = checked(SingleInput, input, 'input')
  const table = folder.table(file)
  const own = [...groupsOf(table, group)].map(([name, members]) => {
    const scores = meansOf(table, members, meanOf)
    const variance = varianceOf(scores)
    const agreed = variance === null ? null : valueOrNull(rwg(variance, nullVariance))
    return { group: name, n: scores.length, rwg: agreed }
  })
  return [{ own: keyed(own, ['group']), expected: perGroup(expected) }]
}

function varianceOf(values: number[]): number | null {
  const sd = valueOrNull(standardDeviation(momentsOf(values.map((value) => ({ value, count: 1 })))))
  return sd === null ? null : sd ** 2
}

function perGroup(expected: unknown) {
  return keyed(checked(PerGroup, expected, 'expected'), ['group'])
}

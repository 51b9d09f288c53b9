import { Type } from 'typebox'
import { analysisOf, groupMomentsOf, iccOf } from '#server/results/statistics/icc.ts'
import { momentsOf } from '#server/results/statistics/interval.ts'
import { type Kind, valueOrNull } from './block.ts'
import { groupsOf, meansOf } from './folder.ts'
import { checked, Names } from './schema.ts'

const Input = Type.Object({ file: Type.String(), group: Type.String(), meanOf: Names })

export const icc: Kind = ({ input, expected }, { folder }) => {
  const { file, group, meanOf } = checked(Input, input, 'input')
  const table = folder.table(file)
  const groups = [...groupsOf(table, group).values()]
    .map((rows) => momentsOf(meansOf(table, rows, meanOf).map((value) => ({ value, count: 1 }))))
    .filter(({ n }) => n > 0)
  const moments = groupMomentsOf(groups)
  const analysis = valueOrNull(analysisOf(moments))
  const figures = valueOrNull(iccOf(moments))
  const own = {
    groups: groups.length,
    n: groups.reduce((sum, { n }) => sum + n, 0),
    meanGroupSize: analysis?.meanGroupSize ?? null,
    n0: analysis?.n0 ?? null,
    msb: analysis?.msb ?? null,
    msw: analysis?.msw ?? null,
    f: analysis && valueOrNull(analysis.f),
    p: analysis && valueOrNull(analysis.p),
    icc1: figures?.icc1 ?? null,
    icc2: figures?.icc2 ?? null,
    icc1WithN0: figures?.icc1WithN0 ?? null,
  }
  return [{ own, expected }]
}

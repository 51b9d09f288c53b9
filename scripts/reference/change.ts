import { Type } from 'typebox'
import { hedges, pairedChange, welch } from '#server/results/statistics/change.ts'
import { momentsOf, standardDeviation } from '#server/results/statistics/interval.ts'
import { type Kind, type Reading, valueOrNull } from './block.ts'
import { completeRows, rowsWhere, type Table, valuesOf } from './folder.ts'
import { sharedItemScores } from './person-scores.ts'
import { checked, Filter } from './schema.ts'

const Columns = Type.Object({ file: Type.String(), before: Type.String(), after: Type.String() })
const Filters = Type.Object({ file: Type.String(), column: Type.String(), before: Filter, after: Filter })
const Independent = Type.Union([Columns, Filters])

/**
 * Two columns, or one column with a filter for each side. Between two perspectives of a quick scan there are two readings: the
 * column of person scores as it stands, or the scores on the items that both perspectives were asked.
 */
export const changeIndependent: Kind = ({ input, expected }, source) => {
  const asked = checked(Independent, input, 'input')
  const table = source.folder.table(asked.file)
  if (!('column' in asked)) {
    const [before, after] = [asked.before, asked.after].map((column) => valuesOf(table, table.rows, column))
    return [{ own: independent(before ?? [], after ?? []), expected }]
  }
  const readingOf = (from: Table): Reading => {
    const [before, after] = [asked.before, asked.after].map((filter) =>
      valuesOf(from, rowsWhere(from, filter), asked.column),
    )
    return { own: independent(before ?? [], after ?? []), expected }
  }
  const shared = sharedItemScores(asked.file, asked.before.perspective, asked.after.perspective, source)
  if (!shared) return [readingOf(table)]
  return [
    { ...readingOf(table), called: 'the column as it stands' },
    { ...readingOf(shared), called: 'on the items that both perspectives were asked' },
  ]
}

function independent(before: number[], after: number[]) {
  const [first, second] = [sampleOf(before), sampleOf(after)]
  const test = valueOrNull(welch(first.sample, second.sample))
  const effect = valueOrNull(hedges(first.sample, second.sample))
  return {
    n1: first.sample.n,
    mean1: first.mean,
    sd1: first.sd,
    n2: second.sample.n,
    mean2: second.mean,
    sd2: second.sd,
    difference: first.mean === null || second.mean === null ? null : second.mean - first.mean,
    welch: {
      se: test?.se ?? null,
      t: test?.t ?? null,
      df: test?.df ?? null,
      p: test?.p ?? null,
      interval95: test?.interval ?? null,
    },
    cohenD: effect?.d ?? null,
    correction: effect?.correction ?? null,
    hedgesG: effect?.g ?? null,
    hedgesGVariance: effect?.variance ?? null,
    hedgesGInterval95: effect?.interval ?? null,
  }
}

function sampleOf(values: number[]) {
  const moments = momentsOf(values.map((value) => ({ value, count: 1 })))
  const sd = valueOrNull(standardDeviation(moments))
  const { n, mean } = moments
  return { sample: { n, mean, sd: sd ?? 0 }, mean: n === 0 ? null : mean, sd }
}

export const changePaired: Kind = ({ input, expected }, { folder }) => {
  const { file, before, after } = checked(Columns, input, 'input')
  const table = folder.table(file)
  const pairs = completeRows(table, table.rows, [before, after])
  const change = valueOrNull(
    pairedChange(
      pairs.map(([first = Number.NaN]) => first),
      pairs.map(([, second = Number.NaN]) => second),
    ),
  )
  const own = {
    pairs: pairs.length,
    mean1: change?.mean1 ?? null,
    mean2: change?.mean2 ?? null,
    sd1: change?.sd1 ?? null,
    sd2: change?.sd2 ?? null,
    correlation: change && valueOrNull(change.correlation),
    difference: change?.difference ?? null,
    sdDifference: change?.sdDifference ?? null,
    t: change && valueOrNull(change.t),
    df: change?.df ?? null,
    p: change && valueOrNull(change.p),
    interval95: change?.interval ?? null,
    dz: change && valueOrNull(change.dz),
    dav: change && valueOrNull(change.dav),
    correction: change && valueOrNull(change.correction),
    gav: change && valueOrNull(change.gav),
  }
  return [{ own, expected }]
}

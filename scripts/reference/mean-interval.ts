import { Type } from 'typebox'
import { meanInterval, momentsOf, standardDeviation } from '#server/results/statistics/interval.ts'
import { type Kind, valueOrNull } from './block.ts'
import { checked, NumberOrNull } from './schema.ts'

const Input = Type.Object({ x: Type.Array(NumberOrNull), N: NumberOrNull })

export const meanIntervals: Kind = ({ input, expected }) => {
  const { x, N } = checked(Input, input, 'input')
  const moments = momentsOf(x.flatMap((value) => (value === null ? [] : { value, count: 1 })))
  const interval = valueOrNull(meanInterval(moments, N))
  const own = {
    n: moments.n,
    mean: moments.n === 0 ? null : moments.mean,
    sd: valueOrNull(standardDeviation(moments)),
    se: interval?.se ?? null,
    t: interval?.t ?? null,
    margin: interval?.margin ?? null,
    interval95: interval?.interval ?? null,
    clipped95: interval?.clipped ?? null,
  }
  return [{ own, expected }]
}

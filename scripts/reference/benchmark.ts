import { Type } from 'typebox'
import { benchmarkOf } from '#server/results/statistics/benchmark.ts'
import { type Kind, valueOrNull } from './block.ts'
import { checked } from './schema.ts'

const Input = Type.Object({ others: Type.Array(Type.Number()), own: Type.Number() })

export const benchmark: Kind = ({ input, expected }) => {
  const { others, own: score } = checked(Input, input, 'input')
  const figures = valueOrNull(benchmarkOf(score, others))
  const own = {
    others: others.length,
    below: figures?.below ?? null,
    equal: figures?.equal ?? null,
    percentile: figures?.percentile ?? null,
    quartiles: figures?.quartiles ?? null,
  }
  return [{ own, expected }]
}

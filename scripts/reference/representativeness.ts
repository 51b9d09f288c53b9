import { Type } from 'typebox'
import { representativeness } from '#server/results/statistics/representativeness.ts'
import { type Kind, valueOrNull } from './block.ts'
import { checked, NumberOrNull } from './schema.ts'

const Input = Type.Object({
  strata: Type.Array(
    Type.Object({ N: Type.Integer(), n: Type.Integer(), mean: NumberOrNull, sd: NumberOrNull }),
    { minItems: 1 },
  ),
})

export const representativenessOf: Kind = ({ input, expected }) => {
  const strata = checked(Input, input, 'input').strata.map(({ N, n, mean, sd }) => ({
    invited: N,
    n,
    mean: mean ?? 0,
    sd: sd ?? 0,
  }))
  const figures = valueOrNull(representativeness(strata))
  const own = {
    responseRate: figures?.responseRate ?? null,
    rIndicator: figures?.rIndicator ?? null,
    maximalBias: figures?.maximalBias ?? null,
    unweightedMean: figures?.unweightedMean ?? null,
    poststratifiedMean: figures?.poststratifiedMean ?? null,
    poststratifiedSe: figures?.poststratifiedSe ?? null,
  }
  return [{ own, expected }]
}

import { type Static, Type } from 'typebox'
import { closed } from '../../schema.ts'
import { Perspective, Text } from '../../surveys/contract.ts'

/**
 * Where an organisation stands among others on one dimension (scoring.md section 13). `around`: also when its own uncertainty
 * reaches the middle. `unreliable`: organisations hardly differ on it, so no order means anything.
 */
const Place = Type.Union([
  Type.Object(
    {
      state: Type.Literal('hidden'),
      reason: Type.Union([Type.Literal('too-few'), Type.Literal('unreliable')]),
    },
    closed,
  ),
  Type.Object({ state: Type.Literal('around') }, closed),
  Type.Object(
    { state: Type.Literal('side'), side: Type.Union([Type.Literal('below'), Type.Literal('above')]) },
    closed,
  ),
  Type.Object({ state: Type.Literal('quarter'), quarter: Type.Integer({ minimum: 1, maximum: 4 }) }, closed),
  Type.Object(
    { state: Type.Literal('percentile'), percentile: Type.Integer({ minimum: 0, maximum: 100 }) },
    closed,
  ),
])
export type Place = Static<typeof Place>

/** As one edition froze it, of one perspective. `others` is a lower bound, so that who joined cannot be counted. */
export const FrozenPlaces = Type.Object(
  {
    others: Type.Union([Type.Literal(0), Type.Literal(5), Type.Literal(10), Type.Literal(20)]),
    dimensions: Type.Array(Type.Object({ dimension: Type.String(), title: Text, place: Place }, closed)),
  },
  closed,
)
export type FrozenPlaces = Static<typeof FrozenPlaces>

/** `not-included`: takes part, and this scan is not (or not yet) in an edition. */
export const Benchmark = Type.Union([
  Type.Object({ state: Type.Literal('not-taking-part') }, closed),
  Type.Object({ state: Type.Literal('not-included'), nextEdition: Type.String() }, closed),
  Type.Object(
    {
      state: Type.Literal('included'),
      nextEdition: Type.String(),
      perspectives: Type.Array(
        Type.Object({ perspective: Perspective, edition: Type.String(), ...FrozenPlaces.properties }, closed),
      ),
    },
    closed,
  ),
])
export type Benchmark = Static<typeof Benchmark>

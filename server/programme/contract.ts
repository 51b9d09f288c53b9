import { type Static, Type } from 'typebox'
import { closed, nullable } from '../schema.ts'
import { Form, Perspective, Text } from '../surveys/contract.ts'

export type { Benchmark, FrozenPlaces, Place } from './benchmark/contract.ts'
export type {
  InviteOffice,
  Office,
  OfficeInvitationLine,
  OfficeLine,
  Offices,
  OfficeWelcome,
} from './offices/contract.ts'
export type {
  ChangeListed,
  InviteMessenger,
  NewOrganisation,
  OrganisationLine,
  OrganisationList,
  OrganisationPage,
  RegionHome,
  RegionOrganisation,
} from './overview/contract.ts'
export type { NewRegion, Region } from './regions/contract.ts'
export type { Sharing } from './sharing/contract.ts'

/** Two decimals; null where the figure does not exist. */
const Coefficient = nullable(Type.Number())

/** `checkKey`: who scores high on the other items scores low on this one, so its reverse key may be wrong. */
const ItemReliability = Type.Object(
  {
    id: Type.String(),
    /** Null when this version of the questionnaire is no longer here. */
    text: nullable(Text),
    alphaIfDeleted: Coefficient,
    itemRest: Coefficient,
    checkKey: Type.Boolean(),
  },
  closed,
)
export type ItemReliability = Static<typeof ItemReliability>

/** `atLeast`: complete answers, down to a whole ten. `no-spread`: all answers alike. */
const Reliability = Type.Union([
  Type.Object({ state: Type.Literal('too-few'), atLeast: Type.Integer() }, closed),
  Type.Object({ state: Type.Literal('no-spread'), atLeast: Type.Integer() }, closed),
  Type.Object(
    {
      state: Type.Literal('shown'),
      atLeast: Type.Integer(),
      /** Cronbach's alpha, never without its 95 % interval (Feldt). */
      alpha: Type.Number(),
      low: Type.Number(),
      high: Type.Number(),
      verdict: Type.Union([Type.Literal('enough'), Type.Literal('unsure'), Type.Literal('low')]),
      standardisedAlpha: Coefficient,
      omega: Coefficient,
      items: Type.Array(ItemReliability),
    },
    closed,
  ),
])
export type Reliability = Static<typeof Reliability>

/** Whether teams differ. `few-teams`: too few of them, and all of one organisation. */
const Differences = Type.Union([
  Type.Object(
    {
      state: Type.Literal('hidden'),
      reason: Type.Union([Type.Literal('too-few'), Type.Literal('few-teams'), Type.Literal('no-spread')]),
    },
    closed,
  ),
  Type.Object(
    {
      state: Type.Literal('shown'),
      /** Down to a whole ten; 0: fewer than ten, so the figures are an indication. */
      teamsAtLeast: Type.Integer(),
      icc1: Type.Number(),
      icc2: Type.Number(),
      verdict: Type.Union([
        Type.Literal('no-difference'),
        Type.Literal('do-not-rank'),
        Type.Literal('differ'),
      ]),
      indication: Type.Boolean(),
    },
    closed,
  ),
])
export type Differences = Static<typeof Differences>

const PooledDimension = Type.Object(
  {
    dimension: Type.String(),
    title: nullable(Text),
    scans: Type.Integer(),
    /** How many, never which. */
    organisations: Type.Integer(),
    reliability: Reliability,
    differences: Differences,
  },
  closed,
)
export type PooledDimension = Static<typeof PooledDimension>

const PooledInstrument = Type.Object(
  {
    id: Type.String(),
    version: Type.String(),
    form: Form,
    title: nullable(Text),
    perspectives: Type.Array(
      Type.Object({ perspective: Perspective, dimensions: Type.Array(PooledDimension) }, closed),
    ),
  },
  closed,
)
export type PooledInstrument = Static<typeof PooledInstrument>

/** How well the questionnaires measure, pooled over every closed scan of every organisation; no scores, and nothing of a team. */
export const ProgrammeFigures = Type.Object(
  {
    limits: Type.Object(
      {
        answers: Type.Integer(),
        /** Head counts are told in steps of so many. */
        step: Type.Integer(),
        teams: Type.Integer(),
        rankable: Type.Number(),
        coherent: Type.Number(),
      },
      closed,
    ),
    instruments: Type.Array(PooledInstrument),
  },
  closed,
)
export type ProgrammeFigures = Static<typeof ProgrammeFigures>

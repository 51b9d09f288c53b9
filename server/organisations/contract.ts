import { type Static, Type } from 'typebox'
import { OrganisationKind } from '../access/contract.ts'
import { closed, Id, line } from '../schema.ts'

const UnitName = line(120)

export const Unit = Type.Object({
  id: Type.String(),
  parentId: Type.Union([Type.String(), Type.Null()]),
  name: Type.String(),
  /** 0 for the organisation itself, at most 4. */
  level: Type.Integer(),
  archived: Type.Boolean(),
  /** A scan, a member or an action refers to it: it can be archived, not removed. */
  used: Type.Boolean(),
})
export type Unit = Static<typeof Unit>

/** Each unit directly above the units below it. */
export const Units = Type.Array(Unit)
export type Units = Static<typeof Units>

export const AddUnit = Type.Object({ parentId: Id, name: UnitName }, closed)
export type AddUnit = Static<typeof AddUnit>

/** One name per line as pasted; depth 0 comes directly below the parent. */
export const UnitLine = Type.Object(
  { name: UnitName, depth: Type.Integer({ minimum: 0, maximum: 20 }) },
  closed,
)
export type UnitLine = Static<typeof UnitLine>

export const AddUnits = Type.Object({ parentId: Id, lines: Type.Array(UnitLine, { minItems: 1 }) }, closed)
export type AddUnits = Static<typeof AddUnits>

export const UnitsAdded = Type.Object({ added: Type.Integer(), kept: Type.Integer() })
export type UnitsAdded = Static<typeof UnitsAdded>

export const ChangeUnit = Type.Object(
  {
    name: Type.Optional(UnitName),
    parentId: Type.Optional(Id),
    archived: Type.Optional(Type.Boolean()),
  },
  { ...closed, minProperties: 1 },
)
export type ChangeUnit = Static<typeof ChangeUnit>

export const MergeUnit = Type.Object({ intoId: Id }, closed)
export type MergeUnit = Static<typeof MergeUnit>

export const UnitById = Type.Object({ id: Id })

/** The check list of the first stop: what was done before anyone is asked anything. */
export const Preparation = Type.Object(
  {
    worksCouncil: Type.Boolean(),
    privacy: Type.Boolean(),
    whoTellsWhom: Type.Boolean(),
    units: Type.Boolean(),
  },
  closed,
)
export type Preparation = Static<typeof Preparation>

const settings = {
  name: line(120),
  kind: OrganisationKind,
  /** Everyone signs in with a second step, or sees nothing but the page where one is set up. */
  secondFactorRequired: Type.Boolean(),
}

export const ChangeOrganisationSettings = Type.Object(settings, closed)
export type ChangeOrganisationSettings = Static<typeof ChangeOrganisationSettings>

export const OrganisationSettings = Type.Object(
  {
    ...settings,
    people: Type.Integer(),
    withoutSecondFactor: Type.Integer(),
    youHaveSecondFactor: Type.Boolean(),
  },
  closed,
)
export type OrganisationSettings = Static<typeof OrganisationSettings>

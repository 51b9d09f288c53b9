import { type Static, Type } from 'typebox'
import { closed, Id, line } from '../../schema.ts'

const Name = line(120)

export const Region = Type.Object(
  {
    id: Id,
    name: Type.String(),
    organisations: Type.Integer(),
    coordinators: Type.Array(Type.String()),
  },
  closed,
)
export type Region = Static<typeof Region>

/** The same id twice is one region. */
export const NewRegion = Type.Object({ id: Id, name: Name }, closed)
export type NewRegion = Static<typeof NewRegion>

export const RenameRegion = Type.Object({ name: Name }, closed)
export type RenameRegion = Static<typeof RenameRegion>

export const RegionParams = Type.Object({ regionId: Id }, closed)

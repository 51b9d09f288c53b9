import { type Static, Type } from 'typebox'
import { InvitationMail } from '../../access/contract.ts'
import { closed, Id, line, nullable } from '../../schema.ts'
import { RegionNamed } from '../overview/contract.ts'

export const Office = Type.Union([Type.Literal('centre'), Type.Literal('coordinator')])
export type Office = Static<typeof Office>

const person = {
  id: Id,
  name: Type.String(),
  email: Type.String(),
  role: Office,
  region: nullable(RegionNamed),
}

export const OfficeLine = Type.Object({ ...person, you: Type.Boolean() }, closed)
export type OfficeLine = Static<typeof OfficeLine>

export const OfficeInvitationLine = Type.Object(
  { ...person, expiresAt: Type.String(), expired: Type.Boolean(), mail: InvitationMail },
  closed,
)
export type OfficeInvitationLine = Static<typeof OfficeInvitationLine>

export const Offices = Type.Object(
  { people: Type.Array(OfficeLine), invitations: Type.Array(OfficeInvitationLine) },
  closed,
)
export type Offices = Static<typeof Offices>

/** A coordinator has a region, the centre has none. */
export const InviteOffice = Type.Object(
  {
    name: line(120),
    email: Type.String({ format: 'email', maxLength: 254 }),
    role: Office,
    regionId: nullable(Id),
  },
  closed,
)
export type InviteOffice = Static<typeof InviteOffice>

export const ChangeOffice = Type.Object({ regionId: Id }, closed)
export const OfficeParams = Type.Object({ officeId: Id }, closed)
export const OfficeInvitationParams = Type.Object({ invitationId: Id }, closed)

/** `known`: this address has an account already, so its holder signs in and chooses no password. */
export const OfficeWelcome = Type.Object(
  {
    programmeName: Type.String(),
    name: Type.String(),
    email: Type.String(),
    role: Office,
    region: nullable(RegionNamed),
    known: Type.Boolean(),
  },
  closed,
)
export type OfficeWelcome = Static<typeof OfficeWelcome>

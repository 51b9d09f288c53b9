import { type Static, Type } from 'typebox'
import { InvitationMail, OrganisationKind } from '../../access/contract.ts'
import { JourneyStop, StopId } from '../../follow-ups/contract.ts'
import { ResponseBand, ScanStatus } from '../../scans/contract.ts'
import { closed, Id, line, nullable } from '../../schema.ts'

const Name = line(120)
export const RegionNamed = Type.Object({ id: Id, name: Type.String() }, closed)

/** Of the whole organisation, in the steps of the bands; of no unit. */
const Total = Type.Object({ status: ScanStatus, response: ResponseBand }, closed)

const Line = {
  id: Id,
  name: Type.String(),
  kind: OrganisationKind,
  region: nullable(RegionNamed),
  stop: StopId,
  /** Of the scan that is open, else of the one that closed last. */
  total: nullable(Total),
}

/** `messenger`: whether there is anybody to talk to. */
export const OrganisationLine = Type.Object(
  {
    ...Line,
    messenger: Type.Union([Type.Literal('active'), Type.Literal('invited'), Type.Literal('none')]),
  },
  closed,
)
export type OrganisationLine = Static<typeof OrganisationLine>

const StopCount = Type.Object({ id: StopId, count: Type.Integer() }, closed)

export const OrganisationList = Type.Object(
  {
    /** All there are, also those that the filter leaves out. */
    all: Type.Integer(),
    /** What fits the filter. */
    total: Type.Integer(),
    page: Type.Integer(),
    pages: Type.Integer(),
    /** What fits the rest of the filter, per stop. */
    stops: Type.Array(StopCount),
    organisations: Type.Array(OrganisationLine),
  },
  closed,
)
export type OrganisationList = Static<typeof OrganisationList>

/** `region`: an id, or `none` for organisations without one. */
export const ListQuery = Type.Object(
  {
    search: Type.Optional(Type.String({ maxLength: 120 })),
    region: Type.Optional(Type.Union([Id, Type.Literal('none')])),
    kind: Type.Optional(OrganisationKind),
    stop: Type.Optional(StopId),
    page: Type.Optional(Type.String({ pattern: '^[1-9][0-9]{0,5}$' })),
  },
  closed,
)
export type ListQuery = Static<typeof ListQuery>

/** No title: it may name people. */
const scanTotal = {
  phase: Type.Integer(),
  status: ScanStatus,
  opensOn: nullable(Type.String()),
  closesOn: nullable(Type.String()),
  response: ResponseBand,
}

export const OrganisationPage = Type.Object(
  {
    ...Line,
    stops: Type.Array(JourneyStop),
    /** Newest first. `readable`: closed, and the organisation lets the centre read its results. */
    scans: Type.Array(Type.Object({ ...scanTotal, id: Id, readable: Type.Boolean() }, closed)),
    messengers: Type.Array(Type.Object({ name: Type.String(), email: Type.String() }, closed)),
    invitations: Type.Array(
      Type.Object(
        {
          id: Id,
          name: Type.String(),
          email: Type.String(),
          expiresAt: Type.String(),
          expired: Type.Boolean(),
          mail: InvitationMail,
        },
        closed,
      ),
    ),
    grantedAt: nullable(Type.String()),
  },
  closed,
)
export type OrganisationPage = Static<typeof OrganisationPage>

/** The same id twice is one organisation. */
export const NewOrganisation = Type.Object(
  { id: Id, name: Name, kind: OrganisationKind, regionId: nullable(Id) },
  closed,
)
export type NewOrganisation = Static<typeof NewOrganisation>

export const ChangeListed = Type.Object(
  {
    name: Type.Optional(Name),
    kind: Type.Optional(OrganisationKind),
    regionId: Type.Optional(nullable(Id)),
  },
  { ...closed, minProperties: 1 },
)
export type ChangeListed = Static<typeof ChangeListed>

export const InviteMessenger = Type.Object(
  { name: Name, email: Type.String({ format: 'email', maxLength: 254 }) },
  closed,
)
export type InviteMessenger = Static<typeof InviteMessenger>

export const OrganisationParams = Type.Object({ organisationId: Id }, closed)
export const OrganisationScanParams = Type.Object({ organisationId: Id, scanId: Id }, closed)
export const OrganisationInvitationParams = Type.Object({ organisationId: Id, invitationId: Id }, closed)

/** What a coordinator sees of the own region. `others`: how many others a comparison needs. */
export const RegionHome = Type.Object(
  {
    region: RegionNamed,
    stops: Type.Array(StopCount),
    organisations: Type.Array(Type.Object(Line, closed)),
    benchmark: Type.Object(
      {
        /** How many organisations of the region take part, never which. */
        takingPart: Type.Integer(),
        others: Type.Integer(),
        newestEdition: nullable(Type.String()),
        nextEdition: Type.String(),
      },
      closed,
    ),
  },
  closed,
)
export type RegionHome = Static<typeof RegionHome>

export const RegionOrganisation = Type.Object(
  { ...Line, stops: Type.Array(JourneyStop), scans: Type.Array(Type.Object(scanTotal, closed)) },
  closed,
)
export type RegionOrganisation = Static<typeof RegionOrganisation>

import { type Static, Type } from 'typebox'
import { Role } from '../access/contract.ts'
import { JourneyStop } from '../follow-ups/contract.ts'
import { GroupMinimums, ScanStatus } from '../scans/contract.ts'
import { closed, Day, Id, nullable } from '../schema.ts'

/** Where a scan stands, and what the people who were asked were promised. */
export const HandoverScan = Type.Object(
  {
    id: Id,
    title: Type.String(),
    status: ScanStatus,
    opensOn: nullable(Day),
    closesOn: nullable(Day),
    /** From how many answers something is shown; null while nobody was asked. */
    minimums: nullable(GroupMinimums),
    /** On which the answers themselves are destroyed at the latest, or were. */
    answersUntil: nullable(Day),
    answersDestroyedOn: nullable(Day),
    openLinks: Type.Integer(),
    /** Told as the page of comments tells it: how many there are would tell of groups too small to be shown. */
    commentsWait: Type.Boolean(),
    hasResults: Type.Boolean(),
    planId: nullable(Id),
  },
  closed,
)
export type HandoverScan = Static<typeof HandoverScan>

export const HandoverDate = Type.Object(
  {
    on: Day,
    kind: Type.Enum(['opens', 'reminder', 'closes', 'due', 'answers-destroyed']),
    /** Of the scan, or of the action that is due. */
    title: Type.String(),
  },
  closed,
)
export type HandoverDate = Static<typeof HandoverDate>

export const HandoverAction = Type.Object(
  {
    planId: Id,
    actionId: Id,
    title: Type.String(),
    owner: nullable(Type.String()),
    own: Type.Boolean(),
    dueOn: nullable(Day),
    late: Type.Boolean(),
    /** The owner works through a personal link. */
    hasLink: Type.Boolean(),
  },
  closed,
)
export type HandoverAction = Static<typeof HandoverAction>

const Person = { name: Type.String(), role: Role, unitName: nullable(Type.String()) }

/** All that somebody needs who takes over, on one page. */
export const Handover = Type.Object(
  {
    organisation: Type.String(),
    madeAt: Type.String({ format: 'date-time' }),
    by: Type.String(),
    stops: Type.Array(JourneyStop),
    scans: Type.Array(HandoverScan),
    dates: Type.Array(HandoverDate),
    actions: Type.Array(HandoverAction),
    people: Type.Array(Type.Object({ ...Person, membershipId: Id, you: Type.Boolean() }, closed)),
    invitations: Type.Array(Type.Object({ ...Person, expired: Type.Boolean() }, closed)),
    unsentMails: Type.Integer(),
  },
  closed,
)
export type Handover = Static<typeof Handover>

export const CompleteHandover = Type.Object(
  {
    /** A colleague, who becomes messenger where that was not so. */
    successorId: Id,
    /** The own open actions as they were shown: these and no others go to the successor. */
    actionIds: Type.Array(Id, { maxItems: 1000, uniqueItems: true }),
    /** Whether the own access ends. */
    leave: Type.Boolean(),
  },
  closed,
)
export type CompleteHandover = Static<typeof CompleteHandover>

import { type Static, Type } from 'typebox'
import { closed, Day, Id, nullable } from '../schema.ts'

export const AuditTopic = Type.Enum([
  'scans',
  'results',
  'plans',
  'people',
  'organisation',
  'accounts',
  'log',
])
export type AuditTopic = Static<typeof AuditTopic>

/** Something an entry is about. The name is the one of today; null when it is not there any more. */
export const AuditThing = Type.Object(
  {
    kind: Type.Enum([
      'scan',
      'plan',
      'action',
      'unit',
      'into',
      'member',
      'invitation',
      'region',
      'organisation',
      'office',
    ]),
    id: Type.String(),
    name: nullable(Type.String()),
  },
  closed,
)
export type AuditThing = Static<typeof AuditThing>

const Person = Type.Object({ userId: Type.String(), name: Type.String() }, closed)

export const AuditEntry = Type.Object(
  {
    position: Type.Integer(),
    at: Type.String({ format: 'date-time' }),
    /** Under the name of that moment. */
    person: Person,
    role: Type.Enum(['messenger', 'manager', 'privacy-officer', 'centre', 'coordinator', 'server']),
    /** As in the table of permissions, such as `scans:launch`. */
    deed: Type.String(),
    things: Type.Array(AuditThing),
    details: Type.Record(Type.String(), Type.String()),
  },
  closed,
)
export type AuditEntry = Static<typeof AuditEntry>

/** Newest first; the next page begins before the last position. */
export const AuditLog = Type.Object(
  {
    entries: Type.Array(AuditEntry),
    hasMore: Type.Boolean(),
    /** Everybody who did something, to choose from. */
    people: Type.Array(Person),
    /** How often signing in failed of late: a number, and never who. */
    failedSignIns: Type.Object({ days: Type.Integer(), attempts: Type.Integer() }, closed),
  },
  closed,
)
export type AuditLog = Static<typeof AuditLog>

const FILTER = {
  from: Type.Optional(Day),
  until: Type.Optional(Day),
  person: Type.Optional(Type.String({ minLength: 1, maxLength: 60 })),
  topic: Type.Optional(AuditTopic),
  thing: Type.Optional(Id),
}

export const AuditQuery = Type.Object(
  { ...FILTER, before: Type.Optional(Type.String({ pattern: '^[1-9][0-9]{0,8}$' })) },
  closed,
)
export type AuditQuery = Static<typeof AuditQuery>

export const AuditExportQuery = Type.Object(FILTER, closed)
export type AuditExportQuery = Static<typeof AuditExportQuery>

/** The last position and its hash are worth writing down elsewhere: a chain that was cut off at its end looks whole. */
export const AuditCheck = Type.Union([
  Type.Object({ state: Type.Literal('whole'), entries: Type.Integer(), hash: Type.String() }, closed),
  Type.Object({ state: Type.Literal('broken'), position: Type.Integer() }, closed),
])
export type AuditCheck = Static<typeof AuditCheck>

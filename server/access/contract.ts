import { type Static, Type } from 'typebox'
import { closed, Id, line } from '../schema.ts'

export const Role = Type.Union([
  Type.Literal('messenger'),
  Type.Literal('manager'),
  Type.Literal('privacy-officer'),
])
export type Role = Static<typeof Role>

export const OrganisationKind = Type.Union([
  Type.Literal('agency'),
  Type.Literal('provider'),
  Type.Literal('interest-organisation'),
  Type.Literal('municipality'),
  Type.Literal('company'),
])
export type OrganisationKind = Static<typeof OrganisationKind>

const Name = line(120)
const Email = Type.String({ format: 'email', maxLength: 254 })
const Password = Type.String({ minLength: 1, maxLength: 128 })
const Secret = Type.String({ minLength: 1, maxLength: 128 })

const Named = Type.Object({ id: Type.String(), name: Type.String() })

export const Session = Type.Union([
  Type.Object({
    state: Type.Literal('signed-out'),
    setupNeeded: Type.Boolean(),
    demo: Type.Boolean(),
  }),
  Type.Object({
    state: Type.Literal('signed-in'),
    name: Type.String(),
    email: Type.String(),
    /** In the own organisation; null for who works for the programme only. */
    role: Type.Union([Role, Type.Null()]),
    organisation: Type.Union([Named, Type.Null()]),
    unitId: Type.Union([Type.String(), Type.Null()]),
    unitName: Type.Union([Type.String(), Type.Null()]),
    office: Type.Union([Type.Literal('centre'), Type.Literal('coordinator'), Type.Null()]),
    /** Of a coordinator. */
    region: Type.Union([Named, Type.Null()]),
    demo: Type.Boolean(),
  }),
])
export type Session = Static<typeof Session>

export const SignIn = Type.Object({ email: Email, password: Password }, closed)
export type SignIn = Static<typeof SignIn>

export const DemoSignIn = Type.Object({ role: Role }, closed)
export type DemoSignIn = Static<typeof DemoSignIn>

export const ChangePassword = Type.Object({ current: Password, password: Password }, closed)
export type ChangePassword = Static<typeof ChangePassword>

export const AskPasswordReset = Type.Object({ email: Email }, closed)
export type AskPasswordReset = Static<typeof AskPasswordReset>

/** The one-time secret of a link, and the password its holder chose. */
export const ChoosePassword = Type.Object({ secret: Secret, password: Password }, closed)
export type ChoosePassword = Static<typeof ChoosePassword>

export const BySecret = Type.Object({ secret: Secret }, closed)
export type BySecret = Static<typeof BySecret>

export const SetUp = Type.Object(
  {
    secret: Secret,
    programmeName: Name,
    organisationName: Name,
    organisationKind: OrganisationKind,
    name: Name,
    email: Email,
    password: Password,
  },
  closed,
)
export type SetUp = Static<typeof SetUp>

const Person = {
  id: Type.String(),
  name: Type.String(),
  email: Type.String(),
  role: Role,
  unitId: Type.Union([Type.String(), Type.Null()]),
  unitName: Type.Union([Type.String(), Type.Null()]),
}

export const MemberLine = Type.Object({ ...Person, you: Type.Boolean() })
export type MemberLine = Static<typeof MemberLine>

export const InvitationLine = Type.Object({
  ...Person,
  expiresAt: Type.String({ format: 'date-time' }),
  expired: Type.Boolean(),
})
export type InvitationLine = Static<typeof InvitationLine>

export const Members = Type.Object({
  members: Type.Array(MemberLine),
  invitations: Type.Array(InvitationLine),
})
export type Members = Static<typeof Members>

export const InviteMember = Type.Object(
  { name: Name, email: Email, role: Role, unitId: Type.Union([Id, Type.Null()]) },
  closed,
)
export type InviteMember = Static<typeof InviteMember>

/** The link is told once, to be copied; afterwards only its hash is known. */
export const MemberInvitation = Type.Object({
  id: Type.String(),
  link: Type.String(),
  mailed: Type.Boolean(),
  expiresAt: Type.String({ format: 'date-time' }),
})
export type MemberInvitation = Static<typeof MemberInvitation>

export const InvitationWelcome = Type.Object({
  organisationName: Type.String(),
  name: Type.String(),
  email: Type.String(),
  role: Role,
})
export type InvitationWelcome = Static<typeof InvitationWelcome>

export const MailLine = Type.Object({
  id: Type.String(),
  recipient: Type.String(),
  subject: Type.String(),
  text: Type.String(),
  createdAt: Type.String({ format: 'date-time' }),
  sentAt: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
})
export type MailLine = Static<typeof MailLine>

export const Outbox = Type.Object({ mails: Type.Array(MailLine), hasMore: Type.Boolean() })
export type Outbox = Static<typeof Outbox>

export const ById = Type.Object({ id: Id })

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
  /** The password was right; a one-time code is still to come. */
  Type.Object({ state: Type.Literal('second-factor-needed'), demo: Type.Boolean() }),
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
    /** Whether the account has one; else whether everything waits for it, or the work for the programme only. */
    secondFactor: Type.Union([
      Type.Literal('on'),
      Type.Literal('off'),
      Type.Literal('office-waits'),
      Type.Literal('all-waits'),
    ]),
    /** Not for who comes in through the sign-on of an organisation only. */
    hasPassword: Type.Boolean(),
    demo: Type.Boolean(),
  }),
])
export type Session = Static<typeof Session>

export const SignIn = Type.Object({ email: Email, password: Password }, closed)
export type SignIn = Static<typeof SignIn>

export const DemoSignIn = Type.Object(
  { role: Type.Union([Role, Type.Literal('centre'), Type.Literal('coordinator')]) },
  closed,
)
export type DemoSignIn = Static<typeof DemoSignIn>

const OneTimeCode = Type.String({ minLength: 6, maxLength: 20 })

/** Of the app, or one of the backup codes. */
export const SecondFactorCode = Type.Object({ code: OneTimeCode }, closed)
export type SecondFactorCode = Static<typeof SecondFactorCode>

/** That it is the holder of the account who asks. */
export const Proof = Type.Union([
  Type.Object({ password: Password }, closed),
  Type.Object({ code: OneTimeCode }, closed),
])
export type Proof = Static<typeof Proof>

export const SecondFactorState = Type.Object({
  active: Type.Boolean(),
  required: Type.Boolean(),
  backupCodesLeft: Type.Integer(),
  /** Who signs in without one proves it with a code. */
  hasPassword: Type.Boolean(),
})
export type SecondFactorState = Static<typeof SecondFactorState>

/** To be put into an app; told once. */
export const SecondFactorSetup = Type.Object({ key: Type.String(), address: Type.String() })
export type SecondFactorSetup = Static<typeof SecondFactorSetup>

/** Told once; afterwards only their hashes are known. */
export const BackupCodes = Type.Object({ codes: Type.Array(Type.String()) })
export type BackupCodes = Static<typeof BackupCodes>

export const OwnSession = Type.Object({
  id: Type.String(),
  startedAt: Type.String({ format: 'date-time' }),
  lastUsedAt: Type.String({ format: 'date-time' }),
  current: Type.Boolean(),
})
export type OwnSession = Static<typeof OwnSession>

export const OwnSessions = Type.Object({ sessions: Type.Array(OwnSession) })
export type OwnSessions = Static<typeof OwnSessions>

export const ChangePassword = Type.Object({ current: Password, password: Password }, closed)
export type ChangePassword = Static<typeof ChangePassword>

export const AskPasswordReset = Type.Object({ email: Email }, closed)
export type AskPasswordReset = Static<typeof AskPasswordReset>

export const AskSignInLink = Type.Object({ email: Email }, closed)
export type AskSignInLink = Static<typeof AskSignInLink>

/** Without a password only for who has just signed in through the sign-on of an organisation. */
export const ChangeEmail = Type.Object({ email: Email, password: Type.Optional(Password) }, closed)
export type ChangeEmail = Static<typeof ChangeEmail>

/** Of an organisation that signs its people on itself. */
const SignOnProvider = Type.Object({ id: Type.String(), name: Type.String() })

export const SignOnProviders = Type.Array(SignOnProvider)
export type SignOnProviders = Static<typeof SignOnProviders>

export const ProviderById = Type.Object({
  providerId: Type.String({ maxLength: 40, pattern: '^[a-z0-9-]+$' }),
})

/** With the secret of an invitation where that is to be accepted by signing on. */
export const StartSignOn = Type.Object({ invitation: Type.Optional(Secret) }, closed)
export type StartSignOn = Static<typeof StartSignOn>

/** Where the browser goes to sign on. */
export const SignOnStart = Type.Object({ address: Type.String() })
export type SignOnStart = Static<typeof SignOnStart>

/** With what the provider sent the browser back: the part of the address behind the question mark. */
export const FinishSignOn = Type.Object({ answer: Type.String({ minLength: 1, maxLength: 4000 }) }, closed)
export type FinishSignOn = Static<typeof FinishSignOn>

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

export const ChangeMember = Type.Object({ role: Role, unitId: Type.Union([Id, Type.Null()]) }, closed)
export type ChangeMember = Static<typeof ChangeMember>

/** `unsent`: there is no mail server, or it would not take this mail for certain. */
export const InvitationMail = Type.Union([
  Type.Literal('sent'),
  Type.Literal('waiting'),
  Type.Literal('unsent'),
])
export type InvitationMail = Static<typeof InvitationMail>

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
  /** Who works for the programme has an account already, and joins with that one. */
  hasAccount: Type.Boolean(),
  /** The sign-on that vouches for this address: with it no password is needed. */
  signOn: Type.Union([SignOnProvider, Type.Null()]),
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

import { type Static, Type } from 'typebox'
import { Minimums, ResponseRate, ScoreCell } from '../results/contract.ts'
import { closed, lineOrNothing, nullable } from '../schema.ts'
import { Perspective, Text } from '../surveys/contract.ts'

/** `count` is a number of months, days or minutes, as the kind says. */
const Term = Type.Object(
  {
    kind: Type.Enum([
      'rescan-or-months',
      'published-or-with-answers',
      'closing',
      'days-after-closing',
      'days',
      'days-after-end',
      'used-or-minutes',
      'minutes',
      'expiry',
      'own-request',
      'sent-or-days-after-closing',
      'minutes-in-memory',
      'organisation',
    ]),
    count: nullable(Type.Integer()),
  },
  closed,
)
/** One line of the register of processing; the words belong to the page. */
export const Processing = Type.Object(
  {
    id: Type.Enum([
      'answers',
      'comments',
      'codes',
      'closed-codes',
      'receipts',
      'statistics',
      'draft',
      'senders',
      'accounts',
      'second-steps',
      'sessions',
      'links',
      'attempts',
      'member-invitations',
      'mails',
      'agreements',
      'plans',
      'log',
    ]),
    of: Type.Enum(['respondents', 'accounts', 'owners', 'visitors']),
    term: Term,
  },
  closed,
)
export type Processing = Static<typeof Processing>

const Words = (maxLength: number) => Type.String({ maxLength })

const SETTINGS = {
  /** Whom people can ask, such as the data protection officer. */
  officerName: lineOrNothing(120),
  officerContact: lineOrNothing(254),
  legalBasis: nullable(Type.Enum(['legitimate-interest', 'public-task', 'consent'])),
  legalBasisWhy: Words(1000),
  /** Who runs the computers on which Regie works. */
  host: Words(200),
  /** Answers of scans that are launched from now on are kept so long at most. */
  answersMonths: Type.Integer({ minimum: 1, maximum: 24 }),
}

export const PrivacySettings = Type.Object(
  { ...SETTINGS, version: Type.Integer(), changedAt: nullable(Type.String()) },
  closed,
)
export type PrivacySettings = Static<typeof PrivacySettings>

export const ChangePrivacySettings = Type.Object({ ...SETTINGS, version: Type.Integer() }, closed)
export type ChangePrivacySettings = Static<typeof ChangePrivacySettings>

/** What anybody who was invited may know of how an organisation treats their answers. */
export const PrivacyStatement = Type.Object(
  { organisation: Type.String(), settings: PrivacySettings, register: Type.Array(Processing) },
  closed,
)
export type PrivacyStatement = Static<typeof PrivacyStatement>

/** What became, or becomes, of the answers of one scan. */
export const Retention = Type.Object(
  {
    months: Type.Integer(),
    /** At the latest; null before the closing. */
    until: nullable(Type.String()),
    destroyedAt: nullable(Type.String()),
  },
  closed,
)
export type Retention = Static<typeof Retention>

export const ProcessFigure = Type.Object(
  {
    scanId: Type.String(),
    title: Type.String(),
    status: Type.Enum(['scheduled', 'open', 'closed']),
    invited: Type.Integer(),
    answeredAtLeast: Type.Integer(),
    retention: Retention,
  },
  closed,
)
export type ProcessFigure = Static<typeof ProcessFigure>

export const PrivacyPage = Type.Object(
  {
    organisation: Type.String(),
    settings: PrivacySettings,
    register: Type.Array(Processing),
    scans: Type.Array(ProcessFigure),
  },
  closed,
)
export type PrivacyPage = Static<typeof PrivacyPage>

/** What the page of a running scan tells of links that everybody in a group shares: no number and no moment. */
export const OpenLink = Type.Object(
  { groupId: Type.String(), isFull: Type.Boolean(), hadBurst: Type.Boolean() },
  closed,
)
export type OpenLink = Static<typeof OpenLink>

export const OpenLinks = Type.Object({ links: Type.Array(OpenLink) }, closed)
export type OpenLinks = Static<typeof OpenLinks>

/** Codes travel in bodies only. */
export const ByCode = Type.Object({ code: Type.String({ maxLength: 200 }) }, closed)
export type ByCode = Static<typeof ByCode>

/** Made-up figures of a group as large as the reader's, protected by the rules that protect the real ones. */
export const Sample = Type.Union([
  Type.Object({ state: Type.Literal('hidden') }, closed),
  Type.Object(
    {
      state: Type.Literal('shown'),
      answered: Type.Integer(),
      response: ResponseRate,
      topics: Type.Array(Type.Object({ title: Text, cell: ScoreCell }, closed)),
      hasDetail: Type.Boolean(),
    },
    closed,
  ),
])
export type Sample = Static<typeof Sample>

/** What holds for the answers of whoever has this code, fixed when the scan was launched. */
export const AnswerPromise = Type.Object(
  {
    perspective: Perspective,
    /** Only of those who take part. */
    minimums: Type.Array(Type.Object({ perspective: Perspective, minimum: Type.Integer() }, closed)),
    detail: Minimums.properties.detail,
    comments: Type.Object({ people: Type.Integer(), together: Type.Integer() }, closed),
    openLink: Type.Boolean(),
    months: Type.Integer(),
    until: Type.String(),
    officerName: Type.String(),
    officerContact: Type.String(),
    host: Type.String(),
    /** How many were invited in the reader's group; of an open link rounded up. */
    group: Type.Object({ people: Type.Integer(), isExact: Type.Boolean() }, closed),
    sample: Sample,
  },
  closed,
)
export type AnswerPromise = Static<typeof AnswerPromise>

export const RetentionParams = Type.Object({ scanId: Type.String({ format: 'uuid' }) }, closed)
export type RetentionParams = Static<typeof RetentionParams>

const Moment = Type.String()

/** Everything that Regie holds of an account, for its owner. */
export const OwnRecord = Type.Object(
  {
    madeAt: Moment,
    profile: Type.Object({ name: Type.String(), email: Type.String(), since: Moment }, closed),
    memberships: Type.Array(
      Type.Object(
        {
          organisation: Type.String(),
          role: Type.String(),
          unit: nullable(Type.String()),
          since: Moment,
          until: nullable(Moment),
        },
        closed,
      ),
    ),
    /** Since when signing in asks for a second step. */
    secondStepSince: nullable(Moment),
    /** Of organisations that sign their people on themselves. */
    signOns: Type.Array(Type.String()),
    offices: Type.Array(Type.Object({ role: Type.String(), since: Moment, until: nullable(Moment) }, closed)),
    sessions: Type.Array(Type.Object({ since: Moment, until: Moment }, closed)),
    invitations: Type.Array(
      Type.Object({ organisation: Type.String(), role: Type.String(), since: Moment, until: Moment }, closed),
    ),
    mails: Type.Array(
      Type.Object(
        { organisation: Type.String(), subject: Type.String(), text: Type.String(), at: Moment },
        closed,
      ),
    ),
    actions: Type.Array(
      Type.Object(
        { organisation: Type.String(), title: Type.String(), dueOn: nullable(Type.String()) },
        closed,
      ),
    ),
    deeds: Type.Array(Type.Object({ organisation: Type.String(), deed: Type.String(), at: Moment }, closed)),
  },
  closed,
)
export type OwnRecord = Static<typeof OwnRecord>

export const LeaveRegie = Type.Object(
  { password: Type.Optional(Type.String({ minLength: 1, maxLength: 128 })) },
  closed,
)
export type LeaveRegie = Static<typeof LeaveRegie>

import { type Static, Type } from 'typebox'
import { closed, Day, Id, line, lineOrNothing } from '../schema.ts'
import { Form, Language, Perspective } from '../surveys/contract.ts'

const MOST_UNITS = 10_000
const MOST_INVITED = 100_000

const HeadCount = Type.Integer({ minimum: 1, maximum: MOST_INVITED })

/** People placed directly in this unit; those in the units below it are counted there. Absent: nobody is invited. */
const Invited = Type.Partial(
  Type.Object({ professional: HeadCount, client: HeadCount, manager: HeadCount }),
  closed,
)

export const UnitSettings = Type.Object(
  {
    unitId: Id,
    invited: Invited,
    /** How many professionals serve the clients; absent: as many as are invited. */
    professionals: Type.Optional(Type.Integer({ minimum: 0, maximum: MOST_INVITED })),
  },
  closed,
)
export type UnitSettings = Static<typeof UnitSettings>

export const WizardStep = Type.Union([
  Type.Literal('who'),
  Type.Literal('when'),
  Type.Literal('questions'),
  Type.Literal('message'),
  Type.Literal('check'),
])
export type WizardStep = Static<typeof WizardStep>

export const Distribution = Type.Union([Type.Literal('open-link'), Type.Literal('codes')])
export type Distribution = Static<typeof Distribution>

/** Groups that join later follow the choice of their perspective. */
const Distributions = Type.Object(
  { professional: Distribution, client: Distribution, manager: Distribution },
  closed,
)

const OwnWords = Type.String({ maxLength: 300 })
export const OwnQuestionDraft = Type.Object(
  {
    text: Type.Object(
      { nl: Type.Optional(OwnWords), en: Type.Optional(OwnWords), fi: Type.Optional(OwnWords) },
      closed,
    ),
  },
  closed,
)
export type OwnQuestionDraft = Static<typeof OwnQuestionDraft>

/** Texts with holes such as {link}, which are filled in when they are copied. */
export const Message = Type.Object(
  {
    subject: lineOrNothing(200),
    invitation: Type.String({ maxLength: 2000 }),
    reminder: Type.String({ maxLength: 2000 }),
    /** Two sentences and the link, for a chat. */
    chat: Type.String({ maxLength: 1000 }),
  },
  closed,
)
export type Message = Static<typeof Message>

export const Messages = Type.Partial(Type.Object({ nl: Message, en: Message, fi: Message }), closed)
export type Messages = Static<typeof Messages>

const Minimum = Type.Integer({ minimum: 1, maximum: 1000 })
export const GroupMinimums = Type.Object({ professional: Minimum, client: Minimum, manager: Minimum }, closed)
export type GroupMinimums = Static<typeof GroupMinimums>

/** What the wizard keeps: complete enough to launch only when checkLaunch finds no red line. */
export const ScanSettings = Type.Object(
  {
    step: WizardStep,
    units: Type.Array(UnitSettings, { maxItems: MOST_UNITS }),
    perspectives: Type.Array(Perspective, { uniqueItems: true }),
    opensOn: Type.Union([Day, Type.Null()]),
    /** The last day on which one can answer. */
    closesOn: Type.Union([Day, Type.Null()]),
    remindersOn: Type.Array(Day, { maxItems: 5, uniqueItems: true }),
    instrumentId: Type.String({ minLength: 1, maxLength: 60 }),
    form: Form,
    ownQuestions: Type.Array(OwnQuestionDraft, { maxItems: 3 }),
    languages: Type.Array(Language, { uniqueItems: true }),
    messages: Messages,
    distribution: Distributions,
    minimums: GroupMinimums,
  },
  closed,
)
export type ScanSettings = Static<typeof ScanSettings>

export const ScanStatus = Type.Union([
  Type.Literal('draft'),
  Type.Literal('scheduled'),
  Type.Literal('open'),
  Type.Literal('closed'),
])
export type ScanStatus = Static<typeof ScanStatus>

/** How many answered at least: in steps of five, and so that no number shown tells exactly how many did. */
export const ResponseBand = Type.Object({ invited: Type.Integer(), answeredAtLeast: Type.Integer() }, closed)
export type ResponseBand = Static<typeof ResponseBand>

/** A manager's counts hold the own part of the organisation only. */
/** Answers of an open scan are counted at most once an hour; null until the first time, an hour after it opened. */
export const CountedAt = Type.Union([Type.String(), Type.Null()])

export const Scan = Type.Object(
  {
    id: Type.String(),
    version: Type.Integer(),
    title: Type.String(),
    status: ScanStatus,
    instrumentId: Type.String(),
    phase: Type.Integer(),
    previousScanId: Type.Union([Type.String(), Type.Null()]),
    /** Where a draft was left. */
    step: WizardStep,
    opensAt: Type.Union([Type.String(), Type.Null()]),
    closesAt: Type.Union([Type.String(), Type.Null()]),
    opensOn: Type.Union([Type.String(), Type.Null()]),
    closesOn: Type.Union([Type.String(), Type.Null()]),
    /** Set at the moment the results were published. */
    closedAt: Type.Union([Type.String(), Type.Null()]),
    daysLeft: Type.Union([Type.Integer(), Type.Null()]),
    response: ResponseBand,
    countedAt: CountedAt,
  },
  closed,
)
export type Scan = Static<typeof Scan>

export const CheckCode = Type.Enum([
  'unit-gone',
  'no-perspective',
  'nobody-invited',
  'too-few-people',
  'perspective-empty',
  'perspective-too-small',
  'people-invited',
  'opening-missing',
  'closing-missing',
  'opens-in-past',
  'closes-before-opens',
  'closes-in-past',
  'date-too-far',
  'days-open',
  'short-period',
  'long-period',
  'closes-in-weekend',
  'no-reminder',
  'reminder-outside',
  'unknown-instrument',
  'instrument-chosen',
  'perspective-not-asked',
  'no-short-form',
  'own-question-incomplete',
  'not-validated',
  'no-language',
  'language-not-in-instrument',
  'message-empty',
  'message-without-link',
  'messages-ready',
  'minimums-freeze',
])
export type CheckCode = Static<typeof CheckCode>

/** One line of the check page; red ones stop the launch. `field` is where it is mended. */
export const Check = Type.Object(
  {
    level: Type.Union([Type.Literal('green'), Type.Literal('amber'), Type.Literal('red')]),
    code: CheckCode,
    step: WizardStep,
    field: Type.Union([Type.String(), Type.Null()]),
    count: Type.Integer(),
    units: Type.Array(Type.String()),
    perspectives: Type.Array(Perspective),
    languages: Type.Array(Language),
  },
  closed,
)
export type Check = Static<typeof Check>

/** Per language the name of each hole in a text and an example of what fills it. */
const Holes = Type.Array(Type.Object({ name: Type.String(), example: Type.String() }, closed))
export const MessageHoles = Type.Object({ nl: Holes, en: Holes, fi: Holes }, closed)
export type MessageHoles = Static<typeof MessageHoles>

export const Preset = Type.Object(
  {
    id: Type.Union([Type.Literal('two-weeks'), Type.Literal('three-weeks')]),
    opensOn: Day,
    closesOn: Day,
    remindersOn: Type.Array(Day),
  },
  closed,
)
export type Preset = Static<typeof Preset>

/** What the wizard works on, for messengers only. */
export const ScanDraft = Type.Object(
  {
    scan: Scan,
    settings: ScanSettings,
    checks: Type.Array(Check),
    presets: Type.Array(Preset),
    /** Minimums may not go below these. */
    floors: GroupMinimums,
    /** For the dates chosen now. */
    suggestedReminders: Type.Array(Day),
    today: Day,
    holes: MessageHoles,
    siteUrl: Type.String(),
  },
  closed,
)
export type ScanDraft = Static<typeof ScanDraft>

const Title = line(120)

/** With a previous scan its units and settings are copied; the same instrument again also links both for comparison. */
export const NewScan = Type.Object(
  {
    /** Chosen by the sender, so that sending again makes no second scan. */
    id: Type.Optional(Id),
    title: Type.Optional(Title),
    instrumentId: Type.Optional(Type.String({ minLength: 1, maxLength: 60 })),
    previousScanId: Type.Optional(Id),
  },
  closed,
)
export type NewScan = Static<typeof NewScan>

export const ChangedSettings = Type.Object(
  { version: Type.Integer(), title: Type.Optional(Title), settings: ScanSettings },
  closed,
)
export type ChangedSettings = Static<typeof ChangedSettings>

export const LaunchScan = Type.Object({ version: Type.Integer() }, closed)
export type LaunchScan = Static<typeof LaunchScan>

export const ExtendScan = Type.Object({ version: Type.Integer(), closesOn: Day }, closed)
export type ExtendScan = Static<typeof ExtendScan>

export const NewGroup = Type.Object({ unitId: Id, perspective: Perspective, invited: HeadCount }, closed)
export type NewGroup = Static<typeof NewGroup>

/** A group may only grow: going down would tell, by trial, how many answered. */
export const GrownGroup = Type.Object({ invited: HeadCount }, closed)
export type GrownGroup = Static<typeof GrownGroup>

export const Group = Type.Object(
  {
    id: Type.String(),
    unitId: Type.String(),
    unitName: Type.String(),
    perspective: Perspective,
    invited: Type.Integer(),
    distribution: Distribution,
  },
  closed,
)
export type Group = Static<typeof Group>

export const GroupProgress = Type.Object(
  {
    id: Type.String(),
    unitId: Type.String(),
    unitName: Type.String(),
    perspective: Perspective,
    response: ResponseBand,
    /** At most so many answers are still needed before anything can be shown; 0: enough. */
    neededAtMost: Type.Integer(),
  },
  closed,
)
export type GroupProgress = Static<typeof GroupProgress>

export const Progress = Type.Object(
  {
    status: ScanStatus,
    daysLeft: Type.Union([Type.Integer(), Type.Null()]),
    nextReminderOn: Type.Union([Day, Type.Null()]),
    reminderToday: Type.Boolean(),
    total: ResponseBand,
    perspectives: Type.Array(Type.Object({ perspective: Perspective, response: ResponseBand }, closed)),
    groups: Type.Array(GroupProgress),
    countedAt: CountedAt,
  },
  closed,
)
export type Progress = Static<typeof Progress>

export const DistributedGroup = Type.Object(
  {
    ...Group.properties,
    /** Opens the questionnaire at once for an open link; asks for the code otherwise. */
    link: Type.String(),
  },
  closed,
)
export type DistributedGroup = Static<typeof DistributedGroup>

export const DistributionSheet = Type.Object({ groups: Type.Array(DistributedGroup) }, closed)
export type DistributionSheet = Static<typeof DistributionSheet>

/** Ready to copy: every hole is filled for this group. */
export const GroupMessages = Type.Object(
  { group: DistributedGroup, languages: Type.Array(Language), texts: Messages },
  closed,
)
export type GroupMessages = Static<typeof GroupMessages>

/** What stands on a slip, in the language of who reads it. */
export const SlipWords = Type.Object(
  {
    ask: Type.String(),
    how: Type.String(),
    until: Type.String(),
    once: Type.String(),
    scan: Type.String(),
  },
  closed,
)
export type SlipWords = Static<typeof SlipWords>

/** Codes are never stored: they are worked out again from the code secret. */
export const GroupCodes = Type.Object(
  {
    group: Group,
    organisationName: Type.String(),
    title: Type.String(),
    closesOn: Day,
    languages: Type.Array(Language),
    words: Type.Partial(Type.Object({ nl: SlipWords, en: SlipWords, fi: SlipWords }, closed)),
    minutes: Type.Number(),
    address: Type.String(),
    codes: Type.Array(Type.String()),
  },
  closed,
)
export type GroupCodes = Static<typeof GroupCodes>

export const ScanParams = Type.Object({ scanId: Id }, closed)
export type ScanParams = Static<typeof ScanParams>

export const GroupParams = Type.Object({ scanId: Id, groupId: Id }, closed)
export type GroupParams = Static<typeof GroupParams>

export const CodesQuery = Type.Object(
  { language: Type.Optional(Type.Union([Type.Literal('nl'), Type.Literal('en')])) },
  closed,
)
export type CodesQuery = Static<typeof CodesQuery>

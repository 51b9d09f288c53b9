import { type Static, Type } from 'typebox'
import { Figure } from '../results/contract.ts'
import { closed, Day, Id, line, nullable } from '../schema.ts'
import { Perspective, Text } from '../surveys/contract.ts'

const LibraryId = Type.String({ minLength: 1, maxLength: 60 })
const DimensionId = Type.String({ minLength: 1, maxLength: 60 })
const Secret = Type.String({ minLength: 10, maxLength: 60 })

export const ActionStatus = Type.Union([
  Type.Literal('proposed'),
  Type.Literal('planned'),
  Type.Literal('started'),
  Type.Literal('done'),
  Type.Literal('confirmed'),
  Type.Literal('stopped'),
])
export type ActionStatus = Static<typeof ActionStatus>

/** What someone can do with an action. Each is kept in its history and none of them removes anything. */
export const EventKind = Type.Union([
  Type.Literal('plan'),
  Type.Literal('start'),
  Type.Literal('done'),
  Type.Literal('confirm'),
  Type.Literal('stop'),
  Type.Literal('reopen'),
  Type.Literal('note'),
])
export type EventKind = Static<typeof EventKind>

/** The history holds more than what people report: also that it was added, changed, and what was waived. */
export const HistoryKind = Type.Union([
  EventKind,
  Type.Literal('propose'),
  Type.Literal('change'),
  Type.Literal('checks'),
  Type.Literal('waive'),
  Type.Literal('link'),
  Type.Literal('revoke'),
])
export type HistoryKind = Static<typeof HistoryKind>

/** One thing that changed, in the words of that moment. A point without `from` is new, one without `to` is gone. */
export const HistoryChange = Type.Union([
  Type.Object(
    {
      field: Type.Union([
        Type.Literal('title'),
        Type.Literal('description'),
        Type.Literal('unitId'),
        Type.Literal('ownerName'),
        Type.Literal('dueOn'),
        Type.Literal('check'),
      ]),
      from: nullable(Type.String()),
      to: nullable(Type.String()),
    },
    closed,
  ),
  Type.Object({ field: Type.Literal('dimensionId'), from: Text, to: Text }, closed),
  Type.Object({ field: Type.Literal('ownerEmail') }, closed),
  Type.Object({ field: Type.Literal('ticked'), text: Type.String(), done: Type.Boolean() }, closed),
])
export type HistoryChange = Static<typeof HistoryChange>

export const HistoryLine = Type.Object(
  {
    id: Id,
    kind: HistoryKind,
    byName: Type.String(),
    note: nullable(Type.String()),
    changes: Type.Array(HistoryChange),
    at: Type.String(),
  },
  closed,
)
export type HistoryLine = Static<typeof HistoryLine>

export const Prerequisite = Type.Union([
  Type.Object({ state: Type.Literal('open'), libraryActionId: LibraryId, title: Text }, closed),
  Type.Object(
    {
      state: Type.Literal('done'),
      libraryActionId: LibraryId,
      title: Text,
      /** The action that met it, in whatever plan; null for who may not see that action. */
      by: nullable(Type.Object({ title: Type.String(), scan: Type.String(), doneOn: Day }, closed)),
    },
    closed,
  ),
  Type.Object(
    {
      state: Type.Literal('waived'),
      libraryActionId: LibraryId,
      title: Text,
      reason: Type.String(),
      byName: Type.String(),
    },
    closed,
  ),
])
export type Prerequisite = Static<typeof Prerequisite>

/** The address is told to the messenger and to the owner. */
const Owner = Type.Object(
  { membershipId: nullable(Id), name: Type.String(), email: nullable(Type.String()) },
  closed,
)
export const Check = Type.Object({ id: Id, text: Type.String(), done: Type.Boolean() }, closed)
export type Check = Static<typeof Check>

export const Action = Type.Object(
  {
    id: Id,
    planId: Id,
    version: Type.Integer(),
    title: Type.String(),
    description: Type.String(),
    dimensionId: DimensionId,
    libraryActionId: nullable(LibraryId),
    unit: nullable(Type.Object({ id: Id, name: Type.String() }, closed)),
    owner: nullable(Owner),
    dueOn: nullable(Day),
    status: ActionStatus,
    late: Type.Boolean(),
    evidence: nullable(Type.String()),
    stopReason: nullable(Type.String()),
    doneOn: nullable(Day),
    prerequisites: Type.Array(Prerequisite),
    checks: Type.Array(Check),
    history: Type.Array(HistoryLine),
    /** Since when the owner's personal link works; null without one. */
    linkedAt: nullable(Type.String()),
    /** What the reader may do: an owner works on it, anyone else who sees it may confirm or add a note. */
    may: Type.Object({ change: Type.Boolean(), confirm: Type.Boolean() }, closed),
  },
  closed,
)
export type Action = Static<typeof Action>

/** A dimension of the scan with what the results said about the whole of what the reader may see. */
export const PlanDimension = Type.Object(
  {
    id: DimensionId,
    title: Text,
    /** Place among the priorities, 1 first; null when nothing could be said. */
    rank: nullable(Type.Integer()),
    chance: Type.Boolean(),
    scores: Type.Array(Type.Object({ perspective: Perspective, score: Figure }, closed)),
  },
  closed,
)
export type PlanDimension = Static<typeof PlanDimension>

/** A dimension that is being worked on: it has an action that is neither done nor stopped. */
export const Priority = Type.Object(
  { dimensionId: DimensionId, waiting: Type.Boolean(), openActions: Type.Integer() },
  closed,
)
export type Priority = Static<typeof Priority>

/** Completion: done of those due by today, without those stopped before their due date; bounds by Wilson, 0 to 1. */
export const Figures = Type.Object(
  {
    done: Type.Integer(),
    late: Type.Integer(),
    open: Type.Integer(),
    stopped: Type.Integer(),
    completion: Type.Union([
      Type.Object({ state: Type.Literal('none') }, closed),
      Type.Object(
        {
          state: Type.Literal('counted'),
          done: Type.Integer(),
          due: Type.Integer(),
          share: Type.Number(),
          low: Type.Number(),
          high: Type.Number(),
        },
        closed,
      ),
    ]),
  },
  closed,
)
export type Figures = Static<typeof Figures>

const SubQuestion = Type.Object({ id: Id, text: Type.String() }, closed)

export const PlanScan = Type.Object(
  {
    id: Id,
    title: Type.String(),
    closedAt: Type.String(),
    instrument: Text,
    phase: nullable(Type.Integer()),
    /** How far the instrument has been tested, as its publication says. */
    validation: Type.String(),
  },
  closed,
)
export type PlanScan = Static<typeof PlanScan>

export const Plan = Type.Object(
  {
    id: Id,
    version: Type.Integer(),
    scan: PlanScan,
    mainQuestion: Type.String(),
    subQuestions: Type.Array(SubQuestion),
    dimensions: Type.Array(PlanDimension),
    priorities: Type.Array(Priority),
    actions: Type.Array(Action),
    figures: Figures,
    /** Who can own an action, and where it can take place. */
    members: Type.Array(Type.Object({ membershipId: Id, name: Type.String() }, closed)),
    units: Type.Array(Type.Object({ id: Id, name: Type.String(), level: Type.Integer() }, closed)),
    /** The published scan that was compared with this one; null until there is one. */
    followUpScanId: nullable(Id),
    mayChange: Type.Boolean(),
  },
  closed,
)
export type Plan = Static<typeof Plan>

export const PlanSummary = Type.Object(
  { id: Id, mainQuestion: Type.String(), scan: PlanScan, figures: Figures },
  closed,
)
export type PlanSummary = Static<typeof PlanSummary>

/** The plans there are, and the published scans that have none yet. */
export const Plans = Type.Object(
  { plans: Type.Array(PlanSummary), withoutPlan: Type.Array(PlanScan) },
  closed,
)
export type Plans = Static<typeof Plans>

export const ChangePlan = Type.Object(
  {
    version: Type.Integer(),
    mainQuestion: Type.String({ maxLength: 500 }),
    subQuestions: Type.Array(Type.Object({ id: Type.Optional(Id), text: line(500) }, closed), {
      maxItems: 30,
    }),
  },
  closed,
)
export type ChangePlan = Static<typeof ChangePlan>

export const Suggestion = Type.Object(
  {
    libraryActionId: LibraryId,
    dimensionId: DimensionId,
    title: Text,
    description: Text,
    effort: Type.Union([Type.Literal('S'), Type.Literal('M'), Type.Literal('L')]),
    ownerRole: Type.String(),
    weeks: Type.Integer(),
    evidence: Text,
    prerequisites: Type.Array(
      Type.Object({ libraryActionId: LibraryId, title: Text, met: Type.Boolean() }, closed),
    ),
  },
  closed,
)
export type Suggestion = Static<typeof Suggestion>

export const Suggestions = Type.Object({ suggestions: Type.Array(Suggestion) }, closed)
export type Suggestions = Static<typeof Suggestions>

export const SuggestionsQuery = Type.Object({ dimension: Type.Optional(DimensionId) }, closed)
export type SuggestionsQuery = Static<typeof SuggestionsQuery>

export const OwnerChoice = Type.Union([
  Type.Null(),
  Type.Object({ membershipId: Id }, closed),
  Type.Object(
    {
      name: line(120),
      email: nullable(Type.String({ format: 'email', maxLength: 254 })),
    },
    closed,
  ),
])
export type OwnerChoice = Static<typeof OwnerChoice>

const actionFields = {
  title: line(200),
  description: Type.String({ maxLength: 2000 }),
  dimensionId: DimensionId,
  unitId: nullable(Id),
  owner: OwnerChoice,
  dueOn: nullable(Day),
}

/** The id is made by the sender, so that sending again does no harm. `waiting`: the dimension that gives way to this one. */
export const AddAction = Type.Object(
  {
    id: Id,
    ...actionFields,
    libraryActionId: nullable(LibraryId),
    checks: Type.Array(line(200), { maxItems: 30 }),
    waiting: Type.Optional(DimensionId),
  },
  closed,
)
export type AddAction = Static<typeof AddAction>

export const ChangeAction = Type.Object(
  { version: Type.Integer(), ...actionFields, waiting: Type.Optional(DimensionId) },
  closed,
)
export type ChangeAction = Static<typeof ChangeAction>

/** With a `version` the step is taken only when nobody changed the action since. */
const eventFields = {
  id: Id,
  version: Type.Optional(Type.Integer()),
  kind: EventKind,
  evidence: Type.Optional(Type.String({ maxLength: 2000 })),
  reason: Type.Optional(Type.String({ maxLength: 2000 })),
  note: Type.Optional(Type.String({ maxLength: 2000 })),
}

export const AddEvent = Type.Object({ ...eventFields, waiting: Type.Optional(DimensionId) }, closed)
export type AddEvent = Static<typeof AddEvent>

const ChecksList = Type.Array(Type.Object({ id: Id, text: line(200), done: Type.Boolean() }, closed), {
  maxItems: 30,
})

export const ChangeChecks = Type.Object({ version: Type.Integer(), checks: ChecksList }, closed)
export type ChangeChecks = Static<typeof ChangeChecks>

export const AddWaiver = Type.Object(
  { libraryActionId: LibraryId, reason: Type.String({ maxLength: 1000 }) },
  closed,
)
export type AddWaiver = Static<typeof AddWaiver>

export const SetPriority = Type.Object(
  { waiting: Type.Boolean(), instead: Type.Optional(DimensionId) },
  closed,
)
export type SetPriority = Static<typeof SetPriority>

/** Told once; after this only its fingerprint is known. */
export const OwnerLink = Type.Object({ link: Type.String(), mailed: Type.Boolean(), action: Action }, closed)
export type OwnerLink = Static<typeof OwnerLink>

/** What the holder of a personal link sees: this one action and nothing else of the plan. */
export const OwnAction = Type.Object(
  {
    organisation: Type.String(),
    version: Type.Integer(),
    title: Type.String(),
    description: Type.String(),
    dimension: Text,
    ownerName: nullable(Type.String()),
    dueOn: nullable(Day),
    status: ActionStatus,
    late: Type.Boolean(),
    evidence: nullable(Type.String()),
    stopReason: nullable(Type.String()),
    prerequisites: Type.Array(Prerequisite),
    checks: Type.Array(Check),
    history: Type.Array(HistoryLine),
  },
  closed,
)
export type OwnAction = Static<typeof OwnAction>

export const OwnActionLookup = Type.Object({ secret: Secret }, closed)
export type OwnActionLookup = Static<typeof OwnActionLookup>

/** An owner reports; confirming and reopening is for others. */
export const OwnActionEvent = Type.Object(
  {
    ...eventFields,
    secret: Secret,
    kind: Type.Union([
      Type.Literal('start'),
      Type.Literal('done'),
      Type.Literal('stop'),
      Type.Literal('note'),
    ]),
  },
  closed,
)
export type OwnActionEvent = Static<typeof OwnActionEvent>

export const OwnActionChecks = Type.Object(
  { secret: Secret, version: Type.Integer(), checks: ChecksList },
  closed,
)
export type OwnActionChecks = Static<typeof OwnActionChecks>

/** The text of a calendar file. */
export const OwnActionCalendar = Type.Object({ calendar: Type.String() }, closed)
export type OwnActionCalendar = Static<typeof OwnActionCalendar>

export const ScanParams = Type.Object({ scanId: Id }, closed)
export const PlanParams = Type.Object({ planId: Id }, closed)
export const PriorityParams = Type.Object({ planId: Id, dimensionId: DimensionId }, closed)
export const ActionParams = Type.Object({ actionId: Id }, closed)

import { type Static, Type } from 'typebox'
import { Preparation } from '../organisations/contract.ts'
import { ActionStatus } from '../plans/contract.ts'
import { ChangeCell } from '../results/contract.ts'
import { CountedAt, ResponseBand } from '../scans/contract.ts'
import { closed, Id, nullable } from '../schema.ts'
import { Perspective, Text } from '../surveys/contract.ts'

/** Why a change says nothing about an action. */
const UntoldReason = Type.Union([
  Type.Literal('not-done'),
  Type.Literal('done-after-scan'),
  Type.Literal('hidden'),
  Type.Literal('not-measured'),
  Type.Literal('uncertain'),
  Type.Literal('mixed'),
])

/**
 * `moved`: the score of its dimension differs clearly. `not-moved`: an improvement of five points or more is unlikely.
 * Everything else cannot be told. It never says that the action was the cause.
 */
export const Verdict = Type.Union([
  Type.Object(
    {
      state: Type.Literal('moved'),
      direction: Type.Union([Type.Literal('higher'), Type.Literal('lower')]),
    },
    closed,
  ),
  Type.Object({ state: Type.Literal('not-moved') }, closed),
  Type.Object({ state: Type.Literal('cannot-tell'), reason: UntoldReason }, closed),
])
export type Verdict = Static<typeof Verdict>

export const PerspectiveChange = Type.Object({ perspective: Perspective, change: ChangeCell }, closed)
export type PerspectiveChange = Static<typeof PerspectiveChange>

export const DimensionChange = Type.Object(
  { id: Type.String(), title: Text, perspectives: Type.Array(PerspectiveChange) },
  closed,
)
export type DimensionChange = Static<typeof DimensionChange>

export const ActionVerdict = Type.Object(
  {
    planId: Id,
    actionId: Id,
    title: Type.String(),
    dimensionId: Type.String(),
    dimension: Text,
    status: ActionStatus,
    doneOn: nullable(Type.String()),
    verdict: Verdict,
    /** The figures behind the verdict, of the unit of the action or of the whole when that unit may not be shown. */
    unitName: nullable(Type.String()),
    perspectives: Type.Array(PerspectiveChange),
  },
  closed,
)
export type ActionVerdict = Static<typeof ActionVerdict>

export const FollowUpScan = Type.Object(
  {
    id: Id,
    title: Type.String(),
    closedAt: Type.String(),
    /** How far the instrument has been tested, and from its lowest answer to its highest. */
    validation: Type.String(),
    steps: Type.Integer(),
  },
  closed,
)
export type FollowUpScan = Static<typeof FollowUpScan>

export const FollowUp = Type.Union([
  Type.Object({ state: Type.Literal('not-published') }, closed),
  Type.Object({ state: Type.Literal('first-scan'), scan: FollowUpScan }, closed),
  Type.Object(
    {
      state: Type.Literal('compared'),
      scan: FollowUpScan,
      previous: FollowUpScan,
      unitName: Type.String(),
      dimensions: Type.Array(DimensionChange),
      planId: nullable(Id),
      actions: Type.Array(ActionVerdict),
    },
    closed,
  ),
])
export type FollowUp = Static<typeof FollowUp>

/** What a later scan says about the actions of a plan; `scan` is null until one was published. */
export const PlanChanges = Type.Object(
  { scan: nullable(FollowUpScan), actions: Type.Array(ActionVerdict) },
  closed,
)
export type PlanChanges = Static<typeof PlanChanges>

export const StopId = Type.Union([
  Type.Literal('prepare'),
  Type.Literal('competence-scan'),
  Type.Literal('discuss'),
  Type.Literal('plan'),
  Type.Literal('follow-up'),
  Type.Literal('re-scan'),
])
export type StopId = Static<typeof StopId>

export const JourneyStop = Type.Object(
  {
    id: StopId,
    state: Type.Union([Type.Literal('done'), Type.Literal('current'), Type.Literal('ahead')]),
  },
  closed,
)
export type JourneyStop = Static<typeof JourneyStop>

/** The one next step. A manager gets `own-actions`, `read-results` or `wait`. */
export const NextStep = Type.Union([
  Type.Object({ kind: Type.Literal('add-units') }, closed),
  Type.Object({ kind: Type.Literal('prepare') }, closed),
  Type.Object({ kind: Type.Literal('start-scan') }, closed),
  Type.Object({ kind: Type.Literal('finish-draft'), scanId: Id, title: Type.String() }, closed),
  Type.Object(
    { kind: Type.Literal('scan-scheduled'), scanId: Id, title: Type.String(), opensAt: Type.String() },
    closed,
  ),
  Type.Object(
    {
      kind: Type.Literal('scan-open'),
      scanId: Id,
      title: Type.String(),
      response: ResponseBand,
      countedAt: CountedAt,
      daysLeft: Type.Integer(),
    },
    closed,
  ),
  Type.Object({ kind: Type.Literal('discuss'), scanId: Id, title: Type.String() }, closed),
  Type.Object({ kind: Type.Literal('plan'), scanId: Id, planId: Id, title: Type.String() }, closed),
  Type.Object(
    {
      kind: Type.Literal('follow-up'),
      planId: Id,
      title: Type.String(),
      open: Type.Integer(),
      late: Type.Integer(),
    },
    closed,
  ),
  Type.Object({ kind: Type.Literal('procedures-scan') }, closed),
  /** `inDays`: 0 when the time has come. */
  Type.Object(
    { kind: Type.Literal('re-scan'), scanId: Id, title: Type.String(), inDays: Type.Integer() },
    closed,
  ),
  Type.Object({ kind: Type.Literal('compare'), scanId: Id, title: Type.String() }, closed),
  Type.Object(
    { kind: Type.Literal('own-actions'), planId: Id, open: Type.Integer(), late: Type.Integer() },
    closed,
  ),
  Type.Object({ kind: Type.Literal('read-results'), scanId: Id, title: Type.String() }, closed),
  Type.Object({ kind: Type.Literal('wait') }, closed),
])
export type NextStep = Static<typeof NextStep>

const OpenAction = Type.Object(
  {
    planId: Id,
    actionId: Id,
    title: Type.String(),
    owner: nullable(Type.String()),
    dueOn: nullable(Type.String()),
    late: Type.Boolean(),
  },
  closed,
)

export const HomeState = Type.Object(
  {
    stops: Type.Array(JourneyStop),
    next: NextStep,
    /** The check list of the first stop: what was ticked. */
    prepared: Preparation,
    /** Late ones first, then by due date; at most eight. */
    openActions: Type.Array(OpenAction),
    openActionCount: Type.Integer(),
    latestResults: nullable(
      Type.Object({ scanId: Id, title: Type.String(), closedAt: Type.String() }, closed),
    ),
  },
  closed,
)
export type HomeState = Static<typeof HomeState>

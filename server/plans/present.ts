import { inTreeOrder, type UnitRow } from '../organisations/unit-tree.ts'
import { type ActionLibrary, findAction } from '../surveys/actions.ts'
import { doneDay, isLate, isOpen, statusOf } from './action.ts'
import { readNote } from './actions/changes.ts'
import type { ActionRow, Attachments } from './actions/queries.ts'
import type {
  Action,
  HistoryKind,
  HistoryLine,
  OwnAction,
  Plan,
  PlanDimension,
  PlanScan,
  Plans,
  Prerequisite,
} from './contract.ts'
import { figuresOf } from './figures.ts'
import { prioritiesOf } from './priorities.ts'
import type { DoneAction, PlanRow, PublishedScanRow } from './queries.ts'
import { mayChange, maySee, type Reader, reachOf } from './reader.ts'

/** What is needed to read any action: the day, the library, what was done elsewhere, and where units are. */
export interface Surroundings {
  today: string
  library: ActionLibrary
  doneActions: readonly DoneAction[]
  units: UnitRow[]
  attachments: Attachments
}

export function presentAction(row: ActionRow, reader: Reader, around: Surroundings): Action {
  const unit = around.units.find(({ id }) => id === row.unitId)
  const link = around.attachments.links.find(({ actionId }) => actionId === row.id)
  const { id, planId, version, title, description, dimensionId, libraryActionId, dueOn } = row
  return {
    id,
    planId,
    version,
    title,
    description,
    dimensionId,
    libraryActionId,
    unit: unit ? { id: unit.id, name: unit.name } : null,
    owner: ownerOf(row, reader),
    dueOn,
    status: statusOf(row),
    late: isLate(row, around.today),
    evidence: row.evidence,
    stopReason: row.stopReason,
    doneOn: doneDay(row),
    prerequisites: prerequisitesOf(row, around, reader),
    checks: checksOf(row.id, around),
    history: historyOf(row.id, around),
    linkedAt: link ? link.createdAt.toISOString() : null,
    may: { change: mayChange(reader, row), confirm: row.ownerMembershipId !== reader.membershipId },
  }
}

export function presentOwnAction(
  row: ActionRow,
  organisation: string,
  dimension: OwnAction['dimension'],
  around: Surroundings,
): OwnAction {
  const { version, title, description, ownerName, dueOn, evidence, stopReason } = row
  return {
    organisation,
    version,
    title,
    description,
    dimension,
    ownerName,
    dueOn,
    status: statusOf(row),
    late: isLate(row, around.today),
    evidence,
    stopReason,
    prerequisites: prerequisitesOf(row, around),
    checks: checksOf(row.id, around),
    history: historyOf(row.id, around),
  }
}

/** Without a reader, as for the holder of a personal link, no other action is told about. */
export function prerequisitesOf(
  { id: actionId, prerequisites }: Pick<ActionRow, 'id' | 'prerequisites'>,
  around: Surroundings,
  reader?: Reader,
): Prerequisite[] {
  const { library, attachments } = around
  return prerequisites.map((libraryActionId) => {
    const title = findAction(library, libraryActionId)?.title ?? { nl: libraryActionId, en: libraryActionId }
    const waiver = attachments.waivers.find(
      (one) => one.actionId === actionId && one.libraryActionId === libraryActionId,
    )
    const done = around.doneActions.filter((one) => one.libraryActionId === libraryActionId)
    if (done.length > 0) return { state: 'done', libraryActionId, title, by: toldOf(done, around, reader) }
    if (!waiver) return { state: 'open', libraryActionId, title }
    return { state: 'waived', libraryActionId, title, reason: waiver.reason, byName: waiver.byName }
  })
}

function toldOf(done: readonly DoneAction[], { units }: Surroundings, reader: Reader | undefined) {
  const one = reader && done.find((action) => maySee(reader, reachOf(reader, units), action))
  const doneOn = one && doneDay(one)
  return doneOn ? { title: one.title, scan: one.scan, doneOn } : null
}

function presentScan(row: PublishedScanRow): PlanScan {
  const { id, title, closedAt, instrument, phase, validation } = row
  return { id, title, closedAt, instrument, phase, validation }
}

export function presentPlans(
  scans: readonly PublishedScanRow[],
  actions: readonly ActionRow[],
  today: string,
): Plans {
  const ofPlan = Map.groupBy(actions, ({ planId }) => planId)
  return {
    plans: scans.flatMap((row) => {
      const { planId: id, mainQuestion } = row
      if (id === null || mainQuestion === null) return []
      return [{ id, mainQuestion, scan: presentScan(row), figures: figuresOf(ofPlan.get(id) ?? [], today) }]
    }),
    withoutPlan: scans.filter(({ planId }) => planId === null).map(presentScan),
  }
}

interface PlanParts {
  plan: PlanRow
  scan: PublishedScanRow
  subQuestions: Plan['subQuestions']
  dimensions: PlanDimension[]
  waiting: ReadonlySet<string>
  /** The actions that the reader may see. */
  actions: ActionRow[]
  people: { membershipId: string; name: string }[]
  followUpScanId: string | null
}

export function presentPlan(parts: PlanParts, reader: Reader, around: Surroundings): Plan {
  const { plan, actions, people } = parts
  const isMessenger = reader.role === 'messenger'
  return {
    id: plan.id,
    version: plan.version,
    scan: presentScan(parts.scan),
    mainQuestion: plan.mainQuestion,
    subQuestions: parts.subQuestions,
    dimensions: parts.dimensions,
    priorities: prioritiesOf(actions.map(asPlanned), parts.waiting),
    actions: actions.map((row) => presentAction(row, reader, around)),
    figures: figuresOf(actions, around.today),
    members: isMessenger ? people.map(({ membershipId, name }) => ({ membershipId, name })) : [],
    units: isMessenger ? placesOf(around.units) : [],
    followUpScanId: parts.followUpScanId,
    mayChange: isMessenger,
  }
}

export function asPlanned(row: ActionRow): { dimensionId: string; open: boolean } {
  return { dimensionId: row.dimensionId, open: isOpen(statusOf(row)) }
}

/** The root stands for the whole organisation and is left out. */
function placesOf(units: UnitRow[]): Plan['units'] {
  return inTreeOrder(units)
    .filter(({ row, level }) => level > 0 && row.archivedAt === null)
    .map(({ row: { id, name }, level }) => ({ id, name, level }))
}

function ownerOf({ ownerMembershipId, ownerName, ownerEmail }: ActionRow, reader: Reader): Action['owner'] {
  if (ownerName === null) return null
  const mayReach = mayChange(reader, { ownerMembershipId })
  return { membershipId: ownerMembershipId, name: ownerName, email: mayReach ? ownerEmail : null }
}

function checksOf(actionId: string, { attachments }: Surroundings): Action['checks'] {
  return attachments.checks
    .filter((check) => check.actionId === actionId)
    .map(({ id, text, done }) => ({ id, text, done }))
}

function historyOf(actionId: string, { attachments }: Surroundings): HistoryLine[] {
  return attachments.events
    .filter((event) => event.actionId === actionId)
    .map(({ id, kind, byName, note, happenedAt }) => ({
      id,
      kind: kind as HistoryKind,
      byName,
      ...readNote(kind as HistoryKind, note),
      at: happenedAt.toISOString(),
    }))
}

import type { Member } from '../access/member.ts'
import type { Db } from '../database.ts'
import { listUnits } from '../organisations/queries.ts'
import { findPublication } from '../results/queries.ts'
import { dayOf } from '../scans/calendar.ts'
import { listUnitsOfScans } from '../scans/queries.ts'
import type { Services } from '../services.ts'
import { type ActionRow, findActionRow, listActionRows, listAttachments } from './actions/queries.ts'
import type { Action, Plan } from './contract.ts'
import { findingsOf } from './findings.ts'
import { presentAction, presentPlan, type Surroundings } from './present.ts'
import type { PublishedScanRow } from './queries.ts'
import * as queries from './queries.ts'
import { maySee, reachOf } from './reader.ts'
import type { SuggestionWish } from './suggest.ts'

type Around = Pick<Services, 'catalogue' | 'now'>

export async function surround(
  db: Db,
  { catalogue, now }: Around,
  organisationId: string,
  rows: readonly Pick<ActionRow, 'id'>[],
): Promise<Surroundings> {
  const ids = rows.map(({ id }) => id)
  return {
    today: dayOf(now()),
    library: catalogue.actions,
    doneActions: await queries.listDoneActions(db, organisationId),
    units: await listUnits(db, organisationId),
    attachments: await listAttachments(db, organisationId, ids),
  }
}

/** The actions that this member may see, of one plan or of all. */
export async function readActionRows(
  db: Db,
  member: Member,
  ofPlan: { planId?: string } = {},
): Promise<ActionRow[]> {
  const { organisationId } = member
  const reach = reachOf(member, await listUnits(db, organisationId))
  const rows = await listActionRows(db, { organisationId, ...ofPlan })
  return rows.filter((row) => maySee(member, reach, row))
}

/** Published scans that concern this member: for a manager of one unit those that held it, and where an action is theirs to see. */
export async function readPublished(db: Db, member: Member): Promise<PublishedScanRow[]> {
  const scans = await queries.listPublishedScans(db, member.organisationId)
  const { role, unitId } = member
  if (role === 'messenger' || unitId === null) return scans
  const units = await listUnitsOfScans(db, { organisationId: member.organisationId })
  const held = new Set(units.filter(({ id }) => id === unitId).map(({ scanId }) => scanId))
  const plans = new Set((await readActionRows(db, member)).map(({ planId }) => planId))
  return scans.filter(({ id, planId }) => held.has(id) || (planId !== null && plans.has(planId)))
}

export async function readPlan(
  db: Db,
  around: Around,
  member: Member,
  planId: string,
): Promise<Plan | undefined> {
  const { organisationId } = member
  const key = { organisationId, planId }
  const plan = await queries.findPlan(db, key)
  const publication = plan && (await findPublication(db, plan.scanId))
  const scans = await readPublished(db, member)
  const scan = scans.find(({ id }) => id === plan?.scanId)
  if (!plan || !publication || !scan) return undefined
  const actions = await readActionRows(db, member, { planId })
  const parts = {
    plan,
    scan,
    subQuestions: await queries.listSubQuestions(db, key),
    dimensions: findingsOf(publication, member.role === 'messenger' ? null : member.unitId),
    waiting: await queries.listWaiting(db, key),
    actions,
    people: await queries.listPeople(db, organisationId),
    followUpScanId: scans.find(({ previousScanId }) => previousScanId === scan.id)?.id ?? null,
  }
  return presentPlan(parts, member, await surround(db, around, organisationId, actions))
}

/** Undefined also when this member may not see it. */
export async function readActionRow(
  db: Db,
  member: Member,
  actionId: string,
): Promise<ActionRow | undefined> {
  const { organisationId } = member
  const row = await findActionRow(db, { organisationId, actionId })
  const reach = reachOf(member, await listUnits(db, organisationId))
  return row && maySee(member, reach, row) ? row : undefined
}

export async function readAction(
  db: Db,
  around: Around,
  member: Member,
  actionId: string,
): Promise<Action | undefined> {
  const row = await readActionRow(db, member, actionId)
  return row && presentAction(row, member, await surround(db, around, member.organisationId, [row]))
}

/** What is in the plan and what was done anywhere; phase 2 begins with the first published scan of phase 2. */
export async function readProgress(
  db: Db,
  key: queries.PlanKey,
): Promise<Omit<SuggestionWish, 'dimensionIds'>> {
  const scans = await queries.listPublishedScans(db, key.organisationId)
  const done = await queries.listDoneActions(db, key.organisationId)
  return {
    phase: scans.some(({ phase }) => phase === 2) ? 2 : 1,
    inPlan: await queries.listLibraryIdsInPlan(db, key),
    done: new Set(done.flatMap(({ libraryActionId }) => libraryActionId ?? [])),
  }
}

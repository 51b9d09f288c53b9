import type { Member } from '../access/member.ts'
import type { Db } from '../database.ts'
import { listUnits } from '../organisations/queries.ts'
import { doneDay, isLate, isOpen, statusOf } from '../plans/action.ts'
import type { ActionRow } from '../plans/actions/queries.ts'
import { listPublishedScans, type PublishedScanRow } from '../plans/queries.ts'
import { readActionRows, readPublished } from '../plans/read.ts'
import type { Publication } from '../results/contract.ts'
import { forSubtree } from '../results/publish.ts'
import { findPublication } from '../results/queries.ts'
import { dayOf } from '../scans/calendar.ts'
import { presentScan } from '../scans/present.ts'
import { countGroups, listScans, listUnitsOfScans, type ScanLine } from '../scans/queries.ts'
import { statusOf as scanStatusOf } from '../scans/scan.ts'
import { visibleScans } from '../scans/visible.ts'
import type { Services } from '../services.ts'
import type { ActionVerdict, FollowUp, FollowUpScan, HomeState, PlanChanges } from './contract.ts'
import { type Journey, whereOn } from './journey.ts'
import { findPreparation } from './queries.ts'
import { changesIn, judge } from './verdict.ts'

type Around = Pick<Services, 'catalogue' | 'now'>

const MOST_OPEN_ACTIONS = 8

/** What this member may see of a published scan. */
async function readVisible(db: Db, { unitId }: Member, scanId: string): Promise<Publication | undefined> {
  const publication = await findPublication(db, scanId)
  if (!publication || unitId === null) return publication
  return forSubtree(publication, unitId) ?? undefined
}

/** The comparison with the scan before it; undefined when there is nothing that this member may see. */
export async function readFollowUp(db: Db, member: Member, scanId: string): Promise<FollowUp | undefined> {
  const scans = await listPublishedScans(db, member.organisationId)
  const row = scans.find(({ id }) => id === scanId)
  if (!row) return { state: 'not-published' }
  const publication = await readVisible(db, member, scanId)
  const whole = publication?.units[0]
  if (!publication || !whole) return undefined
  const previous = scans.find(({ id }) => id === row.previousScanId)
  if (!previous) return { state: 'first-scan', scan: asScan(row) }
  return {
    state: 'compared',
    scan: asScan(row),
    previous: asScan(previous),
    unitName: whole.name,
    dimensions: changesIn(publication, whole),
    planId: previous.planId,
    actions: previous.planId ? await judgeActions(db, member, previous.planId, row, publication) : [],
  }
}

/** What the first scan after this plan says about its actions. */
export async function readChanges(db: Db, member: Member, planId: string): Promise<PlanChanges | undefined> {
  const scans = await readPublished(db, member)
  const measured = scans.find((scan) => scan.planId === planId)
  if (!measured) return undefined
  const next = scans.find(({ previousScanId }) => previousScanId === measured.id)
  const publication = next && (await readVisible(db, member, next.id))
  if (!next || !publication) return { scan: null, actions: [] }
  return { scan: asScan(next), actions: await judgeActions(db, member, planId, next, publication) }
}

async function judgeActions(
  db: Db,
  member: Member,
  planId: string,
  { opensAt }: PublishedScanRow,
  publication: Publication,
): Promise<ActionVerdict[]> {
  const rows = await readActionRows(db, member, { planId })
  return rows.map((row) => {
    const status = statusOf(row)
    const { id: actionId, title, dimensionId } = row
    const dimension = publication.dimensions.find(({ id }) => id === dimensionId)?.title ?? {}
    const judged = judge({ ...row, status }, publication, publication.units[0], opensAt ?? new Date(0))
    return { planId, actionId, title, dimensionId, dimension, status, doneOn: doneDay(row), ...judged }
  })
}

function asScan({ id, title, closedAt, validation, steps }: PublishedScanRow): FollowUpScan {
  return { id, title, closedAt, validation, steps }
}

export async function readHome(db: Db, around: Around, member: Member): Promise<HomeState> {
  const { organisationId } = member
  const now = around.now()
  const today = dayOf(now)
  const lines = visibleScans(member, await listScans(db, organisationId), await listUnitsOfScans(db, member))
  const visible = new Set(lines.map(({ id }) => id))
  const published = (await listPublishedScans(db, organisationId)).filter(({ id }) => visible.has(id))
  const rows = await readActionRows(db, member)
  const preparation = await findPreparation(db, organisationId)
  const journey: Journey = {
    role: member.role,
    now,
    preparation,
    hasUnits: (await listUnits(db, organisationId)).length > 1,
    scans: await readScans(db, around, organisationId, lines),
    published,
    actions: rows.map((row) => ({
      planId: row.planId,
      status: statusOf(row),
      late: isLate(row, today),
      own: row.ownerMembershipId === member.membershipId,
    })),
  }
  const open = rows.filter((row) => isOpen(statusOf(row)))
  const [latest] = published
  return {
    ...whereOn(journey),
    prepared: preparation,
    openActions: urgentFirst(open)
      .slice(0, MOST_OPEN_ACTIONS)
      .map((row) => presentOpen(row, today)),
    openActionCount: open.length,
    latestResults: latest ? { scanId: latest.id, title: latest.title, closedAt: latest.closedAt } : null,
  }
}

/** Answers are counted of scans that run, in bands; what is closed has its results. */
async function readScans(
  db: Db,
  { catalogue, now }: Around,
  organisationId: string,
  lines: readonly ScanLine[],
) {
  const scans = []
  for (const line of lines) {
    const isRunning = scanStatusOf(line, now()) === 'open'
    const counted = isRunning ? await countGroups(db, { organisationId, scanId: line.id }) : []
    scans.push(presentScan(line, counted, catalogue, now()))
  }
  return scans
}

/** By due date, so that what is late comes first; what has no date comes last. */
function urgentFirst(rows: readonly ActionRow[]): ActionRow[] {
  const due = ({ dueOn }: ActionRow) => dueOn ?? '9999-12-31'
  return rows.toSorted((a, b) => due(a).localeCompare(due(b)))
}

function presentOpen(row: ActionRow, today: string): HomeState['openActions'][number] {
  const { planId, id: actionId, title, ownerName: owner, dueOn } = row
  return { planId, actionId, title, owner, dueOn, late: isLate(row, today) }
}

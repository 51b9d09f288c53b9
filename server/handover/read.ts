import type { Member } from '../access/member.ts'
import { presentInvitation, presentMember } from '../access/members/present.ts'
import { listInvitations, listMembers } from '../access/members/queries.ts'
import { readBlocks, readGround } from '../comments/read.ts'
import type { Db } from '../database.ts'
import { readHome } from '../follow-ups/read.ts'
import { isLate, isOpen, statusOf } from '../plans/action.ts'
import { type ActionRow, listAttachments } from '../plans/actions/queries.ts'
import { listPublishedScans } from '../plans/queries.ts'
import { readActionRows } from '../plans/read.ts'
import { presentRetention } from '../privacy/present.ts'
import { listKept } from '../privacy/queries.ts'
import { dayOf } from '../scans/calendar.ts'
import { presentScan } from '../scans/present.ts'
import { countGroups, listScans, type ScanLine } from '../scans/queries.ts'
import type { Services } from '../services.ts'
import type { Handover, HandoverAction, HandoverScan } from './contract.ts'
import { datesOf } from './dates.ts'
import { countUnsent, listCommented } from './queries.ts'

type Around = Pick<Services, 'catalogue' | 'now'>

export async function readHandover(db: Db, around: Around, member: Member): Promise<Handover> {
  const { organisationId, organisationName: organisation, name: by } = member
  const now = around.now()
  const lines = await listScans(db, organisationId)
  const scans = await readScans(db, around, organisationId, lines)
  const actions = await readOpenActions(db, member, dayOf(now))
  const withReminders = scans.map((scan, place) => ({
    ...scan,
    remindersOn: lines[place]?.remindersOn ?? [],
  }))
  const invitations = await listInvitations(db, organisationId)
  return {
    organisation,
    madeAt: now.toISOString(),
    by,
    stops: (await readHome(db, around, member)).stops,
    scans,
    dates: datesOf(withReminders, actions, dayOf(now)),
    actions,
    people: (await listMembers(db, organisationId))
      .map((row) => presentMember(row, member))
      .map(({ id: membershipId, name, role, unitName, you }) => ({
        membershipId,
        name,
        role,
        unitName,
        you,
      })),
    invitations: invitations
      .map((row) => presentInvitation(row, now))
      .map(({ name, role, unitName, expired }) => ({ name, role, unitName, expired })),
    unsentMails: await countUnsent(db, organisationId),
  }
}

async function readScans(
  db: Db,
  { catalogue, now }: Around,
  organisationId: string,
  lines: readonly ScanLine[],
): Promise<HandoverScan[]> {
  const published = new Map((await listPublishedScans(db, organisationId)).map((scan) => [scan.id, scan]))
  const kept = new Map((await listKept(db, organisationId)).map((scan) => [scan.id, presentRetention(scan)]))
  const waiting = await listWaiting(db, organisationId)
  const links = (await countGroups(db, { organisationId })).filter(
    ({ distribution }) => distribution === 'open-link',
  )
  return lines.map((line) => {
    const { id, title, status, opensOn, closesOn } = presentScan(line, [], catalogue, now())
    return {
      id,
      title,
      status,
      opensOn,
      closesOn,
      minimums: minimumsOf(line),
      answersUntil: dayOrNull(kept.get(id)?.until),
      answersDestroyedOn: dayOrNull(kept.get(id)?.destroyedAt),
      openLinks: status === 'closed' ? 0 : links.filter(({ scanId }) => scanId === id).length,
      commentsWait: waiting.has(id),
      hasResults: published.has(id),
      planId: published.get(id)?.planId ?? null,
    }
  })
}

/** Scans with comments that somebody still has to read or to publish. */
async function listWaiting(db: Db, organisationId: string): Promise<Set<string>> {
  const waiting = new Set<string>()
  for (const scanId of await listCommented(db, organisationId)) {
    const ground = await readGround(db, { organisationId, scanId })
    const blocks = ground && (await readBlocks(db, { organisationId, scanId }, ground, { unitId: null }))
    if (blocks?.state === 'waiting') waiting.add(scanId)
  }
  return waiting
}

function minimumsOf({ minimumProfessional, minimumClient, minimumManager }: ScanLine) {
  if (minimumProfessional === null || minimumClient === null || minimumManager === null) return null
  return { professional: minimumProfessional, client: minimumClient, manager: minimumManager }
}

const dayOrNull = (moment: string | null | undefined) => (moment ? dayOf(new Date(moment)) : null)

async function readOpenActions(db: Db, member: Member, today: string): Promise<HandoverAction[]> {
  const rows = (await readActionRows(db, member)).filter((row) => isOpen(statusOf(row)))
  const ids = rows.map(({ id }) => id)
  const { links } = await listAttachments(db, member.organisationId, ids)
  const linked = new Set(links.map(({ actionId }) => actionId))
  return rows
    .map((row) => ({
      planId: row.planId,
      actionId: row.id,
      title: row.title,
      owner: row.ownerName,
      own: row.ownerMembershipId === member.membershipId,
      dueOn: row.dueOn,
      late: isLate(row, today),
      hasLink: linked.has(row.id),
    }))
    .toSorted((a, b) => (a.dueOn ?? '9999').localeCompare(b.dueOn ?? '9999'))
}

/** What the leaver still has to do in any plan. */
export async function listOwnOpen(db: Db, member: Member): Promise<ActionRow[]> {
  const rows = await readActionRows(db, member)
  return rows.filter((row) => row.ownerMembershipId === member.membershipId && isOpen(statusOf(row)))
}

import { sql } from 'kysely'
import { type Database, type Db, within } from '../../database.ts'
import type { ScanKey } from '../../scans/queries.ts'
import type { Minimums, MixingGroup } from './ready.ts'

/** Open scans of which the last mixing, or the opening, lies so far back. Across organisations, so only ids. */
export function listScansToMix(db: Database, due: Due, most: number): Promise<ScanKey[]> {
  return within(db, { scope: 'system' }, (trx) =>
    dueScans(trx, due)
      .select(['organisationId', 'id as scanId'])
      .orderBy(sql`coalesce(mixed_at, opens_at)`)
      .limit(most)
      .execute(),
  )
}

interface Due {
  now: Date
  mixedBy: Date
}

function dueScans(db: Db, { now, mixedBy }: Due) {
  return db
    .selectFrom('scans')
    .where('launchedAt', 'is not', null)
    .where('closedAt', 'is', null)
    .where('closesAt', '>', now)
    .where('opensAt', '<=', mixedBy)
    .where((eb) => eb.or([eb('mixedAt', 'is', null), eb('mixedAt', '<=', mixedBy)]))
}

/** Undefined when it is not due any more, or when somebody else holds it. No answer comes in until this transaction ends. */
export async function claimToMix(
  db: Db,
  { organisationId, scanId }: ScanKey,
  due: Due,
): Promise<Minimums | undefined> {
  const scan = await dueScans(db, due)
    .select(['minimumProfessional', 'minimumClient', 'minimumManager'])
    .where('organisationId', '=', organisationId)
    .where('id', '=', scanId)
    .forNoKeyUpdate()
    .skipLocked()
    .executeTakeFirst()
  if (!scan) return undefined
  await holdAnswers(db, scanId)
  return {
    professional: scan.minimumProfessional ?? Number.POSITIVE_INFINITY,
    client: scan.minimumClient ?? Number.POSITIVE_INFINITY,
    manager: scan.minimumManager ?? Number.POSITIVE_INFINITY,
  }
}

/** Waits for the answers that are just being stored; later ones wait until this transaction ends. Take the scan's row first. */
export async function holdAnswers(db: Db, scanId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(scan_lock(${scanId}))`.execute(db)
}

export async function listMixingGroups(db: Db, { organisationId, scanId }: ScanKey): Promise<MixingGroup[]> {
  const { rows } = await sql<MixingGroup>`
    select g.id, g.perspective, g.counted,
      (select count(*) from inbox i where i.organisation_id = g.organisation_id and i.scan_id = g.scan_id
        and i.group_id = g.id) as waiting,
      (select count(*) from responses r where r.organisation_id = g.organisation_id and r.scan_id = g.scan_id
        and r.group_id = g.id and not r.on_paper) as mixed
    from scan_groups g where g.organisation_id = ${organisationId} and g.scan_id = ${scanId}`.execute(db)
  return rows
}

/** Under ids and in an order drawn anew, each comment apart from its answers. Of all groups when none are named. */
export async function mixInbox(
  db: Db,
  { organisationId, scanId }: ScanKey,
  groupIds?: string[],
): Promise<void> {
  const chosen = groupIds ? sql`and group_id = any(${groupIds}::uuid[])` : sql``
  await sql`
    with taken as (
      delete from inbox where organisation_id = ${organisationId} and scan_id = ${scanId} ${chosen} returning *
    ), said as (
      insert into comments (organisation_id, scan_id, group_id, question_id, text)
      select t.organisation_id, t.scan_id, t.group_id, said.key, said.value
      from taken t cross join lateral jsonb_each_text(t.comments) as said order by random()
    )
    insert into responses (organisation_id, scan_id, group_id, answers, importance)
    select organisation_id, scan_id, group_id, answers, importance from taken order by random()`.execute(db)
}

/** What has to wait for others of its group loses its place and its id too. */
export async function shuffleInbox(db: Db, { organisationId, scanId }: ScanKey): Promise<void> {
  await sql`
    with taken as (delete from inbox where organisation_id = ${organisationId} and scan_id = ${scanId} returning *)
    insert into inbox (organisation_id, scan_id, group_id, answers, importance, comments)
    select organisation_id, scan_id, group_id, answers, importance, comments from taken order by random()`.execute(
    db,
  )
}

/** All of the scan: not even in which hour a comment came says to whose answers it belongs. */
export async function rewriteComments(db: Db, { organisationId, scanId }: ScanKey): Promise<void> {
  await sql`
    with taken as (delete from comments where organisation_id = ${organisationId} and scan_id = ${scanId} returning *)
    insert into comments (organisation_id, scan_id, group_id, question_id, text)
    select organisation_id, scan_id, group_id, question_id, text from taken order by random()`.execute(db)
}

/** All of the scan, used or not, so that nothing tells which were used since the last mixing. */
export async function rewriteInvitations(db: Db, { organisationId, scanId }: ScanKey): Promise<void> {
  await sql`
    with taken as (delete from invitations where organisation_id = ${organisationId} and scan_id = ${scanId} returning *)
    insert into invitations (organisation_id, scan_id, group_id, code_hash, used)
    select organisation_id, scan_id, group_id, code_hash, used from taken order by code_hash`.execute(db)
}

/** In an order of their own, which does not tell when they came. */
export async function rewriteReceipts(db: Db, { organisationId, scanId }: ScanKey): Promise<void> {
  await sql`
    with taken as (delete from receipts where organisation_id = ${organisationId} and scan_id = ${scanId} returning *)
    insert into receipts (organisation_id, scan_id, submission_mac)
    select organisation_id, scan_id, submission_mac from taken order by submission_mac`.execute(db)
}

export async function updateCounted(
  db: Db,
  { organisationId, scanId }: ScanKey,
  groups: readonly MixingGroup[],
): Promise<void> {
  await sql`
    update scan_groups g set counted = now_there.answered
    from unnest(
      ${groups.map(({ id }) => id)}::uuid[],
      ${groups.map(({ waiting, mixed }) => waiting + mixed)}::integer[]
    ) as now_there (id, answered)
    where g.organisation_id = ${organisationId} and g.scan_id = ${scanId} and g.id = now_there.id`.execute(db)
}

/** From now on it is told that answers came quickly through a shared link; at the moment itself it would tell of which. */
export async function tellBursts(db: Db, { organisationId, scanId }: ScanKey): Promise<void> {
  await db
    .updateTable('openLinks')
    .set({ burstTold: true })
    .where('organisationId', '=', organisationId)
    .where('scanId', '=', scanId)
    .where('hadBurst', '=', true)
    .where('burstTold', '=', false)
    .execute()
}

export async function markMixed(db: Db, { organisationId, scanId }: ScanKey, mixedAt: Date): Promise<void> {
  await db
    .updateTable('scans')
    .set({ mixedAt })
    .where('organisationId', '=', organisationId)
    .where('id', '=', scanId)
    .execute()
}

import { sql } from 'kysely'
import { type Database, type Db, within } from '../database.ts'
import type { ScanKey } from '../scans/queries.ts'
import type { LaunchedInstrument, Perspective } from '../surveys/survey.ts'
import type { ChangePrivacySettings } from './contract.ts'

export function findSettings(db: Db, organisationId: string) {
  return db
    .selectFrom('privacySettings')
    .where('organisationId', '=', organisationId)
    .select([
      'officerName',
      'officerContact',
      'legalBasis',
      'legalBasisWhy',
      'host',
      'answersMonths',
      'version',
      'changedAt',
    ])
    .executeTakeFirst()
}
export type SettingsRow = NonNullable<Awaited<ReturnType<typeof findSettings>>>

/** False when somebody else changed them since this version was read; version 0 is what nobody has changed yet. */
export async function storeSettings(
  db: Db,
  organisationId: string,
  { version, ...settings }: ChangePrivacySettings,
  changedAt: Date,
): Promise<boolean> {
  if (version === 0) {
    const inserted = await db
      .insertInto('privacySettings')
      .values({ organisationId, ...settings, changedAt })
      .onConflict((conflict) => conflict.column('organisationId').doNothing())
      .returning('version')
      .executeTakeFirst()
    return inserted !== undefined
  }
  const changed = await db
    .updateTable('privacySettings')
    .set((eb) => ({ ...settings, changedAt, version: eb('version', '+', 1) }))
    .where('organisationId', '=', organisationId)
    .where('version', '=', version)
    .returning('version')
    .executeTakeFirst()
  return changed !== undefined
}

export interface KeptScan {
  id: string
  answersMonths: number | null
  closesAt: Date | null
  closedAt: Date | null
  answersDestroyedAt: Date | null
}

export function listKept(db: Db, organisationId: string): Promise<KeptScan[]> {
  return keptScans(db, organisationId).execute()
}

export function findKept(db: Db, { organisationId, scanId }: ScanKey): Promise<KeptScan | undefined> {
  return keptScans(db, organisationId).where('id', '=', scanId).executeTakeFirst()
}

function keptScans(db: Db, organisationId: string) {
  return db
    .selectFrom('scans')
    .where('organisationId', '=', organisationId)
    .where('launchedAt', 'is not', null)
    .select(['id', 'answersMonths', 'closesAt', 'closedAt', 'answersDestroyedAt'])
}

/** As it stood at the last mixing, like every count of an open scan: how many were accepted since then never leaves the server. */
export function listOpenLinks(db: Db, { organisationId, scanId }: ScanKey) {
  return db
    .selectFrom('openLinks as l')
    .innerJoin('scanGroups as g', (join) =>
      join
        .onRef('g.organisationId', '=', 'l.organisationId')
        .onRef('g.scanId', '=', 'l.scanId')
        .onRef('g.id', '=', 'l.groupId'),
    )
    .where('l.organisationId', '=', organisationId)
    .where('l.scanId', '=', scanId)
    .select([
      'l.groupId',
      'l.burstTold as hadBurst',
      sql<boolean>`g.counted >= open_link_ceiling(g.invited)`.as('isFull'),
    ])
    .orderBy('l.groupId')
    .execute()
}

export async function findOrganisationName(db: Db, organisationId: string): Promise<string> {
  const { name } = await db
    .selectFrom('organisations')
    .where('id', '=', organisationId)
    .select('name')
    .executeTakeFirstOrThrow()
  return name
}

/** The group that a code or link belongs to, inside its organisation. */
export async function findGroupOf(db: Db, { organisationId, scanId }: ScanKey, secretHash: Buffer) {
  const group = await db
    .selectFrom('scanGroups')
    .where('organisationId', '=', organisationId)
    .where('scanId', '=', scanId)
    .where((eb) =>
      eb.or([
        eb('linkHash', '=', secretHash),
        eb(
          'id',
          'in',
          eb
            .selectFrom('invitations')
            .where('organisationId', '=', organisationId)
            .where('scanId', '=', scanId)
            .where('codeHash', '=', secretHash)
            .select('groupId'),
        ),
      ]),
    )
    .select(['invited', 'distribution', 'perspective'])
    .executeTakeFirst()
  return group
}

export interface PromisedScan {
  instrument: LaunchedInstrument
  minimums: Record<Perspective, number>
  perspectives: Perspective[]
  answersMonths: number
}

export async function findPromised(
  db: Db,
  { organisationId, scanId }: ScanKey,
): Promise<PromisedScan | undefined> {
  const scan = await db
    .selectFrom('scans')
    .where('organisationId', '=', organisationId)
    .where('id', '=', scanId)
    .select(['instrument', 'minimumProfessional', 'minimumClient', 'minimumManager', 'answersMonths'])
    .executeTakeFirst()
  if (!scan?.instrument) return undefined
  const groups = await db
    .selectFrom('scanGroups')
    .where('organisationId', '=', organisationId)
    .where('scanId', '=', scanId)
    .select('perspective')
    .distinct()
    .execute()
  return {
    instrument: scan.instrument as LaunchedInstrument,
    minimums: {
      professional: scan.minimumProfessional ?? Number.POSITIVE_INFINITY,
      client: scan.minimumClient ?? Number.POSITIVE_INFINITY,
      manager: scan.minimumManager ?? Number.POSITIVE_INFINITY,
    },
    perspectives: groups.map(({ perspective }) => perspective),
    answersMonths: scan.answersMonths ?? 1,
  }
}

/** Whose promise has run out, or whose next round is published. Across organisations, so only ids. */
export function listScansToEmpty(db: Database, now: Date, most: number): Promise<ScanKey[]> {
  return within(db, { scope: 'system' }, (trx) =>
    trx
      .selectFrom('scans')
      .select(['organisationId', 'id as scanId'])
      .where('closedAt', 'is not', null)
      .where('answersDestroyedAt', 'is', null)
      .where((eb) =>
        eb.or([
          sql<boolean>`(closed_at at time zone 'UTC' + make_interval(months => answers_months)) at time zone 'UTC' <= ${now}`,
          eb.exists(
            eb
              .selectFrom('scans as next')
              .whereRef('next.organisationId', '=', 'scans.organisationId')
              .whereRef('next.previousScanId', '=', 'scans.id')
              .where('next.closedAt', 'is not', null)
              .select('next.id'),
          ),
        ]),
      )
      .orderBy('closedAt')
      .limit(most)
      .execute(),
  )
}

/** False when another process is emptying it, or did. */
export async function claimToEmpty(db: Db, { organisationId, scanId }: ScanKey): Promise<boolean> {
  const scan = await db
    .selectFrom('scans')
    .where('organisationId', '=', organisationId)
    .where('id', '=', scanId)
    .where('answersDestroyedAt', 'is', null)
    .select('id')
    .forNoKeyUpdate()
    .skipLocked()
    .executeTakeFirst()
  return scan !== undefined
}

const OF_RESPONDENTS = ['responses', 'comments', 'inbox', 'receipts', 'closed_codes'] as const

/** So many rows of each kind at most; answers whether nothing is left. */
export async function destroyAnswers(
  db: Db,
  { organisationId, scanId }: ScanKey,
  most: number,
): Promise<boolean> {
  let isEmpty = true
  for (const table of OF_RESPONDENTS) {
    const rows = sql.table(table)
    const { numAffectedRows = 0n } = await sql`
      delete from ${rows} where ctid = any(array(select ctid from ${rows}
        where organisation_id = ${organisationId} and scan_id = ${scanId} limit ${most}))`.execute(db)
    if (numAffectedRows >= BigInt(most)) isEmpty = false
  }
  return isEmpty
}

export async function markEmptied(db: Db, { organisationId, scanId }: ScanKey, now: Date): Promise<void> {
  await db
    .updateTable('scans')
    .set({ answersDestroyedAt: now })
    .where('organisationId', '=', organisationId)
    .where('id', '=', scanId)
    .execute()
}

/** Across organisations, so only ids. */
export async function listOrganisationsWithOldMails(
  db: Database,
  before: Date,
  most: number,
): Promise<string[]> {
  const rows = await within(db, { scope: 'system' }, (trx) =>
    trx
      .selectFrom('mails')
      .where('createdAt', '<', before)
      .where('organisationId', 'is not', null)
      .select((eb) => eb.ref('organisationId').$castTo<string>().as('id'))
      .distinct()
      .limit(most)
      .execute(),
  )
  return rows.map(({ id }) => id)
}

/** Of one organisation, or of the programme itself. */
export async function deleteOldMails(db: Db, organisationId: string | null, before: Date, most: number) {
  await db
    .deleteFrom('mails')
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('mails')
        .where('organisationId', organisationId === null ? 'is' : '=', organisationId)
        .where('createdAt', '<', before)
        .select('id')
        .limit(most)
        .forUpdate()
        .skipLocked(),
    )
    .execute()
}

export async function listOrganisationsWithOldInvitations(
  db: Database,
  before: Date,
  most: number,
): Promise<string[]> {
  const rows = await within(db, { scope: 'system' }, (trx) =>
    trx
      .selectFrom('memberInvitations')
      .where(endedBefore(before))
      .select('organisationId as id')
      .distinct()
      .limit(most)
      .execute(),
  )
  return rows.map(({ id }) => id)
}

export async function deleteOldInvitations(db: Db, organisationId: string, before: Date): Promise<void> {
  await db
    .deleteFrom('memberInvitations')
    .where('organisationId', '=', organisationId)
    .where(endedBefore(before))
    .execute()
}

/** To work for the programme. */
export async function deleteOldOfficeInvitations(db: Db, before: Date): Promise<void> {
  await db.deleteFrom('programmeInvitations').where(endedBefore(before)).execute()
}

/** Accepted, withdrawn or expired. */
const endedBefore = (before: Date) => sql<boolean>`least(accepted_at, withdrawn_at, expires_at) < ${before}`

export async function deleteExpired(db: Database, now: Date): Promise<void> {
  await db.deleteFrom('sessions').where('expiresAt', '<=', now).execute()
  await db.deleteFrom('verifications').where('expiresAt', '<=', now).execute()
}

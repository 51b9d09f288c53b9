import { sql } from 'kysely'
import { type Database, type Db, within } from '../database.ts'
import { isHostLost } from '../database-hosts.ts'
import type { ScanKey } from '../scans/queries.ts'
import type { Language, LaunchedInstrument, Perspective } from '../surveys/survey.ts'
import type { PackedResponse } from './submission.ts'

interface KnownScan {
  organisationId: string
  scanId: string
  /** Of one person, and not of a whole group. */
  personal: boolean
  organisation: string
  title: string
  opensAt: Date
  closesAt: Date
  closedAt: Date | null
}
/** Where a code or link leads to. */
export interface GroupPlace extends KnownScan {
  perspective: Perspective
  minimum: number
}
/** A personal code of a closed scan: its group was forgotten. */
interface ForgottenPlace extends KnownScan {
  perspective: null
  minimum: null
}
export type Place = GroupPlace | ForgottenPlace

export type Outcome =
  | 'received'
  | 'unknown-code'
  | 'scan-not-open'
  | 'scan-closed'
  | 'already-submitted'
  | 'link-full'

/** One statement without a transaction around it; never tells whether a personal code was used. */
export async function findPlace(db: Database, secretHash: Buffer): Promise<Place | undefined> {
  const { rows } = await sql<Place>`select * from find_place(${secretHash})`.execute(db)
  return rows[0]
}

export async function findLaunched(
  db: Db,
  scanId: string,
): Promise<{ instrument: LaunchedInstrument; languages: Language[] } | undefined> {
  const scan = await db
    .selectFrom('scans')
    .select(['instrument', 'settings'])
    .where('id', '=', scanId)
    .executeTakeFirst()
  if (!scan?.instrument) return undefined
  const { languages } = scan.instrument
  return {
    instrument: scan.instrument as LaunchedInstrument,
    languages: scan.settings.languages.filter((language) => languages.includes(language)),
  }
}

export interface Submit extends PackedResponse {
  secretHash: Buffer
  submissionMac: Buffer
  at: Date
}

/** Stores what was sent to one scan, each response once, all in one statement that is its own transaction. Outcomes in the order given. */
export async function submitResponses(
  db: Database,
  { organisationId, scanId }: ScanKey,
  submits: Submit[],
): Promise<Outcome[]> {
  const at = submits.map((submit) => submit.at).reduce((one, other) => (one > other ? one : other))
  const { rows } = await sql<{ outcomes: Outcome[] }>`
    select submit_responses(${organisationId}, ${scanId}, ${at},
      ${submits.map(({ secretHash }) => secretHash)}, ${submits.map(({ submissionMac }) => submissionMac)},
      ${submits.map(({ answers }) => arrayOf(answers))}, ${submits.map(({ importance }) => arrayOf(importance))},
      ${submits.map(({ comments }) => comments && JSON.stringify(comments))}) as outcomes
  `.execute(db)
  return rows[0]?.outcomes ?? []
}

/** As PostgreSQL writes one, because responses of one bundle are not all as long. */
const arrayOf = (numbers: (number | null)[]) => `{${numbers.map((number) => number ?? 'null').join(',')}}`

/** That a shared link brought so many answers within minutes; which is unusual, the database decides by the size of the group. */
export async function markBurst(db: Database, secretHash: Buffer, answers: number): Promise<void> {
  await sql`select mark_burst(${secretHash}, ${answers})`.execute(db)
}

/** Closed at that moment or before, and still with receipts. Across organisations, so only ids. */
export function listScansWithReceipts(db: Database, closedBy: Date, most: number): Promise<ScanKey[]> {
  return within(db, { scope: 'system' }, (trx) =>
    trx
      .selectFrom('scans')
      .select(['organisationId', 'id as scanId'])
      .where('closedAt', '<=', closedBy)
      .where(({ exists, selectFrom }) =>
        exists(
          selectFrom('receipts')
            .select('submissionMac')
            .whereRef('receipts.organisationId', '=', 'scans.organisationId')
            .whereRef('receipts.scanId', '=', 'scans.id'),
        ),
      )
      .limit(most)
      .execute(),
  )
}

/** So many at most, and none that another process is just forgetting. */
export async function forgetReceipts(
  db: Db,
  { organisationId, scanId }: ScanKey,
  most: number,
): Promise<void> {
  await sql`
    with old as (
      select submission_mac from receipts where organisation_id = ${organisationId} and scan_id = ${scanId}
      limit ${most} for update skip locked
    )
    delete from receipts r using old
    where r.organisation_id = ${organisationId} and r.scan_id = ${scanId} and r.submission_mac = old.submission_mac
  `.execute(db)
}

/** The database refused what one response holds; the others of its bundle may be sound. */
export function isOfOneResponse(error: unknown): boolean {
  return /^(22|23|40P01)/.test((error as { code?: string }).code ?? '')
}

/** A database that restarts, a host that is lost, two that waited for each other: another moment may do. A busy pool had its moment. */
export function isPassing(error: unknown): boolean {
  return isHostLost(error) || /^(40001|40P01|55P03|53300)/.test((error as { code?: string }).code ?? '')
}

import { sql } from 'kysely'
import type { Database, Db } from '../database.ts'
import type { Language, LaunchedInstrument, Perspective } from '../surveys/survey.ts'
import type { PackedResponse } from './submission.ts'

/** Where a code or link leads to. */
export interface Place {
  organisationId: string
  scanId: string
  perspective: Perspective
  /** Of one person, and not of a whole group. */
  personal: boolean
  organisation: string
  title: string
  minimum: number
  opensAt: Date
  closesAt: Date
  closedAt: Date | null
}

export type Outcome = 'received' | 'unknown-code' | 'scan-not-open' | 'scan-closed' | 'already-submitted'

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

/**
 * Stores each response once, all in one statement that is its own transaction. Outcomes in the order given; the database
 * takes them in the order of their codes, so that two bundles never wait for each other.
 */
export async function submitResponses(db: Database, submits: Submit[]): Promise<Outcome[]> {
  const inOrder = submits
    .map((submit, place) => ({ ...submit, place }))
    .sort((a, b) => a.secretHash.compare(b.secretHash) || a.submissionMac.compare(b.submissionMac))
  const rows = sql.join(
    inOrder.map(({ place, secretHash, submissionMac, answers, importance, comments, at }) => {
      const words = comments && JSON.stringify(comments)
      return sql`(${place}::integer, ${secretHash}::bytea, ${submissionMac}::bytea, ${answers}::smallint[],
        ${importance}::smallint[], ${words}::jsonb, ${at}::timestamptz)`
    }),
  )
  const { rows: told } = await sql<{ place: number; outcome: Outcome }>`
    select place, submit_response(secret_hash, submission_mac, answers, importance, comments, at) as outcome
    from (values ${rows}) as given (place, secret_hash, submission_mac, answers, importance, comments, at)
  `.execute(db)
  return told.sort((a, b) => a.place - b.place).map(({ outcome }) => outcome)
}

/** The database refused what one response holds; the others of its bundle may be sound. */
export function isOfOneResponse(error: unknown): boolean {
  return /^(22|23|40P01)/.test((error as { code?: string }).code ?? '')
}

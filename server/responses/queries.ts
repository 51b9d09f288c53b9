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

/** Stores a response once, in one round trip: the function is its own transaction. */
export async function submitResponse(db: Database, submit: Submit): Promise<Outcome> {
  const { secretHash, submissionMac, answers, importance, at } = submit
  const comments = submit.comments && JSON.stringify(submit.comments)
  const { rows } = await sql<{ outcome: Outcome }>`
    select submit_response(${secretHash}, ${submissionMac}, ${answers}, ${importance}, ${comments}, ${at}) as outcome
  `.execute(db)
  return rows[0]?.outcome ?? 'unknown-code'
}

import { sql } from 'kysely'
import type { Db } from '../database.ts'
import type { ScanKey } from '../scans/queries.ts'
import type { TreeUnit } from '../scans/scan.ts'
import type { PaperRow } from './reading.ts'

/** Closing waits for whoever holds the scan, so what is stored is counted. */
export function holdScan(db: Db, { organisationId, scanId }: ScanKey) {
  return db
    .selectFrom('scans')
    .select(['title', 'launchedAt', 'opensAt', 'closesAt', 'closedAt'])
    .where('organisationId', '=', organisationId)
    .where('id', '=', scanId)
    .forShare()
    .executeTakeFirst()
}

/** As the scan knows them, with the names of its launch. */
export function listScanUnits(db: Db, { organisationId, scanId }: ScanKey): Promise<TreeUnit[]> {
  return db
    .selectFrom('scanUnits')
    .select(['unitId as id', 'parentId', 'name'])
    .where('organisationId', '=', organisationId)
    .where('scanId', '=', scanId)
    .execute()
}

/** Which of these are there, as hex. */
export async function findReceipts(
  db: Db,
  { organisationId, scanId }: ScanKey,
  macs: Buffer[],
): Promise<Set<string>> {
  const { rows } = await sql<{ mac: string }>`
    select encode(submission_mac, 'hex') as mac from receipts
    where organisation_id = ${organisationId} and scan_id = ${scanId} and submission_mac = any(${macs}::bytea[])
  `.execute(db)
  return new Set(rows.map(({ mac }) => mac))
}

/** Answers, as hex, those that were not there yet. In one order for all, so that two uploads never wait for each other both ways. */
export async function insertReceipts(
  db: Db,
  { organisationId, scanId }: ScanKey,
  macs: Buffer[],
): Promise<Set<string>> {
  const inOrder = macs.toSorted(Buffer.compare)
  const { rows } = await sql<{ mac: string }>`
    insert into receipts (organisation_id, scan_id, submission_mac)
    select ${organisationId}, ${scanId}, given.mac from unnest(${inOrder}::bytea[]) as given (mac)
    on conflict do nothing returning encode(submission_mac, 'hex') as mac`.execute(db)
  return new Set(rows.map(({ mac }) => mac))
}

/** In an order drawn by the database, so that a place in the table does not tell which line of the file it was. */
export async function insertOnPaper(
  db: Db,
  { organisationId, scanId }: ScanKey,
  rows: readonly PaperRow[],
): Promise<void> {
  await sql`
    insert into responses (organisation_id, scan_id, group_id, answers, importance, on_paper)
    select ${organisationId}, ${scanId}, given.group_id, given.answers::smallint[], given.importance::smallint[], true
    from unnest(
      ${rows.map(({ groupId }) => groupId)}::uuid[],
      ${rows.map(({ answers }) => asArray(answers))}::text[],
      ${rows.map(({ importance }) => asArray(importance))}::text[]
    ) as given (group_id, answers, importance)
    order by random()`.execute(db)
  const comments = rows.flatMap(({ groupId, comments }) =>
    Object.entries(comments ?? {}).map(([questionId, text]) => ({ groupId, questionId, text })),
  )
  await sql`
    insert into comments (organisation_id, scan_id, group_id, question_id, text)
    select ${organisationId}, ${scanId}, given.group_id, given.question_id, given.text
    from unnest(
      ${comments.map(({ groupId }) => groupId)}::uuid[],
      ${comments.map(({ questionId }) => questionId)}::text[],
      ${comments.map(({ text }) => text)}::text[]
    ) as given (group_id, question_id, text)
    order by random()`.execute(db)
}

/** PostgreSQL unnests lists of lists to single values, so each list travels as text. */
const asArray = (values: readonly (number | null)[]) =>
  `{${values.map((value) => value ?? 'NULL').join(',')}}`

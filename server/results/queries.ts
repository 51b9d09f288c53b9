import { type RawBuilder, sql } from 'kysely'
import type { Database, Db, Tables } from '../database.ts'
import { within } from '../database.ts'
import type { ScanKey } from '../scans/queries.ts'
import type { Form, Instrument, Scale } from '../surveys/survey.ts'
import type { Publication, StoredComparison } from './contract.ts'
import { type CountedGroup, type CountedUnit, SUM_BASE, type Tally } from './counted.ts'
import type { Measure } from './measures.ts'

/** Across organisations, so only their ids; each is then closed inside its own. */
export function listDueScans(db: Database, now: Date): Promise<ScanKey[]> {
  return within(db, { scope: 'system' }, (trx) =>
    trx
      .selectFrom('scans')
      .select(['organisationId', 'id as scanId'])
      .where('launchedAt', 'is not', null)
      .where('closedAt', 'is', null)
      .where('closesAt', '<=', now)
      .orderBy('closesAt')
      .execute(),
  )
}

export interface ClosableScan {
  id: string
  title: string
  launchedAt: Date | null
  opensAt: Date | null
  closesAt: Date | null
  closedAt: Date | null
  instrument: Instrument | null
  form: Form | null
  previousScanId: string | null
  minimumProfessional: number | null
  minimumClient: number | null
  minimumManager: number | null
}

const CLOSABLE = [
  'id',
  'title',
  'launchedAt',
  'opensAt',
  'closesAt',
  'closedAt',
  'instrument',
  'form',
  'previousScanId',
  'minimumProfessional',
  'minimumClient',
  'minimumManager',
] as const satisfies readonly (keyof Tables['scans'])[]

/** Waits for every submit that holds the scan: what was accepted is counted. */
export function lockScan(db: Db, { organisationId, scanId }: ScanKey): Promise<ClosableScan | undefined> {
  return db
    .selectFrom('scans')
    .select(CLOSABLE)
    .where('organisationId', '=', organisationId)
    .where('id', '=', scanId)
    .forUpdate()
    .executeTakeFirst()
}

/** Undefined when another process is closing it, or when it was closed or extended meanwhile. */
export function claimDueScan(
  db: Db,
  { organisationId, scanId }: ScanKey,
  now: Date,
): Promise<ClosableScan | undefined> {
  return db
    .selectFrom('scans')
    .select(CLOSABLE)
    .where('organisationId', '=', organisationId)
    .where('id', '=', scanId)
    .where('closedAt', 'is', null)
    .where('closesAt', '<=', now)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()
}

/**
 * For this transaction: large counts stay in memory, and a scan that the planner has no statistics of yet is still read by its
 * index; compiling these statements takes longer than running them; and a large publication may take its time between two of them.
 */
export async function prepareToCount(db: Db): Promise<void> {
  await sql`select set_config('work_mem', '64MB', true), set_config('enable_seqscan', 'off', true),
    set_config('jit', 'off', true), set_config('idle_in_transaction_session_timeout', '60s', true)`.execute(
    db,
  )
}

export async function markClosed(db: Db, { organisationId, scanId }: ScanKey, closedAt: Date): Promise<void> {
  await db
    .updateTable('scans')
    .set({ closedAt })
    .where('organisationId', '=', organisationId)
    .where('id', '=', scanId)
    .execute()
}

export function listUnits(db: Db, { organisationId, scanId }: ScanKey): Promise<CountedUnit[]> {
  return db
    .selectFrom('scanUnits')
    .select(['unitId as id', 'parentId', 'name', 'professionals'])
    .where('organisationId', '=', organisationId)
    .where('scanId', '=', scanId)
    .orderBy('name')
    .orderBy('unitId')
    .execute()
}

export function listGroups(
  db: Db,
  { organisationId, scanId }: ScanKey,
): Promise<(CountedGroup & { id: string })[]> {
  return db
    .selectFrom('scanGroups')
    .select(['id', 'unitId', 'perspective', 'invited'])
    .where('organisationId', '=', organisationId)
    .where('scanId', '=', scanId)
    .execute()
}

/** Which answers one perspective was asked, and what is made of them. */
export interface Tallied extends ScanKey {
  groupIds: string[]
  itemCount: number
  scale: Scale
  /** With their places in `measuresOf(…).all`. */
  measures: { place: number; measure: Measure; isFull: boolean }[]
}

/**
 * Counts one perspective: scores per person, choices, and answers per item. No response leaves the database. The groups are given
 * by id: without a join the plan stays the same however old the planner's statistics are.
 */
export async function tallyPerspective(db: Db, tallied: Tallied): Promise<Tally> {
  if (tallied.measures.length === 0) return { scores: [], respondents: [], importance: [], answers: [] }
  const people = scoredPeople(tallied)
  const rows = sql.join([sql`(-1, ${hasScore(tallied)}::integer)`, ...tallied.measures.map(scoreRow)])
  const scores = await sql<Tally['scores'][number]>`
    select p.group_id, m.place, m.sum, count(*)::integer as count
    from ${people} p cross join lateral (values ${rows}) as m (place, sum)
    group by p.group_id, m.place, m.sum`.execute(db)
  const importance = await sql<Tally['importance'][number]>`
    select p.group_id, c.dimension, count(*)::integer as count
    from ${people} p cross join lateral unnest(p.importance) as c (dimension)
    where ${hasScore(tallied)} group by p.group_id, c.dimension`.execute(db)
  const answers = await sql<Tally['answers'][number]>`
    select p.group_id, (a.place - 1)::integer as position, a.value, count(*)::integer as count
    from ${people} p cross join lateral unnest(p.answers) with ordinality as a (value, place)
    where ${hasScore(tallied)} and a.value >= ${sql.lit(tallied.scale.min)}
    group by p.group_id, a.place, a.value`.execute(db)
  return {
    scores: scores.rows.filter(({ place }) => place >= 0),
    respondents: scores.rows.filter(({ place, sum }) => place === -1 && sum === 1),
    importance: importance.rows,
    answers: answers.rows,
  }
}

/** Every item recoded once per person; `offset 0` keeps the planner from doing it once per measure. */
function scoredPeople({
  organisationId,
  scanId,
  groupIds,
  itemCount,
  scale,
  measures,
}: Tallied): RawBuilder<unknown> {
  const reverse = new Set(
    measures.flatMap(({ measure }) => measure.items.flatMap((item) => (item.reverse ? [item.position] : []))),
  )
  const codes = Array.from({ length: itemCount }, (_item, position) => {
    const answer = sql`answers[${sql.lit(position + 1)}]`
    const above = reverse.has(position)
      ? sql`${sql.lit(scale.max)} - ${answer}`
      : sql`${answer} - ${sql.lit(scale.min)}`
    const isAnswered = sql`${answer} >= ${sql.lit(scale.min)}`
    return sql`case when ${isAnswered} then (${above}) * ${sql.lit(SUM_BASE)} + 1 else 0 end as ${code(position)}`
  })
  return sql`(
    select group_id, answers, importance, ${sql.join(codes)} from responses
    where organisation_id = ${organisationId} and scan_id = ${scanId} and group_id = any(${groupIds}::uuid[]) offset 0)`
}

const code = (position: number) => sql.ref(`item${position}`)

const sumOf = ({ items }: Measure) =>
  sql`(${sql.join(
    items.map(({ position }) => code(position)),
    sql` + `,
  )})`

const scoreRow = ({ place, measure }: Tallied['measures'][number]) =>
  sql`(${sql.lit(place)}, ${sumOf(measure)})`

/** A response counts when at least one dimension has a score. */
function hasScore({ measures }: Tallied) {
  const enough = measures
    .filter(({ isFull }) => isFull)
    .map(({ measure }) => sql`${sumOf(measure)} % ${sql.lit(SUM_BASE)} >= ${sql.lit(measure.needed)}`)
  return sql<boolean>`(${sql.join(enough, sql` or `)})`
}

/**
 * Who was invited is forgotten, and the answers are written anew: other ids, in an order drawn by the database, so that neither
 * tells when an answer came in. Runs in the transaction that publishes.
 */
export async function forgetOrder(db: Db, { organisationId, scanId }: ScanKey): Promise<void> {
  await db
    .deleteFrom('invitations')
    .where('organisationId', '=', organisationId)
    .where('scanId', '=', scanId)
    .execute()
  await sql`
    with taken as (delete from responses where organisation_id = ${organisationId} and scan_id = ${scanId} returning *)
    insert into responses (organisation_id, scan_id, group_id, answers, importance)
    select organisation_id, scan_id, group_id, answers, importance from taken order by random()`.execute(db)
  await sql`
    with taken as (delete from comments where organisation_id = ${organisationId} and scan_id = ${scanId} returning *)
    insert into comments (organisation_id, scan_id, group_id, question_id, text)
    select organisation_id, scan_id, group_id, question_id, text from taken order by random()`.execute(db)
}

export interface PublicationRow {
  document: Publication
  comparison: StoredComparison
}

export async function insertPublication(
  db: Db,
  row: PublicationRow & { organisationId: string; scanId: string; publishedAt: Date },
): Promise<void> {
  const { document, comparison, ...keys } = row
  await db
    .insertInto('publications')
    .values({
      ...keys,
      engineVersion: document.engineVersion,
      document: JSON.stringify(document),
      comparison: JSON.stringify(comparison),
    })
    .execute()
}

/** The document only: what a page may see. */
export async function findPublication(db: Db, scanId: string): Promise<Publication | undefined> {
  const row = await db
    .selectFrom('publications')
    .select('document')
    .where('scanId', '=', scanId)
    .executeTakeFirst()
  return row?.document
}

/** With the unrounded figures, for the round that follows. */
export function findPreviousRound(
  db: Db,
  { organisationId, scanId }: ScanKey,
): Promise<PublicationRow | undefined> {
  return db
    .selectFrom('publications')
    .select(['document', 'comparison'])
    .where('organisationId', '=', organisationId)
    .where('scanId', '=', scanId)
    .executeTakeFirst()
}

export async function isScan(db: Db, { organisationId, scanId }: ScanKey): Promise<boolean> {
  const row = await db
    .selectFrom('scans')
    .select('id')
    .where('organisationId', '=', organisationId)
    .where('id', '=', scanId)
    .executeTakeFirst()
  return row !== undefined
}

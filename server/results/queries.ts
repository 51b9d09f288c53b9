import { type RawBuilder, sql } from 'kysely'
import type { Database, Db, Tables } from '../database.ts'
import { within } from '../database.ts'
import { holdAnswers, rewriteComments, rewriteReceipts } from '../responses/mixing/queries.ts'
import type { ScanKey } from '../scans/queries.ts'
import type { Form, Instrument, Scale } from '../surveys/survey.ts'
import type { Publication, ScanFigures, StoredComparison } from './contract.ts'
import type { CountedGroup, CountedUnit, Tally } from './counted.ts'
import type { Measured } from './measures.ts'

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

/** Waits for the answers that are just being stored, so what was accepted is counted; what comes later waits for this transaction. */
export async function lockScan(
  db: Db,
  { organisationId, scanId }: ScanKey,
): Promise<ClosableScan | undefined> {
  await sql`select set_config('lock_timeout', '30s', true)`.execute(db)
  const scan = await db
    .selectFrom('scans')
    .select(CLOSABLE)
    .where('organisationId', '=', organisationId)
    .where('id', '=', scanId)
    .forNoKeyUpdate()
    .executeTakeFirst()
  if (scan) await holdAnswers(db, scanId)
  return scan
}

/** Undefined when another process is closing it, or when it was closed or extended meanwhile. */
export async function claimDueScan(
  db: Db,
  { organisationId, scanId }: ScanKey,
  now: Date,
): Promise<ClosableScan | undefined> {
  const scan = await db
    .selectFrom('scans')
    .select(CLOSABLE)
    .where('organisationId', '=', organisationId)
    .where('id', '=', scanId)
    .where('closedAt', 'is', null)
    .where('closesAt', '<=', now)
    .forNoKeyUpdate()
    .skipLocked()
    .executeTakeFirst()
  if (scan) await holdAnswers(db, scanId)
  return scan
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
    .set({ closedAt, mixedAt: closedAt })
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
    .select(['id', 'unitId', 'perspective', 'invited', 'launched', 'heldAnswers', 'heldBand', 'distribution'])
    .where('organisationId', '=', organisationId)
    .where('scanId', '=', scanId)
    .execute()
}

/** How many answered per group, with or without a score. */
export async function countAnswered(db: Db, { organisationId, scanId }: ScanKey) {
  const rows = await db
    .selectFrom('responses')
    .select((eb) => ['groupId', 'onPaper', eb.fn.countAll<number>().as('count')])
    .where('organisationId', '=', organisationId)
    .where('scanId', '=', scanId)
    .groupBy(['groupId', 'onPaper'])
    .execute()
  return new Map(rows.map(({ groupId, onPaper, count }) => [`${groupId} ${onPaper}`, Number(count)]))
}

/** Which answers one perspective was asked, and what is made of them. */
interface Tallied extends ScanKey {
  groupIds: string[]
  itemCount: number
  dimensionCount: number
  scale: Scale
  /** With their places in `measuresOf(…).all`. */
  measures: Measured[]
}

/**
 * Counts one perspective in one pass: scores per person, choices, and answers per item, added up per group. No response leaves the
 * database. The groups are given by id: without a join the plan stays the same however old the planner's statistics are.
 */
export async function tallyPerspective(db: Db, tallied: Tallied): Promise<Tally[]> {
  const { measures, dimensionCount, itemCount, scale } = tallied
  if (measures.length === 0) return []
  const chosen = range(dimensionCount).map((dimension) =>
    howMany(sql`${sql.lit(dimension)} = any(p.importance)`),
  )
  const answers = range(itemCount).flatMap((position) =>
    range(scale.max - scale.min + 1).map((above) =>
      howMany(sql`p.answers[${sql.lit(position + 1)}] = ${sql.lit(scale.min + above)}`),
    ),
  )
  const scores = measures.flatMap(({ place }) => {
    const score = sql.ref(`p.score${place}`)
    return [sql`count(${score})`, sql`sum(${score})`, sql`sum(${score} * ${score})`]
  })
  const complete = fullOf(measures).flatMap(({ measure: { items } }) => completeSums(items))
  const { rows } = await sql<Tally>`
    select p.group_id, p.on_paper, ${howMany(sql`true`)} as respondents, ${numbers(scores)} as scores,
      ${numbers(complete)} as complete, ${numbers(chosen)} as chosen, ${numbers(answers)} as answers
    from ${scoredPeople(tallied)} p group by p.group_id, p.on_paper`.execute(db)
  return rows
}

const fullOf = (measures: readonly Measured[]) => measures.filter(({ isFull }) => isFull)

/** In the order of `Tally.complete`. */
function completeSums(items: Measured['measure']['items']): RawBuilder<unknown>[] {
  const points = items.map(({ position }) => sql.ref(`p.point${position}`))
  const products = points.flatMap((point, index) =>
    points.slice(index).map((other) => sql`sum(${point} * ${other})`),
  )
  return [sql`count(${points[0]})`, ...points.map((point) => sql`sum(${point})`), ...products]
}

const range = (length: number) => Array.from({ length }, (_one, index) => index)
/** Double precision holds these whole numbers exactly, and arrives as numbers. */
const numbers = (values: RawBuilder<unknown>[]) =>
  sql`array[${sql.join(values.map((value) => sql`coalesce(${value}, 0)`))}]::double precision[]`
const howMany = (condition: RawBuilder<unknown>) => sql`count(*) filter (where p.counts and ${condition})`

/** Carries a sum and the number of answers in one number: BASE × (points above the lowest) + 1 per answer. */
const BASE = 256

/** Each `offset 0` keeps the planner from working the same thing out again for every figure that uses it. */
function scoredPeople(tallied: Tallied): RawBuilder<unknown> {
  const { measures } = tallied
  const scores = measures.map(({ place, measure: { items, needed, parts } }) => {
    const sum = sql`(${sql.join(
      items.map(({ position }) => code(position)),
      sql` + `,
    )})`
    const answered = sql`(${sum} % ${sql.lit(BASE)})`
    const score = sql`(${sum} / ${sql.lit(BASE)}) * (${sql.lit(parts)} / ${answered})`
    return sql`case when ${answered} >= ${sql.lit(needed)} then ${score} end as ${scoreOf(place)}`
  })
  const points = fullOf(measures).flatMap(({ measure }) => completePoints(measure.items))
  const full = fullOf(measures).map(({ place }) => sql`${scoreOf(place)} is not null`)
  return sql`(
    select s.*, ${sql.join(full, sql` or `)} as counts
    from (
      select group_id, on_paper, answers, importance, ${sql.join([...scores, ...points])}
      from ${codedPeople(tallied)} c offset 0) s
    offset 0)`
}

/** Points above the lowest, only of who answered all these items. */
function completePoints(items: Measured['measure']['items']): RawBuilder<unknown>[] {
  const answered = sql.join(
    items.map(({ position }) => sql`${code(position)} > 0`),
    sql` and `,
  )
  return items.map(({ position }) => {
    const point = sql`${code(position)} / ${sql.lit(BASE)}`
    return sql`case when ${answered} then ${point} end as ${sql.ref(`point${position}`)}`
  })
}

function codedPeople({ organisationId, scanId, groupIds, itemCount, scale, measures }: Tallied) {
  const reverse = new Set(
    measures.flatMap(({ measure }) => measure.items.flatMap((item) => (item.reverse ? [item.position] : []))),
  )
  const codes = range(itemCount).map((position) => {
    const answer = sql`answers[${sql.lit(position + 1)}]`
    const above = reverse.has(position)
      ? sql`${sql.lit(scale.max)} - ${answer}`
      : sql`${answer} - ${sql.lit(scale.min)}`
    const isAnswered = sql`${answer} >= ${sql.lit(scale.min)}`
    return sql`case when ${isAnswered} then (${above}) * ${sql.lit(BASE)} + 1 else 0 end as ${code(position)}`
  })
  return sql`(
    select group_id, on_paper, answers, importance, ${sql.join(codes)} from responses
    where organisation_id = ${organisationId} and scan_id = ${scanId} and group_id = any(${groupIds}::uuid[])
    offset 0)`
}

const code = (position: number) => sql.ref(`item${position}`)
const scoreOf = (place: number) => sql.ref(`score${place}`)

/**
 * Of who was invited only remains that the codes existed, and the answers are written anew: other ids, in an order drawn by the
 * database, so that neither tells when an answer came in. Hashes are put in their own order, which says as little. Of what came from
 * paper only remains how many of each group answered beside it, with or without a score. Runs in the transaction that publishes.
 */
export async function forgetOrder(db: Db, { organisationId, scanId }: ScanKey): Promise<void> {
  await sql`
    insert into closed_codes (organisation_id, scan_id, code_hash)
    select organisation_id, scan_id, code_hash from invitations
    where organisation_id = ${organisationId} and scan_id = ${scanId} order by code_hash`.execute(db)
  await db
    .deleteFrom('invitations')
    .where('organisationId', '=', organisationId)
    .where('scanId', '=', scanId)
    .execute()
  await sql`
    update scan_groups g set (counted, unseen) = (select count(*), count(*) filter (where not r.on_paper) from responses r
      where r.organisation_id = g.organisation_id and r.scan_id = g.scan_id and r.group_id = g.id)
    where g.organisation_id = ${organisationId} and g.scan_id = ${scanId}`.execute(db)
  await sql`
    with taken as (delete from responses where organisation_id = ${organisationId} and scan_id = ${scanId} returning *)
    insert into responses (organisation_id, scan_id, group_id, answers, importance)
    select organisation_id, scan_id, group_id, answers, importance from taken order by random()`.execute(db)
  await rewriteComments(db, { organisationId, scanId })
  await rewriteReceipts(db, { organisationId, scanId })
}

interface PublicationRow {
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

export async function insertFigures(
  db: Db,
  row: ScanKey & { instrument: Publication['instrument']; figures: ScanFigures },
): Promise<void> {
  const { organisationId, scanId, instrument, figures } = row
  await db
    .insertInto('scanFigures')
    .values({
      organisationId,
      scanId,
      instrumentId: instrument.id,
      instrumentVersion: instrument.version,
      form: instrument.form,
      figures: JSON.stringify(figures),
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

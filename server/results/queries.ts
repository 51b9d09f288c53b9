import { type RawBuilder, sql } from 'kysely'
import type { Database, Db, Tables } from '../database.ts'
import { within } from '../database.ts'
import type { Form, Instrument, Perspective, Scale } from '../surveys/survey.ts'
import type { Publication, StoredComparison } from './contract.ts'
import type {
  AnswerCount,
  CountedGroup,
  CountedUnit,
  Counts,
  ImportanceCount,
  RespondentCount,
  ScoreCount,
} from './counted.ts'
import type { Measure } from './measures.ts'

export interface DueScan {
  organisationId: string
  id: string
}

/** Across organisations, so only their ids; each is then closed inside its own. */
export function listDueScans(db: Database, now: Date): Promise<DueScan[]> {
  return within(db, { scope: 'system' }, (trx) =>
    trx
      .selectFrom('scans')
      .select(['organisationId', 'id'])
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
export function lockScan(db: Db, scanId: string): Promise<ClosableScan | undefined> {
  return db.selectFrom('scans').select(CLOSABLE).where('id', '=', scanId).forUpdate().executeTakeFirst()
}

/** Undefined when another process is closing it, or when it was closed or extended meanwhile. */
export function claimDueScan(db: Db, scanId: string, now: Date): Promise<ClosableScan | undefined> {
  return db
    .selectFrom('scans')
    .select(CLOSABLE)
    .where('id', '=', scanId)
    .where('closedAt', 'is', null)
    .where('closesAt', '<=', now)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()
}

export async function markClosed(db: Db, scanId: string, closedAt: Date): Promise<void> {
  await db.updateTable('scans').set({ closedAt }).where('id', '=', scanId).execute()
}

export function listUnits(db: Db, scanId: string): Promise<CountedUnit[]> {
  return db
    .selectFrom('scanUnits')
    .select(['unitId as id', 'parentId', 'name', 'professionals'])
    .where('scanId', '=', scanId)
    .orderBy('name')
    .orderBy('unitId')
    .execute()
}

export function listGroups(db: Db, scanId: string): Promise<(CountedGroup & { id: string })[]> {
  return db
    .selectFrom('scanGroups')
    .select(['id', 'unitId', 'perspective', 'invited'])
    .where('scanId', '=', scanId)
    .execute()
}

/** Which answers one perspective was asked, and what is made of them. */
export interface Tallied {
  scanId: string
  perspective: Perspective
  scale: Scale
  /** With their places in `measuresOf(…).all`. */
  measures: { place: number; measure: Measure; isFull: boolean }[]
}

/** Three passes over one perspective: scores per person and then counted, choices, and answers per item. No response leaves the database. */
export async function tallyPerspective(db: Db, tallied: Tallied): Promise<Counts> {
  if (tallied.measures.length === 0) return { scores: [], respondents: [], importance: [], answers: [] }
  const scores = await sql<ScoreCount>`
    select g.unit_id, m.place, m.total, m.answered, count(*)::integer as count
    ${FROM_RESPONSES}
    cross join lateral (values ${sql.join(tallied.measures.map((one) => scoreRow(one, tallied.scale)))})
      as m (place, total, answered, needed)
    where ${ofPerspective(tallied)} and m.answered >= m.needed
    group by g.unit_id, m.place, m.total, m.answered`.execute(db)
  const respondents = await sql<RespondentCount>`
    select g.unit_id, g.perspective, count(*)::integer as count
    ${FROM_RESPONSES}
    where ${ofPerspective(tallied)} and ${hasScore(tallied)}
    group by g.unit_id, g.perspective`.execute(db)
  const importance = await sql<ImportanceCount>`
    select g.unit_id, g.perspective, c.dimension, count(*)::integer as count
    ${FROM_RESPONSES}
    cross join lateral (select distinct chosen as dimension from unnest(r.importance) as chosen) as c
    where ${ofPerspective(tallied)} and ${hasScore(tallied)}
    group by g.unit_id, g.perspective, c.dimension`.execute(db)
  const answers = await sql<AnswerCount>`
    select g.unit_id, g.perspective, (a.place - 1)::integer as position, a.value, count(*)::integer as count
    ${FROM_RESPONSES}
    cross join lateral unnest(r.answers) with ordinality as a (value, place)
    where ${ofPerspective(tallied)} and ${hasScore(tallied)} and a.value >= ${sql.lit(tallied.scale.min)}
    group by g.unit_id, g.perspective, a.place, a.value`.execute(db)
  return {
    scores: scores.rows,
    respondents: respondents.rows,
    importance: importance.rows,
    answers: answers.rows,
  }
}

const FROM_RESPONSES = sql`
  from responses r join scan_groups g
    on g.organisation_id = r.organisation_id and g.scan_id = r.scan_id and g.id = r.group_id`

const ofPerspective = ({ scanId, perspective }: Tallied) =>
  sql`r.scan_id = ${scanId} and g.perspective = ${perspective}`

const isAnswered = (position: number, { min }: Scale) =>
  sql`coalesce(r.answers[${sql.lit(position + 1)}] >= ${sql.lit(min)}, false)`

function answeredOf({ items }: Measure, scale: Scale): RawBuilder<number> {
  return sql<number>`(${sql.join(
    items.map(({ position }) => sql`${isAnswered(position, scale)}::integer`),
    sql` + `,
  )})`
}

function totalOf({ items }: Measure, scale: Scale): RawBuilder<number> {
  const recoded = items.map(({ position, reverse }) => {
    const answer = sql`r.answers[${sql.lit(position + 1)}]`
    const value = reverse ? sql`${sql.lit(scale.min + scale.max)} - ${answer}` : answer
    return sql`case when ${isAnswered(position, scale)} then ${value} else 0 end`
  })
  return sql<number>`(${sql.join(recoded, sql` + `)})`
}

function scoreRow({ place, measure }: Tallied['measures'][number], scale: Scale) {
  return sql`(${sql.lit(place)}, ${totalOf(measure, scale)}, ${answeredOf(measure, scale)}, ${sql.lit(measure.needed)})`
}

/** A response counts when at least one dimension has a score. */
function hasScore({ measures, scale }: Tallied) {
  const enough = measures
    .filter(({ isFull }) => isFull)
    .map(({ measure }) => sql`${answeredOf(measure, scale)} >= ${sql.lit(measure.needed)}`)
  return sql<boolean>`(${sql.join(enough, sql` or `)})`
}

/**
 * Who was invited is forgotten, and the answers are written anew: other ids, in an order drawn by the database, so that neither
 * tells when an answer came in. Runs in the transaction that publishes.
 */
export async function forgetOrder(db: Db, scanId: string): Promise<void> {
  await db.deleteFrom('invitations').where('scanId', '=', scanId).execute()
  await sql`
    with taken as (delete from responses where scan_id = ${scanId} returning *)
    insert into responses (organisation_id, scan_id, group_id, answers, importance)
    select organisation_id, scan_id, group_id, answers, importance from taken order by random()`.execute(db)
  await sql`
    with taken as (delete from comments where scan_id = ${scanId} returning *)
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
export function findPreviousRound(db: Db, scanId: string): Promise<PublicationRow | undefined> {
  return db
    .selectFrom('publications')
    .select(['document', 'comparison'])
    .where('scanId', '=', scanId)
    .executeTakeFirst()
}

export async function isScan(db: Db, scanId: string): Promise<boolean> {
  const row = await db.selectFrom('scans').select('id').where('id', '=', scanId).executeTakeFirst()
  return row !== undefined
}

import { sql } from 'kysely'
import type { Db, Tables } from '../database.ts'
import type { ScanKey } from '../scans/queries.ts'
import type { Perspective } from '../surveys/contract.ts'
import type { CommentPublication } from './contract.ts'

type Decision = Tables['comments']['decision']

export interface CommentRow {
  id: string
  /** Where it was written: never leaves the server. */
  unitId: string
  perspective: Perspective
  questionId: string
  text: string
  decision: Decision
}

/** By their random ids, so that judging goes on where it stopped. */
export function listComments(db: Db, { organisationId, scanId }: ScanKey): Promise<CommentRow[]> {
  return commentsOf(db, { organisationId, scanId }).orderBy('c.id').execute()
}

/** In an order that the database draws anew, so that it does not follow the one in which they were judged. */
export function shuffleComments(db: Db, { organisationId, scanId }: ScanKey): Promise<CommentRow[]> {
  return commentsOf(db, { organisationId, scanId }).orderBy(sql`random()`).execute()
}

function commentsOf(db: Db, { organisationId, scanId }: ScanKey) {
  return db
    .selectFrom('comments as c')
    .innerJoin('scanGroups as g', (join) =>
      join
        .onRef('g.organisationId', '=', 'c.organisationId')
        .onRef('g.scanId', '=', 'c.scanId')
        .onRef('g.id', '=', 'c.groupId'),
    )
    .select(['c.id', 'g.unitId', 'g.perspective', 'c.questionId', 'c.text', 'c.decision'])
    .where('c.organisationId', '=', organisationId)
    .where('c.scanId', '=', scanId)
}

interface AnsweredRow {
  unitId: string
  perspective: Perspective
  invited: number
  answered: number
  unseen: number | null
}

/** Of a closed scan; exact numbers, which never leave the server. */
export function listAnswered(db: Db, { organisationId, scanId }: ScanKey): Promise<AnsweredRow[]> {
  return db
    .selectFrom('scanGroups')
    .select(['unitId', 'perspective', 'invited', 'counted as answered', 'unseen'])
    .where('organisationId', '=', organisationId)
    .where('scanId', '=', scanId)
    .execute()
}

interface CommentKey extends ScanKey {
  commentId: string
}

export function findComment(db: Db, { organisationId, scanId, commentId }: CommentKey) {
  return db
    .selectFrom('comments')
    .select(['id', 'questionId', 'text', 'decision'])
    .where('organisationId', '=', organisationId)
    .where('scanId', '=', scanId)
    .where('id', '=', commentId)
    .executeTakeFirst()
}

/** A new text overwrites the old one: nothing of it is kept. */
export async function updateComment(
  db: Db,
  { organisationId, scanId, commentId }: CommentKey,
  change: { decision: Decision; text: string },
): Promise<void> {
  await db
    .updateTable('comments')
    .set({ decision: change.decision, text: change.text })
    .where('organisationId', '=', organisationId)
    .where('scanId', '=', scanId)
    .where('id', '=', commentId)
    .execute()
}

/** With the published texts in their blocks nothing is left that tells in which group a comment was written. */
export async function deleteComments(db: Db, { organisationId, scanId }: ScanKey): Promise<void> {
  await db
    .deleteFrom('comments')
    .where('organisationId', '=', organisationId)
    .where('scanId', '=', scanId)
    .execute()
}

export async function findCommentPublication(
  db: Db,
  { organisationId, scanId }: ScanKey,
): Promise<CommentPublication | undefined> {
  const row = await db
    .selectFrom('commentPublications')
    .select('document')
    .where('organisationId', '=', organisationId)
    .where('scanId', '=', scanId)
    .executeTakeFirst()
  return row?.document
}

export async function insertCommentPublication(
  db: Db,
  { organisationId, scanId }: ScanKey,
  document: CommentPublication,
  publishedAt: Date,
): Promise<void> {
  await db
    .insertInto('commentPublications')
    .values({ organisationId, scanId, document: JSON.stringify(document), publishedAt })
    .execute()
}

/** Everybody with an account here now or before, and whoever was invited to have one. */
export async function listNames(db: Db, organisationId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('memberships')
    .innerJoin('users', 'users.id', 'memberships.userId')
    .where('memberships.organisationId', '=', organisationId)
    .select('users.name')
    .union(db.selectFrom('memberInvitations').where('organisationId', '=', organisationId).select('name'))
    .execute()
  return rows.map(({ name }) => name)
}

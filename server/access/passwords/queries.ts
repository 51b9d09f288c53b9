import type { Database, Db } from '../../database.ts'
import { deleteSessions } from '../queries.ts'

export interface NewPasswordReset {
  id: string
  userId: string
  identifier: string
  expiresAt: Date
}

/** Only the newest link works. */
export async function insertPasswordReset(db: Db, { userId, ...reset }: NewPasswordReset): Promise<void> {
  await deletePasswordResets(db, userId)
  await db
    .insertInto('verifications')
    .values({ ...reset, value: userId })
    .execute()
}

/** Takes the link away and answers whose it was: the second use finds nothing. */
export function takePasswordReset(db: Db, identifier: string) {
  return db
    .deleteFrom('verifications')
    .where('identifier', '=', identifier)
    .returning(['value as userId', 'expiresAt'])
    .executeTakeFirst()
}

export async function findPasswordReset(db: Database, identifier: string) {
  return db
    .selectFrom('verifications')
    .innerJoin('users', 'users.id', 'verifications.value')
    .where('identifier', '=', identifier)
    .select(['users.id as userId', 'users.email', 'verifications.expiresAt'])
    .executeTakeFirst()
}

export async function deletePasswordResets(db: Database | Db, userId: string): Promise<void> {
  await db.deleteFrom('verifications').where('value', '=', userId).execute()
}

/** A new password ends every session, everywhere. */
export async function setPassword(db: Db, userId: string, password: string): Promise<void> {
  await db.updateTable('accounts').set({ password }).where('userId', '=', userId).execute()
  await deleteSessions(db, userId)
}

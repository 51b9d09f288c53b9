import type { Database, Db } from '../../database.ts'
import { deleteSessions } from '../queries.ts'

/** Whoever came in by the old address, also through the sign-on of an organisation, comes in anew by the new one. */
export async function setEmail(db: Db, userId: string, email: string): Promise<void> {
  await db.updateTable('users').set({ email, emailVerified: true }).where('id', '=', userId).execute()
  await db
    .deleteFrom('accounts')
    .where('userId', '=', userId)
    .where('providerId', '<>', 'credential')
    .execute()
  await deleteSessions(db, userId)
}

/** Since when this session exists, of an account that comes in through the sign-on of an organisation; undefined for any other. */
export async function findSignOnSession(db: Database, userId: string, sessionId: string) {
  return db
    .selectFrom('sessions')
    .innerJoin('accounts', 'accounts.userId', 'sessions.userId')
    .where('sessions.id', '=', sessionId)
    .where('sessions.userId', '=', userId)
    .where('accounts.providerId', '<>', 'credential')
    .select('sessions.createdAt')
    .executeTakeFirst()
}

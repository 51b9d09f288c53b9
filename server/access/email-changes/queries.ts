import type { Db } from '../../database.ts'
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

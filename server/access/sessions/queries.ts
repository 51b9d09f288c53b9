import type { Database, Db } from '../../database.ts'

export function findSession(db: Database, tokenHash: string) {
  return db
    .selectFrom('sessions')
    .innerJoin('users', 'users.id', 'sessions.userId')
    .where('tokenHash', '=', tokenHash)
    .select([
      'sessions.id as sessionId',
      'users.id as userId',
      'users.name',
      'users.email',
      'sessions.lastUsedAt',
      'sessions.expiresAt',
      'sessions.secondFactorAt',
    ])
    .executeTakeFirst()
}

export async function noteUse(db: Database, id: string, lastUsedAt: Date): Promise<void> {
  await db.updateTable('sessions').set({ lastUsedAt }).where('id', '=', id).execute()
}

export async function passSecondFactor(db: Database, tokenHash: string, secondFactorAt: Date): Promise<void> {
  await db.updateTable('sessions').set({ secondFactorAt }).where('tokenHash', '=', tokenHash).execute()
}

/** Of this account only; undefined when there is none. */
export function deleteSession(db: Database | Db, userId: string, id: string) {
  return db
    .deleteFrom('sessions')
    .where('userId', '=', userId)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst()
}

interface Ends {
  now: Date
  idleSince: Date
}

export async function deleteSessionsOver(db: Database, { now, idleSince }: Ends): Promise<void> {
  await db
    .deleteFrom('sessions')
    .where((is) => is.or([is('expiresAt', '<=', now), is('lastUsedAt', '<=', idleSince)]))
    .execute()
}

/** Those that still live, the newest first. */
export function listSessions(db: Database, userId: string, { now, idleSince }: Ends) {
  return db
    .selectFrom('sessions')
    .where('userId', '=', userId)
    .where('expiresAt', '>', now)
    .where('lastUsedAt', '>', idleSince)
    .select(['id', 'createdAt', 'lastUsedAt'])
    .orderBy('createdAt', 'desc')
    .orderBy('id')
    .execute()
}

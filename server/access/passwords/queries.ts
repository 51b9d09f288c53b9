import { randomUUID } from 'node:crypto'
import type { Transaction } from 'kysely'
import type { Database, Db, Tables } from '../../database.ts'
import { deleteSessions } from '../queries.ts'
import { type AttemptKeys, forgottenAt, secondsToWait, withFailure } from './attempts.ts'

/** A new password ends every session, everywhere. */
export async function setPassword(db: Db, userId: string, password: string): Promise<void> {
  const credential = { id: randomUUID(), accountId: userId, providerId: 'credential', userId, password }
  await db
    .insertInto('accounts')
    .values(credential)
    .onConflict((conflict) => conflict.columns(['providerId', 'accountId']).doUpdateSet({ password }))
    .execute()
  await deleteSessions(db, userId)
}

/**
 * Seconds to wait, or 0: then this try counts as a failure until it turns out well. Locked, so that of a hundred tries at the same
 * moment, at any process, only the first few get through.
 */
export function countAttempt(db: Database, keys: AttemptKeys, now: Date): Promise<number> {
  return db.transaction().execute(async (trx) => {
    const own = await lockFailures(trx, keys.own, now)
    const all = await lockFailures(trx, keys.all, now)
    const seconds = secondsToWait({ own, all }, now)
    if (seconds > 0) return seconds
    await keepFailures(trx, keys.own, withFailure(own, now), now)
    await keepFailures(trx, keys.all, withFailure(all, now), now)
    return 0
  })
}

/** It was no failure: it broke off, or was right, which forgets also what this sender got wrong before. */
export function withdrawAttempt(
  db: Database,
  keys: AttemptKeys,
  now: Date,
  wasRight: boolean,
): Promise<void> {
  return db.transaction().execute(async (trx) => {
    const own = await lockFailures(trx, keys.own, now)
    const all = await lockFailures(trx, keys.all, now)
    await keepFailures(trx, keys.own, wasRight ? [] : own.slice(0, -1), now)
    await keepFailures(trx, keys.all, all.slice(0, -1), now)
  })
}

async function lockFailures(trx: Transaction<Tables>, key: Buffer, now: Date): Promise<Date[]> {
  await trx
    .insertInto('wrongPasswords')
    .values({ key, failedAt: [], forgottenAt: forgottenAt(now) })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const { failedAt } = await trx
    .selectFrom('wrongPasswords')
    .where('key', '=', key)
    .select('failedAt')
    .forUpdate()
    .executeTakeFirstOrThrow()
  return failedAt
}

async function keepFailures(
  trx: Transaction<Tables>,
  key: Buffer,
  failedAt: Date[],
  now: Date,
): Promise<void> {
  await trx
    .updateTable('wrongPasswords')
    .set({ failedAt, forgottenAt: forgottenAt(now) })
    .where('key', '=', key)
    .execute()
}

export async function deleteOldAttempts(db: Database, now: Date): Promise<void> {
  await db.deleteFrom('wrongPasswords').where('forgottenAt', '<=', now).execute()
}

/** Since when this session exists, of an account that comes in through the sign-on of an organisation; undefined for any other. */
export function findSignOnSession(db: Database, userId: string, sessionId: string) {
  return db
    .selectFrom('sessions')
    .innerJoin('accounts', 'accounts.userId', 'sessions.userId')
    .where('sessions.id', '=', sessionId)
    .where('sessions.userId', '=', userId)
    .where('accounts.providerId', '<>', 'credential')
    .select('sessions.createdAt')
    .executeTakeFirst()
}

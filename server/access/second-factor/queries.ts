import type { Db } from '../../database.ts'

export async function hasSecondFactor(db: Db, userId: string): Promise<boolean> {
  const factor = await db
    .selectFrom('secondFactors')
    .where('userId', '=', userId)
    .where('confirmedAt', 'is not', null)
    .select('userId')
    .executeTakeFirst()
  return factor !== undefined
}

/** Locked: of two who use the same code at once, the second finds it used. */
export function lockSecondFactor(db: Db, userId: string) {
  return db
    .selectFrom('secondFactors')
    .where('userId', '=', userId)
    .select(['secret', 'lastCounter', 'confirmedAt'])
    .forUpdate()
    .executeTakeFirst()
}

/** False when the account has one already; what was started and not confirmed is started anew. */
export async function startSecondFactor(db: Db, userId: string, secret: string): Promise<boolean> {
  const started = await db
    .insertInto('secondFactors')
    .values({ userId, secret })
    .onConflict((conflict) =>
      conflict
        .column('userId')
        .doUpdateSet({ secret, lastCounter: 0 })
        .where('secondFactors.confirmedAt', 'is', null),
    )
    .returning('userId')
    .executeTakeFirst()
  return started !== undefined
}

export async function confirmSecondFactor(db: Db, userId: string, confirmedAt: Date): Promise<void> {
  await db.updateTable('secondFactors').set({ confirmedAt }).where('userId', '=', userId).execute()
}

export async function noteCounter(db: Db, userId: string, lastCounter: number): Promise<void> {
  await db.updateTable('secondFactors').set({ lastCounter }).where('userId', '=', userId).execute()
}

export async function replaceBackupCodes(db: Db, userId: string, macs: Buffer[]): Promise<void> {
  await db.deleteFrom('backupCodes').where('userId', '=', userId).execute()
  const rows = macs.map((codeMac) => ({ userId, codeMac }))
  await db.insertInto('backupCodes').values(rows).execute()
}

/** False when there is no such code, or no longer. */
export async function takeBackupCode(db: Db, userId: string, codeMac: Buffer): Promise<boolean> {
  const taken = await db
    .deleteFrom('backupCodes')
    .where('userId', '=', userId)
    .where('codeMac', '=', codeMac)
    .returning('userId')
    .executeTakeFirst()
  return taken !== undefined
}

export async function countBackupCodes(db: Db, userId: string): Promise<number> {
  const { count } = await db
    .selectFrom('backupCodes')
    .where('userId', '=', userId)
    .select((is) => is.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}

/** With its backup codes; sessions go on as if begun without it. False when there was none. */
export async function removeSecondFactor(db: Db, userId: string): Promise<boolean> {
  await db.updateTable('sessions').set({ secondFactorAt: null }).where('userId', '=', userId).execute()
  const removed = await db
    .deleteFrom('secondFactors')
    .where('userId', '=', userId)
    .returning('userId')
    .executeTakeFirst()
  return removed !== undefined
}

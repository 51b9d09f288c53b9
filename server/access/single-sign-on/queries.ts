import { randomUUID } from 'node:crypto'
import type { Db } from '../../database.ts'
import { findHolder } from '../links/queries.ts'
import { findUserByEmail } from '../queries.ts'

interface Subject {
  issuer: string
  subject: string
  email: string
}

const PREFIX = 'single-sign-on:'

/**
 * The account with access that belongs to this person at the provider. The first time it is found by its address, and tied to the
 * person: who gets that address there later does not get the account.
 */
export async function findAccountOf(
  db: Db,
  { issuer, subject, email }: Subject,
): Promise<string | undefined> {
  const provider = PREFIX + issuer
  const tied = await db
    .selectFrom('accounts')
    .where('providerId', '=', provider)
    .where('accountId', '=', subject)
    .select('userId')
    .executeTakeFirst()
  const userId = tied?.userId ?? (await findUserByEmail(db, email))?.id
  if (!userId || !(await findHolder(db, userId))) return undefined
  return tied || (await tie(db, { userId, provider, subject })) ? userId : undefined
}

/** False when the account is tied to somebody else there already. */
async function tie(
  db: Db,
  { userId, provider, subject }: { userId: string; provider: string; subject: string },
) {
  const other = await db
    .selectFrom('accounts')
    .where('userId', '=', userId)
    .where('providerId', '=', provider)
    .select('id')
    .executeTakeFirst()
  if (other) return false
  const account = { id: randomUUID(), providerId: provider, accountId: subject, userId, password: null }
  await db
    .insertInto('accounts')
    .values(account)
    .onConflict((conflict) => conflict.columns(['providerId', 'accountId']).doNothing())
    .execute()
  return true
}

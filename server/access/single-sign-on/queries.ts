import { randomUUID } from 'node:crypto'
import type { Db } from '../../database.ts'
import { findHolder } from '../links/queries.ts'
import { findUserByEmail } from '../queries.ts'

interface Subject {
  issuer: string
  subject: string
  email: string
}

interface Tie {
  userId: string
  provider: string
  subject: string
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
  const tied = await findTied(db, provider, subject)
  const userId = tied ?? (await findUserByEmail(db, email))?.id
  if (!userId || !(await findHolder(db, userId))) return undefined
  return tied || (await tie(db, { userId, provider, subject })) ? userId : undefined
}

async function findTied(db: Db, provider: string, subject: string): Promise<string | undefined> {
  const tie = await db
    .selectFrom('accounts')
    .where('providerId', '=', provider)
    .where('accountId', '=', subject)
    .select('userId')
    .executeTakeFirst()
  return tie?.userId
}

/** False when the account is tied to somebody else there already. */
async function tie(db: Db, { userId, provider, subject }: Tie): Promise<boolean> {
  const other = await db
    .selectFrom('accounts')
    .where('userId', '=', userId)
    .where('providerId', '=', provider)
    .select('id')
    .executeTakeFirst()
  if (other) return false
  await insertTie(db, { userId, provider, subject })
  return true
}

/** For a new account without a password. False when this person at the provider works here with another one. */
export async function tieNewcomer(
  db: Db,
  userId: string,
  { issuer, subject }: Omit<Subject, 'email'>,
): Promise<boolean> {
  const provider = PREFIX + issuer
  const earlier = await findTied(db, provider, subject)
  if (earlier && (await findHolder(db, earlier))) return false
  await db
    .deleteFrom('accounts')
    .where('providerId', '=', provider)
    .where('accountId', '=', subject)
    .execute()
  return insertTie(db, { userId, provider, subject })
}

/** False when somebody else was tied to this person at the same moment. */
async function insertTie(db: Db, { userId, provider, subject }: Tie): Promise<boolean> {
  const account = { id: randomUUID(), providerId: provider, accountId: subject, userId, password: null }
  const inserted = await db
    .insertInto('accounts')
    .values(account)
    .onConflict((conflict) => conflict.columns(['providerId', 'accountId']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return inserted !== undefined
}

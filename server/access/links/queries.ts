import { type Database, type Db, keepDeed, narrow, within } from '../../database.ts'
import { publicDeed } from '../deeds.ts'
import { findStanding } from '../queries.ts'
import { hashSecret } from '../secret.ts'
import { credentialVersion, type LinkKind, linkExpiresAt } from './link.ts'

type Standing = NonNullable<Awaited<ReturnType<typeof findStanding>>>

/** Somebody with access, and the version of what gives it. */
export interface Holder extends Standing {
  userId: string
  name: string
  email: string
  version: Buffer
}

export async function findHolder(db: Db, userId: string): Promise<Holder | undefined> {
  const user = await db
    .selectFrom('users')
    .leftJoin('accounts', (join) =>
      join.onRef('accounts.userId', '=', 'users.id').on('accounts.providerId', '=', 'credential'),
    )
    .where('users.id', '=', userId)
    .select(['users.name', 'users.email', 'accounts.password as passwordHash'])
    .executeTakeFirst()
  if (!user) return undefined
  await narrow(db, { userId })
  const standing = await findStanding(db, userId)
  if (!standing) return undefined
  const { membership, office } = standing
  const membershipId = membership?.membershipId ?? null
  const version = credentialVersion({ ...user, membershipId, office: office?.role ?? null })
  return { userId, name: user.name, email: user.email, version, ...standing }
}

interface NewLink {
  kind: LinkKind
  secret: string
  newEmail?: string
  now: Date
}

/** Only the newest of a kind works. */
export async function insertLink(
  db: Db,
  holder: Holder,
  { kind, secret, newEmail, now }: NewLink,
): Promise<void> {
  const { userId, version: credentialVersion } = holder
  await narrow(db, { userId })
  const link = {
    credentialVersion,
    secretHash: hashSecret(secret),
    newEmail: newEmail ?? null,
    expiresAt: linkExpiresAt(now),
  }
  await db
    .insertInto('accountLinks')
    .values({ userId, kind, ...link })
    .onConflict((conflict) => conflict.columns(['userId', 'kind']).doUpdateSet(link))
    .execute()
}

interface Shown {
  kind: LinkKind
  secret: string
  now: Date
}

/** Whom a link is for, as long as it is in force; it stays so. */
export function readLink(db: Database, shown: Shown): Promise<Holder | undefined> {
  return within(
    db,
    { secretHash: hashSecret(shown.secret) },
    async (trx) => (await findLink(trx, shown))?.holder,
  )
}

/** Signing in is kept by the session that starts. */
const DEEDS = { password: 'passwords:reset', email: 'email-address:confirm', 'sign-in': undefined } as const

/** Takes the link away and does what it was for, both or neither; undefined when it was not in force. */
export function spendLink<T>(
  db: Database,
  shown: Shown,
  work: (trx: Db, holder: Holder, newEmail: string | null) => Promise<T>,
): Promise<T | undefined> {
  return within(db, { secretHash: hashSecret(shown.secret) }, async (trx) => {
    const link = await findLink(trx, shown)
    if (!link) return undefined
    // of two at the same moment the second waits here, and then finds nothing
    const taken = await trx
      .deleteFrom('accountLinks')
      .where('id', '=', link.id)
      .returning('id')
      .executeTakeFirst()
    if (!taken) return undefined
    const outcome = await work(trx, link.holder, link.newEmail)
    const deed = DEEDS[shown.kind]
    if (deed) await keepDeed(trx, publicDeed(deed, link.holder, shown.now))
    return outcome
  })
}

async function findLink(db: Db, { kind, secret, now }: Shown) {
  const link = await db
    .selectFrom('accountLinks')
    .where('secretHash', '=', hashSecret(secret))
    .where('kind', '=', kind)
    .where('expiresAt', '>', now)
    .select(['id', 'userId', 'credentialVersion', 'newEmail'])
    .executeTakeFirst()
  if (!link) return undefined
  const holder = await findHolder(db, link.userId)
  return holder?.version.equals(link.credentialVersion) ? { ...link, holder } : undefined
}

export async function deleteOldLinks(db: Database, now: Date): Promise<void> {
  await within(db, { scope: 'system' }, (trx) =>
    trx.deleteFrom('accountLinks').where('expiresAt', '<=', now).execute(),
  )
}

import { randomUUID } from 'node:crypto'
import { type Database, type Db, keepDeed, narrow, within } from '../../database.ts'
import type { Services } from '../../services.ts'
import { serverDeed } from '../deeds.ts'
import { findHolder, insertLink } from '../links/queries.ts'
import { deleteSessions, findOffice, findUserByEmail, hasProgramme } from '../queries.ts'
import { secondFactorMail } from '../second-factor/mails.ts'
import { hasSecondFactor, removeSecondFactor } from '../second-factor/queries.ts'

interface NewCentre {
  email: string
  name: string
  /** Of the link by which a password is chosen. */
  secret: string
  now: Date
}

type CentreOutcome = 'created' | 'already-there' | 'not-set-up' | 'is-coordinator'

/** Whoever has an account already keeps it; who works for the centre already gets the link all the same. */
export async function createCentre(
  db: Database,
  { email, name, secret, now }: NewCentre,
): Promise<CentreOutcome> {
  if (!(await hasProgramme(db))) return 'not-set-up'
  return within(db, { scope: 'account' }, async (trx) => {
    const userId = (await findUserByEmail(trx, email))?.id ?? (await insertPerson(trx, email, name))
    const office = await findOffice(trx, userId)
    if (office?.role === 'coordinator') return 'is-coordinator'
    if (!office)
      await trx.insertInto('programmeMembers').values({ userId, role: 'centre', regionId: null }).execute()
    const holder = await findHolder(trx, userId)
    if (holder) await insertLink(trx, holder, { kind: 'password', secret, now })
    await keepDeed(trx, serverDeed('server:create-centre', { userId, name: holder?.name ?? name }, now))
    return office ? 'already-there' : 'created'
  })
}

async function insertPerson(db: Db, email: string, name: string): Promise<string> {
  const id = randomUUID()
  await db.insertInto('users').values({ id, email, name }).execute()
  return id
}

/** Signed out everywhere too: whoever has the lost telephone may be signed in. Undefined when there is no such account. */
export function resetSecondFactor(
  { db, mailer }: Pick<Services, 'db' | 'mailer'>,
  email: string,
  now: Date,
): Promise<boolean | undefined> {
  return toAccount(db, email, async (trx, user) => {
    const hadOne = await removeSecondFactor(trx, user.id)
    await deleteSessions(trx, user.id)
    const holder = await findHolder(trx, user.id)
    if (hadOne && holder) await mailer.enclose(trx, secondFactorMail(holder, 'taken-away'))
    await keepOf(trx, 'server:reset-second-factor', user, now)
    return hadOne
  })
}

/** How many there were; undefined when there is no such account. */
export function endSessions(db: Database, email: string, now: Date): Promise<number | undefined> {
  return toAccount(db, email, async (trx, user) => {
    const sessions = await trx.selectFrom('sessions').where('userId', '=', user.id).select('id').execute()
    await deleteSessions(trx, user.id)
    await keepOf(trx, 'server:end-sessions', user, now)
    return sessions.length
  })
}

type User = NonNullable<Awaited<ReturnType<typeof findUserByEmail>>>

async function toAccount<T>(db: Database, email: string, work: (trx: Db, user: User) => Promise<T>) {
  const user = await findUserByEmail(db, email)
  return user && within(db, { userId: user.id }, (trx) => work(trx, user))
}

/** In the log of the programme, and in that of the organisation where somebody has access. */
async function keepOf(
  db: Db,
  deed: 'server:reset-second-factor' | 'server:end-sessions',
  user: User,
  now: Date,
) {
  const organisationId = (await findHolder(db, user.id))?.membership?.organisationId
  await keepDeed(db, serverDeed(deed, { userId: user.id, name: user.name }, now, organisationId))
}

/** Looking is kept too. */
export function listCentre(db: Database, now: Date) {
  return within(db, { scope: 'account' }, async (trx) => {
    const people = await trx
      .selectFrom('programmeMembers')
      .innerJoin('users', 'users.id', 'programmeMembers.userId')
      .where('role', '=', 'centre')
      .where('endedAt', 'is', null)
      .select(['users.id', 'users.name', 'users.email', 'programmeMembers.createdAt as since'])
      .orderBy('users.name')
      .execute()
    const lines = []
    for (const { id, ...person } of people) {
      await narrow(trx, { userId: id })
      lines.push({ ...person, hasSecondFactor: await hasSecondFactor(trx, id) })
    }
    await keepDeed(trx, serverDeed('server:list-centre', {}, now))
    return lines
  })
}

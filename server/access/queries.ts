import { randomUUID } from 'node:crypto'
import { type Database, type Db, inOrganisation, keepDeed, narrow } from '../database.ts'
import type { Services } from '../services.ts'
import type { OrganisationKind, Role, SetUp } from './contract.ts'
import { publicDeed } from './deeds.ts'

export async function hasProgramme(db: Database): Promise<boolean> {
  return (await db.selectFrom('programmes').select('id').executeTakeFirst()) !== undefined
}

/** What this user is, in an organisation and for the programme; undefined when neither. Asked at every request, so in few questions. */
export async function findStanding(db: Db, userId: string) {
  const known = await db
    .selectFrom('users')
    .leftJoin('secondFactors as f', (join) =>
      join.onRef('f.userId', '=', 'users.id').on('f.confirmedAt', 'is not', null),
    )
    .leftJoin('accounts as p', (join) =>
      join.onRef('p.userId', '=', 'users.id').on('p.providerId', '=', 'credential'),
    )
    .leftJoin('programmeMembers as o', (join) =>
      join.onRef('o.userId', '=', 'users.id').on('o.endedAt', 'is', null),
    )
    .leftJoin('regions as r', 'r.id', 'o.regionId')
    .leftJoin('memberships as m', (join) =>
      join.onRef('m.userId', '=', 'users.id').on('m.endedAt', 'is', null),
    )
    .where('users.id', '=', userId)
    .select(['f.confirmedAt', 'p.id as passwordId', 'o.role as office', 'o.regionId', 'r.name as regionName'])
    .select(['m.id as membershipId', 'm.organisationId', 'm.role', 'm.unitId'])
    .executeTakeFirst()
  if (!known) return undefined
  const { confirmedAt, passwordId, office: officeRole, regionId, regionName, ...rest } = known
  const office = officeRole && { role: officeRole, regionId, regionName }
  const membership = isMembership(rest) ? { ...rest, ...(await findNames(db, rest)) } : null
  if (!membership && !office) return undefined
  return { membership, office, hasSecondFactor: confirmedAt !== null, hasPassword: passwordId !== null }
}

interface MembershipRow {
  membershipId: string
  organisationId: string
  role: Role
  unitId: string | null
}

function isMembership(row: { membershipId: string | null }): row is MembershipRow {
  return row.membershipId !== null
}

/** Goes on inside the organisation. */
async function findNames(db: Db, { organisationId, unitId }: MembershipRow) {
  await narrow(db, { organisationId })
  return db
    .selectFrom('organisations')
    .leftJoin('units', (join) =>
      join.onRef('units.organisationId', '=', 'organisations.id').on('units.id', '=', unitId),
    )
    .where('organisations.id', '=', organisationId)
    .select([
      'organisations.name as organisationName',
      'organisations.secondFactorRequired',
      'units.name as unitName',
    ])
    .executeTakeFirstOrThrow()
}

export function findOffice(db: Db, userId: string) {
  return db
    .selectFrom('programmeMembers')
    .where('userId', '=', userId)
    .where('endedAt', 'is', null)
    .select('role')
    .executeTakeFirst()
}

export interface NewUser {
  id: string
  name: string
  email: string
}

/** Without a way in yet. */
export async function insertUser(db: Db, { id, name, email }: NewUser): Promise<void> {
  await db.insertInto('users').values({ id, name, email }).execute()
}

export async function insertCredential(db: Db, userId: string, password: string): Promise<void> {
  await db
    .insertInto('accounts')
    .values({ id: userId, accountId: userId, providerId: 'credential', userId, password })
    .execute()
}

/** Undefined for who signs in without a password. */
export async function findPasswordHash(db: Database | Db, userId: string): Promise<string | undefined> {
  const credential = await db
    .selectFrom('accounts')
    .where('userId', '=', userId)
    .where('providerId', '=', 'credential')
    .select('password')
    .executeTakeFirst()
  return credential?.password ?? undefined
}

/** One question, also for an address that nobody has. */
export function findCredential(db: Database, email: string) {
  return db
    .selectFrom('users')
    .leftJoin('accounts', (join) =>
      join.onRef('accounts.userId', '=', 'users.id').on('accounts.providerId', '=', 'credential'),
    )
    .where('users.email', '=', email)
    .select(['users.id as userId', 'accounts.password as passwordHash'])
    .executeTakeFirst()
}

export function findUserByEmail(db: Database | Db, email: string) {
  return db.selectFrom('users').where('email', '=', email).select(['id', 'name', 'email']).executeTakeFirst()
}

type Founding = Omit<SetUp, 'secret' | 'programmeName'> & { programmeName?: string }

/**
 * An organisation with its root unit and its first messenger; at the first start also the programme, whose centre that messenger
 * then belongs to. All or nothing.
 */
export async function foundOrganisation(
  { db, auth, now }: Pick<Services, 'db' | 'auth' | 'now'>,
  founding: Founding,
): Promise<{ organisationId: string; userId: string }> {
  const [organisationId, userId] = [randomUUID(), randomUUID()]
  const user = { id: userId, name: founding.name.trim(), email: founding.email.toLowerCase() }
  const passwordHash = await auth.hashPassword(founding.password)
  const { programmeName, organisationName, organisationKind: kind } = founding
  await inOrganisation(db, organisationId, async (trx) => {
    if (programmeName) await trx.insertInto('programmes').values({ name: programmeName.trim() }).execute()
    await insertOrganisation(trx, { id: organisationId, name: organisationName.trim(), kind })
    await insertUser(trx, user)
    await insertCredential(trx, userId, passwordHash)
    await insertMembership(trx, { organisationId, userId, role: 'messenger', unitId: null })
    if (!programmeName) return
    await trx.insertInto('programmeMembers').values({ userId, role: 'centre', regionId: null }).execute()
    const founder = {
      ...user,
      userId,
      membership: { organisationId, role: 'messenger' as const },
      office: { role: 'centre' as const },
    }
    await keepDeed(trx, publicDeed('programme:found', founder, now()))
  })
  return { organisationId, userId }
}

interface NewOrganisation {
  id: string
  name: string
  kind: OrganisationKind
  regionId?: string | null
}

/** The same id twice, also at the same moment, is one organisation, which stays as it was. */
export async function insertOrganisation(db: Db, organisation: NewOrganisation): Promise<void> {
  const added = await db
    .insertInto('organisations')
    .values(organisation)
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning(['id as organisationId', 'name'])
    .executeTakeFirst()
  if (added) await db.insertInto('units').values(added).execute()
}

export interface NewMembership {
  organisationId: string
  userId: string
  role: Role
  unitId: string | null
}

export async function insertMembership(db: Db, membership: NewMembership): Promise<void> {
  await db.insertInto('memberships').values(membership).execute()
}

export async function deleteSessions(db: Db, userId: string): Promise<void> {
  await db.deleteFrom('sessions').where('userId', '=', userId).execute()
}

/** The server's own outbox, for whoever has a shell there. */
export function listUnsentMails(db: Db, limit: number) {
  return db
    .selectFrom('mails')
    .where('sentAt', 'is', null)
    .select(['recipient', 'subject', 'text', 'createdAt'])
    .orderBy('createdAt', 'desc')
    .limit(limit)
    .execute()
}

export async function listUserIds(db: Database): Promise<string[]> {
  const users = await db.selectFrom('users').select('id').orderBy('createdAt').limit(100).execute()
  return users.map(({ id }) => id)
}

/** Whether the database refused because of one of these rules of its own. */
export function breaks(error: unknown, ...constraints: string[]): boolean {
  return constraints.includes((error as { constraint?: string }).constraint ?? '')
}

import { randomUUID } from 'node:crypto'
import { type Database, type Db, inOrganisation, narrow } from '../database.ts'
import type { Services } from '../services.ts'
import type { OrganisationKind, Role, SetUp } from './contract.ts'

export async function hasProgramme(db: Database): Promise<boolean> {
  return (await db.selectFrom('programmes').select('id').executeTakeFirst()) !== undefined
}

/** Finds the one active membership, and goes on inside its organisation. */
export async function findMembershipOf(db: Db, userId: string) {
  const membership = await db
    .selectFrom('memberships')
    .where('userId', '=', userId)
    .where('endedAt', 'is', null)
    .select(['id as membershipId', 'organisationId', 'role', 'unitId'])
    .executeTakeFirst()
  if (!membership) return undefined
  await narrow(db, membership)
  const names = await db
    .selectFrom('organisations')
    .leftJoin('units', (join) =>
      join.onRef('units.organisationId', '=', 'organisations.id').on('units.id', '=', membership.unitId),
    )
    .where('organisations.id', '=', membership.organisationId)
    .select(['organisations.name as organisationName', 'units.name as unitName'])
    .executeTakeFirstOrThrow()
  return { ...membership, ...names }
}

export interface NewUser {
  id: string
  name: string
  email: string
  passwordHash: string
}

export async function insertUser(db: Db, { id, name, email, passwordHash }: NewUser): Promise<void> {
  await db.insertInto('users').values({ id, name, email }).execute()
  await insertCredential(db, id, passwordHash)
}

async function insertCredential(db: Db, userId: string, password: string): Promise<void> {
  await db
    .insertInto('accounts')
    .values({ id: userId, accountId: userId, providerId: 'credential', userId, password })
    .execute()
}

/** Someone whose access ended earlier and who is invited again keeps the same user. */
export async function restoreUser(db: Db, { id, name, passwordHash }: NewUser): Promise<void> {
  await db.updateTable('users').set({ name }).where('id', '=', id).execute()
  await db.deleteFrom('accounts').where('userId', '=', id).execute()
  await insertCredential(db, id, passwordHash)
}

export function findUserByEmail(db: Database | Db, email: string) {
  return db.selectFrom('users').where('email', '=', email).select(['id', 'name', 'email']).executeTakeFirst()
}

type Founding = Omit<SetUp, 'secret' | 'programmeName'> & { programmeName?: string }

/** An organisation with its root unit and its first messenger, and at the first start also the programme: all or nothing. */
export async function foundOrganisation(
  { db, auth }: Pick<Services, 'db' | 'auth'>,
  founding: Founding,
): Promise<{ organisationId: string; userId: string }> {
  const [organisationId, userId] = [randomUUID(), randomUUID()]
  const user = { id: userId, name: founding.name.trim(), email: founding.email.toLowerCase() }
  const passwordHash = await auth.hashPassword(founding.password)
  const { programmeName, organisationName, organisationKind: kind } = founding
  await inOrganisation(db, organisationId, async (trx) => {
    if (programmeName) await trx.insertInto('programmes').values({ name: programmeName.trim() }).execute()
    await insertOrganisation(trx, { id: organisationId, name: organisationName.trim(), kind })
    await insertUser(trx, { ...user, passwordHash })
    await insertMembership(trx, { organisationId, userId, role: 'messenger', unitId: null })
  })
  return { organisationId, userId }
}

export async function insertOrganisation(
  db: Db,
  { id, name, kind }: { id: string; name: string; kind: OrganisationKind },
): Promise<void> {
  await db.insertInto('organisations').values({ id, name, kind }).execute()
  await db.insertInto('units').values({ organisationId: id, parentId: null, name }).execute()
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

export function listMembers(db: Db, organisationId: string) {
  return db
    .selectFrom('memberships')
    .innerJoin('users', 'users.id', 'memberships.userId')
    .leftJoin('units', (join) =>
      join
        .onRef('units.organisationId', '=', 'memberships.organisationId')
        .onRef('units.id', '=', 'memberships.unitId'),
    )
    .where('memberships.organisationId', '=', organisationId)
    .where('memberships.endedAt', 'is', null)
    .select([
      'memberships.id',
      'memberships.role',
      'memberships.unitId',
      'units.name as unitName',
      'users.id as userId',
      'users.name',
      'users.email',
    ])
    .orderBy('memberships.role', 'desc')
    .orderBy('users.name')
    .orderBy('users.email')
    .execute()
}

/** Locks the active messengers, so that two of them cannot remove each other at the same moment. */
export function lockMessengers(db: Db, organisationId: string) {
  return db
    .selectFrom('memberships')
    .where('organisationId', '=', organisationId)
    .where('role', '=', 'messenger')
    .where('endedAt', 'is', null)
    .select('id')
    .orderBy('id')
    .forUpdate()
    .execute()
}

export function findActiveMembership(db: Db, organisationId: string, id: string) {
  return db
    .selectFrom('memberships')
    .where('organisationId', '=', organisationId)
    .where('id', '=', id)
    .where('endedAt', 'is', null)
    .select(['id', 'userId', 'role'])
    .executeTakeFirst()
}

/** The membership stays for the history of actions; the password and every session go. */
export async function endMembership(db: Db, membership: { id: string; userId: string }, endedAt: Date) {
  await db.updateTable('memberships').set({ endedAt }).where('id', '=', membership.id).execute()
  await db.deleteFrom('accounts').where('userId', '=', membership.userId).execute()
  await deleteSessions(db, membership.userId)
  await deletePasswordResets(db, membership.userId)
}

export async function deleteSessions(db: Db, userId: string): Promise<void> {
  await db.deleteFrom('sessions').where('userId', '=', userId).execute()
}

export function listInvitations(db: Db, organisationId: string) {
  return db
    .selectFrom('memberInvitations')
    .leftJoin('units', (join) =>
      join
        .onRef('units.organisationId', '=', 'memberInvitations.organisationId')
        .onRef('units.id', '=', 'memberInvitations.unitId'),
    )
    .where('memberInvitations.organisationId', '=', organisationId)
    .where('acceptedAt', 'is', null)
    .where('withdrawnAt', 'is', null)
    .select([
      'memberInvitations.id',
      'memberInvitations.name',
      'memberInvitations.email',
      'memberInvitations.role',
      'memberInvitations.unitId',
      'memberInvitations.expiresAt',
      'units.name as unitName',
    ])
    .orderBy('memberInvitations.name')
    .execute()
}

export interface NewInvitation {
  organisationId: string
  secretHash: Buffer
  email: string
  name: string
  role: Role
  unitId: string | null
  expiresAt: Date
}

export async function insertInvitation(db: Db, invitation: NewInvitation): Promise<string> {
  const { id } = await db
    .insertInto('memberInvitations')
    .values(invitation)
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Inviting the same person again leaves only the newest link working. */
export async function withdrawInvitationsTo(db: Db, organisationId: string, email: string, now: Date) {
  await openInvitations(db, organisationId).set({ withdrawnAt: now }).where('email', '=', email).execute()
}

export function withdrawInvitation(db: Db, organisationId: string, id: string, now: Date) {
  return openInvitations(db, organisationId)
    .set({ withdrawnAt: now })
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst()
}

function openInvitations(db: Db, organisationId: string) {
  return db
    .updateTable('memberInvitations')
    .where('organisationId', '=', organisationId)
    .where('acceptedAt', 'is', null)
    .where('withdrawnAt', 'is', null)
}

/** By its secret, which tells the organisation; the rest of the transaction goes on inside it. */
export async function findInvitation(db: Db, secretHash: Buffer) {
  const invitation = await db
    .selectFrom('memberInvitations')
    .where('secretHash', '=', secretHash)
    .selectAll()
    .executeTakeFirst()
  if (!invitation) return undefined
  await narrow(db, invitation)
  const { organisationName } = await db
    .selectFrom('organisations')
    .where('id', '=', invitation.organisationId)
    .select('name as organisationName')
    .executeTakeFirstOrThrow()
  return { ...invitation, organisationName }
}

/** False when someone else was first. */
export async function acceptInvitation(db: Db, id: string, now: Date): Promise<boolean> {
  const accepted = await db
    .updateTable('memberInvitations')
    .set({ acceptedAt: now })
    .where('id', '=', id)
    .where('acceptedAt', 'is', null)
    .where('withdrawnAt', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return accepted !== undefined
}

export async function hasUnit(db: Db, organisationId: string, id: string): Promise<boolean> {
  const unit = await db
    .selectFrom('units')
    .where('organisationId', '=', organisationId)
    .where('id', '=', id)
    .where('archivedAt', 'is', null)
    .select('id')
    .executeTakeFirst()
  return unit !== undefined
}

export interface NewPasswordReset {
  id: string
  userId: string
  identifier: string
  expiresAt: Date
}

/** Only the newest link works. */
export async function insertPasswordReset(db: Db, { userId, ...reset }: NewPasswordReset): Promise<void> {
  await deletePasswordResets(db, userId)
  await db
    .insertInto('verifications')
    .values({ ...reset, value: userId })
    .execute()
}

/** Takes the link away and answers whose it was: the second use finds nothing. */
export function takePasswordReset(db: Db, identifier: string) {
  return db
    .deleteFrom('verifications')
    .where('identifier', '=', identifier)
    .returning(['value as userId', 'expiresAt'])
    .executeTakeFirst()
}

export async function findPasswordReset(db: Database, identifier: string) {
  return db
    .selectFrom('verifications')
    .innerJoin('users', 'users.id', 'verifications.value')
    .where('identifier', '=', identifier)
    .select(['users.id as userId', 'users.email', 'verifications.expiresAt'])
    .executeTakeFirst()
}

export async function deletePasswordResets(db: Database | Db, userId: string): Promise<void> {
  await db.deleteFrom('verifications').where('value', '=', userId).execute()
}

/** A new password ends every session, everywhere. */
export async function setPassword(db: Db, userId: string, password: string): Promise<void> {
  await db.updateTable('accounts').set({ password }).where('userId', '=', userId).execute()
  await deleteSessions(db, userId)
}

export function listMails(db: Db, organisationId: string, limit: number) {
  return db
    .selectFrom('mails')
    .where('organisationId', '=', organisationId)
    .where('confidential', '=', false)
    .select(['id', 'recipient', 'subject', 'text', 'createdAt', 'sentAt'])
    .orderBy('createdAt', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute()
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

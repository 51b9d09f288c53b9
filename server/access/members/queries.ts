import { type Db, narrow } from '../../database.ts'
import type { Role } from '../contract.ts'
import { deleteSessions, findOffice, type NewUser } from '../queries.ts'

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
    .select(['organisationId', 'id', 'userId', 'role', 'unitId'])
    .forUpdate()
    .executeTakeFirst()
}

interface Placed {
  role: Role
  unitId: string | null
}

/** Another role means other rights: who has it signs in anew. */
export async function changeMembership(
  db: Db,
  { organisationId, id, userId }: { organisationId: string; id: string; userId: string },
  { role, unitId }: Placed,
): Promise<void> {
  await db
    .updateTable('memberships')
    .set({ role, unitId })
    .where('organisationId', '=', organisationId)
    .where('id', '=', id)
    .execute()
  await deleteSessions(db, userId)
}

/**
 * The membership stays for the history of actions; every session goes, and the password too: who is invited again gets a new one
 * through a link that the inviter has seen. Who also works for the programme keeps that, and the password with it.
 */
export async function endMembership(db: Db, membership: { id: string; userId: string }, endedAt: Date) {
  await db.updateTable('memberships').set({ endedAt }).where('id', '=', membership.id).execute()
  await deleteSessions(db, membership.userId)
  if (await findOffice(db, membership.userId)) return
  await db.deleteFrom('accounts').where('userId', '=', membership.userId).execute()
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

/** A new secret for the same invitation; the link before it no longer works. */
export function renewInvitation(
  db: Db,
  organisationId: string,
  id: string,
  renewed: { secretHash: Buffer; expiresAt: Date },
) {
  return openInvitations(db, organisationId)
    .set(renewed)
    .where('id', '=', id)
    .returning(['id', 'organisationId', 'name', 'email', 'role', 'expiresAt'])
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

/** Someone whose access ended earlier and who is invited again keeps the same user; none of the earlier ways in works any more. */
export async function restoreUser(db: Db, { id, name }: NewUser): Promise<void> {
  await db.updateTable('users').set({ name }).where('id', '=', id).execute()
  await db.deleteFrom('accounts').where('userId', '=', id).execute()
}

/** The newest to each of them: of this organisation or, without one, of the programme. */
export function listNewestMails(db: Db, organisationId: string | null, recipients: readonly string[]) {
  return db
    .selectFrom('mails')
    .where('organisationId', organisationId === null ? 'is' : '=', organisationId)
    .where('recipient', '=', (eb) => eb.fn.any(eb.val([...recipients])))
    .where('confidential', '=', false)
    .distinctOn('recipient')
    .select(['recipient', 'sentAt', 'nextAttemptAt', 'claimedAt'])
    .orderBy('recipient')
    .orderBy('createdAt', 'desc')
    .execute()
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

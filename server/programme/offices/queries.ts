import { deleteSessions } from '../../access/queries.ts'
import { type Database, type Db, narrow } from '../../database.ts'
import type { NewOfficeInvitation } from './invitation.ts'

export async function findProgrammeName(db: Database | Db): Promise<string> {
  const programme = await db.selectFrom('programmes').select('name').executeTakeFirst()
  return programme?.name ?? 'Regie'
}

export function listOffices(db: Db) {
  return db
    .selectFrom('programmeMembers as m')
    .innerJoin('users as u', 'u.id', 'm.userId')
    .leftJoin('regions as r', 'r.id', 'm.regionId')
    .where('m.endedAt', 'is', null)
    .select(['m.id', 'm.role', 'm.userId', 'u.name', 'u.email', 'm.regionId', 'r.name as regionName'])
    .orderBy('m.role')
    .orderBy('u.name')
    .orderBy('u.email')
    .execute()
}

/** Locks the accounts of the centre, so that two of them cannot end each other at the same moment. */
export async function lockCentre(db: Db) {
  return db
    .selectFrom('programmeMembers')
    .where('role', '=', 'centre')
    .where('endedAt', 'is', null)
    .select(['id', 'userId'])
    .orderBy('id')
    .forUpdate()
    .execute()
}

export function lockOffice(db: Db, id: string) {
  return db
    .selectFrom('programmeMembers')
    .where('id', '=', id)
    .where('endedAt', 'is', null)
    .select(['id', 'userId', 'role'])
    .forUpdate()
    .executeTakeFirst()
}

/**
 * Every session goes, and the password too: who is invited again gets a new one through a link that the inviter has seen. Who also
 * works in an organisation keeps that, and the password with it.
 */
export async function endOffice(db: Db, { id, userId }: { id: string; userId: string }, endedAt: Date) {
  await db.updateTable('programmeMembers').set({ endedAt }).where('id', '=', id).execute()
  await deleteSessions(db, userId)
  await narrow(db, { userId })
  const membership = await db
    .selectFrom('memberships')
    .select('id')
    .where('userId', '=', userId)
    .where('endedAt', 'is', null)
    .executeTakeFirst()
  if (!membership) await db.deleteFrom('accounts').where('userId', '=', userId).execute()
}

export async function moveOffice(db: Db, id: string, regionId: string): Promise<void> {
  await db.updateTable('programmeMembers').set({ regionId }).where('id', '=', id).execute()
}

export async function insertOffice(
  db: Db,
  office: { userId: string; role: 'centre' | 'coordinator'; regionId: string | null },
): Promise<void> {
  await db.insertInto('programmeMembers').values(office).execute()
}

export function listOfficeInvitations(db: Db) {
  return db
    .selectFrom('programmeInvitations as i')
    .leftJoin('regions as r', 'r.id', 'i.regionId')
    .where('i.acceptedAt', 'is', null)
    .where('i.withdrawnAt', 'is', null)
    .select(['i.id', 'i.name', 'i.email', 'i.role', 'i.regionId', 'r.name as regionName', 'i.expiresAt'])
    .orderBy('i.name')
    .orderBy('i.id')
    .execute()
}

/** Inviting the same person again leaves only the newest link working. */
export async function insertOfficeInvitation(db: Db, invitation: NewOfficeInvitation, now: Date) {
  await openInvitations(db).set({ withdrawnAt: now }).where('email', '=', invitation.email).execute()
  const { id } = await db
    .insertInto('programmeInvitations')
    .values(invitation)
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export function withdrawOfficeInvitation(db: Db, id: string, now: Date) {
  return openInvitations(db).set({ withdrawnAt: now }).where('id', '=', id).returning('id').executeTakeFirst()
}

/** False when someone else was first. Needs a transaction of the centre. */
export async function acceptOfficeInvitation(db: Db, id: string, now: Date): Promise<boolean> {
  const accepted = await openInvitations(db)
    .set({ acceptedAt: now })
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst()
  return accepted !== undefined
}

function openInvitations(db: Db) {
  return db
    .updateTable('programmeInvitations')
    .where('acceptedAt', 'is', null)
    .where('withdrawnAt', 'is', null)
}

export function findOfficeInvitation(db: Db, secretHash: Buffer) {
  return db
    .selectFrom('programmeInvitations as i')
    .leftJoin('regions as r', 'r.id', 'i.regionId')
    .where('i.secretHash', '=', secretHash)
    .select(['i.id', 'i.name', 'i.email', 'i.role', 'i.regionId', 'r.name as regionName'])
    .select(['i.expiresAt', 'i.acceptedAt', 'i.withdrawnAt'])
    .executeTakeFirst()
}

export async function hasOffice(db: Db, email: string): Promise<boolean> {
  const office = await db
    .selectFrom('programmeMembers as m')
    .innerJoin('users as u', 'u.id', 'm.userId')
    .select('m.id')
    .where('u.email', '=', email)
    .where('m.endedAt', 'is', null)
    .executeTakeFirst()
  return office !== undefined
}

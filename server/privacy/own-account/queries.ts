import { type Db, narrow } from '../../database.ts'

export interface Owner {
  userId: string
  email: string
}

/** Where this account has or had access, was invited, or got mail. Across organisations, so only ids. */
async function listOrganisations(db: Db, { userId, email }: Owner): Promise<string[]> {
  await narrow(db, { scope: 'system' })
  const rows = await db
    .selectFrom('memberships')
    .where('userId', '=', userId)
    .select('organisationId as id')
    .union(db.selectFrom('memberInvitations').where('email', '=', email).select('organisationId as id'))
    .union(
      db
        .selectFrom('mails')
        .where('recipient', '=', email)
        .where('organisationId', 'is not', null)
        .select((eb) => eb.ref('organisationId').$castTo<string>().as('id')),
    )
    .orderBy('id')
    .execute()
  await narrow(db, { scope: 'account' })
  return rows.map(({ id }) => id)
}

/** Every organisation that holds something of this account, one after the other. */
async function visitOrganisations<T>(
  db: Db,
  owner: Owner,
  work: (organisation: { id: string; name: string }) => Promise<T>,
): Promise<T[]> {
  const outcomes: T[] = []
  for (const organisationId of await listOrganisations(db, owner)) {
    await narrow(db, { organisationId })
    const { name } = await db
      .selectFrom('organisations')
      .where('id', '=', organisationId)
      .select('name')
      .executeTakeFirstOrThrow()
    outcomes.push(await work({ id: organisationId, name }))
  }
  return outcomes
}

export async function findAccount(db: Db, { userId }: Owner) {
  const user = await db
    .selectFrom('users')
    .where('id', '=', userId)
    .select(['name', 'email', 'createdAt'])
    .executeTakeFirstOrThrow()
  const sessions = await db
    .selectFrom('sessions')
    .where('userId', '=', userId)
    .select(['createdAt', 'expiresAt'])
    .orderBy('createdAt')
    .execute()
  const offices = await db
    .selectFrom('programmeMembers')
    .where('userId', '=', userId)
    .select(['role', 'createdAt', 'endedAt'])
    .orderBy('createdAt')
    .execute()
  const signOns = await db
    .selectFrom('accounts')
    .where('userId', '=', userId)
    .where('providerId', '!=', 'credential')
    .select('providerId')
    .orderBy('providerId')
    .execute()
  const secondFactor = await db
    .selectFrom('secondFactors')
    .where('userId', '=', userId)
    .select('confirmedAt')
    .executeTakeFirst()
  return { user, sessions, offices, signOns, secondFactor }
}

export function listPlaces(db: Db, owner: Owner) {
  return visitOrganisations(db, owner, async ({ id, name }) => ({
    name,
    memberships: await listMemberships(db, id, owner),
    invitations: await listInvitations(db, id, owner),
    mails: await listMails(db, id, owner),
    actions: await listActions(db, id, owner),
    deeds: await listDeeds(db, id, owner),
  }))
}
export type Place = Awaited<ReturnType<typeof listPlaces>>[number]

function listMemberships(db: Db, organisationId: string, { userId }: Owner) {
  return db
    .selectFrom('memberships as m')
    .leftJoin('units as u', (join) =>
      join.onRef('u.organisationId', '=', 'm.organisationId').onRef('u.id', '=', 'm.unitId'),
    )
    .where('m.organisationId', '=', organisationId)
    .where('m.userId', '=', userId)
    .select(['m.role', 'u.name as unit', 'm.createdAt', 'm.endedAt'])
    .orderBy('m.createdAt')
    .execute()
}

function listInvitations(db: Db, organisationId: string, { email }: Owner) {
  return db
    .selectFrom('memberInvitations')
    .where('organisationId', '=', organisationId)
    .where('email', '=', email)
    .select(['role', 'createdAt', 'expiresAt'])
    .orderBy('createdAt')
    .execute()
}

function listMails(db: Db, organisationId: string | null, { email }: Owner) {
  return db
    .selectFrom('mails')
    .where('organisationId', organisationId === null ? 'is' : '=', organisationId)
    .where('recipient', '=', email)
    .select(['subject', 'text', 'createdAt'])
    .orderBy('createdAt')
    .execute()
}

function listActions(db: Db, organisationId: string, owner: Owner) {
  return ownActions(db, organisationId, owner).select(['title', 'dueOn']).orderBy('title').execute()
}

function ownActions(db: Db, organisationId: string, { userId, email }: Owner) {
  return db
    .selectFrom('actions')
    .where('organisationId', '=', organisationId)
    .where((eb) =>
      eb.or([
        eb('ownerEmail', '=', email),
        eb('ownerMembershipId', 'in', membershipsOf(db, organisationId, userId)),
      ]),
    )
}

function membershipsOf(db: Db, organisationId: string, userId: string) {
  return db
    .selectFrom('memberships')
    .where('organisationId', '=', organisationId)
    .where('userId', '=', userId)
    .select('id')
}

function listDeeds(db: Db, chainId: string, { userId }: Owner) {
  return db
    .selectFrom('auditEntries')
    .where('chainId', '=', chainId)
    .where('userId', '=', userId)
    .select(['deed', 'happenedAt'])
    .orderBy('position')
    .execute()
}

/** What the programme itself holds: invitations to work for it, its mails, and the deeds of an office. */
export async function findProgrammePart(db: Db, chainId: string, owner: Owner) {
  await narrow(db, { scope: 'centre' })
  const invitations = await db
    .selectFrom('programmeInvitations')
    .where('email', '=', owner.email)
    .select(['role', 'createdAt', 'expiresAt'])
    .orderBy('createdAt')
    .execute()
  const mails = await listMails(db, null, owner)
  await narrow(db, { scope: 'account' })
  return { invitations, mails, deeds: await listDeeds(db, chainId, owner) }
}

/** Locks those who are left, so that the last two cannot both leave at the same moment. */
export async function isLastOfCentre(db: Db, userId: string): Promise<boolean> {
  const centre = await db
    .selectFrom('programmeMembers')
    .where('role', '=', 'centre')
    .where('endedAt', 'is', null)
    .select('userId')
    .orderBy('id')
    .forUpdate()
    .execute()
  return centre.length === 1 && centre[0]?.userId === userId
}

/** Expects to be inside that organisation. */
export async function isLastMessenger(db: Db, organisationId: string, userId: string): Promise<boolean> {
  const messengers = await db
    .selectFrom('memberships')
    .where('organisationId', '=', organisationId)
    .where('role', '=', 'messenger')
    .where('endedAt', 'is', null)
    .select('userId')
    .orderBy('id')
    .forUpdate()
    .execute()
  return messengers.length === 1 && messengers[0]?.userId === userId
}

/** The account with all that hangs on it; of actions the name of who took them on stays, without account or address. */
export async function deleteAccount(db: Db, owner: Owner): Promise<void> {
  const { userId, email } = owner
  await visitOrganisations(db, owner, async ({ id: organisationId }) => {
    await db
      .updateTable('actions')
      .set({ ownerMembershipId: null, ownerEmail: null })
      .where('organisationId', '=', organisationId)
      .where('id', 'in', ownActions(db, organisationId, owner).select('id'))
      .execute()
    await db
      .deleteFrom('mails')
      .where('organisationId', '=', organisationId)
      .where('recipient', '=', email)
      .execute()
    await db
      .deleteFrom('memberInvitations')
      .where('organisationId', '=', organisationId)
      .where('email', '=', email)
      .execute()
  })
  await narrow(db, { scope: 'centre' })
  await db.deleteFrom('programmeInvitations').where('email', '=', email).execute()
  await db.deleteFrom('mails').where('organisationId', 'is', null).where('recipient', '=', email).execute()
  await narrow(db, { scope: 'account' })
  await db.deleteFrom('verifications').where('value', '=', userId).execute()
  await db.deleteFrom('users').where('id', '=', userId).execute()
}

import { randomUUID } from 'node:crypto'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { type Db, inOrganisation, keepDeed, narrow, within } from '../../database.ts'
import { found, Refusal } from '../../errors.ts'
import type { Services } from '../../services.ts'
import {
  ById,
  BySecret,
  ChangeMember,
  ChoosePassword,
  InvitationWelcome,
  InviteMember,
  MemberInvitation,
  MemberLine,
  Members,
  Outbox,
  Session,
} from '../contract.ts'
import { publicDeed } from '../deeds.ts'
import type { Account, Member } from '../member.ts'
import { refuseWhenWeak } from '../passwords/routes.ts'
import {
  breaks,
  findStanding,
  findUserByEmail,
  insertCredential,
  insertMembership,
  insertUser,
} from '../queries.ts'
import { hashSecret } from '../secret.ts'
import { renewSession, startSession } from '../sessions/routes.ts'
import { mayVouchFor } from '../single-sign-on/claims.ts'
import { invitationExpiresAt, isUsable, newInvitation, placed } from './invitation.ts'
import { invitationMail } from './mails.ts'
import { inOrder, presentInvitation, presentMail, presentMember } from './present.ts'
import * as queries from './queries.ts'

const MOST_MAILS = 200
const Nothing = Type.Null()

export const memberRoutes: FastifyPluginAsyncTypebox<Services> = async (app, { db, now }) => {
  app.get(
    '/members',
    { config: { policy: 'members:read' }, schema: { response: { 200: Members } } },
    ({ member }) =>
      inOrganisation(db, member, async (trx) => {
        const members = await queries.listMembers(trx, member.organisationId)
        const invitations = await queries.listInvitations(trx, member.organisationId)
        return {
          members: inOrder(members).map((row) => presentMember(row, member)),
          invitations: invitations.map((row) => presentInvitation(row, now())),
        }
      }),
  )

  app.patch(
    '/members/:id',
    {
      config: { policy: 'members:change' },
      schema: { params: ById, body: ChangeMember, response: { 200: MemberLine } },
    },
    ({ member, params, body }) =>
      inOrganisation(db, member, async (trx) => {
        const { organisationId } = member
        const { role, unitId } = placed(body)
        const changing = await lockForChange(trx, member, params.id, role === 'messenger')
        await refuseUnknownUnit(trx, organisationId, body.unitId)
        const isOther = changing.role !== role || changing.unitId !== unitId
        if (isOther) await queries.changeMembership(trx, changing, { role, unitId })
        Object.assign(member.deed?.subject ?? {}, { from: changing.role, role })
        const changed = (await queries.listMembers(trx, organisationId)).find(({ id }) => id === params.id)
        return presentMember(found(changed), member)
      }),
  )

  app.delete(
    '/members/:id',
    { config: { policy: 'members:end' }, schema: { params: ById, response: { 204: Nothing } } },
    async ({ member, params }, reply) => {
      await inOrganisation(db, member, async (trx) => {
        const leaving = await lockForChange(trx, member, params.id, false)
        await queries.endMembership(trx, leaving, now())
        Object.assign(member.deed?.subject ?? {}, { role: leaving.role })
      })
      return reply.code(204).send(null)
    },
  )
}

/**
 * Somebody who is to get another place or none. Changes of messengers go one after the other: of two who remove each other, one is
 * refused, and there always remains one.
 */
export async function lockForChange(trx: Db, member: Member, id: string, staysMessenger: boolean) {
  const { organisationId, membershipId } = member
  const messengers = (await queries.lockMessengers(trx, organisationId)).map((messenger) => messenger.id)
  const changing = found(await queries.findActiveMembership(trx, organisationId, id))
  const isLast = messengers.length === 1 && messengers[0] === changing.id
  if (isLast && !staysMessenger) throw new Refusal(409, 'last-messenger')
  if (!messengers.includes(membershipId)) throw new Refusal(403, 'forbidden')
  return changing
}

async function refuseUnknownUnit(trx: Db, organisationId: string, unitId: string | null): Promise<void> {
  if (unitId && !(await queries.hasUnit(trx, organisationId, unitId))) throw new Refusal(404, 'not-found')
}

export const invitationRoutes: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  const { db, auth, mailer, now, config } = services

  app.post(
    '/member-invitations',
    {
      config: { policy: 'members:invite' },
      schema: { body: InviteMember, response: { 201: MemberInvitation } },
    },
    async ({ member, body }, reply) => {
      const { organisationId } = member
      const secret = auth.newSecret()
      const invitation = newInvitation(body, { organisationId, secret, now: now() })
      const id = await inOrganisation(db, member, async (trx) => {
        const { email, role } = invitation
        await refuseUnknownUnit(trx, organisationId, body.unitId)
        const members = await queries.listMembers(trx, organisationId)
        if (members.some((each) => each.email === email)) throw new Refusal(409, 'email-taken')
        await queries.withdrawInvitationsTo(trx, organisationId, email, now())
        const invitationId = await queries.insertInvitation(trx, invitation)
        Object.assign(member.deed?.subject ?? {}, { invitationId, role })
        return invitationId
      })
      return reply.code(201).send(await tell({ ...invitation, id }, secret, member))
    },
  )

  app.post(
    '/member-invitations/:id/links',
    {
      config: { policy: 'members:invite' },
      schema: { params: ById, response: { 201: MemberInvitation } },
    },
    async ({ member, params }, reply) => {
      const secret = auth.newSecret()
      const renewed = { secretHash: hashSecret(secret), expiresAt: invitationExpiresAt(now()) }
      const invitation = await inOrganisation(db, member, async (trx) =>
        found(await queries.renewInvitation(trx, member.organisationId, params.id, renewed)),
      )
      return reply.code(201).send(await tell(invitation, secret, member))
    },
  )

  /** By mail where there is a mail server; the link is told in any case, to be copied. */
  async function tell(invitation: Told, secret: string, { name: inviter, organisationName }: Member) {
    const link = `${config.siteUrl}/invitation#${secret}`
    const mailed = await mailer.send(invitationMail({ ...invitation, organisationName, inviter, link }))
    return { id: invitation.id, link, mailed, expiresAt: invitation.expiresAt.toISOString() }
  }

  app.delete(
    '/member-invitations/:id',
    { config: { policy: 'members:withdraw' }, schema: { params: ById, response: { 204: Nothing } } },
    async ({ member, params }, reply) => {
      await inOrganisation(db, member, async (trx) =>
        found(await queries.withdrawInvitation(trx, member.organisationId, params.id, now())),
      )
      return reply.code(204).send(null)
    },
  )

  app.post(
    '/invitation-lookups',
    { config: { policy: 'public' }, schema: { body: BySecret, response: { 200: InvitationWelcome } } },
    async ({ body }) => {
      const invitation = await findUsableInvitation(services, hashSecret(body.secret))
      const known = await findUserByEmail(db, invitation.email)
      const standing = known && (await within(db, { userId: known.id }, (trx) => findStanding(trx, known.id)))
      const provider = config.signOnProviders.find((each) => mayVouchFor(each, invitation.email))
      const signOn = provider ? { id: provider.id, name: provider.name } : null
      return { ...invitation, hasAccount: Boolean(standing?.office), signOn }
    },
  )

  app.post(
    '/invitation-acceptances',
    { config: { policy: 'public' }, schema: { body: ChoosePassword, response: { 201: Session } } },
    async ({ body }, reply) => {
      const invitation = await findUsableInvitation(services, hashSecret(body.secret))
      refuseWhenWeak(body.password, invitation.email)
      const passwordHash = await auth.hashPassword(body.password)
      const userId = await becomeMember(services, invitation, (trx, id) =>
        insertCredential(trx, id, passwordHash),
      )
      return startSession(services, reply.code(201), await auth.signInAs(userId))
    },
  )

  app.post(
    '/own-invitation-acceptances',
    {
      config: { policy: 'invitations:accept' },
      schema: { body: BySecret, response: { 204: Nothing } },
    },
    async ({ account, body, deed }, reply) => {
      await joinAs(services, account, await findUsableInvitation(services, hashSecret(body.secret)))
      // by joining, in the log of where one joined
      if (deed) deed.isKept = true
      await renewSession(services, reply, account)
      return reply.code(204).send(null)
    },
  )
}

type Told = Pick<Invitation, 'id' | 'organisationId' | 'name' | 'email' | 'role' | 'expiresAt'>
type Invitation = NonNullable<Awaited<ReturnType<typeof queries.findInvitation>>>

export async function findUsableInvitation(
  { db, now }: Pick<Services, 'db' | 'now'>,
  secretHash: Buffer,
): Promise<Invitation> {
  const invitation = await within(db, { secretHash }, (trx) => queries.findInvitation(trx, secretHash))
  if (!isUsable(found(invitation), now())) throw new Refusal(410, 'link-expired')
  return found(invitation)
}

/** A new account, or one whose access ended before, with the one way in that it is given: all or nothing. */
export async function becomeMember(
  { db, now }: Pick<Services, 'db' | 'now'>,
  invitation: Invitation,
  giveWayIn: (trx: Db, userId: string) => Promise<void>,
): Promise<string> {
  const { organisationId, name, email } = invitation
  return unlessTaken(() =>
    inOrganisation(db, organisationId, async (trx) => {
      const known = await findUserByEmail(trx, email)
      const user = { id: known?.id ?? randomUUID(), name, email }
      if (known) {
        await refuseInUse(trx, known.id)
        await queries.restoreUser(trx, user)
      } else await insertUser(trx, user)
      await giveWayIn(trx, user.id)
      await join(trx, invitation, { userId: user.id, name, office: null }, now())
      return user.id
    }),
  )
}

/** Whoever holds the link of an invitation must not get hold of an account of the programme by it. */
async function refuseInUse(trx: Db, userId: string): Promise<void> {
  await narrow(trx, { userId })
  const standing = await findStanding(trx, userId)
  if (standing?.membership) throw new Refusal(409, 'email-taken')
  if (standing?.office) throw new Refusal(409, 'sign-in-first')
}

/** Who works for the programme and is invited by an organisation joins with the account that is there. */
async function joinAs({ db, now }: Services, account: Account, invitation: Invitation): Promise<void> {
  const { organisationId, email } = invitation
  if (email !== account.email) throw new Refusal(403, 'invited-someone-else')
  if (account.membership) throw new Refusal(409, 'email-taken')
  await unlessTaken(() => inOrganisation(db, organisationId, (trx) => join(trx, invitation, account, now())))
}

type Joining = Pick<Account, 'userId' | 'name' | 'office'>

async function join(trx: Db, invitation: Invitation, person: Joining, now: Date): Promise<void> {
  const { id, organisationId, role, unitId } = invitation
  if (!(await queries.acceptInvitation(trx, id, now))) throw new Refusal(410, 'link-expired')
  await insertMembership(trx, { organisationId, userId: person.userId, role, unitId })
  const deed = publicDeed('invitations:accept', { ...person, membership: { organisationId, role } }, now)
  await keepDeed(trx, { ...deed, subject: { invitationId: id, role } })
}

async function unlessTaken<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (breaks(error, 'users_email_key', 'memberships_one_active')) throw new Refusal(409, 'email-taken')
    throw error
  }
}

export const outboxRoutes: FastifyPluginAsyncTypebox<Services> = async (app, { db }) => {
  app.get(
    '/mails',
    { config: { policy: 'outbox:read' }, schema: { response: { 200: Outbox } } },
    async ({ member: { organisationId } }) => {
      const mails = await inOrganisation(db, organisationId, (trx) =>
        queries.listMails(trx, organisationId, MOST_MAILS + 1),
      )
      return { mails: mails.slice(0, MOST_MAILS).map(presentMail), hasMore: mails.length > MOST_MAILS }
    },
  )
}

import { randomUUID } from 'node:crypto'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { inOrganisation, narrow, within } from '../../database.ts'
import { found, Refusal } from '../../errors.ts'
import type { Services } from '../../services.ts'
import {
  ById,
  BySecret,
  ChoosePassword,
  InvitationWelcome,
  InviteMember,
  MemberInvitation,
  Members,
  Outbox,
  Session,
} from '../contract.ts'
import { refuseWhenWeak } from '../passwords/routes.ts'
import { breaks, findMembershipOf, findUserByEmail, insertMembership, insertUser } from '../queries.ts'
import { hashSecret } from '../secret.ts'
import { startSession } from '../sessions/routes.ts'
import { isUsable, newInvitation } from './invitation.ts'
import { invitationMail } from './mails.ts'
import { presentInvitation, presentMail, presentMember } from './present.ts'
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
          members: members.map((row) => presentMember(row, member)),
          invitations: invitations.map((row) => presentInvitation(row, now())),
        }
      }),
  )

  app.delete(
    '/members/:id',
    { config: { policy: 'members:end' }, schema: { params: ById, response: { 204: Nothing } } },
    async ({ member, params }, reply) => {
      await inOrganisation(db, member, async (trx) => {
        const { organisationId } = member
        const messengers = await queries.lockMessengers(trx, organisationId)
        const leaving = found(await queries.findActiveMembership(trx, organisationId, params.id))
        const isLast = messengers.length === 1 && messengers[0]?.id === leaving.id
        if (isLast) throw new Refusal(409, 'last-messenger')
        await queries.endMembership(trx, leaving, now())
      })
      return reply.code(204).send(null)
    },
  )
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
      const { organisationId, organisationName } = member
      const secret = auth.newSecret()
      const invitation = newInvitation(body, { organisationId, secret, now: now() })
      const id = await inOrganisation(db, member, async (trx) => {
        const { email } = invitation
        if (body.unitId && !(await queries.hasUnit(trx, organisationId, body.unitId)))
          throw new Refusal(404, 'not-found')
        const members = await queries.listMembers(trx, organisationId)
        if (members.some((each) => each.email === email)) throw new Refusal(409, 'email-taken')
        await queries.withdrawInvitationsTo(trx, organisationId, email, now())
        return queries.insertInvitation(trx, invitation)
      })
      const link = `${config.siteUrl}/invitation#${secret}`
      const mail = invitationMail({ ...invitation, organisationName, inviter: member.name, link })
      const mailed = await mailer.send(mail)
      return reply.code(201).send({ id, link, mailed, expiresAt: invitation.expiresAt.toISOString() })
    },
  )

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
      const secretHash = hashSecret(body.secret)
      const invitation = found(
        await within(db, { secretHash }, (trx) => queries.findInvitation(trx, secretHash)),
      )
      if (!isUsable(invitation, now())) throw new Refusal(410, 'link-expired')
      return invitation
    },
  )

  app.post(
    '/invitation-acceptances',
    { config: { policy: 'public' }, schema: { body: ChoosePassword, response: { 201: Session } } },
    async ({ body }, reply) => {
      const secretHash = hashSecret(body.secret)
      const invitation = found(
        await within(db, { secretHash }, (trx) => queries.findInvitation(trx, secretHash)),
      )
      if (!isUsable(invitation, now())) throw new Refusal(410, 'link-expired')
      refuseWhenWeak(body.password, invitation.email)
      const userId = await becomeMember(services, invitation, await auth.hashPassword(body.password))
      return startSession(services, reply.code(201), await auth.signInAs(userId))
    },
  )
}

type Invitation = NonNullable<Awaited<ReturnType<typeof queries.findInvitation>>>

async function becomeMember({ db, now }: Services, invitation: Invitation, passwordHash: string) {
  const { id, organisationId, name, email, role, unitId } = invitation
  try {
    return await inOrganisation(db, organisationId, async (trx) => {
      if (!(await queries.acceptInvitation(trx, id, now()))) throw new Refusal(410, 'link-expired')
      const known = await findUserByEmail(trx, email)
      const user = { id: known?.id ?? randomUUID(), name, email, passwordHash }
      if (known) {
        await narrow(trx, { userId: known.id })
        if (await findMembershipOf(trx, known.id)) throw new Refusal(409, 'email-taken')
        await queries.restoreUser(trx, user)
      } else await insertUser(trx, user)
      await insertMembership(trx, { organisationId, userId: user.id, role, unitId })
      return user.id
    })
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

import { randomUUID } from 'node:crypto'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply } from 'fastify'
import { Type } from 'typebox'
import { inOrganisation, narrow, within } from '../database.ts'
import { found, Refusal } from '../errors.ts'
import type { Services } from '../services.ts'
import { type Attempts, noteFailure, secondsToWait } from './attempts.ts'
import type { Cookies } from './auth.ts'
import {
  AskPasswordReset,
  ById,
  BySecret,
  ChangePassword,
  ChoosePassword,
  DemoSignIn,
  InvitationWelcome,
  InviteMember,
  MemberInvitation,
  Members,
  Outbox,
  Session,
  SetUp,
  SignIn,
} from './contract.ts'
import { isUsable, newInvitation, resetExpiresAt, resetIdentifier } from './invitation.ts'
import { invitationMail, passwordResetMail } from './mails.ts'
import { memberOf } from './member.ts'
import { isWeakPassword } from './passwords.ts'
import { presentInvitation, presentMail, presentMember, presentSession } from './present.ts'
import * as queries from './queries.ts'
import { hashSecret } from './secret.ts'

const MOST_MAILS = 200
const Nothing = Type.Null()
const oncePerMinute = { rateLimit: { max: 15, timeWindow: '15 minutes' } }

export const accessRoutes: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  await app.register(sessionRoutes, services)
  await app.register(passwordRoutes, services)
  await app.register(setupRoutes, services)
  await app.register(memberRoutes, services)
  await app.register(invitationRoutes, services)
  await app.register(outboxRoutes, services)
  if (services.demo) await app.register(demoRoutes, services)
}

const sessionRoutes: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  const { db, auth, now, demo } = services
  const attempts: Attempts = new Map()

  app.get(
    '/session',
    { config: { policy: 'public' }, schema: { response: { 200: Session } } },
    async (request) => {
      const member = await memberOf(services, request.headers)
      if (member) return presentSession(member, demo)
      return { state: 'signed-out' as const, setupNeeded: !(await queries.hasProgramme(db)), demo }
    },
  )

  app.post(
    '/session',
    { config: { policy: 'public' }, schema: { body: SignIn, response: { 200: Session } } },
    async (request, reply) => {
      const email = request.body.email.toLowerCase()
      const key = `${email} ${request.ip}`
      refuseWhenTooSoon(reply, secondsToWait(attempts, key, now().getTime()))
      const cookies = await auth.signIn(email, request.body.password)
      if (!cookies) {
        noteFailure(attempts, key, now().getTime())
        throw new Refusal(401, 'wrong-password')
      }
      attempts.delete(key)
      return startSession(services, reply, cookies)
    },
  )

  app.delete(
    '/session',
    { config: { policy: 'public' }, schema: { response: { 204: Nothing } } },
    async (request, reply) => {
      reply.header('set-cookie', await auth.signOut(request.headers))
      return reply.code(204).send(null)
    },
  )
}

const passwordRoutes: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  const { db, auth, mailer, now, config } = services
  const attempts: Attempts = new Map()

  app.put(
    '/account/password',
    { config: { policy: 'member' }, schema: { body: ChangePassword, response: { 204: Nothing } } },
    async (request, reply) => {
      const { userId, email } = request.member
      const { current, password } = request.body
      refuseWhenTooSoon(reply, secondsToWait(attempts, userId, now().getTime()))
      refuseWhenWeak(password, email)
      const cookies = await auth.changePassword(request.headers, current, password)
      if (!cookies) {
        noteFailure(attempts, userId, now().getTime())
        throw new Refusal(403, 'wrong-current-password')
      }
      await queries.deletePasswordResets(db, userId)
      return reply.header('set-cookie', cookies).code(204).send(null)
    },
  )

  app.post(
    '/password-resets',
    {
      config: { policy: 'public', ...oncePerMinute },
      schema: { body: AskPasswordReset, response: { 202: Nothing } },
    },
    async (request, reply) => {
      // not awaited: the answer, and how long it takes, must not tell whether the address is known
      mailLink(request.body.email.toLowerCase()).catch((err) => request.log.error({ err }, 'password reset'))
      return reply.code(202).send(null)
    },
  )

  async function mailLink(email: string): Promise<void> {
    const user = await queries.findUserByEmail(db, email)
    if (!user) return
    const secret = auth.newSecret()
    const membership = await within(db, { userId: user.id }, async (trx) => {
      const identifier = resetIdentifier(secret)
      const reset = { id: randomUUID(), userId: user.id, identifier, expiresAt: resetExpiresAt(now()) }
      const active = await queries.findMembershipOf(trx, user.id)
      if (active) await queries.insertPasswordReset(trx, reset)
      return active
    })
    const link = `${config.siteUrl}/reset-password#${secret}`
    if (membership) await mailer.send(passwordResetMail({ ...user, ...membership, link }))
  }

  app.put(
    '/password-resets',
    { config: { policy: 'public' }, schema: { body: ChoosePassword, response: { 204: Nothing } } },
    async ({ body }, reply) => {
      const identifier = resetIdentifier(body.secret)
      const reset = await queries.findPasswordReset(db, identifier)
      if (!reset || reset.expiresAt <= now()) throw new Refusal(410, 'link-expired')
      refuseWhenWeak(body.password, reset.email)
      const passwordHash = await auth.hashPassword(body.password)
      await within(db, { userId: reset.userId }, async (trx) => {
        if (!(await queries.takePasswordReset(trx, identifier))) throw new Refusal(410, 'link-expired')
        await queries.setPassword(trx, reset.userId, passwordHash)
      })
      return reply.code(204).send(null)
    },
  )
}

const setupRoutes: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  const { db, auth } = services

  async function refuseWithoutSetupLink(secret: string): Promise<void> {
    if (await queries.hasProgramme(db)) throw new Refusal(410, 'setup-done')
    if (!auth.isSetupSecret(secret)) throw new Refusal(404, 'not-found')
  }

  app.post(
    '/setup-lookups',
    { config: { policy: 'public' }, schema: { body: BySecret, response: { 204: Nothing } } },
    async ({ body }, reply) => {
      await refuseWithoutSetupLink(body.secret)
      return reply.code(204).send(null)
    },
  )

  app.post(
    '/setup',
    { config: { policy: 'public' }, schema: { body: SetUp, response: { 201: Session } } },
    async ({ body: { secret, ...founding } }, reply) => {
      await refuseWithoutSetupLink(secret)
      refuseWhenWeak(founding.password, founding.email.toLowerCase())
      const { userId } = await queries.foundOrganisation(services, founding).catch((error: unknown) => {
        throw breaks(error, 'programmes_only_one_key') ? new Refusal(410, 'setup-done') : error
      })
      return startSession(services, reply.code(201), await auth.signInAs(userId))
    },
  )
}

const memberRoutes: FastifyPluginAsyncTypebox<Services> = async (app, { db, now }) => {
  app.get(
    '/members',
    { config: { policy: 'messenger' }, schema: { response: { 200: Members } } },
    ({ member }) =>
      inOrganisation(db, member.organisationId, async (trx) => {
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
    { config: { policy: 'messenger' }, schema: { params: ById, response: { 204: Nothing } } },
    async ({ member: { organisationId }, params }, reply) => {
      await inOrganisation(db, organisationId, async (trx) => {
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

const invitationRoutes: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  const { db, auth, mailer, now, config } = services

  app.post(
    '/member-invitations',
    { config: { policy: 'messenger' }, schema: { body: InviteMember, response: { 201: MemberInvitation } } },
    async ({ member, body }, reply) => {
      const { organisationId, organisationName } = member
      const secret = auth.newSecret()
      const invitation = newInvitation(body, { organisationId, secret, now: now() })
      const id = await inOrganisation(db, organisationId, async (trx) => {
        const { unitId, email } = invitation
        if (unitId && !(await queries.hasUnit(trx, organisationId, unitId)))
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
    { config: { policy: 'messenger' }, schema: { params: ById, response: { 204: Nothing } } },
    async ({ member: { organisationId }, params }, reply) => {
      found(
        await inOrganisation(db, organisationId, (trx) =>
          queries.withdrawInvitation(trx, organisationId, params.id, now()),
        ),
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
      const known = await queries.findUserByEmail(trx, email)
      const user = { id: known?.id ?? randomUUID(), name, email, passwordHash }
      if (known) {
        await narrow(trx, { userId: known.id })
        if (await queries.findMembershipOf(trx, known.id)) throw new Refusal(409, 'email-taken')
        await queries.restoreUser(trx, user)
      } else await queries.insertUser(trx, user)
      await queries.insertMembership(trx, { organisationId, userId: user.id, role, unitId })
      return user.id
    })
  } catch (error) {
    if (breaks(error, 'users_email_key')) throw new Refusal(409, 'email-taken')
    throw error
  }
}

const outboxRoutes: FastifyPluginAsyncTypebox<Services> = async (app, { db }) => {
  app.get(
    '/mails',
    { config: { policy: 'messenger' }, schema: { response: { 200: Outbox } } },
    async ({ member: { organisationId } }) => {
      const mails = await inOrganisation(db, organisationId, (trx) =>
        queries.listMails(trx, organisationId, MOST_MAILS + 1),
      )
      return { mails: mails.slice(0, MOST_MAILS).map(presentMail), hasMore: mails.length > MOST_MAILS }
    },
  )
}

/** Only in the demonstration, on a database that is thrown away. */
const demoRoutes: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  const { db, auth } = services
  app.post(
    '/demo-session',
    { config: { policy: 'public' }, schema: { body: DemoSignIn, response: { 200: Session } } },
    async ({ body }, reply) => {
      for (const userId of await queries.listUserIds(db)) {
        const membership = await within(db, { userId }, (trx) => queries.findMembershipOf(trx, userId))
        if (membership?.role === body.role) return startSession(services, reply, await auth.signInAs(userId))
      }
      throw new Refusal(404, 'not-found')
    },
  )
}

async function startSession(services: Services, reply: FastifyReply, cookies: Cookies): Promise<Session> {
  const cookie = cookies.map((each) => each.split(';', 1)[0]).join('; ')
  const member = await memberOf(services, { cookie })
  if (!member) throw new Refusal(401, 'wrong-password')
  reply.header('set-cookie', cookies)
  return presentSession(member, services.demo)
}

function refuseWhenTooSoon(reply: FastifyReply, seconds: number): void {
  if (seconds === 0) return
  reply.header('retry-after', String(seconds))
  throw new Refusal(429, 'too-many-requests')
}

function refuseWhenWeak(password: string, email: string): void {
  if (!isWeakPassword(password, email)) return
  throw new Refusal(422, 'weak-password', { faults: [{ path: '/password', code: 'weak-password' }] })
}

function breaks(error: unknown, constraint: string): boolean {
  return (error as { constraint?: string }).constraint === constraint
}

import { randomUUID } from 'node:crypto'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { BySecret, ChoosePassword, MemberInvitation, Session } from '../../access/contract.ts'
import { publicDeed } from '../../access/deeds.ts'
import type { Account } from '../../access/member.ts'
import { isUsable } from '../../access/members/invitation.ts'
import { listNewestMails, restoreUser } from '../../access/members/queries.ts'
import { refuseWhenWeak } from '../../access/passwords/routes.ts'
import { breaks, findStanding, findUserByEmail, insertCredential, insertUser } from '../../access/queries.ts'
import { hashSecret } from '../../access/secret.ts'
import { renewSession, startSession } from '../../access/sessions/routes.ts'
import { type Db, narrow, within } from '../../database.ts'
import { found, Refusal } from '../../errors.ts'
import type { Services } from '../../services.ts'
import { isOpenRegion } from '../overview/queries.ts'
import {
  ChangeOffice,
  InviteOffice,
  OfficeInvitationParams,
  OfficeParams,
  Offices,
  OfficeWelcome,
} from './contract.ts'
import { newOfficeInvitation } from './invitation.ts'
import { officeMail } from './mails.ts'
import { presentOffice, presentOfficeInvitation, presentWelcome } from './present.ts'
import * as queries from './queries.ts'

const Nothing = Type.Null()
const CENTRE = { scope: 'centre' } as const

export const officeRoutes: FastifyPluginAsyncTypebox<Services> = async (app, { db, now }) => {
  const read = async (trx: Db, you: string): Promise<Offices> => {
    const people = await queries.listOffices(trx)
    const invitations = await queries.listOfficeInvitations(trx)
    const addresses = invitations.map(({ email }) => email)
    const mails = await listNewestMails(trx, null, addresses)
    return {
      people: people.map((row) => presentOffice(row, you)),
      invitations: invitations.map((row) => presentOfficeInvitation(row, mails, now())),
    }
  }

  app.get(
    '/programme/offices',
    { config: { policy: 'offices:read' }, schema: { response: { 200: Offices } } },
    ({ account }) => within(db, CENTRE, (trx) => read(trx, account.userId)),
  )

  app.patch(
    '/programme/offices/:officeId',
    {
      config: { policy: 'offices:change' },
      schema: { params: OfficeParams, body: ChangeOffice, response: { 200: Offices } },
    },
    ({ account, params: { officeId }, body: { regionId }, deed }) => {
      const move = async (trx: Db) => {
        const { role } = found(await queries.lockOffice(trx, officeId))
        if (role !== 'coordinator') throw new Refusal(409, 'not-a-coordinator')
        if (!(await isOpenRegion(trx, regionId))) throw new Refusal(409, 'region-closed')
        await queries.moveOffice(trx, officeId, regionId)
        if (deed) deed.subject.regionId = regionId
        return read(trx, account.userId)
      }
      return within(db, CENTRE, move, deed)
    },
  )

  app.delete(
    '/programme/offices/:officeId',
    { config: { policy: 'offices:end' }, schema: { params: OfficeParams, response: { 204: Nothing } } },
    async ({ account, params: { officeId }, deed }, reply) => {
      const end = async (trx: Db) => {
        const centre = await queries.lockCentre(trx)
        const leaving = found(await queries.lockOffice(trx, officeId))
        if (centre.length === 1 && centre[0]?.id === leaving.id) throw new Refusal(409, 'last-centre')
        // ended by another while this request waited
        if (!centre.some(({ userId }) => userId === account.userId)) throw new Refusal(403, 'forbidden')
        await queries.endOffice(trx, leaving, now())
      }
      await within(db, CENTRE, end, deed)
      return reply.code(204).send(null)
    },
  )
}

export const officeInvitationRoutes: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  const { db, auth, mailer, now, config } = services

  app.post(
    '/programme/office-invitations',
    {
      config: { policy: 'offices:invite' },
      schema: { body: InviteOffice, response: { 201: MemberInvitation } },
    },
    async ({ account, body, deed }, reply) => {
      if (body.email.toLowerCase() === account.email) throw new Refusal(409, 'own-office')
      const secret = auth.newSecret()
      const invitation = newOfficeInvitation(body, secret, now())
      const { id, programmeName } = await within(db, CENTRE, invite, deed)
      const told = { ...invitation, programmeName, inviter: account.name }
      return reply.code(201).send({ id, ...(await tell(told, secret)) })

      async function invite(trx: Db) {
        await refuseWithoutRegion(trx, body)
        if (await queries.hasOffice(trx, invitation.email)) throw new Refusal(409, 'has-office')
        const id = await queries.insertOfficeInvitation(trx, invitation, now())
        Object.assign(deed?.subject ?? {}, { invitationId: id, role: body.role })
        return { id, programmeName: await queries.findProgrammeName(trx) }
      }
    },
  )

  async function tell(invitation: Told, secret: string) {
    const link = `${config.siteUrl}/office#${secret}`
    const mailed = await mailer.send(officeMail({ ...invitation, link }))
    return { link, mailed, expiresAt: invitation.expiresAt.toISOString() }
  }

  app.delete(
    '/programme/office-invitations/:invitationId',
    {
      config: { policy: 'offices:withdraw' },
      schema: { params: OfficeInvitationParams, response: { 204: Nothing } },
    },
    async ({ params: { invitationId }, deed }, reply) => {
      const withdraw = async (trx: Db) =>
        found(await queries.withdrawOfficeInvitation(trx, invitationId, now()))
      await within(db, CENTRE, withdraw, deed)
      return reply.code(204).send(null)
    },
  )
}

type Told = Omit<Parameters<typeof officeMail>[0], 'link'> & { expiresAt: Date }

async function refuseWithoutRegion(trx: Db, { role, regionId }: InviteOffice): Promise<void> {
  if (role === 'centre') return
  if (!regionId)
    throw new Refusal(400, 'invalid-input', { faults: [{ path: '/regionId', code: 'required' }] })
  if (!(await isOpenRegion(trx, regionId))) throw new Refusal(409, 'region-closed')
}

/** By the secret of the link, without or with an account. */
export const officeAcceptanceRoutes: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  const { db, auth, now } = services

  app.post(
    '/office-invitation-lookups',
    { config: { policy: 'public' }, schema: { body: BySecret, response: { 200: OfficeWelcome } } },
    async ({ body }) => {
      const invitation = await usable(body.secret)
      const known = await findUserByEmail(db, invitation.email)
      const standing = known && (await within(db, { userId: known.id }, (trx) => findStanding(trx, known.id)))
      const programmeName = await queries.findProgrammeName(db)
      return presentWelcome(invitation, { programmeName, known: standing !== undefined })
    },
  )

  app.post(
    '/office-invitation-acceptances',
    { config: { policy: 'public' }, schema: { body: ChoosePassword, response: { 201: Session } } },
    async ({ body: { secret, password } }, reply) => {
      const invitation = await usable(secret)
      refuseWhenWeak(password, invitation.email)
      const userId = await takeOffice(services, invitation, await auth.hashPassword(password))
      return startSession(services, reply.code(201), await auth.signInAs(userId))
    },
  )

  app.post(
    '/own-office-invitation-acceptances',
    { config: { policy: 'invitations:accept' }, schema: { body: BySecret, response: { 204: Nothing } } },
    async ({ account, body, deed }, reply) => {
      await takeOfficeAs(services, account, await usable(body.secret))
      // by taking the office, in the log of the programme too
      if (deed) deed.isKept = true
      await renewSession(services, reply, account)
      return reply.code(204).send(null)
    },
  )

  async function usable(secret: string): Promise<Invitation> {
    const secretHash = hashSecret(secret)
    const invitation = await within(db, { secretHash }, (trx) =>
      queries.findOfficeInvitation(trx, secretHash),
    )
    if (!isUsable(found(invitation), now())) throw new Refusal(410, 'link-expired')
    return found(invitation)
  }
}

type Invitation = NonNullable<Awaited<ReturnType<typeof queries.findOfficeInvitation>>>

/** A new account, or one whose access ended before and that gets a new password. */
function takeOffice({ db, now }: Services, invitation: Invitation, passwordHash: string): Promise<string> {
  const { id, name, email, role } = invitation
  const invited = { userId: '', name, membership: null, office: { role } }
  const deed = publicDeed('invitations:accept', invited, now())
  const take = async (trx: Db) => {
    if (!(await queries.acceptOfficeInvitation(trx, id, now()))) throw new Refusal(410, 'link-expired')
    const known = await findUserByEmail(trx, email)
    const user = { id: known?.id ?? randomUUID(), name, email }
    if (known) {
      // whoever holds the link of an invitation must not get hold of an account by it
      await narrow(trx, { userId: known.id })
      if (await findStanding(trx, known.id)) throw new Refusal(409, 'sign-in-first')
      await restoreUser(trx, user)
    } else await insertUser(trx, user)
    await insertCredential(trx, user.id, passwordHash)
    await queries.insertOffice(trx, { userId: user.id, role, regionId: invitation.regionId })
    deed.by.userId = user.id
    deed.subject.invitationId = id
    return user.id
  }
  return unlessHeld(() => within(db, CENTRE, take, deed))
}

/** Who works in an organisation and is invited by the programme joins with the account that is there. */
async function takeOfficeAs({ db, now }: Services, account: Account, invitation: Invitation): Promise<void> {
  const { id, email, role, regionId } = invitation
  const { userId } = account
  if (email !== account.email) throw new Refusal(403, 'invited-someone-else')
  const deed = publicDeed('invitations:accept', { ...account, office: { role } }, now())
  deed.subject.invitationId = id
  const take = async (trx: Db) => {
    if (!(await queries.acceptOfficeInvitation(trx, id, now()))) throw new Refusal(410, 'link-expired')
    await queries.insertOffice(trx, { userId, role, regionId })
  }
  await unlessHeld(() => within(db, CENTRE, take, deed))
}

async function unlessHeld<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (breaks(error, 'programme_members_one_active')) throw new Refusal(409, 'has-office')
    if (breaks(error, 'users_email_key')) throw new Refusal(409, 'sign-in-first')
    throw error
  }
}

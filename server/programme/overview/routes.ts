import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { MemberInvitation } from '../../access/contract.ts'
import { newInvitation } from '../../access/members/invitation.ts'
import { invitationMail } from '../../access/members/mails.ts'
import { insertInvitation, listMembers, withdrawInvitation } from '../../access/members/queries.ts'
import { type Db, type Deed, within } from '../../database.ts'
import { found, Refusal } from '../../errors.ts'
import { Publication } from '../../results/contract.ts'
import type { Services } from '../../services.ts'
import {
  ChangeListed,
  InviteMessenger,
  ListQuery,
  NewOrganisation,
  OrganisationInvitationParams,
  OrganisationList,
  OrganisationPage,
  OrganisationParams,
  OrganisationScanParams,
} from './contract.ts'
import * as queries from './queries.ts'
import { readList, readOrganisationPage } from './read.ts'

const Nothing = Type.Null()
const CENTRE = { scope: 'centre' } as const

export const organisationRoutes: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  const { db } = services

  app.get(
    '/programme/organisations',
    {
      config: { policy: 'organisations:read' },
      schema: { querystring: ListQuery, response: { 200: OrganisationList } },
    },
    ({ query }) => within(db, CENTRE, (trx) => readList(trx, services, query)),
  )

  app.get(
    '/programme/organisations/:organisationId',
    {
      config: { policy: 'organisations:read' },
      schema: { params: OrganisationParams, response: { 200: OrganisationPage } },
    },
    ({ params: { organisationId } }) =>
      within(db, CENTRE, async (trx) => found(await readOrganisationPage(trx, services, organisationId))),
  )

  app.post(
    '/programme/organisations',
    {
      config: { policy: 'organisations:create' },
      schema: { body: NewOrganisation, response: { 201: OrganisationPage } },
    },
    async ({ body, deed }, reply) => {
      const add = async (trx: Db) => {
        if (body.regionId && !(await queries.isOpenRegion(trx, body.regionId))) refuseRegion()
        await queries.addOrganisation(trx, body)
        return found(await readOrganisationPage(trx, services, body.id))
      }
      return reply.code(201).send(await within(db, CENTRE, add, about(deed, body.id)))
    },
  )

  app.patch(
    '/programme/organisations/:organisationId',
    {
      config: { policy: 'organisations:change' },
      schema: { params: OrganisationParams, body: ChangeListed, response: { 200: OrganisationPage } },
    },
    ({ params: { organisationId }, body, deed }) => {
      const change = async (trx: Db) => {
        if (body.regionId && !(await queries.isOpenRegion(trx, body.regionId))) refuseRegion()
        if (!(await queries.changeOrganisation(trx, organisationId, body)))
          throw new Refusal(404, 'not-found')
        return found(await readOrganisationPage(trx, services, organisationId))
      }
      return within(db, CENTRE, change, about(deed, organisationId, chosen(body)))
    },
  )

  app.get(
    '/programme/organisations/:organisationId/scans/:scanId/results',
    {
      config: { policy: 'granted-results:read' },
      schema: { params: OrganisationScanParams, response: { 200: Publication } },
    },
    ({ params, deed }) =>
      within(
        db,
        CENTRE,
        async (trx) => found(await queries.findGrantedPublication(trx, params)),
        about(deed, params.organisationId),
      ),
  )
}

/** The first messenger only: whoever is there invites the others, and nobody from outside comes in unseen. */
export const messengerRoutes: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  const { db, auth, mailer, now, config } = services

  app.post(
    '/programme/organisations/:organisationId/invitations',
    {
      config: { policy: 'organisations:invite' },
      schema: { params: OrganisationParams, body: InviteMessenger, response: { 201: MemberInvitation } },
    },
    async ({ params: { organisationId }, body, account, deed }, reply) => {
      if (body.email.toLowerCase() === account.email) throw new Refusal(409, 'own-office')
      const secret = auth.newSecret()
      const asked = { ...body, role: 'messenger' as const, unitId: null }
      const invitation = newInvitation(asked, { organisationId, secret, now: now() })
      const invite = async (trx: Db) => {
        const { name } = found(await queries.lockOrganisation(trx, organisationId))
        const members = await listMembers(trx, organisationId)
        if (members.some(({ role }) => role === 'messenger')) throw new Refusal(409, 'has-messenger')
        await queries.withdrawAllInvitations(trx, organisationId, now())
        return { id: await insertInvitation(trx, invitation), organisationName: name }
      }
      const { id, organisationName } = await within(db, CENTRE, invite, about(deed, organisationId))
      const told = { ...invitation, organisationName, inviter: account.name }
      return reply.code(201).send({ id, ...(await tell(told, secret)) })
    },
  )

  async function tell(invitation: Told, secret: string) {
    const link = `${config.siteUrl}/invitation#${secret}`
    const mailed = await mailer.send(invitationMail({ ...invitation, link }))
    return { link, mailed, expiresAt: invitation.expiresAt.toISOString() }
  }

  app.delete(
    '/programme/organisations/:organisationId/invitations/:invitationId',
    {
      config: { policy: 'organisations:withdraw' },
      schema: { params: OrganisationInvitationParams, response: { 204: Nothing } },
    },
    async ({ params: { organisationId, invitationId }, deed }, reply) => {
      const withdraw = async (trx: Db) => {
        found(await queries.lockOrganisation(trx, organisationId))
        const members = await listMembers(trx, organisationId)
        if (members.some(({ role }) => role === 'messenger')) throw new Refusal(409, 'has-messenger')
        found(await withdrawInvitation(trx, organisationId, invitationId, now()))
      }
      await within(db, CENTRE, withdraw, about(deed, organisationId))
      return reply.code(204).send(null)
    },
  )
}

type Told = Omit<Parameters<typeof invitationMail>[0], 'link'> & { expiresAt: Date }

/** What the centre does at an organisation is told in the log of that organisation too. */
function about(deed: Deed | undefined, organisationId: string, more: Deed['subject'] = {}): Deed | undefined {
  if (!deed) return undefined
  return Object.assign(deed, {
    concerns: organisationId,
    subject: { ...deed.subject, ...more, organisationId },
  })
}

/** What it was changed into; a region that it was taken out of has no id. */
function chosen({ name, kind, regionId }: ChangeListed): Deed['subject'] {
  const changes = { name, kind, regionId }
  return Object.fromEntries(Object.entries(changes).flatMap(([key, value]) => (value ? [[key, value]] : [])))
}

function refuseRegion(): never {
  throw new Refusal(409, 'region-closed')
}

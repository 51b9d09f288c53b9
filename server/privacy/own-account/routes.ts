import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Account } from '../../access/member.ts'
import { confirmPresence } from '../../access/passwords/routes.ts'
import { type Db, narrow, PROGRAMME_CHAIN, within } from '../../database.ts'
import { Refusal } from '../../errors.ts'
import type { Services } from '../../services.ts'
import { LeaveRegie, OwnRecord } from '../contract.ts'
import { presentRecord } from './present.ts'
import * as queries from './queries.ts'

const Nothing = Type.Null()

/** What Regie holds of the account that asks, and the end of it. */
export const ownAccountRoutes: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  const { db, auth, now } = services

  app.get(
    '/account/record',
    { config: { policy: 'own-account:export' }, schema: { response: { 200: OwnRecord } } },
    ({ account }) =>
      within(db, { userId: account.userId }, async (trx) => {
        const known = await queries.findAccount(trx, account)
        const places = await queries.listPlaces(trx, account)
        const ofProgramme = await queries.findProgrammePart(trx, PROGRAMME_CHAIN, account)
        return presentRecord({ account: known, places, ofProgramme, now: now() })
      }),
  )

  app.post(
    '/account/departure',
    { config: { policy: 'own-account:remove' }, schema: { body: LeaveRegie, response: { 204: Nothing } } },
    async (request, reply) => {
      const { account, body, headers } = request
      await confirmPresence(services, account, body.password)
      await within(db, { userId: account.userId }, (trx) => leaveForGood(trx, account), request.deed)
      return reply
        .header('set-cookie', await auth.signOut(headers))
        .code(204)
        .send(null)
    },
  )
}

async function leaveForGood(trx: Db, account: Account): Promise<void> {
  const { userId, membership } = account
  if (await queries.isLastOfCentre(trx, userId)) throw new Refusal(409, 'last-centre')
  if (membership) {
    await narrow(trx, membership)
    const isLast = await queries.isLastMessenger(trx, membership.organisationId, userId)
    if (isLast) throw new Refusal(409, 'last-messenger')
  }
  await queries.deleteAccount(trx, account)
}

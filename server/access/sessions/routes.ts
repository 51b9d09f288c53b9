import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply } from 'fastify'
import { Type } from 'typebox'
import { keepAlone, within } from '../../database.ts'
import { found, Refusal } from '../../errors.ts'
import { addressBucket } from '../../rate-limits/sender.ts'
import type { Services } from '../../services.ts'
import type { Cookies } from '../auth.ts'
import { ById, BySecret, DemoSignIn, OwnSessions, Session, SetUp, SignIn } from '../contract.ts'
import { publicDeed } from '../deeds.ts'
import { type Account, type Arrival, arrivalOf } from '../member.ts'
import { attempt, refuseWhenWeak } from '../passwords/routes.ts'
import * as queries from '../queries.ts'
import { countFailedSignIn } from '../sign-in-failures/queries.ts'
import { presentOwnSession, presentSession } from './present.ts'
import { deleteSession, listSessions } from './queries.ts'
import { idleSince } from './session.ts'

const Nothing = Type.Null()

export const sessionRoutes: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  const { db, auth, now, demo } = services

  app.get(
    '/session',
    { config: { policy: 'public' }, schema: { response: { 200: Session } } },
    async (request) => {
      const arrival = await arrivalOf(services, request.headers)
      if (arrival.state !== 'signed-out') return presentArrival(arrival, demo)
      return { state: 'signed-out' as const, setupNeeded: !(await queries.hasProgramme(db)), demo }
    },
  )

  app.post(
    '/session',
    { config: { policy: 'public', limit: 'sign-in' }, schema: { body: SignIn, response: { 200: Session } } },
    async (request, reply) => {
      const email = request.body.email.toLowerCase()
      const trying = { account: email, sender: addressBucket(request.ip) }
      const cookies = await attempt(services, trying, () => auth.signIn(email, request.body.password))
      if (!cookies) {
        // not awaited: how long the answer takes must not tell whether the address is known
        countFailedSignIn(db, email, now()).catch((err) => request.log.error({ err }, 'failed sign-in'))
        throw new Refusal(401, 'wrong-password')
      }
      return startSession(services, reply, cookies)
    },
  )

  app.delete(
    '/session',
    { config: { policy: 'public' }, schema: { response: { 204: Nothing } } },
    async (request, reply) => {
      const arrival = await arrivalOf(services, request.headers)
      reply.header('set-cookie', await auth.signOut(request.headers))
      await keepSession(services, 'session:end', arrival)
      return reply.code(204).send(null)
    },
  )
}

export const ownSessionRoutes: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  const { db, auth, now } = services

  app.get(
    '/account/sessions',
    { config: { policy: 'own-account:read' }, schema: { response: { 200: OwnSessions } } },
    async ({ account: { userId, sessionId } }) => {
      const at = now()
      const sessions = await listSessions(db, userId, { now: at, idleSince: idleSince(at) })
      return { sessions: sessions.map((session) => presentOwnSession(session, sessionId)) }
    },
  )

  app.delete(
    '/account/sessions/:id',
    {
      config: { policy: 'own-account:end-session' },
      schema: { params: ById, response: { 204: Nothing } },
    },
    async ({ account: { userId }, deed, params }, reply) => {
      await within(db, { userId }, async (trx) => found(await deleteSession(trx, userId, params.id)), deed)
      return reply.code(204).send(null)
    },
  )

  app.delete(
    '/account/sessions',
    { config: { policy: 'own-account:end-sessions' }, schema: { response: { 204: Nothing } } },
    async ({ account: { userId }, deed, headers }, reply) => {
      await within(db, { userId }, (trx) => queries.deleteSessions(trx, userId), deed)
      return reply
        .header('set-cookie', await auth.signOut(headers))
        .code(204)
        .send(null)
    },
  )
}

export const setupRoutes: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
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
        throw queries.breaks(error, 'programmes_only_one_key') ? new Refusal(410, 'setup-done') : error
      })
      return startSession(services, reply.code(201), await auth.signInAs(userId))
    },
  )
}

/** Only in the demonstration, on a database that is thrown away. */
export const demoRoutes: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  const { db, auth } = services
  app.post(
    '/demo-session',
    { config: { policy: 'public' }, schema: { body: DemoSignIn, response: { 200: Session } } },
    async ({ body }, reply) => {
      for (const userId of await queries.listUserIds(db)) {
        const standing = await within(db, { userId }, (trx) => queries.findStanding(trx, userId))
        const main = standing?.membership ?? standing?.office
        if (main?.role === body.role) return startSession(services, reply, await auth.signInAs(userId))
      }
      throw new Refusal(404, 'not-found')
    },
  )
}

export async function startSession(
  services: Services,
  reply: FastifyReply,
  cookies: Cookies,
): Promise<Session> {
  const cookie = cookies.map((each) => each.split(';', 1)[0]).join('; ')
  const arrival = await arrivalOf(services, { cookie })
  if (arrival.state === 'signed-out') throw new Refusal(401, 'wrong-password')
  await keepSession(services, 'session:start', arrival)
  reply.header('set-cookie', cookies)
  return presentArrival(arrival, services.demo)
}

/** Other rights are for a session that is made anew: whoever holds one of before does not get them. */
export async function renewSession(
  { db, auth, now }: Services,
  reply: FastifyReply,
  { userId, tookTwoSteps }: Account,
): Promise<void> {
  await within(db, { userId }, (trx) => queries.deleteSessions(trx, userId))
  reply.header('set-cookie', await auth.signInAs(userId, tookTwoSteps ? now() : null))
}

/** Nobody is signed in who is not in the log; who still owes the second step is not signed in yet. */
async function keepSession(
  { db, now, demo }: Services,
  name: 'session:start' | 'session:end',
  arrival: Arrival,
): Promise<void> {
  if (arrival.state !== 'signed-in' || demo) return
  await keepAlone(db, publicDeed(name, arrival.account, now()))
}

function presentArrival(arrival: Exclude<Arrival, { state: 'signed-out' }>, demo: boolean): Session {
  if (arrival.state === 'signed-in') return presentSession(arrival.account, demo)
  return { state: 'second-factor-needed', demo }
}

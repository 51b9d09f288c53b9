import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply } from 'fastify'
import { Type } from 'typebox'
import { within } from '../../database.ts'
import { Refusal } from '../../errors.ts'
import type { Services } from '../../services.ts'
import type { Cookies } from '../auth.ts'
import { BySecret, DemoSignIn, Session, SetUp, SignIn } from '../contract.ts'
import { accountOf } from '../member.ts'
import { type Attempts, attempt, secondsToWait } from '../passwords/attempts.ts'
import { refuseWhenTooSoon, refuseWhenWeak } from '../passwords/routes.ts'
import * as queries from '../queries.ts'
import { presentSession } from './present.ts'

const Nothing = Type.Null()

export const sessionRoutes: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  const { db, auth, now, demo } = services
  const attempts: Attempts = new Map()

  app.get(
    '/session',
    { config: { policy: 'public' }, schema: { response: { 200: Session } } },
    async (request) => {
      const account = await accountOf(services, request.headers)
      if (account) return presentSession(account, demo)
      return { state: 'signed-out' as const, setupNeeded: !(await queries.hasProgramme(db)), demo }
    },
  )

  app.post(
    '/session',
    { config: { policy: 'public' }, schema: { body: SignIn, response: { 200: Session } } },
    async (request, reply) => {
      const email = request.body.email.toLowerCase()
      const key = `${email} ${request.ip}`
      const at = now().getTime()
      refuseWhenTooSoon(reply, secondsToWait(attempts, key, at))
      const cookies = await attempt(attempts, key, at, () => auth.signIn(email, request.body.password))
      if (!cookies) throw new Refusal(401, 'wrong-password')
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
        const membership = await within(db, { userId }, (trx) => queries.findMembershipOf(trx, userId))
        if (membership?.role === body.role) return startSession(services, reply, await auth.signInAs(userId))
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
  const account = await accountOf(services, { cookie })
  if (!account) throw new Refusal(401, 'wrong-password')
  reply.header('set-cookie', cookies)
  return presentSession(account, services.demo)
}

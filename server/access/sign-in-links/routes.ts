import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { Refusal } from '../../errors.ts'
import type { Services } from '../../services.ts'
import { AskSignInLink, BySecret, Session } from '../contract.ts'
import { spendLink } from '../links/queries.ts'
import { sendLink } from '../links/routes.ts'
import { startSession } from '../sessions/routes.ts'
import { signInLinkMail } from './mails.ts'

const Nothing = Type.Null()

export const signInLinkRoutes: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  const { db, auth, now, config } = services

  app.post(
    '/sign-in-links',
    {
      config: { policy: 'public', limit: 'mail' },
      schema: { body: AskSignInLink, response: { 202: Nothing } },
    },
    async (request, reply) => {
      sendLink(services, request, 'sign-in', (holder, secret) =>
        signInLinkMail(holder, `${config.siteUrl}/sign-in-link#${secret}`),
      )
      return reply.code(202).send(null)
    },
  )

  app.put(
    '/sign-in-links',
    { config: { policy: 'public' }, schema: { body: BySecret, response: { 200: Session } } },
    async ({ body: { secret } }, reply) => {
      const shown = { kind: 'sign-in' as const, secret, now: now() }
      const userId = await spendLink(db, shown, async (_, holder) => holder.userId)
      if (!userId) throw new Refusal(410, 'link-expired')
      return startSession(services, reply, await auth.signInAs(userId))
    },
  )
}

import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { type Db, keepAlone, within } from '../../database.ts'
import { found, Refusal } from '../../errors.ts'
import type { Services } from '../../services.ts'
import { BySecret, ChangeEmail } from '../contract.ts'
import { findHolder, type Holder, insertLink, spendLink } from '../links/queries.ts'
import { confirmPresence } from '../passwords/routes.ts'
import { breaks, findUserByEmail } from '../queries.ts'
import { confirmEmailMail, emailChangeAskedMail, emailChangedMail } from './mails.ts'
import * as queries from './queries.ts'

const Nothing = Type.Null()

export const emailChangeRoutes: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  const { db, auth, mailer, now, config } = services

  app.post(
    '/account/email-changes',
    {
      config: { policy: 'own-account:change-email', limit: 'mail' },
      schema: { body: ChangeEmail, response: { 202: Nothing } },
    },
    async (request, reply) => {
      const { account, body, deed } = request
      await confirmPresence(services, account, body.password)
      if (deed) await keepAlone(db, deed)
      // not awaited: how long the answer takes must not tell whether somebody has this address
      ask(account.userId, body.email.toLowerCase()).catch((err) => request.log.error({ err }, 'email change'))
      return reply.code(202).send(null)
    },
  )

  app.put(
    '/email-changes',
    { config: { policy: 'public' }, schema: { body: BySecret, response: { 204: Nothing } } },
    async ({ body: { secret } }, reply) => {
      const before = await spendLink(db, { kind: 'email', secret, now: now() }, change).catch((error) => {
        // somebody else took the address meanwhile, of which nothing is told
        throw breaks(error, 'users_email_key') ? new Refusal(410, 'link-expired') : error
      })
      if (!before) throw new Refusal(410, 'link-expired')
      await mailer.send(emailChangedMail(before))
      return reply.code(204).send(null)
    },
  )

  /** For an address that somebody has already, no link is made. */
  async function ask(userId: string, newEmail: string): Promise<void> {
    const secret = auth.newSecret()
    const { holder, isFree } = await within(db, { userId }, async (trx) => {
      const holder = found(await findHolder(trx, userId))
      const isFree = (await findUserByEmail(trx, newEmail)) === undefined
      if (isFree) await insertLink(trx, holder, { kind: 'email', secret, newEmail, now: now() })
      return { holder, isFree }
    })
    const link = `${config.siteUrl}/email-change#${secret}`
    if (isFree) await mailer.send(confirmEmailMail(holder, newEmail, link))
    await mailer.send(emailChangeAskedMail(holder))
  }
}

async function change(trx: Db, holder: Holder, newEmail: string | null): Promise<Holder> {
  if (newEmail) await queries.setEmail(trx, holder.userId, newEmail)
  return holder
}

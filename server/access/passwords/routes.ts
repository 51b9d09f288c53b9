import { randomUUID } from 'node:crypto'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply } from 'fastify'
import { Type } from 'typebox'
import { within } from '../../database.ts'
import { Refusal } from '../../errors.ts'
import type { Services } from '../../services.ts'
import { AskPasswordReset, ChangePassword, ChoosePassword } from '../contract.ts'
import { findMembershipOf, findUserByEmail } from '../queries.ts'
import { type Attempts, attempt, secondsToWait } from './attempts.ts'
import { passwordResetMail } from './mails.ts'
import { isWeakPassword } from './passwords.ts'
import * as queries from './queries.ts'
import { resetExpiresAt, resetIdentifier } from './reset.ts'

const Nothing = Type.Null()

export const passwordRoutes: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  const { db, auth, mailer, now, config } = services
  const attempts: Attempts = new Map()

  app.put(
    '/account/password',
    {
      config: { policy: 'own-account:change' },
      schema: { body: ChangePassword, response: { 204: Nothing } },
    },
    async (request, reply) => {
      const { userId, email } = request.account
      const { current, password } = request.body
      const at = now().getTime()
      refuseWhenTooSoon(reply, secondsToWait(attempts, userId, at))
      refuseWhenWeak(password, email)
      const change = () => auth.changePassword(request.headers, current, password)
      const cookies = await attempt(attempts, userId, at, change)
      if (!cookies) throw new Refusal(403, 'wrong-current-password')
      await queries.deletePasswordResets(db, userId)
      return reply.header('set-cookie', cookies).code(204).send(null)
    },
  )

  app.post(
    '/password-resets',
    {
      config: { policy: 'public', limit: 'mail' },
      schema: { body: AskPasswordReset, response: { 202: Nothing } },
    },
    async (request, reply) => {
      // not awaited: the answer, and how long it takes, must not tell whether the address is known
      mailLink(request.body.email.toLowerCase()).catch((err) => request.log.error({ err }, 'password reset'))
      return reply.code(202).send(null)
    },
  )

  async function mailLink(email: string): Promise<void> {
    const user = await findUserByEmail(db, email)
    if (!user) return
    const secret = auth.newSecret()
    const membership = await within(db, { userId: user.id }, async (trx) => {
      const identifier = resetIdentifier(secret)
      const reset = { id: randomUUID(), userId: user.id, identifier, expiresAt: resetExpiresAt(now()) }
      const active = await findMembershipOf(trx, user.id)
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

export function refuseWhenTooSoon(reply: FastifyReply, seconds: number): void {
  if (seconds === 0) return
  reply.header('retry-after', String(seconds))
  throw new Refusal(429, 'too-many-requests')
}

export function refuseWhenWeak(password: string, email: string): void {
  if (!isWeakPassword(password, email)) return
  throw new Refusal(422, 'weak-password', { faults: [{ path: '/password', code: 'weak-password' }] })
}

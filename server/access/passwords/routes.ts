import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { type Db, within } from '../../database.ts'
import { Refusal } from '../../errors.ts'
import type { Services } from '../../services.ts'
import { AskPasswordReset, ChangePassword, ChoosePassword } from '../contract.ts'
import { type Holder, readLink, spendLink } from '../links/queries.ts'
import { sendLink } from '../links/routes.ts'
import type { Account } from '../member.ts'
import { attemptKeys } from './attempts.ts'
import { isFresh } from './fresh.ts'
import { passwordChangedMail, passwordResetMail } from './mails.ts'
import { isWeakPassword } from './passwords.ts'
import * as queries from './queries.ts'

const Nothing = Type.Null()

export const passwordRoutes: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  const { db, auth, mailer, now, config } = services

  app.put(
    '/account/password',
    {
      config: { policy: 'own-account:change' },
      schema: { body: ChangePassword, response: { 204: Nothing } },
    },
    async ({ account, deed, body: { current, password } }, reply) => {
      const { userId, email, tookTwoSteps } = account
      refuseWhenWeak(password, email)
      await confirmPassword(services, account, current)
      const passwordHash = await auth.hashPassword(password)
      await within(db, { userId }, (trx) => setPassword(trx, account, passwordHash), deed)
      const cookies = await auth.signInAs(userId, tookTwoSteps ? now() : undefined)
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
      sendLink(services, request, 'password', (holder, secret) =>
        passwordResetMail({
          holder,
          link: `${config.siteUrl}/reset-password#${secret}`,
          isMailed: config.smtpUrl !== undefined,
        }),
      )
      return reply.code(202).send(null)
    },
  )

  app.put(
    '/password-resets',
    { config: { policy: 'public' }, schema: { body: ChoosePassword, response: { 204: Nothing } } },
    async ({ body: { secret, password } }, reply) => {
      const shown = { kind: 'password' as const, secret, now: now() }
      const holder = await readLink(db, shown)
      if (!holder) throw new Refusal(410, 'link-expired')
      refuseWhenWeak(password, holder.email)
      const passwordHash = await auth.hashPassword(password)
      const isDone = await spendLink(db, shown, async (trx, holder) => {
        await setPassword(trx, holder, passwordHash)
        return true
      })
      if (!isDone) throw new Refusal(410, 'link-expired')
      return reply.code(204).send(null)
    },
  )

  async function setPassword(trx: Db, holder: Account | Holder, passwordHash: string): Promise<void> {
    await queries.setPassword(trx, holder.userId, passwordHash)
    await mailer.enclose(trx, passwordChangedMail(holder))
  }
}

interface Trying {
  /** An e-mail address or a user, also one that does not exist. */
  account: string
  sender: string
}

/**
 * Lets one password be checked, undefined meaning that it was wrong; counted together by all processes. A check that broke off counts
 * for nothing.
 */
export async function attempt<Outcome>(
  { db, config, now }: Services,
  { account, sender }: Trying,
  check: () => Promise<Outcome | undefined>,
): Promise<Outcome | undefined> {
  const keys = attemptKeys(config.authSecret, account, sender)
  const retryAfter = await queries.countAttempt(db, keys, now())
  if (retryAfter > 0) throw new Refusal(429, 'too-many-requests', { retryAfter })
  try {
    const outcome = await check()
    if (outcome !== undefined) await queries.withdrawAttempt(db, keys, now(), true)
    return outcome
  } catch (error) {
    await queries.withdrawAttempt(db, keys, now(), false)
    throw error
  }
}

/** Whoever sits at a computer that was left open does not know the password. */
export async function confirmPassword(services: Services, account: Account, password: string): Promise<void> {
  const { userId } = account
  const check = async () => (await services.auth.isPasswordOf(userId, password)) || undefined
  const right = await attempt(services, { account: userId, sender: 'own' }, check)
  if (!right) throw new Refusal(403, 'wrong-current-password')
}

/** Before something grave, by the password; who comes in through the sign-on of an organisation may have just done so instead. */
export async function confirmPresence(
  services: Services,
  account: Account,
  password: string | undefined,
): Promise<void> {
  if (password !== undefined) return confirmPassword(services, account, password)
  const { db, now } = services
  const session = await queries.findSignOnSession(db, account.userId, account.sessionId)
  if (!session || !isFresh(session.createdAt, now())) throw new Refusal(403, 'fresh-sign-in-needed')
}

export function refuseWhenWeak(password: string, email: string): void {
  if (!isWeakPassword(password, email)) return
  throw new Refusal(422, 'weak-password', { faults: [{ path: '/password', code: 'weak-password' }] })
}

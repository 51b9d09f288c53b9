import { randomBytes } from 'node:crypto'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { type Db, within } from '../../database.ts'
import { Refusal } from '../../errors.ts'
import type { Services } from '../../services.ts'
import {
  BackupCodes,
  Proof,
  SecondFactorCode,
  SecondFactorSetup,
  SecondFactorState,
  Session,
} from '../contract.ts'
import { findHolder } from '../links/queries.ts'
import { type Account, arrivalOf } from '../member.ts'
import { attempt, confirmPassword } from '../passwords/routes.ts'
import { needsSecondFactor } from '../permissions.ts'
import { deleteSessions } from '../queries.ts'
import { deleteSession } from '../sessions/queries.ts'
import { startSession } from '../sessions/routes.ts'
import { countFailedSignIn } from '../sign-in-failures/queries.ts'
import { BACKUP_CODE_BYTES, backupCodeMac, newBackupCodes } from './backup-codes.ts'
import { type SecondFactorNews, secondFactorMail } from './mails.ts'
import { keyAddress, keyOf } from './one-time-code.ts'
import * as queries from './queries.ts'
import { isOneTimeCode, sealed, secondFactorSecret, takeBackupCode, takeOneTimeCode } from './verify.ts'

const KEY_BYTES = 20
const Nothing = Type.Null()

/** The second step of signing in, whatever the first one was. */
export const secondStepRoutes: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  const { db, auth, now } = services

  app.post(
    '/session/second-factor',
    {
      config: { policy: 'public', limit: 'sign-in' },
      schema: { body: SecondFactorCode, response: { 200: Session } },
    },
    async ({ headers, body: { code } }, reply) => {
      const arrival = await arrivalOf(services, headers)
      if (arrival.state !== 'second-factor-needed') throw new Refusal(401, 'signed-out')
      const { userId, sessionId, email } = arrival.session
      if (!(await tryCode(services, userId, () => takeCode(services, userId, code)))) {
        await countFailedSignIn(db, email, now())
        throw new Refusal(403, 'wrong-code')
      }
      await deleteSession(db, userId, sessionId)
      return startSession(services, reply, await auth.signInAs(userId, now()))
    },
  )
}

export const secondFactorRoutes: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  const { db, auth, now, config, demo } = services
  const secret = secondFactorSecret(config.codeSecret)

  app.get(
    '/account/second-factor',
    { config: { policy: 'own-account:read' }, schema: { response: { 200: SecondFactorState } } },
    async ({ account }) => {
      const { userId, hasSecondFactor: active, tookTwoSteps, hasPassword } = account
      const backupCodesLeft = await within(db, { userId }, (trx) => queries.countBackupCodes(trx, userId))
      const required = needsSecondFactor(account, { demo }) && (active || !tookTwoSteps)
      return { active, required, backupCodesLeft, hasPassword }
    },
  )

  app.post(
    '/account/second-factor-setups',
    {
      config: { policy: 'own-account:set-up-second-factor' },
      schema: { response: { 201: SecondFactorSetup } },
    },
    async ({ account: { userId, email }, deed }, reply) => {
      const key = keyOf(randomBytes(KEY_BYTES))
      const kept = await sealed(key, secret)
      const start = async (trx: Db) => {
        if (!(await queries.startSecondFactor(trx, userId, kept)))
          throw new Refusal(409, 'second-factor-active')
      }
      await within(db, { userId }, start, deed)
      return reply.code(201).send({ key, address: keyAddress(key, email) })
    },
  )

  app.put(
    '/account/second-factor',
    {
      config: { policy: 'own-account:confirm-second-factor' },
      schema: { body: SecondFactorCode, response: { 200: BackupCodes } },
    },
    async ({ account: { userId, hasSecondFactor }, body: { code }, deed }, reply) => {
      if (hasSecondFactor) throw new Refusal(409, 'second-factor-active')
      const codes = newBackupCodes(randomBytes(BACKUP_CODE_BYTES))
      const confirm = async (trx: Db) => {
        await queries.confirmSecondFactor(trx, userId, now())
        await keepBackupCodes(trx, userId, codes)
        await deleteSessions(trx, userId)
        await tellHolder(services, trx, userId, 'set-up')
      }
      await refuseWrongCode(services, userId, () =>
        within(db, { userId }, (trx) => takeOneTimeCode(trx, { userId, code, now: now(), secret })),
      )
      await within(db, { userId }, confirm, deed)
      return reply.header('set-cookie', await auth.signInAs(userId, now())).send({ codes })
    },
  )

  app.post(
    '/account/backup-codes',
    {
      config: { policy: 'own-account:renew-backup-codes' },
      schema: { body: Proof, response: { 200: BackupCodes } },
    },
    async ({ account, body, deed }) => {
      const { userId } = account
      if (!account.hasSecondFactor) throw new Refusal(404, 'not-found')
      await prove(account, body)
      const codes = newBackupCodes(randomBytes(BACKUP_CODE_BYTES))
      const renew = async (trx: Db) => {
        await keepBackupCodes(trx, userId, codes)
        await tellHolder(services, trx, userId, 'codes-renewed')
      }
      await within(db, { userId }, renew, deed)
      return { codes }
    },
  )

  app.post(
    '/account/second-factor-removals',
    {
      config: { policy: 'own-account:remove-second-factor' },
      schema: { body: Proof, response: { 204: Nothing } },
    },
    async ({ account, body, deed }, reply) => {
      const { userId } = account
      if (!account.hasSecondFactor) throw new Refusal(404, 'not-found')
      if (needsSecondFactor(account, { demo })) throw new Refusal(409, 'second-factor-required')
      await prove(account, body)
      const remove = async (trx: Db) => {
        await queries.removeSecondFactor(trx, userId)
        await tellHolder(services, trx, userId, 'switched-off')
      }
      await within(db, { userId }, remove, deed)
      return reply.code(204).send(null)
    },
  )

  async function prove(account: Account, proof: Proof): Promise<void> {
    if ('password' in proof) return confirmPassword(services, account, proof.password)
    const { userId } = account
    await refuseWrongCode(services, userId, () => takeCode(services, userId, proof.code))
  }

  function keepBackupCodes(trx: Db, userId: string, codes: string[]): Promise<void> {
    const macs = codes.map((code) => backupCodeMac(secret, userId, code))
    return queries.replaceBackupCodes(trx, userId, macs)
  }
}

async function tellHolder({ mailer }: Services, trx: Db, userId: string, news: SecondFactorNews) {
  const holder = await findHolder(trx, userId)
  if (holder) await mailer.enclose(trx, secondFactorMail(holder, news))
}

/** A backup code is for who lost the telephone: the holder hears of each that is used. */
function takeCode(services: Services, userId: string, code: string): Promise<boolean> {
  const { db, now, config } = services
  const attempt = { userId, code, now: now(), secret: secondFactorSecret(config.codeSecret) }
  return within(db, { userId }, async (trx) => {
    if (isOneTimeCode(code)) return takeOneTimeCode(trx, attempt)
    const taken = await takeBackupCode(trx, attempt)
    if (taken) await tellHolder(services, trx, userId, 'code-used')
    return taken
  })
}

type Take = () => Promise<boolean>

/**
 * Wrong codes make one wait as wrong passwords do. Counted for the account, whoever tries: only who knows the password gets this far, and
 * a crowd of senders must not get many tries.
 */
async function tryCode(services: Services, userId: string, take: Take): Promise<boolean> {
  const trying = { account: `second factor ${userId}`, sender: 'any' }
  const right = await attempt(services, trying, async () => (await take()) || undefined)
  return right === true
}

async function refuseWrongCode(services: Services, userId: string, take: Take): Promise<void> {
  if (!(await tryCode(services, userId, take))) throw new Refusal(403, 'wrong-code')
}

import { createHmac } from 'node:crypto'
import { symmetricDecrypt, symmetricEncrypt } from 'better-auth/crypto'
import type { Db } from '../../database.ts'
import { backupCodeMac } from './backup-codes.ts'
import { counterOf } from './one-time-code.ts'
import * as queries from './queries.ts'

/** Of the secret that is kept as long as the database: else a new one would shut everybody out. */
export function secondFactorSecret(codeSecret: string): string {
  return createHmac('sha256', codeSecret).update('second factor').digest('base64url')
}

export function sealed(key: string, secret: string): Promise<string> {
  return symmetricEncrypt({ key: secret, data: key })
}

/** Undefined when it was sealed with another secret, as after a restore without the one that belongs to the database. */
function opened(data: string, secret: string): Promise<string | undefined> {
  return symmetricDecrypt({ key: secret, data }).catch(() => undefined)
}

interface Attempt {
  userId: string
  code: string
  now: Date
  /** What keys are encrypted with. */
  secret: string
}

/** Whether this is a code of the account's app that works now; it then never works again. */
export async function takeOneTimeCode(db: Db, { userId, code, now, secret }: Attempt): Promise<boolean> {
  const factor = await queries.lockSecondFactor(db, userId)
  if (!factor) return false
  const key = await opened(factor.secret, secret)
  if (key === undefined) return false
  const { lastCounter } = factor
  const counter = await counterOf({ key, code: code.replace(/\D/g, ''), now, lastCounter })
  if (counter === undefined) return false
  await queries.noteCounter(db, userId, counter)
  return true
}

/** Six digits are a code of the app; all else is a backup code. */
export function isOneTimeCode(code: string): boolean {
  return /^[\d\s]{6,8}$/.test(code)
}

export function takeBackupCode(db: Db, { userId, code, secret }: Attempt): Promise<boolean> {
  return queries.takeBackupCode(db, userId, backupCodeMac(secret, userId, code))
}

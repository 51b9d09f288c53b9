import { base32 } from '@better-auth/utils/base32'
import { createOTP } from '@better-auth/utils/otp'
import { type Database, within } from '#server/database.ts'

/** What the app shows at this moment, when it was given this key. */
export function codeAt(key: string, moment: Date): Promise<string> {
  const secret = new Uint8Array(base32.decode(key))
  return createOTP(secret).hotp(Math.floor(moment.getTime() / 30_000))
}

/** Six figures that it shows neither at this moment nor just before or after, when they would still be taken. */
export async function wrongCodeAt(key: string, moment: Date): Promise<string> {
  const near = [-30_000, 0, 30_000].map((apart) => codeAt(key, new Date(moment.getTime() + apart)))
  const taken = await Promise.all(near)
  return ['000000', '111111', '222222', '333333'].find((code) => !taken.includes(code)) ?? ''
}

/** For an account that no page made, such as an office: it counts as having one, and signs in by `auth.signInAs` with a moment. */
export async function giveSecondFactor(db: Database, userId: string, confirmedAt: Date): Promise<void> {
  await within(db, { userId }, (trx) =>
    trx.insertInto('secondFactors').values({ userId, secret: 'of no app', confirmedAt }).execute(),
  )
}

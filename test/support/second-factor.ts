import { base32 } from '@better-auth/utils/base32'
import { createOTP } from '@better-auth/utils/otp'
import { type Database, within } from '#server/database.ts'

/** What the app shows at this moment, when it was given this key. */
export function codeAt(key: string, moment: Date): Promise<string> {
  const secret = new Uint8Array(base32.decode(key))
  return createOTP(secret).hotp(Math.floor(moment.getTime() / 30_000))
}

/** For an account that no page made, such as an office: it counts as having one, and signs in by `auth.signInAs` with a moment. */
export async function giveSecondFactor(db: Database, userId: string, confirmedAt: Date): Promise<void> {
  await within(db, { userId }, (trx) =>
    trx.insertInto('secondFactors').values({ userId, secret: 'of no app', confirmedAt }).execute(),
  )
}

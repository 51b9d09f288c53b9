import { timingSafeEqual } from 'node:crypto'
import { base32 } from '@better-auth/utils/base32'
import { createOTP } from '@better-auth/utils/otp'

const PERIOD_MS = 30_000
/** A clock may be half a minute slow or fast. */
const NEARBY = [0, -1, 1]
const ISSUER = 'Regie'

/** The key as a person types it into an app. */
export function keyOf(secret: Buffer): string {
  return base32.encode(secret, { padding: false })
}

/** What the square to scan holds. */
export function keyAddress(key: string, email: string): string {
  return createOTP(bytesOf(key)).url(ISSUER, email)
}

interface Given {
  key: string
  code: string
  now: Date
  /** Of the code that was used last: this one and what comes before it do not work again. */
  lastCounter: number
}

/** Which code of the row this is, by its number; undefined when it is none that works now. */
export async function counterOf({ key, code, now, lastCounter }: Given): Promise<number | undefined> {
  const codes = createOTP(bytesOf(key))
  const present = Math.floor(now.getTime() / PERIOD_MS)
  for (const counter of NEARBY.map((near) => present + near)) {
    if (counter > lastCounter && isSame(code, await codes.hotp(counter))) return counter
  }
  return undefined
}

function bytesOf(key: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(base32.decode(key))
}

function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)]
  return a.length === b.length && timingSafeEqual(a, b)
}

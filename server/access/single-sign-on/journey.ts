import { createHmac, timingSafeEqual } from 'node:crypto'

const MINUTES = 10

/** What only this browser and we know of a sign-on that is under way. */
interface Journey {
  providerId: string
  state: string
  nonce: string
  verifier: string
  startedAt: number
  /** The hash of the secret of an invitation that is to be accepted on the way back. */
  invitation?: string
}

export const JOURNEY_SECONDS = MINUTES * 60

/** As the browser keeps it, signed: it can neither be made up nor changed. */
export function sealJourney(journey: Journey, secret: string): string {
  const text = Buffer.from(JSON.stringify(journey)).toString('base64url')
  return `${text}.${signatureOf(text, secret)}`
}

/** Undefined when it was not ours, is too old, or led to another provider. */
export function openJourney(
  sealed: string | undefined,
  secret: string,
  expected: { providerId: string; now: Date },
): Journey | undefined {
  const [text = '', signature = ''] = sealed?.split('.') ?? []
  if (!isSame(signature, signatureOf(text, secret))) return undefined
  const journey = JSON.parse(Buffer.from(text, 'base64url').toString()) as Journey
  const age = expected.now.getTime() - journey.startedAt
  return journey.providerId === expected.providerId && age < JOURNEY_SECONDS * 1000 ? journey : undefined
}

function signatureOf(text: string, secret: string): string {
  return createHmac('sha256', secret).update(`single sign-on ${text}`).digest('base64url')
}

function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)]
  return a.length === b.length && timingSafeEqual(a, b)
}

/** The cookie of this name in a header of cookies. */
export function cookieNamed(header: string | undefined, name: string): string | undefined {
  const pairs = (header ?? '').split(';').map((pair) => pair.trim())
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1)
}

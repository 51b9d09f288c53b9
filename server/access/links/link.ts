import { createHash } from 'node:crypto'
import { RETENTION } from '../../retention.ts'

export type LinkKind = 'password' | 'sign-in' | 'email'

const { minutes } = RETENTION.links

export function linkExpiresAt(now: Date): Date {
  return new Date(now.getTime() + minutes * 60_000)
}

interface Credential {
  email: string
  passwordHash: string | null
  membershipId: string | null
  office: string | null
}

/** Differs as soon as the password, the address or the access differs: a link made for another version opens nothing. */
export function credentialVersion({ email, passwordHash, membershipId, office }: Credential): Buffer {
  return createHash('sha256')
    .update(JSON.stringify([email, passwordHash, membershipId, office]))
    .digest()
}

import type { InviteMember } from './contract.ts'
import type { NewInvitation } from './queries.ts'
import { hashSecret } from './secret.ts'

const DAYS = 14
const RESET_MINUTES = 30

export function newInvitation(
  { name, email, role, unitId }: InviteMember,
  { organisationId, secret, now }: { organisationId: string; secret: string; now: Date },
): NewInvitation {
  return {
    organisationId,
    secretHash: hashSecret(secret),
    name: name.trim(),
    email: email.toLowerCase(),
    role,
    unitId: role === 'manager' ? unitId : null,
    expiresAt: new Date(now.getTime() + DAYS * 24 * 3600_000),
  }
}

export interface StoredInvitation {
  expiresAt: Date
  acceptedAt: Date | null
  withdrawnAt: Date | null
}

export function isUsable({ expiresAt, acceptedAt, withdrawnAt }: StoredInvitation, now: Date): boolean {
  return acceptedAt === null && withdrawnAt === null && expiresAt > now
}

export function resetExpiresAt(now: Date): Date {
  return new Date(now.getTime() + RESET_MINUTES * 60_000)
}

/** The name under which better-auth's table keeps a reset; the secret itself is not stored. */
export function resetIdentifier(secret: string): string {
  return `password-reset:${hashSecret(secret).toString('hex')}`
}

import type { InvitationMail, InviteMember } from '../contract.ts'
import { hashSecret } from '../secret.ts'
import type { NewInvitation } from './queries.ts'

const DAYS = 14

export function invitationExpiresAt(now: Date): Date {
  return new Date(now.getTime() + DAYS * 24 * 3600_000)
}

/** Only a manager can be bound to one unit. */
export function placed({ role, unitId }: Pick<InviteMember, 'role' | 'unitId'>) {
  return { role, unitId: role === 'manager' ? unitId : null }
}

export function newInvitation(
  { name, email, role, unitId }: InviteMember,
  { organisationId, secret, now }: { organisationId: string; secret: string; now: Date },
): NewInvitation {
  return {
    organisationId,
    secretHash: hashSecret(secret),
    name: name.trim(),
    email: email.toLowerCase(),
    ...placed({ role, unitId }),
    expiresAt: invitationExpiresAt(now),
  }
}

interface StoredMail {
  recipient: string
  sentAt: Date | null
  nextAttemptAt: Date | null
  claimedAt: Date | null
}

/** Whether it is on its way to this address, or the link has to be given by hand. */
export function mailTo(email: string, mails: readonly StoredMail[]): InvitationMail {
  const mail = mails.find(({ recipient }) => recipient === email)
  if (mail?.sentAt) return 'sent'
  return mail?.nextAttemptAt || mail?.claimedAt ? 'waiting' : 'unsent'
}

interface StoredInvitation {
  expiresAt: Date
  acceptedAt: Date | null
  withdrawnAt: Date | null
}

export function isUsable({ expiresAt, acceptedAt, withdrawnAt }: StoredInvitation, now: Date): boolean {
  return acceptedAt === null && withdrawnAt === null && expiresAt > now
}

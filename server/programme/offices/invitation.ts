import { invitationExpiresAt } from '../../access/members/invitation.ts'
import { hashSecret } from '../../access/secret.ts'
import type { InviteOffice } from './contract.ts'

export interface NewOfficeInvitation {
  secretHash: Buffer
  name: string
  email: string
  role: InviteOffice['role']
  regionId: string | null
  expiresAt: Date
}

/** Only a coordinator has a region. */
export function newOfficeInvitation(
  { name, email, role, regionId }: InviteOffice,
  secret: string,
  now: Date,
): NewOfficeInvitation {
  return {
    secretHash: hashSecret(secret),
    name: name.trim(),
    email: email.toLowerCase(),
    role,
    regionId: role === 'coordinator' ? regionId : null,
    expiresAt: invitationExpiresAt(now),
  }
}

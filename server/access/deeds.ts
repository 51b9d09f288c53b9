import { type Deed, PROGRAMME_CHAIN } from '../database.ts'
import type { Office, Role } from './permissions.ts'

/** What an account does by a public route. The log keeps it like what needs a permission. */
export const PUBLIC_DEEDS = [
  'session:start',
  'session:end',
  'invitations:accept',
  'passwords:reset',
  'email-address:confirm',
  'programme:found',
] as const
type PublicDeed = (typeof PUBLIC_DEEDS)[number]

interface Actor {
  userId: string
  name: string
  membership: { organisationId: string; role: Role } | null
  office: { role: Office } | null
}

/** In the log of the own organisation; in that of the programme as well for who works for it. */
export function publicDeed(
  name: PublicDeed,
  { userId, name: userName, membership, office }: Actor,
  happenedAt: Date,
): Deed {
  const role = membership?.role ?? office?.role ?? 'messenger'
  const organisationId = membership?.organisationId ?? PROGRAMME_CHAIN
  const chains = office ? { chainId: PROGRAMME_CHAIN, concerns: organisationId } : { chainId: organisationId }
  const by = { userId, name: userName, role }
  return { name, by, happenedAt, subject: {}, isKept: false, ...chains }
}

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

/** What whoever has a shell on the server does by `npm run admin`. */
export const SERVER_DEEDS = [
  'server:create-centre',
  'server:reset-second-factor',
  'server:end-sessions',
  'server:list-centre',
] as const
type ServerDeed = (typeof SERVER_DEEDS)[number]

/** In the log of the programme; in that of the organisation as well when it is about somebody there. */
export function serverDeed(
  name: ServerDeed,
  subject: Record<string, string>,
  happenedAt: Date,
  organisationId?: string,
): Deed {
  const by = { userId: 'server', name: 'server administrator', role: 'server' as const }
  const concerns = organisationId ? { concerns: organisationId } : {}
  return { name, chainId: PROGRAMME_CHAIN, by, happenedAt, subject, isKept: false, ...concerns }
}

interface Actor {
  userId: string
  name: string
  membership: { organisationId: string; role: Role } | null
  office: { role: Office } | null
}

/** In the log of the own organisation; in that of the programme as well for who works for it. */
export function chainsOf({ membership, office }: Pick<Actor, 'membership' | 'office'>) {
  const organisationId = membership?.organisationId ?? PROGRAMME_CHAIN
  return office ? { chainId: PROGRAMME_CHAIN, concerns: organisationId } : { chainId: organisationId }
}

export function publicDeed(name: PublicDeed, actor: Actor, happenedAt: Date): Deed {
  const { userId, name: userName, membership, office } = actor
  const by = { userId, name: userName, role: membership?.role ?? office?.role ?? ('messenger' as const) }
  return { name, by, happenedAt, subject: {}, isKept: false, ...chainsOf(actor) }
}

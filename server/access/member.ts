import type { IncomingHttpHeaders } from 'node:http'
import { within } from '../database.ts'
import type { Services } from '../services.ts'
import type { Role } from './contract.ts'
import { findMembershipOf } from './queries.ts'

/** Who asks, and from which organisation: read anew for each request, so that ending access works at once. */
export interface Member {
  userId: string
  name: string
  email: string
  organisationId: string
  organisationName: string
  membershipId: string
  role: Role
  /** A manager may be bound to one unit and all below it. */
  unitId: string | null
  unitName: string | null
  /** Also works for the programme centre. */
  centre: boolean
}

export async function memberOf(
  { auth, db }: Pick<Services, 'auth' | 'db'>,
  headers: IncomingHttpHeaders,
): Promise<Member | undefined> {
  const user = await auth.userOf(headers)
  if (!user) return undefined
  const membership = await within(db, { userId: user.userId }, (trx) => findMembershipOf(trx, user.userId))
  return membership && { ...user, ...membership }
}

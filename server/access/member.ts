import type { IncomingHttpHeaders } from 'node:http'
import { type Deed, within } from '../database.ts'
import type { Services } from '../services.ts'
import type { Office, Role } from './permissions.ts'
import { findStanding } from './queries.ts'

interface Person {
  userId: string
  name: string
  email: string
}

/** What an account is in its own organisation. */
export interface Membership {
  membershipId: string
  organisationId: string
  organisationName: string
  role: Role
  /** A manager may be bound to one unit and all below it. */
  unitId: string | null
  unitName: string | null
}

/** What an account is for the programme: of its centre, or the coordinator of one region. */
export interface OfficeHeld {
  role: Office
  regionId: string | null
  regionName: string | null
}

/** Who asks: read anew for each request, so that ending access works at once. At least one of the two is there. */
export interface Account extends Person {
  membership: Membership | null
  office: OfficeHeld | null
}

/** Somebody at work in the own organisation, and what the log is to keep of it. */
export interface Member extends Person, Membership {
  deed?: Deed | undefined
}

export async function accountOf(
  { auth, db }: Pick<Services, 'auth' | 'db'>,
  headers: IncomingHttpHeaders,
): Promise<Account | undefined> {
  const user = await auth.userOf(headers)
  if (!user) return undefined
  const standing = await within(db, { userId: user.userId }, (trx) => findStanding(trx, user.userId))
  return standing && { ...user, ...standing }
}

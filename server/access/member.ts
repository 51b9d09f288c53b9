import type { IncomingHttpHeaders } from 'node:http'
import { type Deed, within } from '../database.ts'
import type { Services } from '../services.ts'
import type { LiveSession } from './auth.ts'
import type { Office, Role } from './permissions.ts'
import { findStanding } from './queries.ts'

interface Person {
  userId: string
  name: string
  email: string
  /** The session of this request. */
  sessionId: string
  /** Of Regie: an app that gives codes. */
  hasSecondFactor: boolean
  /** Whether this session was begun in two steps, here or at the sign-on of an organisation that may vouch for them. */
  tookTwoSteps: boolean
  /** Who comes in through the sign-on of an organisation only has none. */
  hasPassword: boolean
}

/** What an account is in its own organisation. */
interface Membership {
  membershipId: string
  organisationId: string
  organisationName: string
  /** Whether its members may work with a second factor only. */
  secondFactorRequired: boolean
  role: Role
  /** A manager may be bound to one unit and all below it. */
  unitId: string | null
  unitName: string | null
}

/** What an account is for the programme: of its centre, or the coordinator of one region. */
interface OfficeHeld {
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

/** How far a request has come in signing in: of an account with a second factor a session is half until it was given. */
export type Arrival =
  | { state: 'signed-out' }
  | { state: 'second-factor-needed'; session: LiveSession }
  | { state: 'signed-in'; account: Account }

export async function arrivalOf(
  { auth, db }: Pick<Services, 'auth' | 'db'>,
  headers: IncomingHttpHeaders,
): Promise<Arrival> {
  const session = await auth.sessionOf(headers)
  if (!session) return { state: 'signed-out' }
  const { userId, name, email, sessionId } = session
  const standing = await within(db, { userId }, (trx) => findStanding(trx, userId))
  if (!standing) return { state: 'signed-out' }
  if (standing.hasSecondFactor && !session.secondFactorAt) return { state: 'second-factor-needed', session }
  const tookTwoSteps = session.secondFactorAt !== null
  return { state: 'signed-in', account: { userId, name, email, sessionId, tookTwoSteps, ...standing } }
}

import type { FastifyInstance, FastifyRequest } from 'fastify'
import { chainsOf } from './access/deeds.ts'
import { type Account, arrivalOf, type Member } from './access/member.ts'
import {
  type AnyRole,
  grantingRole,
  inForce,
  isKeptInLog,
  isOfOrganisation,
  isOwnAccount,
  PERMISSIONS,
  type Permission,
} from './access/permissions.ts'
import { type Deed, keepAlone } from './database.ts'
import { Refusal } from './errors.ts'
import type { Services } from './services.ts'

/** Who may use a route: everyone, or who holds this line of the table of permissions. */
export type Policy = 'public' | Permission

declare module 'fastify' {
  interface FastifyContextConfig {
    policy?: Policy
    /** False on the respondents' routes: not even the moment of a call is kept. */
    logged?: boolean
  }
  interface FastifyRequest {
    /** On every route that is not public. */
    account: Account
    /** Where a role in the own organisation grants the permission. */
    member: Member
    /** What this request does, where the log keeps it. */
    deed: Deed | undefined
  }
}

/** A route of the API without a policy does not start; no handler runs before its policy. */
export function enforcePolicies(app: FastifyInstance, services: Services): void {
  app.decorateRequest('account')
  app.decorateRequest('member')
  app.decorateRequest('deed')
  app.addHook('onRoute', ({ url, config }) => {
    if (!url.startsWith('/api/')) return
    const policy = (config as { policy?: string } | undefined)?.policy
    if (!policy) throw new Error(`The route ${url} declares no policy`)
    if (policy !== 'public' && !(policy in PERMISSIONS)) {
      throw new Error(`The route ${url} names a permission that does not exist: ${policy}`)
    }
  })
  app.addHook('onRequest', async (request) => {
    const { policy } = request.routeOptions.config
    if (policy !== undefined && policy !== 'public') await admit(request, policy, services)
  })
  app.addHook('onSend', async ({ deed, method }, reply) => {
    if (!deed || deed.isKept || reply.statusCode >= 300) return
    if (method !== 'GET') throw new Error(`${deed.name} was done outside the transaction that keeps it`)
    await keepAlone(services.db, deed)
  })
}

async function admit(request: FastifyRequest, policy: Permission, services: Services): Promise<void> {
  const arrival = await arrivalOf(services, request.headers)
  if (arrival.state !== 'signed-in') throw new Refusal(401, 'signed-out')
  const account = isOwnAccount(policy) ? arrival.account : inForce(arrival.account, services)
  const role = grantingRole(account, policy)
  if (!role && grantingRole(arrival.account, policy)) throw new Refusal(403, 'second-factor-needed')
  if (!role) throw new Refusal(403, 'forbidden')
  const { membership, office: _, ...person } = account
  request.account = account
  request.deed = isKeptInLog(policy) ? newDeed(request, policy, role, services.now()) : undefined
  if (membership && isOfOrganisation(role)) {
    request.member = { ...person, ...membership, deed: request.deed }
  }
}

/** Which comment somebody judged is not kept: a respondent wrote it. */
function newDeed(
  { account, params }: FastifyRequest,
  name: Permission,
  role: AnyRole,
  happenedAt: Date,
): Deed {
  const { userId, name: userName, membership, office } = account
  const ofRole = isOfOrganisation(role) ? { membership, office: null } : { membership: null, office }
  const chains = chainsOf(isOwnAccount(name) ? account : ofRole)
  const { commentId: _, ...subject } = params as Record<string, string>
  return { name, ...chains, by: { userId, name: userName, role }, happenedAt, subject, isKept: false }
}

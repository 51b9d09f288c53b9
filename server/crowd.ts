import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { bodyOf, Refusal } from './errors.ts'
import { newLanes } from './rate-limits/lanes.ts'
import { LANES, LIMITS, type LimitKind, limitOf } from './rate-limits/limits.ts'
import { addressBucket } from './rate-limits/sender.ts'
import type { RateStore } from './rate-limits/store.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** When not what follows from policy and method; false where a route counts for itself. */
    limit?: LimitKind | false
  }
  interface FastifyRequest {
    /** Ends the place of a heavy request. */
    leaveLane: (() => void) | undefined
  }
}

/** No caller and no organisation takes what others need. After the policies, so that it is known who asks. */
export function keepRoomForAll(app: FastifyInstance, store: RateStore): void {
  const enterLane = newLanes(LANES)
  app.decorateRequest('leaveLane')
  app.addHook('onRequest', async (request) => {
    const kind = kindOf(request)
    if (kind) await countUse(store, kind, request)
  })
  app.addHook('preHandler', async (request) => {
    if (kindOf(request) !== 'heavy') return
    request.leaveLane = await enterLane(request.account?.membership?.organisationId ?? 'programme')
    if (!request.leaveLane) throw new Refusal(429, 'too-many-requests', { retryAfter: 5 })
  })
  app.addHook('onSend', async (request, reply, payload) => {
    request.leaveLane?.()
    return reply.statusCode === 404 ? countMiss(store, request, reply, payload) : payload
  })
}

/** Counts one use of this kind by whoever sent the request, and refuses it when there were too many. */
export async function countUse(store: RateStore, kind: LimitKind, request: FastifyRequest): Promise<void> {
  const { uses, endsInSeconds } = await store.count(kind, senderOf(request, kind))
  if (uses > LIMITS[kind].most) throw new Refusal(429, 'too-many-requests', { retryAfter: endsInSeconds })
}

/** Whoever asks for much that is not there is guessing ids. */
async function countMiss(store: RateStore, request: FastifyRequest, reply: FastifyReply, payload: unknown) {
  if (!request.account) return payload
  const { uses, endsInSeconds } = await store.count('miss', request.account.userId)
  if (uses <= LIMITS.miss.most) return payload
  reply.code(429).header('retry-after', String(endsInSeconds))
  return JSON.stringify(bodyOf(request, { status: 429, code: 'too-many-requests' }))
}

const kindOf = ({ method, routeOptions: { config } }: FastifyRequest) =>
  limitOf({ method, limit: config.limit, policy: config.policy, logged: config.logged })

function senderOf(request: FastifyRequest, kind: LimitKind): string {
  const account = LIMITS[kind].by === 'account' ? request.account?.userId : undefined
  return account ?? addressBucket(request.ip)
}

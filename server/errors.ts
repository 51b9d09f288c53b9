import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { isHostLost } from './database-hosts.ts'

interface Fault {
  path: string
  code: string
}

interface More {
  faults?: Fault[]
  current?: unknown
  retryAfter?: number
}

/** Not allowed now: a status and a code for which the client has words. */
export class Refusal extends Error {
  readonly status: number
  readonly code: string
  readonly faults: Fault[]
  readonly current: unknown
  /** In seconds. */
  readonly retryAfter: number | undefined

  constructor(status: number, code: string, { faults = [], current, retryAfter }: More = {}) {
    super(code)
    this.status = status
    this.code = code
    this.faults = faults
    this.current = current
    this.retryAfter = retryAfter
  }
}

/** Absent, or of another organisation: the same answer for both. */
export function found<T>(row: T | undefined | null): T {
  if (row === undefined || row === null) throw new Refusal(404, 'not-found')
  return row
}

interface Problem {
  status: number
  code: string
  faults?: Fault[]
  current?: unknown
  retryAfter?: number | undefined
}

export function registerErrors(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const problem = problemOf(error)
    if (problem.status >= 500) request.log.error({ err: error, code: problem.code }, 'request failed')
    return sendProblem(request, reply, problem)
  })
}

/** For the log. PostgreSQL says more, and its `detail` can repeat what somebody typed. */
export function loggable({ name, message, stack = '', code }: Error & { code?: string }) {
  return { type: name, message, stack, code }
}

export function sendProblem(request: FastifyRequest, reply: FastifyReply, problem: Problem) {
  if (problem.retryAfter) reply.header('retry-after', String(problem.retryAfter))
  return reply
    .code(problem.status)
    .header('cache-control', 'no-store')
    .type('application/problem+json')
    .send(bodyOf(request, problem))
}

/** As RFC 9457 wants it. The title is the code in plain English; what a person reads is found by the code. */
export function bodyOf({ id }: Pick<FastifyRequest, 'id'>, { status, code, faults, current }: Problem) {
  return {
    type: 'about:blank',
    title: `${code.charAt(0).toUpperCase()}${code.slice(1).replaceAll('-', ' ')}`,
    status,
    code,
    requestId: id,
    ...(faults?.length ? { errors: faults } : {}),
    ...(current === undefined ? {} : { current }),
  }
}

function problemOf(error: FastifyError): Problem {
  if (error instanceof Refusal) return error
  if (error.validation) return { status: 400, code: 'invalid-input', faults: error.validation.map(faultOf) }
  const known = BY_CODE[error.code]
  if (known) return known
  if (error.statusCode === 429) return { status: 429, code: 'too-many-requests' }
  if (isDatabaseAway(error)) return { status: 503, code: 'temporarily-unavailable', retryAfter: 2 }
  if (error.statusCode && error.statusCode < 500) return { status: error.statusCode, code: 'invalid-input' }
  return { status: 500, code: 'unexpected' }
}

const BY_CODE: Record<string, Problem> = {
  FST_ERR_CTP_BODY_TOO_LARGE: { status: 413, code: 'too-large' },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: { status: 415, code: 'unsupported-media-type' },
  FST_ERR_CTP_EMPTY_JSON_BODY: { status: 400, code: 'invalid-input' },
  // disk full: nothing was stored, reading still works
  '53100': { status: 503, code: 'storage-full', retryAfter: 60 },
  // deadlock, serialisation, lock timeout: the whole transaction was undone and may be tried again
  '40001': { status: 503, code: 'temporarily-unavailable', retryAfter: 1 },
  '40P01': { status: 503, code: 'temporarily-unavailable', retryAfter: 1 },
  '55P03': { status: 503, code: 'temporarily-unavailable', retryAfter: 2 },
}

/**
 * The outcome of a commit whose connection broke is unknown: half of them were stored. So the answer is never
 * "not saved" but "try again", and the sender's own id makes trying again harmless.
 */
function isDatabaseAway(error: Error & { code?: string }): boolean {
  if (isHostLost(error) || /^(57P|53[23]|25P03|57014)/.test(error.code ?? '')) return true
  return /timeout exceeded when trying to connect|driver has already been destroyed/i.test(error.message)
}

function faultOf({
  instancePath,
  keyword,
  params,
}: {
  instancePath: string
  keyword: string
  params: unknown
}): Fault {
  const { missingProperty, additionalProperty } = params as Record<string, string | undefined>
  const extra = missingProperty ?? additionalProperty
  return { path: extra ? `${instancePath}/${extra}` : instancePath, code: keyword }
}

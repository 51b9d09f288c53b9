import type { DBAdapter, Where } from 'better-auth'
import { hashSecret } from '../secret.ts'

/** What stands for a cookie in the database: who reads it there cannot make the cookie. */
export function hashOfId(id: string): string {
  return hashSecret(id).toString('hex')
}

interface Creation<Given> {
  model: string
  data: Omit<Given, 'id'>
  select?: string[] | undefined
  forceAllowId?: boolean | undefined
}

/** The library's way to the database, in which the id of a session (its `token`) never arrives: only its hash does. */
export function withHashedIds(adapter: DBAdapter): DBAdapter {
  const wrapped: DBAdapter = {
    ...adapter,
    async create<Given extends Record<string, unknown>, Row = Given>(request: Creation<Given>): Promise<Row> {
      const { token } = request.data as { token?: unknown }
      if (request.model !== 'session' || typeof token !== 'string') return adapter.create<Given, Row>(request)
      const data = { ...request.data, token: hashOfId(token) }
      return { ...(await adapter.create<Given, Row>({ ...request, data })), token }
    },
    findOne: (request) => adapter.findOne(hashed(request)),
    findMany: (request) => adapter.findMany(hashed(request)),
    count: (request) => adapter.count(hashed(request)),
    update: (request) => adapter.update(hashed(request)),
    updateMany: (request) => adapter.updateMany(hashed(request)),
    delete: (request) => adapter.delete(hashed(request)),
    deleteMany: (request) => adapter.deleteMany(hashed(request)),
    consumeOne: (request) => adapter.consumeOne(hashed(request)),
    transaction: (work) => work(wrapped),
  }
  return wrapped
}

function hashed<Request extends { model: string; where?: Where[] | undefined }>(request: Request): Request {
  if (request.model !== 'session' || !request.where) return request
  return { ...request, where: request.where.map(hashedWhere) }
}

function hashedWhere(where: Where): Where {
  const { field, value } = where
  return field === 'token' && typeof value === 'string' ? { ...where, value: hashOfId(value) } : where
}

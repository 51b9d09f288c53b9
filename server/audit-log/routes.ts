import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { Permission } from '../access/permissions.ts'
import { type Db, type Deed, PROGRAMME_CHAIN, within } from '../database.ts'
import type { Services } from '../services.ts'
import type { Place } from './chain.ts'
import { AuditCheck, AuditExportQuery, AuditLog, AuditQuery } from './contract.ts'
import { auditCsv } from './csv.ts'
import { checkChain, readForExport, readLog } from './read.ts'

const MOST_EXPORTED = 100_000

interface LogOptions extends Services {
  path: string
  policies: Record<'read' | 'export', Permission>
  chainOf: (request: FastifyRequest) => string
}

export const auditLogRoutes: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  await app.register(logRoutes, {
    ...services,
    path: '/audit-log',
    policies: { read: 'audit-log:read', export: 'audit-log:export' },
    chainOf: ({ member }) => member.organisationId,
  })
  await app.register(logRoutes, {
    ...services,
    path: '/programme/audit-log',
    policies: { read: 'programme-log:read', export: 'programme-log:export' },
    chainOf: () => PROGRAMME_CHAIN,
  })
}

/** The log of one organisation and that of the programme are read in the same way. */
const logRoutes: FastifyPluginAsyncTypebox<LogOptions> = async (app, { db, now, ...options }) => {
  const { path, policies, chainOf } = options
  const inChain = <T>(chainId: string, work: (trx: Db) => Promise<T>, deed?: Deed) =>
    within(db, chainId === PROGRAMME_CHAIN ? { scope: 'centre' } : { organisationId: chainId }, work, deed)

  app.get(
    path,
    {
      config: { policy: policies.read },
      schema: { querystring: AuditQuery, response: { 200: AuditLog } },
    },
    (request) => {
      const chainId = chainOf(request)
      return inChain(chainId, (trx) => readLog(trx, chainId, request.query, now()))
    },
  )

  app.get(
    `${path}/check`,
    { config: { policy: policies.read, limit: 'heavy' }, schema: { response: { 200: AuditCheck } } },
    async (request) => {
      const chainId = chainOf(request)
      return presentCheck(await inChain(chainId, (trx) => checkChain(trx, chainId)))
    },
  )

  app.get(
    `${path}.csv`,
    {
      config: { policy: policies.export },
      schema: { querystring: AuditExportQuery, response: { 200: Type.String() } },
    },
    async (request, reply) => {
      const chainId = chainOf(request)
      const read = (trx: Db) => readForExport(trx, chainId, request.query, MOST_EXPORTED)
      const entries = await inChain(chainId, read, request.deed)
      reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', 'attachment; filename="regie-log.csv"')
      return auditCsv(entries)
    },
  )
}

function presentCheck(place: Place): AuditCheck {
  if (place.state === 'broken') return { state: 'broken', position: place.position }
  return { state: 'whole', entries: place.position, hash: place.hash.toString('hex') }
}

import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Member } from '../access/member.ts'
import { inOrganisation } from '../database.ts'
import { found, Refusal } from '../errors.ts'
import { readVisibleScan } from '../scans/read.ts'
import type { Services } from '../services.ts'
import { CsvQuery, Publication, ResultsParams } from './contract.ts'
import { publicationCsv } from './csv.ts'
import { closeScan } from './jobs.ts'
import { forSubtree } from './publish.ts'
import { findPublication } from './queries.ts'

export const resultRoutes: FastifyPluginAsyncTypebox<Services> = async (app, { db, now }) => {
  app.get(
    '/scans/:scanId/results',
    { config: { policy: 'results:read' }, schema: { params: ResultsParams, response: { 200: Publication } } },
    ({ member, params }) => visibleTo(member, params.scanId),
  )

  app.get(
    '/scans/:scanId/results.csv',
    {
      config: { policy: 'results:export' },
      schema: { params: ResultsParams, querystring: CsvQuery, response: { 200: Type.String() } },
    },
    async ({ member, params, query }, reply) => {
      const publication = await visibleTo(member, params.scanId)
      reply.type('text/csv; charset=utf-8').header('content-disposition', 'attachment; filename="regie.csv"')
      return publicationCsv(publication, query.language ?? 'nl')
    },
  )

  app.post(
    '/scans/:scanId/closure',
    { config: { policy: 'scans:close' }, schema: { params: ResultsParams, response: { 200: Publication } } },
    async ({ member, params }) => {
      const { organisationId } = member
      return inOrganisation(db, member, async (trx) => {
        const closure = await closeScan(trx, { organisationId, scanId: params.scanId }, now())
        if (closure.state === 'absent') throw new Refusal(404, 'not-found')
        if (closure.state === 'not-open') throw new Refusal(409, 'scan-not-open')
        return closure.publication
      })
    },
  )

  async function visibleTo(member: Member, scanId: string): Promise<Publication> {
    const publication = await inOrganisation(db, member.organisationId, async (trx) => {
      found(await readVisibleScan(trx, member, scanId))
      return findPublication(trx, scanId)
    })
    if (!publication) throw new Refusal(409, 'not-published')
    return member.unitId === null ? publication : found(forSubtree(publication, member.unitId))
  }
}

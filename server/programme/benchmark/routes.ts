import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { inOrganisation } from '../../database.ts'
import { found } from '../../errors.ts'
import { ResultsParams } from '../../results/contract.ts'
import { dayOf } from '../../scans/calendar.ts'
import { readVisibleScan } from '../../scans/read.ts'
import type { Services } from '../../services.ts'
import { findAgreement } from '../sharing/queries.ts'
import { Benchmark } from './contract.ts'
import { nextEditionAfter } from './edition.ts'
import { listPlaces } from './queries.ts'

export const benchmarkRoutes: FastifyPluginAsyncTypebox<Services> = async (app, { db, now }) => {
  app.get(
    '/scans/:scanId/comparison-with-others',
    {
      config: { policy: 'benchmark:read' },
      schema: { params: ResultsParams, response: { 200: Benchmark } },
    },
    ({ member, params: { scanId } }) =>
      inOrganisation(db, member, async (trx) => {
        const { organisationId, unitId } = member
        // it is about the organisation as a whole, of which a manager of one team sees nothing
        found(unitId === null ? await readVisibleScan(trx, member, scanId) : undefined)
        const agreed = await findAgreement(trx, 'benchmarkConsents', organisationId)
        if (!agreed) return { state: 'not-taking-part' as const }
        const nextEdition = nextEditionAfter(dayOf(now()))
        const rows = await listPlaces(trx, { organisationId, scanId })
        if (rows.length === 0) return { state: 'not-included' as const, nextEdition }
        const perspectives = rows.map(({ places, ...pool }) => ({ ...pool, ...places }))
        return { state: 'included' as const, nextEdition, perspectives }
      }),
  )
}

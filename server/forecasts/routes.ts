import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { inOrganisation } from '../database.ts'
import { found, Refusal } from '../errors.ts'
import { Forecast } from '../results/contract.ts'
import { forecastScan } from '../results/disclosure/forecast.ts'
import { ScanParams } from '../scans/contract.ts'
import { findSettings, listUnits } from '../scans/queries.ts'
import type { Services } from '../services.ts'
import { forecastRequest } from './request.ts'

/** Which units will be readable: worked out by the very gate that later protects the publication. */
export const forecastRoutes: FastifyPluginAsyncTypebox<Services> = async (app, { db }) => {
  app.get(
    '/scans/:scanId/forecast',
    { config: { policy: 'drafts:read' }, schema: { params: ScanParams, response: { 200: Forecast } } },
    async ({ member: { organisationId }, params: { scanId } }) =>
      inOrganisation(db, organisationId, async (trx) => {
        const settings = found(await findSettings(trx, { organisationId, scanId }))
        const outcome = forecastScan(forecastRequest(settings, await listUnits(trx, organisationId)))
        if (outcome.state === 'faulty') throw new Refusal(409, 'unknown-unit')
        return outcome.forecast
      }),
  )
}

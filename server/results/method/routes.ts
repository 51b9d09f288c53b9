import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { inOrganisation } from '../../database.ts'
import { found, Refusal } from '../../errors.ts'
import { presentScan } from '../../scans/present.ts'
import { findInstrument, findSettings, listGroups } from '../../scans/queries.ts'
import { readVisibleScan } from '../../scans/read.ts'
import { FLOORS } from '../../scans/scan.ts'
import type { Services } from '../../services.ts'
import { ResultsParams } from '../contract.ts'
import { Method } from './contract.ts'
import { ofDraft, ofLaunched } from './explained.ts'
import { methodOf } from './method.ts'
import { findEngineVersion } from './queries.ts'

/** Before the launch too, so that a works council can read what it is asked to agree with. */
export const methodRoutes: FastifyPluginAsyncTypebox<Services> = async (app, { db, catalogue, now }) => {
  app.get(
    '/scans/:scanId/method',
    {
      config: { policy: 'scans:read', limit: 'heavy' },
      schema: { params: ResultsParams, response: { 200: Method } },
    },
    ({ member, params: { scanId } }) =>
      inOrganisation(db, member, async (trx) => {
        const key = { organisationId: member.organisationId, scanId }
        const line = found(await readVisibleScan(trx, member, scanId))
        const scan = presentScan(line, [], catalogue, now())
        const launched = await findInstrument(trx, key)
        const engineVersion = (await findEngineVersion(trx, key)) ?? null
        if (launched) {
          const asked = ofLaunched(line, launched, await listGroups(trx, key), FLOORS)
          return methodOf({ ...asked, scan, engineVersion })
        }
        const settings = found(await findSettings(trx, key))
        const instrument = catalogue.instruments.get(settings.instrumentId)
        if (!instrument) throw new Refusal(422, 'unknown-instrument')
        return methodOf({ ...ofDraft(settings, instrument), scan, engineVersion })
      }),
  )
}

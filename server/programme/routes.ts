import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { within } from '../database.ts'
import type { Services } from '../services.ts'
import { ProgrammeFigures } from './contract.ts'
import { addScan, type Pool } from './pool.ts'
import { presentPools } from './present.ts'
import { listFigures } from './queries.ts'

export const programmeRoutes: FastifyPluginAsyncTypebox<Services> = async (app, { db, catalogue }) => {
  app.get(
    '/programme/figures',
    { config: { policy: 'figures:read', limit: 'heavy' }, schema: { response: { 200: ProgrammeFigures } } },
    async () => {
      const pools = new Map<string, Pool>()
      await within(db, { scope: 'centre' }, async (trx) => {
        for await (const scan of listFigures(trx)) addScan(pools, scan)
      })
      return presentPools([...pools.values()], catalogue.instruments)
    },
  )
}

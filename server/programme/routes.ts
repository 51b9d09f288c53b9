import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { within } from '../database.ts'
import type { Services } from '../services.ts'
import { benchmarkRoutes } from './benchmark/routes.ts'
import { ProgrammeFigures } from './contract.ts'
import { officeAcceptanceRoutes, officeInvitationRoutes, officeRoutes } from './offices/routes.ts'
import { messengerRoutes, organisationRoutes } from './overview/routes.ts'
import { addScan, type Pool } from './pool.ts'
import { presentPools } from './present.ts'
import { listFigures } from './queries.ts'
import { ownRegionRoutes, regionRoutes } from './regions/routes.ts'
import { sharingRoutes } from './sharing/routes.ts'

export const programmeRoutes: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  await app.register(figureRoutes, services)
  await app.register(organisationRoutes, services)
  await app.register(messengerRoutes, services)
  await app.register(regionRoutes, services)
  await app.register(ownRegionRoutes, services)
  await app.register(officeRoutes, services)
  await app.register(officeInvitationRoutes, services)
  await app.register(officeAcceptanceRoutes, services)
  await app.register(sharingRoutes, services)
  await app.register(benchmarkRoutes, services)
}

const figureRoutes: FastifyPluginAsyncTypebox<Services> = async (app, { db, catalogue }) => {
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

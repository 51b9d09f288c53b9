import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { breaks } from '../../access/queries.ts'
import { type Db, type Deed, within } from '../../database.ts'
import { found, Refusal } from '../../errors.ts'
import type { Services } from '../../services.ts'
import { OrganisationParams, RegionHome, RegionOrganisation } from '../overview/contract.ts'
import { readOrganisation } from '../overview/read.ts'
import { NewRegion, Region, RegionParams, RenameRegion } from './contract.ts'
import * as queries from './queries.ts'
import { readRegionHome } from './read.ts'

const CENTRE = { scope: 'centre' } as const
const Regions = Type.Array(Region)

export const regionRoutes: FastifyPluginAsyncTypebox<Services> = async (app, { db, now }) => {
  const changing = async (deed: Deed | undefined, work: (trx: Db) => Promise<unknown>) => {
    try {
      await within(db, CENTRE, work, deed)
      return await within(db, CENTRE, queries.listRegions)
    } catch (error) {
      throw breaks(error, 'regions_unique_name') ? new Refusal(409, 'duplicate-name') : error
    }
  }

  app.get(
    '/programme/regions',
    { config: { policy: 'regions:read' }, schema: { response: { 200: Regions } } },
    () => within(db, CENTRE, queries.listRegions),
  )

  app.post(
    '/programme/regions',
    { config: { policy: 'regions:create' }, schema: { body: NewRegion, response: { 201: Regions } } },
    async ({ body, deed }, reply) => {
      if (deed) deed.subject.regionId = body.id
      return reply.code(201).send(await changing(deed, (trx) => queries.insertRegion(trx, body)))
    },
  )

  app.patch(
    '/programme/regions/:regionId',
    {
      config: { policy: 'regions:change' },
      schema: { params: RegionParams, body: RenameRegion, response: { 200: Regions } },
    },
    ({ params: { regionId }, body, deed }) =>
      changing(deed, async (trx) => found(await queries.renameRegion(trx, regionId, body.name))),
  )

  app.post(
    '/programme/regions/:regionId/closure',
    {
      config: { policy: 'regions:close' },
      schema: { params: RegionParams, response: { 200: Regions } },
    },
    ({ params: { regionId }, deed }) =>
      changing(deed, async (trx) => {
        found(await queries.lockRegion(trx, regionId))
        if (await queries.isInUse(trx, regionId)) throw new Refusal(409, 'region-in-use')
        await queries.closeRegion(trx, regionId, now())
      }),
  )
}

/** For the coordinator: the region is the one of the account at this very request. */
export const ownRegionRoutes: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  const { db } = services

  app.get(
    '/region',
    { config: { policy: 'region:read' }, schema: { response: { 200: RegionHome } } },
    ({ account: { office } }) => {
      const region = { id: found(office?.regionId), name: office?.regionName ?? '' }
      return within(db, { regionId: region.id }, (trx) => readRegionHome(trx, services, region))
    },
  )

  app.get(
    '/region/organisations/:organisationId',
    {
      config: { policy: 'region:read' },
      schema: { params: OrganisationParams, response: { 200: RegionOrganisation } },
    },
    ({ account: { office }, params: { organisationId } }) =>
      within(
        db,
        { regionId: found(office?.regionId) },
        async (trx) => found(await readOrganisation(trx, services, organisationId)).organisation,
      ),
  )
}

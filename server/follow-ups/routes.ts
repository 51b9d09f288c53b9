import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { inOrganisation } from '../database.ts'
import { found } from '../errors.ts'
import { PlanParams, ScanParams } from '../plans/contract.ts'
import { readVisibleScan } from '../scans/read.ts'
import type { Services } from '../services.ts'
import { FollowUp, HomeState, PlanChanges } from './contract.ts'
import { readChanges, readFollowUp, readHome } from './read.ts'

export const followUpRoutes: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  const { db } = services

  app.get(
    '/scans/:scanId/follow-up',
    { config: { policy: 'results:read' }, schema: { params: ScanParams, response: { 200: FollowUp } } },
    ({ member, params: { scanId } }) =>
      inOrganisation(db, member, async (trx) => {
        found(await readVisibleScan(trx, member, scanId))
        return found(await readFollowUp(trx, member, scanId))
      }),
  )

  app.get(
    '/plans/:planId/changes',
    { config: { policy: 'findings:read' }, schema: { params: PlanParams, response: { 200: PlanChanges } } },
    ({ member, params: { planId } }) =>
      inOrganisation(db, member, async (trx) => found(await readChanges(trx, member, planId))),
  )

  app.get(
    '/home',
    { config: { policy: 'home:read' }, schema: { response: { 200: HomeState } } },
    ({ member }) => inOrganisation(db, member, (trx) => readHome(trx, services, member)),
  )
}

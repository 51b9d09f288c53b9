import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Member } from '../access/member.ts'
import { inOrganisation } from '../database.ts'
import { found, Refusal } from '../errors.ts'
import { findPublication } from '../results/queries.ts'
import { dayOf } from '../scans/calendar.ts'
import { findScan } from '../scans/queries.ts'
import type { Services } from '../services.ts'
import { actionRoutes } from './actions/routes.ts'
import { calendarOf } from './calendar.ts'
import {
  ChangePlan,
  Plan,
  PlanParams,
  Plans,
  PriorityParams,
  ScanParams,
  SetPriority,
  Suggestions,
  SuggestionsQuery,
} from './contract.ts'
import { changesIn, refuseRepeated, refuseStale } from './errors.ts'
import { topicsOf } from './findings.ts'
import { ownActionRoutes } from './own-actions/routes.ts'
import { presentPlans } from './present.ts'
import * as queries from './queries.ts'
import { readActionRows, readPlan, readProgress, readPublished } from './read.ts'
import { findOpening } from './room.ts'
import { suggest } from './suggest.ts'

export const planRoutes: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  const { db, now, catalogue, config } = services
  await app.register(actionRoutes, services)
  await app.register(ownActionRoutes, services)

  app.get(
    '/plans',
    { config: { policy: 'plans:read' }, schema: { response: { 200: Plans } } },
    ({ member }) =>
      inOrganisation(db, member, async (trx) =>
        presentPlans(await readPublished(trx, member), await readActionRows(trx, member), dayOf(now())),
      ),
  )

  app.post(
    '/scans/:scanId/plan',
    { config: { policy: 'plans:start' }, schema: { params: ScanParams, response: { 200: Plan } } },
    ({ member, params: { scanId } }) =>
      inOrganisation(db, member, async (trx) => {
        const { organisationId } = member
        found(await findScan(trx, { organisationId, scanId }))
        const publication = await findPublication(trx, scanId)
        if (!publication) throw new Refusal(409, 'not-published')
        const planId = await queries.insertPlan(trx, { organisationId, scanId, createdAt: now() })
        return found(await readPlan(trx, services, member, planId))
      }),
  )

  app.get(
    '/plans/:planId',
    { config: { policy: 'findings:read' }, schema: { params: PlanParams, response: { 200: Plan } } },
    ({ member, params: { planId } }) =>
      inOrganisation(db, member, async (trx) => found(await readPlan(trx, services, member, planId))),
  )

  app.put(
    '/plans/:planId',
    {
      config: { policy: 'plans:change' },
      schema: { params: PlanParams, body: ChangePlan, response: { 200: Plan } },
    },
    ({ member, body, params: { planId } }) =>
      inOrganisation(db, member, async (trx) => {
        const plan = found(await queries.lockPlan(trx, keyOf(member, planId)))
        refuseStale(body.version, plan.version, await readPlan(trx, services, member, planId))
        refuseRepeated(body.subQuestions)
        await queries.updatePlan(trx, plan, body)
        return found(await readPlan(trx, services, member, planId))
      }),
  )

  app.put(
    '/plans/:planId/priorities/:dimensionId',
    {
      config: { policy: 'plans:change' },
      schema: { params: PriorityParams, body: SetPriority, response: { 200: Plan } },
    },
    ({ member, body, params: { planId, dimensionId } }) =>
      inOrganisation(db, member, async (trx) => {
        const plan = found(await queries.lockPlan(trx, keyOf(member, planId)))
        const { dimensions } = found(await findPublication(trx, plan.scanId))
        found(dimensions.find(({ id }) => id === dimensionId))
        const changes = body.waiting
          ? [{ dimensionId, waiting: true }]
          : changesIn(await findOpening(trx, plan, dimensionId, body.instead))
        await queries.savePriorities(trx, plan, changes)
        return found(await readPlan(trx, services, member, planId))
      }),
  )

  app.get(
    '/plans/:planId/suggestions',
    {
      config: { policy: 'plans:read' },
      schema: { params: PlanParams, querystring: SuggestionsQuery, response: { 200: Suggestions } },
    },
    ({ member, params: { planId }, query: { dimension } }) =>
      inOrganisation(db, member, async (trx) => {
        const plan = found(await readPlan(trx, services, member, planId))
        const dimensionIds = dimension === undefined ? topicsOf(plan.dimensions) : [dimension]
        const wish = { dimensionIds, ...(await readProgress(trx, keyOf(member, planId))) }
        return { suggestions: suggest(catalogue.actions, wish) }
      }),
  )

  app.get(
    '/plans/:planId/calendar.ics',
    { config: { policy: 'plans:read' }, schema: { params: PlanParams, response: { 200: Type.String() } } },
    ({ member, params: { planId } }, reply) =>
      inOrganisation(db, member, async (trx) => {
        const plan = found(await readPlan(trx, services, member, planId))
        const rows = await readActionRows(trx, member, { planId })
        const url = `${config.siteUrl}/plans/${planId}`
        const actions = rows.map((row) => ({ ...row, url: `${url}/actions/${row.id}` }))
        const name = plan.mainQuestion || member.organisationName
        reply.type('text/calendar; charset=utf-8')
        return calendarOf(name, actions, now())
      }),
  )
}

function keyOf({ organisationId }: Member, planId: string): queries.PlanKey {
  return { organisationId, planId }
}

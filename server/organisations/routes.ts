import { randomUUID } from 'node:crypto'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { type Db, inOrganisation } from '../database.ts'
import { found, Refusal } from '../errors.ts'
import type { Services } from '../services.ts'
import {
  AddUnit,
  AddUnits,
  ChangeUnit,
  MergeUnit,
  Preparation,
  Unit,
  UnitById,
  Units,
  UnitsAdded,
} from './contract.ts'
import * as queries from './queries.ts'
import { organisationSettingRoutes } from './settings/routes.ts'
import {
  addFault,
  changeFault,
  idsBelow,
  mergeFault,
  planUnits,
  presentUnits,
  removeFault,
  type UnitFault,
} from './unit-tree.ts'

const Nothing = Type.Null()

export const organisationRoutes: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  await app.register(unitRoutes, services)
  await app.register(unitChangeRoutes, services)
  await app.register(preparationRoutes, services)
  await app.register(organisationSettingRoutes, services)
}

const unitRoutes: FastifyPluginAsyncTypebox<Services> = async (app, { db }) => {
  app.get(
    '/units',
    { config: { policy: 'units:read' }, schema: { response: { 200: Units } } },
    ({ member }) =>
      inOrganisation(db, member, async (trx) => {
        const { organisationId, unitId } = member
        const units = await listAll(trx, organisationId)
        if (!unitId) return units
        const own = idsBelow(await queries.listUnits(trx, organisationId), unitId)
        return units.filter(({ id }) => own.has(id))
      }),
  )

  app.post(
    '/units',
    { config: { policy: 'units:add' }, schema: { body: AddUnit, response: { 201: Unit } } },
    async ({ member, body: { parentId, name } }, reply) => {
      const unit = { id: randomUUID(), parentId, name: name.trim() }
      const added = await inOrganisation(db, member, async (trx) => {
        const { organisationId } = member
        refuse(addFault(await queries.lockTree(trx, organisationId), parentId, name))
        await queries.insertUnits(trx, organisationId, [unit])
        Object.assign(member.deed?.subject ?? {}, { unitId: unit.id })
        return findOne(trx, organisationId, unit.id)
      })
      return reply.code(201).send(added)
    },
  )

  app.post(
    '/unit-lists',
    { config: { policy: 'units:add' }, schema: { body: AddUnits, response: { 201: UnitsAdded } } },
    async ({ member, body: { parentId, lines } }, reply) => {
      const answer = await inOrganisation(db, member, async (trx) => {
        const { organisationId } = member
        const rows = await queries.lockTree(trx, organisationId)
        const plan = planUnits(rows, parentId, lines, randomUUID)
        if ('fault' in plan) throw refusal(plan.fault)
        await queries.insertUnits(trx, organisationId, plan.units)
        return { added: plan.units.length, kept: plan.kept }
      })
      return reply.code(201).send(answer)
    },
  )
}

const unitChangeRoutes: FastifyPluginAsyncTypebox<Services> = async (app, { db, now }) => {
  app.patch(
    '/units/:id',
    {
      config: { policy: 'units:change' },
      schema: { params: UnitById, body: ChangeUnit, response: { 200: Unit } },
    },
    ({ member, params: { id }, body: { archived, ...change } }) =>
      inOrganisation(db, member, async (trx) => {
        const { organisationId } = member
        const rows = await queries.lockTree(trx, organisationId)
        refuse(changeFault(rows, id, { archived, ...change }))
        const archivedAt = archived === undefined ? {} : { archivedAt: archived ? now() : null }
        const name = change.name === undefined ? {} : { name: change.name.trim() }
        await queries.updateUnit(trx, organisationId, id, { ...change, ...name, ...archivedAt })
        return findOne(trx, organisationId, id)
      }),
  )

  app.post(
    '/units/:id/merges',
    {
      config: { policy: 'units:merge' },
      schema: { params: UnitById, body: MergeUnit, response: { 200: Unit } },
    },
    ({ member, params: { id }, body: { intoId } }) =>
      inOrganisation(db, member, async (trx) => {
        const { organisationId } = member
        refuse(mergeFault(await queries.lockTree(trx, organisationId), id, intoId))
        await queries.updateUnit(trx, organisationId, id, { archivedAt: now() })
        await queries.moveAll(trx, organisationId, id, intoId)
        const keep = await queries.isInScan(trx, organisationId, id)
        if (!keep) await queries.deleteUnit(trx, organisationId, id)
        return findOne(trx, organisationId, intoId)
      }),
  )

  app.delete(
    '/units/:id',
    { config: { policy: 'units:remove' }, schema: { params: UnitById, response: { 204: Nothing } } },
    async ({ member, params: { id } }, reply) => {
      await inOrganisation(db, member, async (trx) => {
        const { organisationId } = member
        const rows = await queries.lockTree(trx, organisationId)
        refuse(removeFault(rows, id, await queries.listUsedUnits(trx, organisationId)))
        await queries.deleteUnit(trx, organisationId, id)
      })
      return reply.code(204).send(null)
    },
  )
}

const preparationRoutes: FastifyPluginAsyncTypebox<Services> = async (app, { db }) => {
  app.put(
    '/preparation',
    {
      config: { policy: 'preparation:change' },
      schema: { body: Preparation, response: { 200: Preparation } },
    },
    async ({ member, body }) => {
      await inOrganisation(db, member, (trx) => queries.savePreparation(trx, member.organisationId, body))
      return body
    },
  )
}

async function listAll(db: Db, organisationId: string): Promise<Units> {
  const rows = await queries.listUnits(db, organisationId)
  return presentUnits(rows, await queries.listUsedUnits(db, organisationId))
}

async function findOne(db: Db, organisationId: string, unitId: string): Promise<Unit> {
  return found((await listAll(db, organisationId)).find(({ id }) => id === unitId))
}

function refuse(fault: UnitFault | undefined): void {
  if (fault) throw refusal(fault)
}

function refusal(fault: UnitFault): Refusal {
  const status = fault === 'not-found' ? 404 : 409
  const faults = fault === 'duplicate-name' ? [{ path: '/name', code: fault }] : []
  return new Refusal(status, fault, { faults })
}

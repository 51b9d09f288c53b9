import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Member } from '../access/member.ts'
import { changeMembership, endMembership, listMembers } from '../access/members/queries.ts'
import { lockForChange } from '../access/members/routes.ts'
import { type Db, inOrganisation } from '../database.ts'
import { found, Refusal } from '../errors.ts'
import { noteOf } from '../plans/actions/changes.ts'
import type { Services } from '../services.ts'
import { CompleteHandover, Handover } from './contract.ts'
import { giveAction, lockPlans } from './queries.ts'
import { listOwnOpen, readHandover } from './read.ts'

export const handoverRoutes: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  const { db, now } = services

  app.get(
    '/handover',
    { config: { policy: 'handover:read' }, schema: { response: { 200: Handover } } },
    ({ member }) => inOrganisation(db, member, (trx) => readHandover(trx, services, member)),
  )

  app.post(
    '/handovers',
    {
      config: { policy: 'handover:complete' },
      schema: { body: CompleteHandover, response: { 204: Type.Null() } },
    },
    async ({ member, body }, reply) => {
      await inOrganisation(db, member, async (trx) => {
        const leaver = await lockForChange(trx, member, member.membershipId, true)
        const successor = await appoint(trx, member, body.successorId)
        const given = await giveAll(trx, member, successor, body.actionIds)
        if (body.leave) await endMembership(trx, leaver, now())
        const told = { membershipId: body.successorId, actions: String(given), leave: String(body.leave) }
        Object.assign(member.deed?.subject ?? {}, told)
      })
      return reply.code(204).send(null)
    },
  )

  /** The successor is there as messenger before the leaver goes. */
  async function appoint(trx: Db, member: Member, successorId: string) {
    if (successorId === member.membershipId) throw new Refusal(409, 'other-person-needed')
    const successor = await lockForChange(trx, member, successorId, true)
    const isNew = successor.role !== 'messenger'
    if (isNew) await changeMembership(trx, successor, { role: 'messenger', unitId: null })
    return found((await listMembers(trx, member.organisationId)).find(({ id }) => id === successorId))
  }

  /** Exactly the actions that were shown: what came or went meanwhile is looked at first. */
  async function giveAll(
    trx: Db,
    member: Member,
    { id: membershipId, name, email }: Awaited<ReturnType<typeof appoint>>,
    actionIds: readonly string[],
  ): Promise<number> {
    await lockPlans(trx, member.organisationId)
    const rows = await listOwnOpen(trx, member)
    const shown = new Set(actionIds)
    const isSame = rows.length === shown.size && rows.every(({ id }) => shown.has(id))
    if (!isSame) throw new Refusal(409, 'handover-changed')
    for (const row of rows) {
      const note = noteOf([{ field: 'ownerName', from: row.ownerName, to: name }])
      const event = { byName: member.name, note, happenedAt: now() }
      await giveAction(trx, row, { membershipId, name, email }, event)
    }
    return rows.length
  }
}

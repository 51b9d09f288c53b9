import { randomUUID } from 'node:crypto'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Member } from '../../access/member.ts'
import { hashSecret } from '../../access/secret.ts'
import { type Db, inOrganisation } from '../../database.ts'
import { found, Refusal } from '../../errors.ts'
import { listUnits } from '../../organisations/queries.ts'
import { findPublication } from '../../results/queries.ts'
import { dayOf } from '../../scans/calendar.ts'
import type { Services } from '../../services.ts'
import { findAction } from '../../surveys/actions.ts'
import { calendarOf } from '../calendar.ts'
import {
  Action,
  ActionParams,
  AddAction,
  AddEvent,
  AddWaiver,
  ChangeAction,
  ChangeChecks,
  type EventKind,
  type HistoryKind,
  type OwnerChoice,
  OwnerLink,
  PlanParams,
} from '../contract.ts'
import { changesIn, refuseEnded, refusePast, refuseRepeated, refuseStale } from '../errors.ts'
import { ownerLinkMail } from '../mails.ts'
import { listPeople, lockPlan, type PlanRow, savePriorities } from '../queries.ts'
import { readAction, readActionRow, surround } from '../read.ts'
import { mayChange, memberIdentity } from '../reader.ts'
import { findOpening } from '../room.ts'
import { takeStep } from '../step.ts'
import { checkChanges, type Names, noteOf } from './changes.ts'
import { type Change, decideChange, newAction, ownerColumns } from './edit.ts'
import * as queries from './queries.ts'

/** Anyone who sees an action may confirm it or add a note; the rest is for its owner and the messenger. */
const FOR_EVERYONE: readonly EventKind[] = ['confirm', 'note']

export const actionRoutes: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  const { db, now, catalogue, auth, mailer, config } = services

  const inside = <T>(member: Member, work: (trx: Db) => Promise<T>) => inOrganisation(db, member, work)

  app.post(
    '/plans/:planId/actions',
    {
      config: { policy: 'actions:add' },
      schema: { params: PlanParams, body: AddAction, response: { 200: Action } },
    },
    ({ member, body, params: { planId } }) =>
      inside(member, async (trx) => {
        const plan = found(await lockPlan(trx, { organisationId: member.organisationId, planId }))
        if (!(await queries.findActionRow(trx, keyOf(member, body.id))))
          await addAction(trx, member, plan, body)
        return found(await readAction(trx, services, member, body.id))
      }),
  )

  app.put(
    '/actions/:actionId',
    {
      config: { policy: 'actions:change' },
      schema: { params: ActionParams, body: ChangeAction, response: { 200: Action } },
    },
    ({ member, body, params: { actionId } }) =>
      inside(member, async (trx) => {
        const { plan, row } = await lockAction(trx, member, actionId)
        refuseEnded(row)
        refuseStale(body.version, row.version, await readAction(trx, services, member, actionId))
        refusePast(body.dueOn, dayOf(now()), row.dueOn)
        const change = await decide(trx, member, { plan, row }, body)
        if (change.state === 'refused') throw new Refusal(change.status, change.code)
        if (change.changesTopic) await openPriority(trx, plan, body.dimensionId, body.waiting)
        await storeChange(trx, member, actionId, change)
        return found(await readAction(trx, services, member, actionId))
      }),
  )

  app.post(
    '/actions/:actionId/events',
    {
      config: { policy: 'actions:report' },
      schema: { params: ActionParams, body: AddEvent, response: { 200: Action } },
    },
    ({ member, body, params: { actionId } }) =>
      inside(member, async (trx) => {
        const { plan, row } = await lockAction(trx, member, actionId, body.kind)
        const opening = await findOpening(trx, plan, row.dimensionId, body.waiting)
        const isNew = await take(trx, member, row, body)
        if (isNew && asksForRoom(member, body.kind)) await savePriorities(trx, plan, changesIn(opening))
        return found(await readAction(trx, services, member, actionId))
      }),
  )

  app.put(
    '/actions/:actionId/checks',
    {
      config: { policy: 'actions:report' },
      schema: { params: ActionParams, body: ChangeChecks, response: { 200: Action } },
    },
    ({ member, body: { version, checks }, params: { actionId } }) =>
      inside(member, async (trx) => {
        const { row } = await lockAction(trx, member, actionId)
        refuseEnded(row)
        refuseStale(version, row.version, await readAction(trx, services, member, actionId))
        refuseRepeated(checks)
        const changes = checkChanges(await queries.listChecks(trx, keyOf(member, actionId)), checks)
        await queries.replaceChecks(trx, keyOf(member, actionId), checks)
        await queries.updateAction(trx, keyOf(member, actionId), { version: version + 1 })
        if (changes.length > 0) await note(trx, member, actionId, 'checks', noteOf(changes))
        return found(await readAction(trx, services, member, actionId))
      }),
  )

  app.post(
    '/actions/:actionId/waivers',
    {
      config: { policy: 'actions:waive' },
      schema: { params: ActionParams, body: AddWaiver, response: { 200: Action } },
    },
    ({ member, body, params: { actionId } }) =>
      inside(member, async (trx) => {
        const { row } = await lockAction(trx, member, actionId)
        const reason = body.reason.trim()
        if (!row.prerequisites.includes(body.libraryActionId)) throw new Refusal(404, 'not-found')
        if (reason === '') throw new Refusal(409, 'reason-needed')
        const waiver = { ...keyOf(member, actionId), ...body, reason, byName: member.name, waivedAt: now() }
        if (await queries.saveWaiver(trx, waiver)) await note(trx, member, actionId, 'waive', reason)
        return found(await readAction(trx, services, member, actionId))
      }),
  )

  app.post(
    '/actions/:actionId/links',
    { config: { policy: 'actions:link' }, schema: { params: ActionParams, response: { 201: OwnerLink } } },
    async ({ member, params: { actionId } }, reply) => {
      const secret = auth.newSecret()
      const link = `${config.siteUrl}/a#${secret}`
      const action = await inside(member, async (trx) => {
        await lockAction(trx, member, actionId)
        await queries.revokeLinks(trx, keyOf(member, actionId), now())
        const secretHash = hashSecret(secret)
        await queries.insertLink(trx, { ...keyOf(member, actionId), secretHash, createdAt: now() })
        await note(trx, member, actionId, 'link')
        return found(await readAction(trx, services, member, actionId))
      })
      const mail = ownerLinkMail(action, member, link)
      const mailed = mail ? await mailer.send(mail) : false
      return reply.code(201).send({ link, mailed, action })
    },
  )

  app.delete(
    '/actions/:actionId/links',
    { config: { policy: 'actions:unlink' }, schema: { params: ActionParams, response: { 200: Action } } },
    ({ member, params: { actionId } }) =>
      inside(member, async (trx) => {
        await lockAction(trx, member, actionId)
        if ((await queries.revokeLinks(trx, keyOf(member, actionId), now())) > 0)
          await note(trx, member, actionId, 'revoke')
        return found(await readAction(trx, services, member, actionId))
      }),
  )

  app.get(
    '/actions/:actionId/calendar.ics',
    { config: { policy: 'plans:read' }, schema: { params: ActionParams, response: { 200: Type.String() } } },
    ({ member, params: { actionId } }, reply) =>
      inside(member, async (trx) => {
        const row = found(await readActionRow(trx, member, actionId))
        const url = `${config.siteUrl}/plans/${row.planId}/actions/${actionId}`
        reply.type('text/calendar; charset=utf-8')
        return calendarOf(row.title, [{ ...row, url }], now())
      }),
  )

  /** Stands in line for the plan, so that two people cannot both take the last step. */
  async function lockAction(trx: Db, member: Member, actionId: string, kind?: EventKind) {
    const { organisationId } = member
    const { planId } = found(await readActionRow(trx, member, actionId))
    const plan = found(await lockPlan(trx, { organisationId, planId }))
    const row = found(await readActionRow(trx, member, actionId))
    const forEveryone = kind !== undefined && FOR_EVERYONE.includes(kind)
    if (!forEveryone && !mayChange(member, row)) throw new Refusal(403, 'forbidden')
    return { plan, row }
  }

  async function addAction(trx: Db, member: Member, plan: PlanRow, body: AddAction): Promise<void> {
    refusePast(body.dueOn, dayOf(now()))
    await checkPlace(trx, member, plan, body)
    const owner = await chooseOwner(trx, member, body.owner)
    const { libraryActionId } = body
    const library =
      libraryActionId === null ? undefined : found(findAction(catalogue.actions, libraryActionId))
    await openPriority(trx, plan, body.dimensionId, body.waiting)
    const place = { organisationId: member.organisationId, planId: plan.id }
    const row = newAction(body, place, owner, library, now())
    await queries.insertAction(trx, row)
    await queries.replaceChecks(trx, keyOf(member, body.id), newChecks(body.checks))
    await note(trx, member, body.id, row.plannedAt ? 'plan' : 'propose')
  }

  async function decide(
    trx: Db,
    member: Member,
    { plan, row }: { plan: PlanRow; row: queries.ActionRow },
    body: ChangeAction,
  ): Promise<Change> {
    const names = await checkPlace(trx, member, plan, body)
    const owner = isSameOwner(row, body.owner) ? row : await chooseOwner(trx, member, body.owner)
    return decideChange(row, body, owner, { owns: member.role !== 'messenger', names, now: now() })
  }

  async function storeChange(
    trx: Db,
    member: Member,
    actionId: string,
    { columns, changes, changesOwner, kind }: Extract<Change, { state: 'allowed' }>,
  ): Promise<void> {
    await queries.updateAction(trx, keyOf(member, actionId), columns)
    if (changesOwner) await queries.revokeLinks(trx, keyOf(member, actionId), now())
    if (changes.length > 0) await note(trx, member, actionId, kind, noteOf(changes))
  }

  /** Whether the report was new: the same one again changes nothing. */
  async function take(trx: Db, member: Member, row: queries.ActionRow, report: AddEvent): Promise<boolean> {
    const around = await surround(trx, services, member.organisationId, [row])
    const step = { ...report, by: memberIdentity(member.membershipId), byName: member.name }
    const taken = await takeStep(trx, row, step, around, now())
    if (taken.state === 'refused') throw new Refusal(409, taken.code, { current: taken.open })
    if (taken.state === 'stale') {
      const current = await readAction(trx, services, member, row.id)
      throw new Refusal(409, 'version-conflict', { current })
    }
    return taken.state === 'taken'
  }

  /** The dimension must be one of the scan, the unit one of the organisation. Answers what they are all called. */
  async function checkPlace(
    trx: Db,
    { organisationId }: Member,
    plan: PlanRow,
    { dimensionId, unitId }: { dimensionId: string; unitId: string | null },
  ): Promise<Names> {
    const { dimensions } = found(await findPublication(trx, plan.scanId))
    const topics = new Map(dimensions.map(({ id, title }) => [id, title]))
    const units = new Map((await listUnits(trx, organisationId)).map(({ id, name }) => [id, name]))
    found(topics.get(dimensionId))
    if (unitId !== null) found(units.get(unitId))
    return { topics, units }
  }

  async function openPriority(trx: Db, plan: PlanRow, dimensionId: string, waiting: string | undefined) {
    await savePriorities(trx, plan, changesIn(await findOpening(trx, plan, dimensionId, waiting)))
  }

  async function chooseOwner(trx: Db, { organisationId }: Member, choice: OwnerChoice) {
    return found(ownerColumns(choice, await listPeople(trx, organisationId)))
  }

  /** A line of the history that is not a step of the action itself. */
  function note(trx: Db, member: Member, actionId: string, kind: HistoryKind, words?: string) {
    const line = { kind, byName: member.name, note: words || null, happenedAt: now() }
    return queries.insertEvent(trx, { ...keyOf(member, actionId), ...line })
  }
}

function keyOf({ organisationId }: Member, actionId: string): queries.ActionKey {
  return { organisationId, actionId }
}

/** Someone who left stays the owner until another is chosen. */
function isSameOwner(row: queries.ActionRow, choice: OwnerChoice): boolean {
  return choice !== null && 'membershipId' in choice && choice.membershipId === row.ownerMembershipId
}

/** Only the messenger can choose which dimension waits. */
function asksForRoom({ role }: Member, kind: EventKind): boolean {
  return role === 'messenger' && (kind === 'start' || kind === 'reopen')
}

function newChecks(texts: string[]) {
  return texts.map((text) => ({ id: randomUUID(), text: text.trim(), done: false }))
}

import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { hashSecret } from '../../access/secret.ts'
import { type Db, narrow, within } from '../../database.ts'
import { found, Refusal } from '../../errors.ts'
import { findPublication } from '../../results/queries.ts'
import type { Services } from '../../services.ts'
import { checkChanges, noteOf } from '../actions/changes.ts'
import * as queries from '../actions/queries.ts'
import { calendarOf } from '../calendar.ts'
import {
  type HistoryChange,
  OwnAction,
  OwnActionCalendar,
  OwnActionChecks,
  OwnActionEvent,
  OwnActionLookup,
} from '../contract.ts'
import { refuseEnded, refuseRepeated, refuseStale } from '../errors.ts'
import { presentOwnAction } from '../present.ts'
import { findPlan, lockPlan } from '../queries.ts'
import { surround } from '../read.ts'
import { ownerIdentity } from '../reader.ts'
import { takeStep } from '../step.ts'

const config = { policy: 'public' as const }

/** For an owner without an account: the secret of the personal link opens one action and nothing else. */
export const ownActionRoutes: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  const { db, now } = services

  app.post(
    '/own-actions/lookups',
    { config, schema: { body: OwnActionLookup, response: { 200: OwnAction } } },
    ({ body: { secret } }) => withOwnAction(secret, (trx, row) => present(trx, row)),
  )

  app.post(
    '/own-actions/events',
    { config, schema: { body: OwnActionEvent, response: { 200: OwnAction } } },
    ({ body: { secret, ...report } }) =>
      withOwnAction(secret, async (trx, row) => {
        const around = await surround(trx, services, row.organisationId, [row])
        const step = { ...report, by: ownerIdentity(row), byName: row.ownerName ?? '' }
        const taken = await takeStep(trx, row, step, around, now())
        if (taken.state === 'refused') throw new Refusal(409, taken.code)
        if (taken.state === 'stale') {
          throw new Refusal(409, 'version-conflict', { current: await present(trx, row) })
        }
        return present(trx, row)
      }),
  )

  app.put(
    '/own-actions/checks',
    { config, schema: { body: OwnActionChecks, response: { 200: OwnAction } } },
    ({ body: { secret, version, checks } }) =>
      withOwnAction(secret, async (trx, row) => {
        refuseEnded(row)
        refuseStale(version, row.version, await present(trx, row))
        refuseRepeated(checks)
        const changes = checkChanges(await queries.listChecks(trx, keyOf(row)), checks)
        await queries.replaceChecks(trx, keyOf(row), checks)
        await queries.updateAction(trx, keyOf(row), { version: version + 1 })
        if (changes.length > 0) await queries.insertEvent(trx, checksLine(row, changes))
        return present(trx, row)
      }),
  )

  app.post(
    '/own-actions/calendars',
    { config, schema: { body: OwnActionLookup, response: { 200: OwnActionCalendar } } },
    ({ body: { secret } }) =>
      withOwnAction(secret, async (_trx, row) => ({ calendar: calendarOf(row.title, [row], now()) })),
  )

  /** The same answer for a link that never was and one that was withdrawn. */
  function withOwnAction<T>(
    secret: string,
    work: (trx: Db, row: queries.ActionRow) => Promise<T>,
  ): Promise<T> {
    const secretHash = hashSecret(secret)
    return within(db, { secretHash }, async (trx) => {
      const link = await queries.findLinkedAction(trx, secretHash)
      if (!link) throw new Refusal(404, 'link-revoked')
      await narrow(trx, { organisationId: link.organisationId })
      const { organisationId, planId } = found(await queries.findActionRow(trx, link))
      found(await lockPlan(trx, { organisationId, planId }))
      return work(trx, found(await queries.findActionRow(trx, link)))
    })
  }

  async function present(trx: Db, before: queries.ActionRow): Promise<OwnAction> {
    const { organisationId, planId } = before
    const row = found(await queries.findActionRow(trx, keyOf(before)))
    const { scanId } = found(await findPlan(trx, { organisationId, planId }))
    const { dimensions } = found(await findPublication(trx, scanId))
    const dimension = dimensions.find((one) => one.id === row.dimensionId)?.title ?? {}
    const around = await surround(trx, services, organisationId, [row])
    return presentOwnAction(row, await queries.organisationName(trx, organisationId), dimension, around)
  }

  function checksLine(row: queries.ActionRow, changes: HistoryChange[]): queries.NewEvent {
    const words = { kind: 'checks', byName: row.ownerName ?? '', note: noteOf(changes) ?? null }
    return { ...keyOf(row), ...words, happenedAt: now() }
  }
}

function keyOf({ organisationId, id }: queries.ActionRow): queries.ActionKey {
  return { organisationId, actionId: id }
}

import { randomBytes, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import * as api from '#client/api.ts'
import { inOrganisation } from '#server/database.ts'
import { destroyOldAnswers, tidyAccounts } from '#server/privacy/jobs.ts'
import { registerOf } from '#server/privacy/register.ts'
import { cast } from '../../support/cast.ts'
import { ownQuestion, tinyInstrument } from '../../support/cast-survey.ts'
import { newWorld, type World } from '../../support/world.ts'
import { placeScan } from '../results/place-scan.ts'

let world: World
let organisationId: string
let rootUnitId: string

beforeAll(async () => {
  world = await newWorld()
  ;({ organisationId, rootUnitId } = await world.settle())
})
afterAll(() => world.close())
beforeEach(() => at('2026-11-21T09:00:00Z'))

async function at(moment: string): Promise<void> {
  world.clock.set(moment)
  await world.signIn(cast.mia)
}

/** Twelve answers, of which one with a comment, and the receipt of one. */
async function closedScan(previousScanId?: string): Promise<string> {
  const scanId = await openScan(previousScanId)
  await api.closeScan(scanId)
  return scanId
}

async function openScan(previousScanId?: string): Promise<string> {
  const { db } = world.services
  const answers = Array.from({ length: 12 }, () => [4, 4, 2, 3, 3, 4, 4])
  const scanId = await placeScan(db, {
    organisationId,
    instrument: tinyInstrument,
    units: [{ id: rootUnitId, parentId: null, name: 'De Brug' }],
    groups: [{ unitId: rootUnitId, perspective: 'professional', invited: 20, answers }],
    ...(previousScanId ? { previousScanId } : {}),
  })
  await inOrganisation(db, organisationId, async (trx) => {
    const instrument = JSON.stringify({ ...tinyInstrument, form: 'full', ownQuestions: [ownQuestion] })
    await trx.updateTable('scans').set({ instrument }).where('id', '=', scanId).execute()
    const { id: groupId } = await trx
      .selectFrom('scanGroups')
      .where('scanId', '=', scanId)
      .select('id')
      .executeTakeFirstOrThrow()
    const comment = { questionId: 'OPEN-KEEP', text: 'The coffee' }
    await trx
      .insertInto('comments')
      .values({ organisationId, scanId, groupId, ...comment })
      .execute()
    await trx
      .insertInto('receipts')
      .values({ organisationId, scanId, submissionMac: randomBytes(32) })
      .execute()
    await trx
      .insertInto('closedCodes')
      .values({ organisationId, scanId, codeHash: randomBytes(32) })
      .execute()
  })
  return scanId
}

const leftOf = (scanId: string) =>
  inOrganisation(world.services.db, organisationId, async (trx) => {
    const count = async (
      table: 'responses' | 'comments' | 'receipts' | 'inbox' | 'closedCodes' | 'publications',
    ) => (await trx.selectFrom(table).where('scanId', '=', scanId).select('scanId').execute()).length
    return {
      responses: await count('responses'),
      comments: await count('comments'),
      receipts: await count('receipts'),
      inbox: await count('inbox'),
      closedCodes: await count('closedCodes'),
      publications: await count('publications'),
    }
  })

const EMPTY = { responses: 0, comments: 0, receipts: 0, inbox: 0, closedCodes: 0, publications: 1 }

test('answers are destroyed two years after the closing, not a minute before, and the results stay as they were', async () => {
  const scanId = await closedScan()
  const results = await api.getResults(scanId)
  const blocks = await api.getCommentBlocks(scanId)
  world.clock.set('2028-11-21T08:59:00Z')
  await destroyOldAnswers(world.services)
  expect(await leftOf(scanId)).toMatchObject({ responses: 12, comments: 1, receipts: 1, closedCodes: 1 })
  await at('2028-11-21T09:00:00Z')
  await destroyOldAnswers(world.services)
  expect(await leftOf(scanId)).toEqual(EMPTY)
  expect(await api.getResults(scanId)).toEqual(results)
  expect(await api.getCommentBlocks(scanId)).toEqual(blocks)
  const { scans } = await api.getPrivacy()
  expect(scans).toMatchObject([{ scanId, status: 'closed', invited: 20, answeredAtLeast: 10 }])
})

test('they go earlier when the results of a repeat are there; a repeat that is still open changes nothing', async () => {
  const first = await closedScan()
  const repeat = await openScan(first)
  await destroyOldAnswers(world.services)
  expect(await leftOf(first)).toMatchObject({ responses: 12 })
  await api.closeScan(repeat)
  await destroyOldAnswers(world.services)
  expect(await leftOf(first)).toEqual(EMPTY)
  expect(await leftOf(repeat)).toMatchObject({ responses: 12 })
  expect(await api.getRetention(first)).toMatchObject({ destroyedAt: '2026-11-21T09:00:00.000Z' })
  expect(await api.getFollowUp(repeat)).toMatchObject({ state: 'compared' })
})

test('two processes at once destroy once, and again changes nothing', async () => {
  const scanId = await closedScan()
  world.clock.set('2029-01-01T00:00:00Z')
  await Promise.all([destroyOldAnswers(world.services), destroyOldAnswers(world.services)])
  expect(await leftOf(scanId)).toEqual(EMPTY)
  world.clock.set('2029-02-01T00:00:00Z')
  await destroyOldAnswers(world.services)
  await at('2029-02-01T00:00:00Z')
  expect((await api.getRetention(scanId)).destroyedAt).toBe('2029-01-01T00:00:00.000Z')
})

test('comments that were not published yet go with the answers, and nothing is left to read', async () => {
  const scanId = await closedScan()
  expect((await api.getCommentQueue(scanId)).state).toBe('judging')
  await at('2029-01-01T00:00:00Z')
  await destroyOldAnswers(world.services)
  expect(await api.getCommentQueue(scanId)).toMatchObject({ comments: [] })
})

test('mails, invitations, sessions and links go when the register says so', async () => {
  const term = (id: string) => registerOf(24).find((each) => each.id === id)?.term.count
  expect([term('mails'), term('member-invitations'), term('receipts')]).toEqual([90, 365, 7])
  const { clock } = world
  const { db } = world.services
  await api.inviteMember({ name: 'Max', email: cast.max.email, role: 'manager', unitId: null })
  await db
    .insertInto('verifications')
    .values({ id: randomUUID(), identifier: 'x', value: 'y', expiresAt: clock.now() })
    .execute()
  const left = async () => ({
    mails: (await world.outbox(organisationId)).length,
    invitations: await inOrganisation(
      db,
      organisationId,
      async (trx) => (await trx.selectFrom('memberInvitations').select('id').execute()).length,
    ),
    links: (await db.selectFrom('verifications').select('id').execute()).length,
  })
  expect(await left()).toEqual({ mails: 1, invitations: 1, links: 1 })
  clock.addDays(89.9)
  await tidyAccounts(world.services)
  expect(await left()).toEqual({ mails: 1, invitations: 1, links: 0 })
  clock.addDays(0.2)
  await Promise.all([tidyAccounts(world.services), tidyAccounts(world.services)])
  expect(await left()).toEqual({ mails: 0, invitations: 1, links: 0 })
  clock.addDays(300)
  await tidyAccounts(world.services)
  expect(await left()).toEqual({ mails: 0, invitations: 0, links: 0 })
  expect(
    await db.selectFrom('sessions').select('id').where('expiresAt', '<=', clock.now()).execute(),
  ).toEqual([])
})

import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import * as api from '#client/api.ts'
import { inOrganisation } from '#server/database.ts'
import type { AnswerPromise, PrivacySettings, PrivacyStatement } from '#server/privacy/contract.ts'
import { destroyOldAnswers } from '#server/privacy/jobs.ts'
import { cast } from '../../support/cast.ts'
import { tinyInstrument } from '../../support/cast-survey.ts'
import { newWorld, type World } from '../../support/world.ts'
import { closeAndCount, type LaunchedScan, launchScan, storedAt } from '../responses/launched-scan.ts'
import { placeScan } from '../results/place-scan.ts'

const UNKNOWN = '0123456789ABCDEFGHJKMNPQRS'
const BOT = '203.0.113.66'

let world: World
let organisationId: string
let rootUnitId: string

beforeAll(async () => {
  world = await newWorld()
  ;({ organisationId, rootUnitId } = await world.settle())
})
afterAll(() => world.close())
beforeEach(async () => {
  world.clock.set('2026-11-21T09:00:00Z')
  await world.signIn(cast.mia)
})

const refused = (status: number, code: string) => expect.objectContaining({ status, code })

async function post(path: string, body: object, remoteAddress = '10.0.0.1') {
  const headers = { origin: 'http://regie.test' }
  const answer = await world.app.inject({
    method: 'POST',
    url: `/api/${path}`,
    remoteAddress,
    headers,
    payload: body,
  })
  return { status: answer.statusCode, headers: answer.headers, body: answer.json() }
}

const answersTo = (code: string) => ({
  code,
  submissionId: randomUUID(),
  answers: { LIS1: 4, LIS2: 4, CHO1: 2 },
  importance: [],
  comments: {},
})

const ownScan = (more: object = {}) =>
  placeScan(world.services.db, {
    organisationId,
    instrument: tinyInstrument,
    units: [{ id: rootUnitId, parentId: null, name: 'De Brug' }],
    groups: [
      {
        unitId: rootUnitId,
        perspective: 'professional',
        invited: 20,
        answers: Array.from({ length: 12 }, () => [4, 4, 2, 3, 3, 4, 4]),
      },
    ],
    ...more,
  })

describe('row 14: a link that a whole group shares', () => {
  let scan: LaunchedScan
  beforeEach(async () => {
    scan = await launchScan(world, { organisation: randomUUID() })
  })

  const linksOf = ({ organisationId, scanId }: LaunchedScan) =>
    inOrganisation(world.services.db, organisationId, (trx) =>
      trx.selectFrom('openLinks').where('scanId', '=', scanId).select(['accepted', 'hadBurst']).execute(),
    )

  test('a flood of hundreds at once stops at a fifth more than were invited, and is flagged', async () => {
    const flood = async () => {
      const answers = []
      for (let one = 0; one < 40; one++)
        answers.push(await post('responses', answersTo(scan.link.professional)))
      return answers
    }
    const answers = (await Promise.all(Array.from({ length: 10 }, flood))).flat()
    const told = Map.groupBy(answers, ({ status, body }) => `${status} ${body.code ?? body.state}`)
    expect([...told].map(([what, all]) => [what, all.length]).toSorted()).toEqual([
      ['200 received', 48],
      ['429 link-full', 352],
    ])
    expect(await storedAt(world, scan)).toMatchObject({ receipts: 48, responses: { length: 48 } })
    expect(await linksOf(scan)).toEqual([{ accepted: 48, hadBurst: true }])
  })

  /** Of five managers: their link takes six answers. */
  async function fill(answers: number): Promise<void> {
    await inOrganisation(world.services.db, scan.organisationId, (trx) =>
      trx.updateTable('scanGroups').set({ invited: 5 }).where('perspective', '=', 'manager').execute(),
    )
    for (let one = 0; one < answers; one++) await post('responses', answersTo(scan.link.manager))
  }

  test('what was received stays received when it is sent again, also when the link is full', async () => {
    const first = answersTo(scan.link.manager)
    await post('responses', first)
    await fill(5)
    expect(await post('responses', answersTo(scan.link.manager))).toMatchObject({ status: 429 })
    expect(await post('responses', first)).toMatchObject({ status: 200, body: { state: 'received' } })
  })

  test('a full link keeps no other group and no personal code out, and inviting more people makes room', async () => {
    await fill(6)
    expect(await post('responses', answersTo(scan.link.manager))).toMatchObject({ status: 429 })
    expect(await post('responses', answersTo(scan.link.professional))).toMatchObject({ status: 200 })
    expect(await post('responses', answersTo(scan.codes[0] ?? ''))).toMatchObject({ status: 200 })
    await inOrganisation(world.services.db, scan.organisationId, (trx) =>
      trx.updateTable('scanGroups').set({ invited: 6 }).where('perspective', '=', 'manager').execute(),
    )
    expect(await post('responses', answersTo(scan.link.manager))).toMatchObject({ status: 200 })
  })

  test('a few colleagues who answer together are no burst', async () => {
    for (let one = 0; one < 9; one++) await post('responses', answersTo(scan.link.professional))
    expect(await linksOf(scan)).toEqual([{ accepted: 9, hadBurst: false }])
  })

  test('the publication says of whom double answers cannot be ruled out', async () => {
    await closeAndCount(world, scan)
    const { document } = await inOrganisation(world.services.db, scan.organisationId, (trx) =>
      trx.selectFrom('publications').select('document').executeTakeFirstOrThrow(),
    )
    expect(document.perspectives.toSorted()).toEqual(['client', 'manager', 'professional'])
    expect(document.openLinks?.toSorted()).toEqual(['manager', 'professional'])
  })

  test('row 15: from one address the sixth in a minute waits its turn, other addresses and personal codes do not', async () => {
    for (let one = 0; one < 5; one++) {
      expect(await post('responses', answersTo(scan.link.professional), BOT)).toMatchObject({ status: 200 })
    }
    const sixth = answersTo(scan.link.professional)
    const told = await post('responses', sixth, BOT)
    expect(told).toMatchObject({
      status: 429,
      body: { code: 'too-many-requests' },
      headers: { 'retry-after': '1' },
    })
    expect((await post('responses', answersTo(scan.link.professional), BOT)).headers['retry-after']).toBe('2')
    expect(await post('responses', answersTo(scan.codes[0] ?? ''), BOT)).toMatchObject({ status: 200 })
    expect(await post('responses', answersTo(scan.link.manager), '203.0.113.67')).toMatchObject({
      status: 200,
    })
    world.clock.set('2026-11-21T09:00:01Z')
    expect(await post('responses', sixth, BOT)).toMatchObject({ status: 200 })
  })

  test('the messenger hears that a link is full or was busy at the next count only, without number or moment (row 17)', async () => {
    const scanId = await ownScan()
    await inOrganisation(world.services.db, organisationId, async (trx) => {
      const ofScan = trx.updateTable('scanGroups').where('scanId', '=', scanId)
      const { id: groupId } = await ofScan
        .set({ invited: 10, counted: 0 })
        .returning('id')
        .executeTakeFirstOrThrow()
      await trx
        .insertInto('openLinks')
        .values({ organisationId, scanId, groupId, accepted: 12, hadBurst: true })
        .execute()
    })
    const told = async () => (await api.getOpenLinks(scanId)).links
    expect(await told()).toEqual([{ groupId: expect.any(String), isFull: false, hadBurst: false }])
    await world.mixAnswers()
    expect(await told()).toEqual([{ groupId: expect.any(String), isFull: true, hadBurst: true }])
    await expect(api.getOpenLinks(randomUUID())).rejects.toEqual(refused(404, 'not-found'))
  })

  test('a burst after the last count is told when the scan closes', async () => {
    for (let one = 0; one < 10; one++) await post('responses', answersTo(scan.link.professional))
    await closeAndCount(world, scan)
    const told = await inOrganisation(world.services.db, scan.organisationId, (trx) =>
      trx.selectFrom('openLinks').select(['hadBurst', 'burstTold']).execute(),
    )
    expect(told).toEqual([{ hadBurst: true, burstTold: true }])
  })
})

describe('what happens with my answers', () => {
  const promiseTo = async (code: string): Promise<AnswerPromise> =>
    (await post('answer-promises', { code })).body

  test('tells the thresholds, the term and the own group of this scan', async () => {
    const scan = await launchScan(world, { organisation: randomUUID() })
    const promise = await promiseTo(scan.link.professional)
    expect(promise).toMatchObject({
      perspective: 'professional',
      detail: 10,
      comments: { people: 10, together: 5 },
      openLink: true,
      months: 24,
      until: '2028-12-01T23:00:00.000Z',
      group: { people: 40, isExact: false },
      sample: { state: 'shown', answered: 32 },
    })
    expect(promise.minimums).toEqual(
      expect.arrayContaining([
        { perspective: 'professional', minimum: 6 },
        { perspective: 'client', minimum: 10 },
        { perspective: 'manager', minimum: 5 },
      ]),
    )
  })

  test('is the same before and after a code was used, and counts as no visit anywhere', async () => {
    const scan = await launchScan(world, { organisation: randomUUID() })
    const [code = ''] = scan.codes
    const before = await promiseTo(code)
    expect(before).toMatchObject({
      perspective: 'client',
      openLink: false,
      group: { people: 40, isExact: true },
    })
    await post('responses', answersTo(code))
    expect(await promiseTo(code)).toEqual(before)
  })

  test('of a shared link the size of the group is told in fives only', async () => {
    const scan = await launchScan(world, { organisation: randomUUID() })
    await inOrganisation(world.services.db, scan.organisationId, (trx) =>
      trx.updateTable('scanGroups').set({ invited: 36 }).where('perspective', '=', 'manager').execute(),
    )
    expect((await promiseTo(scan.link.manager)).group).toEqual({ people: 40, isExact: false })
  })

  test('an unknown code gets one answer everywhere, and guessing ends', async () => {
    const address = '203.0.113.99'
    for (let miss = 0; miss < 10; miss++) {
      expect(await post('answer-promises', { code: UNKNOWN }, address)).toMatchObject({
        status: 404,
        body: { code: 'unknown-code' },
      })
      expect(await post('privacy-statements', { code: 'x' }, address)).toMatchObject({ status: 404 })
    }
    expect(await post('answer-promises', { code: UNKNOWN }, address)).toMatchObject({ status: 429 })
  })

  test('a personal code of a closed scan tells that it is closed', async () => {
    const scan = await launchScan(world, { organisation: randomUUID() })
    await closeAndCount(world, scan)
    expect(await post('answer-promises', { code: scan.codes[0] })).toMatchObject({
      status: 410,
      body: { code: 'scan-closed' },
    })
    expect(await post('privacy-statements', { code: scan.codes[0] })).toMatchObject({ status: 200 })
  })
})

describe('the settings for privacy', () => {
  const filledIn = (version: number) => ({
    officerName: 'Fien Postma',
    officerContact: 'fg@debrug.test',
    legalBasis: 'legitimate-interest' as const,
    legalBasisWhy: 'Better support',
    host: 'Hosting Noord, Groningen',
    answersMonths: 12,
    version,
  })

  test('are empty at first, are kept, and two who change them at once do not overwrite each other', async () => {
    expect((await api.getPrivacy()).settings).toMatchObject({
      version: 0,
      answersMonths: 24,
      changedAt: null,
    })
    const both = await Promise.allSettled([
      api.savePrivacySettings(filledIn(0)),
      api.savePrivacySettings({ ...filledIn(0), host: 'Elsewhere' }),
    ])
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    const { settings } = await api.getPrivacy()
    expect(settings).toMatchObject({ version: 1, answersMonths: 12, changedAt: '2026-11-21T09:00:00.000Z' })
    await expect(api.savePrivacySettings(filledIn(0))).rejects.toMatchObject({
      status: 409,
      code: 'version-conflict',
      current: settings,
    })
    expect(await api.savePrivacySettings(filledIn(1))).toMatchObject({
      version: 2,
      host: 'Hosting Noord, Groningen',
    })
  })

  test('stand in the register, in the statement for respondents and in what is promised next', async () => {
    const page = await api.getPrivacy()
    expect(page.register.find(({ id }) => id === 'answers')?.term).toEqual({
      kind: 'rescan-or-months',
      count: 12,
    })
    const scan = await launchScan(world, { organisation: randomUUID() })
    await inOrganisation(world.services.db, scan.organisationId, (trx) =>
      trx
        .insertInto('privacySettings')
        .values({
          organisationId: scan.organisationId,
          legalBasis: null,
          host: 'Hosting Zuid',
          answersMonths: 6,
          changedAt: world.clock.now(),
        })
        .execute(),
    )
    const { body } = await post('privacy-statements', { code: scan.link.manager })
    const { settings, register } = body as PrivacyStatement
    expect(settings).toMatchObject({ host: 'Hosting Zuid' } satisfies Partial<PrivacySettings>)
    expect(register.find(({ id }) => id === 'answers')?.term.count).toBe(6)
  })

  test('a longer term than two years is refused', async () => {
    await expect(api.savePrivacySettings({ ...filledIn(2), answersMonths: 25 })).rejects.toEqual(
      refused(400, 'invalid-input'),
    )
  })
})

describe('how long answers are kept', () => {
  const change = (id: string, changes: object) =>
    inOrganisation(world.services.db, organisationId, (trx) =>
      trx.updateTable('scans').set(changes).where('id', '=', id).execute(),
    )

  test('what was promised at the launch is never loosened, not even by a program', async () => {
    const scanId = await ownScan()
    const promised = await api.getRetention(scanId)
    expect(promised.months).toBe(12)
    for (const changes of [
      { answersMonths: 13 },
      { minimumProfessional: 4 },
      { minimumClient: 9 },
      { answersMonths: null },
    ]) {
      await expect(change(scanId, changes)).rejects.toThrow(/promised at the launch|check constraint/)
    }
    await change(scanId, { answersMonths: 6 })
    expect(await api.getRetention(scanId)).toEqual({ months: 6, until: null, destroyedAt: null })
  })

  test('is told on the page of the scan and in the figures of the process', async () => {
    const scanId = await ownScan({ title: 'Told' })
    await api.closeScan(scanId)
    expect(await api.getRetention(scanId)).toEqual({
      months: 12,
      until: '2027-11-21T09:00:00.000Z',
      destroyedAt: null,
    })
    world.clock.set('2027-11-21T09:00:00Z')
    await world.signIn(cast.mia)
    await destroyOldAnswers(world.services)
    const retention = {
      months: 12,
      until: '2027-11-21T09:00:00.000Z',
      destroyedAt: '2027-11-21T09:00:00.000Z',
    }
    expect(await api.getRetention(scanId)).toEqual(retention)
    expect((await api.getPrivacy()).scans.find((line) => line.scanId === scanId)).toEqual({
      scanId,
      title: 'Told',
      status: 'closed',
      invited: 20,
      answeredAtLeast: 10,
      retention,
    })
  })

  test('a stranger finds neither the term nor the settings of another organisation', async () => {
    const scanId = await ownScan()
    await world.stranger()
    await expect(api.getRetention(scanId)).rejects.toEqual(refused(404, 'not-found'))
    await expect(api.getOpenLinks(scanId)).rejects.toEqual(refused(404, 'not-found'))
    expect(await api.getPrivacy()).toMatchObject({
      organisation: 'De Overkant',
      settings: { host: '' },
      scans: [],
    })
  })
})

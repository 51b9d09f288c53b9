import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inOrganisation } from '#server/database.ts'
import { closeScan } from '#server/results/jobs.ts'
import { newWorld, uncounted, type World } from '../../support/world.ts'
import { launchScan, storedAt } from './launched-scan.ts'

let world: World

beforeAll(async () => {
  world = await newWorld({ rateStore: uncounted })
})
afterAll(() => world.close())

let visitors = 0
const newAddress = () => `10.${64 + ((++visitors >> 16) & 63)}.${(visitors >> 8) & 255}.${visitors & 255}`

function post(path: string, payload: object) {
  return world.app.inject({
    method: 'POST',
    url: `/api/${path}`,
    remoteAddress: newAddress(),
    headers: { origin: 'http://regie.test' },
    payload,
  })
}

const filledIn = (code: string, changes: object = {}) => ({
  code,
  submissionId: randomUUID(),
  answers: { LIS1: 4 },
  importance: [],
  comments: {},
  ...changes,
})

const statusOf = async (code: string, changes?: object) =>
  (await post('responses', filledIn(code, changes))).statusCode

test('the same answers sent twelve times at once, before and during a mixing, are one (row 13)', async () => {
  const scan = await launchScan(world, { clients: 20 })
  for (const code of scan.codes) {
    const same = { submissionId: randomUUID() }
    const sent = await Promise.all([
      ...Array.from({ length: 12 }, () => statusOf(code, same)),
      world.mixAnswers(),
    ])
    expect(sent.slice(0, 12)).toEqual(Array(12).fill(200))
  }
  expect((await storedAt(world, scan)).responses).toHaveLength(20)
})

test('opening a link or code, by whatever method, uses nothing up (row 16)', async () => {
  const scan = await launchScan(world)
  for (const code of [scan.link.professional, ...scan.codes]) {
    for (let visit = 0; visit < 10; visit++) {
      for (const method of ['GET', 'HEAD'] as const)
        for (const url of [`/r#${code}`, `/r?code=${code}`, `/api/responses?code=${code}`])
          await world.app.inject({ method, url, remoteAddress: newAddress() })
      expect((await post('questionnaires', { code })).statusCode).toBe(200)
    }
  }
  expect(await storedAt(world, scan)).toMatchObject({ receipts: 0, used: 0, responses: [] })
  expect(await Promise.all(scan.codes.map((code) => statusOf(code)))).toEqual(Array(5).fill(200))
})

/** All that tells one answer from another, byte by byte; each has the number of its own request. */
function bytesOf({ statusCode, headers, rawPayload, body }: Awaited<ReturnType<typeof post>>) {
  const { requestId } = body.startsWith('{') ? JSON.parse(body) : { requestId: '' }
  const known = ([name]: [string, unknown]) => name !== 'date' && !name.startsWith('x-ratelimit')
  const told = JSON.stringify(Object.entries(headers).filter(known))
  return [statusCode, told, rawPayload.toString('latin1')].map((part) =>
    requestId ? String(part).replaceAll(requestId, '') : part,
  )
}

test('a used code opens the same questionnaire as an unused one, to the byte, before and after mixing (row 17)', async () => {
  const scan = await launchScan(world)
  const [used = '', unused = ''] = scan.codes
  const before = bytesOf(await post('questionnaires', { code: unused }))
  expect(await statusOf(used)).toBe(200)
  expect(bytesOf(await post('questionnaires', { code: used }))).toEqual(before)
  await world.mixAnswers()
  expect(bytesOf(await post('questionnaires', { code: used }))).toEqual(before)
})

describe('guessing (row 11)', () => {
  const UNKNOWN = '0123456789ABCDEFGHJKMNPQRS'
  const guesses = ['hello', '', UNKNOWN, `${UNKNOWN}0`, 'ILOU'.repeat(7), '\u2028']

  test('whatever is no code gets one and the same answer, to the byte, on both doors', async () => {
    for (const path of ['questionnaires', 'responses']) {
      const answers = await Promise.all(
        guesses.map((code) => post(path, path === 'responses' ? filledIn(code) : { code })),
      )
      expect(new Set(answers.map((answer) => JSON.stringify(bytesOf(answer)))).size).toBe(1)
    }
  })
})

test('twelve who close at once get one and the same publication (row 72)', async () => {
  const scan = await launchScan(world, { clients: 12 })
  await Promise.all(scan.codes.map((code) => statusOf(code)))
  const { organisationId, scanId } = scan
  const closures = await Promise.all(
    Array.from({ length: 12 }, () =>
      inOrganisation(world.services.db, organisationId, (trx) =>
        closeScan(trx, { organisationId, scanId }, world.clock.now()),
      ),
    ),
  )
  for (const closure of closures) expect(closure).toEqual(closures[0])
  expect(closures[0]?.state).toBe('published')
  const kept = await inOrganisation(world.services.db, organisationId, (trx) =>
    trx.selectFrom('publications').select('scanId').execute(),
  )
  expect(kept).toEqual([{ scanId }])
  expect((await storedAt(world, scan)).responses).toHaveLength(12)
})

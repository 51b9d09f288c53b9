import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newWorld, uncounted, type World } from '../../support/world.ts'
import { closeAndCount, launchScan, storedAt } from './launched-scan.ts'

/** Thousands of requests, so on one PostgreSQL only. */
let world: World

beforeAll(async () => {
  world = await newWorld({ rateStore: uncounted })
})
afterAll(() => world.close())

let visitors = 0
const newAddress = () => `10.${64 + ((++visitors >> 16) & 63)}.${(visitors >> 8) & 255}.${visitors & 255}`

async function statusOf(path: string, payload: object): Promise<number> {
  const { statusCode } = await world.app.inject({
    method: 'POST',
    url: `/api/${path}`,
    remoteAddress: newAddress(),
    headers: { origin: 'http://regie.test' },
    payload,
  })
  return statusCode
}

const send = (code: string) =>
  statusOf('responses', {
    code,
    submissionId: randomUUID(),
    answers: { LIS1: 4 },
    importance: [],
    comments: {},
  })

test('of 200 codes with twelve different answers each at once, every one counts once (row 12)', async () => {
  const scan = await launchScan(world, { clients: 200 })
  for (const code of scan.codes) {
    const sent = await Promise.all(Array.from({ length: 12 }, () => send(code)))
    expect(sent.toSorted()).toEqual([200, ...Array(11).fill(409)])
  }
  expect(await storedAt(world, scan)).toMatchObject({ receipts: 200, used: 200, responses: { length: 200 } })
})

test('of a thousand answers that race with closing, all that were accepted are counted (row 71)', async () => {
  let accepted = 0
  let refused = 0
  for (let round = 0; round < 4; round++) {
    const scan = await launchScan(world, { clients: 400 })
    const codes = [...scan.codes]
    let closing: Promise<number> | undefined
    let here = 0
    const sendAll = async () => {
      for (let code = codes.pop(); code; code = codes.pop()) {
        // however long closing takes, the last of them come after it
        if (codes.length < 40) await closing
        const status = await send(code)
        expect([200, 410]).toContain(status)
        if (status === 410) refused++
        else if (++here >= 280) closing ??= closeAndCount(world, scan)
      }
    }
    await Promise.all(Array.from({ length: 8 }, sendAll))
    expect(await closing).toBe(here)
    expect(await storedAt(world, scan)).toMatchObject({ responses: { length: here }, used: 0 })
    accepted += here
  }
  expect(accepted).toBeGreaterThanOrEqual(1000)
  expect(refused).toBeGreaterThan(0)
})

test('whatever is no code, and a code whose scan has closed, is told so in the same time (row 11)', async () => {
  const scan = await launchScan(world)
  await closeAndCount(world, scan)
  const kinds = ['0123456789ABCDEFGHJKMNPQRS', 'hello', scan.codes[0] ?? '']
  const times: number[][] = kinds.map(() => [])
  for (let round = 0; round < 220; round++)
    for (const [kind, code] of kinds.entries()) {
      const start = performance.now()
      await statusOf('questionnaires', { code })
      if (round >= 20) times[kind]?.push(performance.now() - start)
    }
  const medians = times.map((taken) => taken.toSorted((a, b) => a - b)[taken.length >> 1] ?? Number.NaN)
  const slowest = Math.max(...medians)
  // a machine that is busy with other things takes longer for all of it
  expect(slowest - Math.min(...medians)).toBeLessThan(Math.max(5, slowest / 2))
})

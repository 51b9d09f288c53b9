import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as api from '#client/api.ts'
import { LANES, LIMITS } from '#server/rate-limits/limits.ts'
import type { RateStore } from '#server/rate-limits/store.ts'
import { operationsOf } from '../../support/operations.ts'
import { newWorld, type World } from '../../support/world.ts'
import { launchScan } from '../responses/launched-scan.ts'

let world: World
beforeAll(async () => {
  world = await newWorld()
  await world.settle()
})
afterAll(() => world.close())

const UNKNOWN = 'a0b1c2d3-0000-4000-8000-00000000000f'

describe('guessing ids (row 8)', () => {
  test('after sixty misses in ten minutes more of them are refused, while what is there still opens', async () => {
    const { most, minutes } = LIMITS.miss
    expect([most, minutes]).toEqual([60, 10])
    const miss = () => fetch(`/api/scans/${UNKNOWN}/results`)
    for (let asked = 0; asked < most; asked++) expect((await miss()).status).toBe(404)
    const refused = await miss()
    expect([refused.status, (await refused.json()).code]).toEqual([429, 'too-many-requests'])
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await api.listUnits()).length).toBe(1)
    world.clock.addDays(0.01)
    expect((await miss()).status).toBe(404)
  })
})

describe('every route counts', () => {
  /** As if every window were full. */
  const full: RateStore = { count: async () => ({ uses: 1_000_000, endsInSeconds: 42 }) }

  test('whoever asks too much is told how long to wait, on every route but those of respondents', async () => {
    const crowded = await newWorld({ rateStore: full })
    try {
      const operations = await operationsOf(world.app, {})
      const own = operations.filter(({ policy }) => policy === 'public')
      const uncounted: string[] = []
      for (const { method, path } of own) {
        const headers = { origin: 'http://regie.test' }
        const answer = await crowded.app.inject({ method, url: path.replace(/\{\w+\}/g, UNKNOWN), headers })
        if (answer.statusCode === 429) expect(answer.headers['retry-after']).toBe('42')
        else uncounted.push(path)
      }
      const ofRespondents = uncounted.filter((path) =>
        /questionnaires|responses|device-traces|promises|privacy-statements/.test(path),
      )
      expect(uncounted).toEqual(ofRespondents)
      expect(own.length - uncounted.length).toBeGreaterThan(10)
    } finally {
      await crowded.close()
    }
  })
})

describe('heavy work (row 56)', () => {
  let heavy: string
  beforeAll(async () => {
    heavy = `/api/scans/${(await api.newScan({})).scan.id}/method`
  })

  test('of many who ask for it at once the first are served, the rest in turn or not at all', async () => {
    expect(LANES.each).toBe(2)
    const refused: Response[] = []
    const { asked } = await whileScansAreHeld(async () => {
      const asked = Array.from({ length: LANES.each + LANES.waiting + 5 }, async () => {
        const answer = await fetch(heavy)
        if (answer.status === 429) refused.push(answer)
        return answer.status
      })
      // nobody is done yet, so five find no place to work nor to wait
      await expect.poll(() => refused.length).toBeGreaterThanOrEqual(5)
      return { asked }
    })
    const statuses = await Promise.all(asked)
    expect(new Set(statuses)).toEqual(new Set([200, 429]))
    expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(LANES.each)
    for (const { headers } of refused) expect(Number(headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await fetch(heavy)).status).toBe(200)
  })

  /** Whoever works on a scan stands still until then. */
  async function whileScansAreHeld<T>(work: () => Promise<T>): Promise<T> {
    const owner = new pg.Client({ connectionString: world.databaseUrl })
    await owner.connect()
    await owner.query('begin; lock table scans in access exclusive mode')
    return work().finally(() => owner.end())
  }

  test('who asks for an ordinary page meanwhile does not wait for it', async () => {
    const { many } = await whileScansAreHeld(async () => {
      const many = Promise.all(Array.from({ length: 10 }, () => fetch(heavy)))
      expect((await fetch('/api/units')).status).toBe(200)
      expect((await fetch('/healthz')).status).toBe(200)
      return { many }
    })
    await many
  })
})

describe('one organisation that takes it all (row 57)', () => {
  test('whoever answers elsewhere does not wait until two hundred others of one scan are done', async () => {
    const crowd = await launchScan(world, { clients: 200 })
    const elsewhere = await launchScan(world, { organisation: 'De Overkant', clients: 6 })
    const submit = async (code: string) => {
      const answers = { LIS1: 5, LIS2: 4, CHO1: 3 }
      const body = { code, submissionId: randomUUID(), answers, importance: [], comments: {} }
      const headers = { 'content-type': 'application/json' }
      const sent = { method: 'POST', headers, body: JSON.stringify(body) }
      expect((await fetch('/api/responses', sent)).status).toBe(200)
    }
    await submit(elsewhere.codes[0] ?? '')
    let done = 0
    const flood = crowd.codes.map((code) => submit(code).then(() => done++))
    const doneBefore: number[] = []
    for (const code of elsewhere.codes.slice(1)) {
      await submit(code)
      doneBefore.push(done)
    }
    await Promise.all(flood)
    expect(doneBefore[0]).toBeLessThan(crowd.codes.length / 2)
  })
})

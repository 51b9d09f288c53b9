import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { buildApp } from '#server/app.ts'
import type { Questionnaire } from '#server/responses/contract.ts'
import { newWorld, type World } from '../../support/world.ts'
import { closeAndCount, type LaunchedScan, launchScan, storedAt } from './launched-scan.ts'

const NOTHING = { responses: [], comments: [], receipts: 0, used: 0 }
const UNKNOWN = '0123456789ABCDEFGHJKMNPQRS'
const TEXT = 'canary-text-of-a-respondent'

let world: World
let scan: LaunchedScan
let visitors = 0

beforeAll(async () => {
  world = await newWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  world.clock.set('2026-11-21T09:00:00Z')
  scan = await launchScan(world)
})

const newAddress = () => `10.1.${(++visitors >> 8) & 255}.${visitors & 255}`

async function post(path: string, body: unknown, address = newAddress()) {
  const answer = await world.app.inject({
    method: 'POST',
    url: `/api/${path}`,
    remoteAddress: address,
    headers: {
      origin: 'http://regie.test',
      'content-type': 'application/json',
      'user-agent': 'canary-agent',
    },
    payload: typeof body === 'string' ? body : JSON.stringify(body),
  })
  return { status: answer.statusCode, headers: answer.headers, body: answer.json() }
}

const open = (code: string, address?: string) => post('questionnaires', { code }, address)

function filledIn(changes: object = {}) {
  return {
    code: scan.link.professional,
    submissionId: randomUUID(),
    answers: { LIS1: 5, LIS2: 'na', LIS3: null, CHO1: 2, CHO2: 3, TEM2: 4 },
    importance: ['tempo', 'listening'],
    comments: { 'OPEN-KEEP': TEXT, 'OWN-1': '  ' },
    ...changes,
  }
}

describe('opening a questionnaire', () => {
  test('a link brings everything the page needs, in the languages of the scan only', async () => {
    const { status, body, headers } = await open(scan.link.professional)
    expect(status).toBe(200)
    expect(headers['cache-control']).toBe('no-store')
    expect(headers['set-cookie']).toBeUndefined()
    const questionnaire = body as Questionnaire
    expect(questionnaire).toMatchObject({
      organisation: 'De Brug',
      title: 'Scan in het najaar',
      perspective: 'professional',
      languages: ['nl', 'fi'],
      minimum: 6,
      closesAt: '2026-12-01T23:00:00.000Z',
      importance: { maxPicks: 2 },
    })
    expect(questionnaire.dimensions.map(({ items }) => items.length)).toEqual([3, 2, 2])
    expect(questionnaire.hint).toEqual({ nl: 'Name nobody (nl)', fi: 'Name nobody (fi)' })
    expect(questionnaire.questions.map(({ id }) => id)).toEqual(['OPEN-KEEP', 'OWN-1'])
  })

  test('a client is not asked what only professionals can know', async () => {
    const { body } = await open(scan.codes[0] ?? '')
    expect((body as Questionnaire).dimensions.map(({ id }) => id)).toEqual(['listening', 'choosing'])
    expect(body).toMatchObject({ perspective: 'client', minimum: 10 })
  })

  test('a code typed from paper may have small letters, spaces and dashes', async () => {
    const typed = (scan.codes[0] ?? '').toLowerCase().replace(/(.{4})/g, '$1- ')
    expect(await open(typed)).toMatchObject({ status: 200 })
  })

  test('unknown, malformed and empty codes get one identical answer', async () => {
    const answers = await Promise.all([UNKNOWN, 'hello', '', '💥'.repeat(40)].map((code) => open(code)))
    const expected = { type: 'about:blank', title: 'Unknown code', status: 404, code: 'unknown-code' }
    for (const { status, body } of answers) {
      expect({ status, body }).toEqual({ status: 404, body: { ...expected, requestId: body.requestId } })
    }
  })

  test('after twenty misses an address has to wait, while a right code from there still opens', async () => {
    const office = newAddress()
    for (let miss = 0; miss < 20; miss++) expect(await open(UNKNOWN, office)).toMatchObject({ status: 404 })
    const refused = await open(UNKNOWN, office)
    expect(refused).toMatchObject({ status: 429, body: { code: 'too-many-requests' } })
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
    expect(await open(scan.link.professional, office)).toMatchObject({ status: 200 })
    expect(await post('responses', filledIn({ code: UNKNOWN }), office)).toMatchObject({ status: 429 })
  })

  test('right codes never count, however many colleagues share an address', async () => {
    const office = newAddress()
    for (let visit = 0; visit < 25; visit++) await open(scan.link.professional, office)
    expect(await open(UNKNOWN, office)).toMatchObject({ status: 404 })
  })

  test('nobody can see whether a personal code was used', async () => {
    const [code = ''] = scan.codes
    const before = await open(code)
    await post('responses', filledIn({ code, answers: { LIS1: 5 }, importance: [] }))
    expect((await open(code)).body).toEqual(before.body)
  })

  test('before the opening the date is told, after the closing that it is closed', async () => {
    world.clock.set('2026-11-01T09:00:00Z')
    expect(await open(scan.link.manager)).toMatchObject({
      status: 409,
      body: { code: 'scan-not-open', current: { opensAt: '2026-11-02T08:00:00.000Z' } },
    })
    world.clock.set('2026-12-01T23:00:00Z')
    expect(await open(scan.link.manager)).toMatchObject({ status: 410, body: { code: 'scan-closed' } })
  })

  test('a phone gets the words compressed', async () => {
    const answer = await world.app.inject({
      method: 'POST',
      url: '/api/questionnaires',
      headers: { origin: 'http://regie.test', 'accept-encoding': 'gzip, br' },
      payload: { code: scan.link.professional },
    })
    expect(answer.headers['content-encoding']).toBe('gzip')
    const plain = await new Response(
      new Blob([new Uint8Array(answer.rawPayload)]).stream().pipeThrough(new DecompressionStream('gzip')),
    ).json()
    expect(plain).toMatchObject({ organisation: 'De Brug' })
  })
})

describe('sending answers', () => {
  test('a response is one row in the order of the items, and a comment lies apart', async () => {
    expect(await post('responses', filledIn())).toMatchObject({ status: 200, body: { state: 'received' } })
    expect(await storedAt(world, scan)).toEqual({
      responses: [{ answers: [5, -1, null, 2, 3, null, 4], importance: [0, 2] }],
      comments: [{ questionId: 'OPEN-KEEP', text: TEXT }],
      receipts: 1,
      used: 0,
    })
  })

  test('nothing filled in is a response too: skipping is allowed', async () => {
    const empty = { answers: {}, importance: [], comments: {} }
    expect(await post('responses', filledIn(empty))).toMatchObject({ status: 200 })
    expect((await storedAt(world, scan)).responses).toHaveLength(1)
  })

  test('the same id sent twelve times at once is one response and twelve times received', async () => {
    const same = filledIn()
    const answers = await Promise.all(Array.from({ length: 12 }, () => post('responses', same)))
    expect(answers.map(({ status }) => status)).toEqual(Array(12).fill(200))
    expect((await storedAt(world, scan)).responses).toHaveLength(1)
    expect((await storedAt(world, scan)).comments).toHaveLength(1)
  })

  test('the same id with another code is another response', async () => {
    const submissionId = randomUUID()
    for (const code of scan.codes) {
      const sent = filledIn({ code, submissionId, answers: {}, importance: [] })
      expect(await post('responses', sent)).toMatchObject({ status: 200 })
    }
    expect(await storedAt(world, scan)).toMatchObject({ receipts: 5, used: 5, responses: { length: 5 } })
  })

  test('one personal code with twelve ids at once is one response', async () => {
    const [code] = scan.codes
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => post('responses', filledIn({ code, answers: {}, importance: [] }))),
    )
    const statuses = answers.map(({ status }) => status)
    expect(statuses.filter((status) => status === 200)).toHaveLength(1)
    expect(answers.filter(({ body }) => body.code === 'already-submitted')).toHaveLength(11)
    expect(await storedAt(world, scan)).toMatchObject({ receipts: 1, used: 1, responses: [{}] })
  })

  test('a link is for everyone in the group, a code for one person', async () => {
    for (let turn = 0; turn < 3; turn++) await post('responses', filledIn())
    for (const code of scan.codes) {
      expect(await post('responses', filledIn({ code, answers: {}, importance: [] }))).toMatchObject({
        status: 200,
      })
    }
    expect((await storedAt(world, scan)).responses).toHaveLength(8)
  })

  test('before opening, after closing and with an unknown code nothing is stored', async () => {
    world.clock.set('2026-11-01T09:00:00Z')
    expect(await post('responses', filledIn())).toMatchObject({
      status: 409,
      body: { code: 'scan-not-open' },
    })
    world.clock.set('2026-12-02T09:00:00Z')
    expect(await post('responses', filledIn())).toMatchObject({ status: 410, body: { code: 'scan-closed' } })
    expect(await post('responses', filledIn({ code: UNKNOWN }))).toMatchObject({ status: 404 })
    expect(await storedAt(world, scan)).toEqual(NOTHING)
  })

  test('whoever tries again after the closing still hears that the answers were received', async () => {
    const sent = filledIn()
    await post('responses', sent)
    await closeAndCount(world, scan)
    expect(await post('responses', sent)).toMatchObject({ status: 200, body: { state: 'received' } })
    expect(await post('responses', filledIn())).toMatchObject({ status: 410 })
    expect((await storedAt(world, scan)).responses).toHaveLength(1)
  })

  test('after the closing a personal code leads to the closed page, and never counts as a miss', async () => {
    const [used = '', unused = ''] = scan.codes
    const sent = filledIn({ code: used, answers: {}, importance: [] })
    await post('responses', sent)
    await closeAndCount(world, scan)
    const office = newAddress()
    for (let visit = 0; visit < 25; visit++) {
      expect(await open(unused, office)).toMatchObject({ status: 410, body: { code: 'scan-closed' } })
    }
    expect(await post('responses', sent, office)).toMatchObject({ status: 200, body: { state: 'received' } })
    for (const code of [used, unused]) {
      expect(await post('responses', filledIn({ code }), office)).toMatchObject({
        status: 410,
        body: { code: 'scan-closed' },
      })
    }
    expect((await storedAt(world, scan)).responses).toHaveLength(1)
    expect(await open(UNKNOWN, office)).toMatchObject({ status: 404 })
  })

  test('what was accepted while the scan was being closed is counted, the rest is told so', async () => {
    for (let round = 0; round < 6; round++) {
      scan = await launchScan(world)
      let accepted = 0
      let closing: Promise<number> | undefined
      const sendUntilClosed = async () => {
        for (let turn = 0; turn < 100; turn++) {
          const { status } = await post('responses', filledIn())
          if (status !== 200) return status
          if (++accepted >= 5 + round) closing ??= closeAndCount(world, scan)
        }
      }
      const ends = await Promise.all(Array.from({ length: 8 }, sendUntilClosed))
      expect(ends).toEqual(Array(8).fill(410))
      expect(await closing).toBe(accepted)
      expect((await storedAt(world, scan)).responses).toHaveLength(accepted)
    }
  })

  test('a code of another organisation opens and fills that organisation only', async () => {
    const other = await launchScan(world, { organisation: 'De Overkant' })
    expect((await open(other.link.professional)).body).toMatchObject({ organisation: 'De Overkant' })
    await post('responses', filledIn({ code: other.link.professional }))
    expect(await storedAt(world, scan)).toEqual(NOTHING)
    expect((await storedAt(world, other)).responses).toHaveLength(1)
  })
})

describe('what bad input gets', () => {
  test.each([
    ['an answer as text', { answers: { LIS1: '5' } }],
    ['an answer as yes', { answers: { LIS1: true } }],
    ['an answer in a list', { answers: { LIS1: [2] } }],
    ['an answer in an object', { answers: { LIS1: { value: 2 } } }],
    ['half an answer', { answers: { LIS1: 2.5 } }],
    ['an answer above the scale', { answers: { LIS1: 6 } }],
    ['an answer below the scale', { answers: { LIS1: 0 } }],
    ['the number that stands for not applicable', { answers: { LIS1: -1 } }],
    ['a number of fifteen digits', { answers: { LIS1: 1e15 } }],
    ['an unknown item', { answers: { LIS9: 2 } }],
    ['answers as a list', { answers: [1, 2, 3] }],
    ['no answers', { answers: undefined }],
    ['answers that are null', { answers: null }],
    ['a pick too many', { importance: ['listening', 'choosing', 'tempo'] }],
    ['a pick twice', { importance: ['listening', 'listening'] }],
    ['an unknown pick', { importance: ['happiness'] }],
    ['a pick as a number', { importance: [1] }],
    ['picks as text', { importance: 'listening' }],
    ['a comment on an unknown question', { comments: { 'OPEN-9': 'x' } }],
    ['a comment that is too long', { comments: { 'OPEN-KEEP': 'x'.repeat(601) } }],
    ['a comment as a script node', { comments: { 'OPEN-KEEP': { type: 'script' } } }],
    ['an id that is none', { submissionId: '7' }],
    ['an id as a number', { submissionId: 7 }],
    ['no id', { submissionId: undefined }],
    ['a code as a number', { code: 7 }],
    ['a time of its own', { createdAt: '2026-11-21T09:00:00Z' }],
    ['a language', { language: 'nl' }],
    ['a place in the organisation', { organisationId: randomUUID() }],
  ])('%s is refused and nothing is stored', async (_what, changes) => {
    expect(await post('responses', filledIn(changes))).toMatchObject({
      status: 400,
      body: { code: 'invalid-input' },
    })
    expect(await storedAt(world, scan)).toEqual(NOTHING)
  })

  test('an item that clients are not asked is refused for a client', async () => {
    const [code] = scan.codes
    expect(await post('responses', filledIn({ code, answers: { TEM1: 3 }, importance: [] }))).toMatchObject({
      status: 400,
      body: { errors: [{ path: '/answers/TEM1', code: 'item-not-asked' }] },
    })
  })

  test.each([
    ['NUL', '\\u0000'],
    ['half a surrogate pair', '\\ud800'],
  ])('%s in a text is told as such', async (_what, character) => {
    const body = JSON.stringify(filledIn()).replace(TEXT, `x${character}`)
    expect(await post('responses', body)).toMatchObject({ status: 422, body: { code: 'invalid-text' } })
    expect(await storedAt(world, scan)).toEqual(NOTHING)
  })

  test('names that would change every object are refused', async () => {
    const body = JSON.stringify(filledIn()).replace('"LIS1"', '"__proto__"')
    expect(await post('responses', body)).toMatchObject({ status: 400 })
    expect(await storedAt(world, scan)).toEqual(NOTHING)
  })

  test('more than 64 kB is refused', async () => {
    const large = filledIn({ comments: { 'OPEN-KEEP': 'x'.repeat(65 * 1024) } })
    expect(await post('responses', large)).toMatchObject({ status: 413, body: { code: 'too-large' } })
    expect(await post('questionnaires', { code: 'x'.repeat(65 * 1024) })).toMatchObject({ status: 413 })
    expect(await storedAt(world, scan)).toEqual(NOTHING)
  })
})

test('connections that break while answers come in cost nobody an answer, nor count one twice', async () => {
  const owner = new pg.Client({ connectionString: world.databaseUrl })
  await owner.connect()
  const statuses: number[] = []
  const sendUntilReceived = async () => {
    const sent = filledIn()
    for (let attempt = 0; attempt < 50; attempt++) {
      const { status, headers } = await post('responses', sent)
      statuses.push(status)
      if (status === 200) return true
      expect([status, headers['retry-after']]).toEqual([503, '2'])
    }
  }
  const breakAll = `select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()`
  world.app.log.level = 'silent'
  try {
    for (let round = 0; round < 8 && !statuses.includes(503); round++) {
      scan = await launchScan(world)
      const sending = Array.from({ length: 30 }, sendUntilReceived)
      await Promise.race(sending)
      await owner.query(breakAll)
      expect(await Promise.all(sending)).toEqual(Array(30).fill(true))
      await vi.waitFor(async () => expect((await storedAt(world, scan)).responses).toHaveLength(30))
    }
  } finally {
    world.app.log.level = 'error'
    await owner.end()
  }
  expect(statuses).toContain(503)
})

test('respondents leave no line in the log; when the database fails it says so without a fact about them', async () => {
  const { lines, restore } = listenToLog()
  const owner = new pg.Client({ connectionString: world.databaseUrl })
  await owner.connect()
  try {
    await open(scan.link.professional, '203.0.113.77')
    await open(`${UNKNOWN}canary`, '203.0.113.77')
    await post('responses', filledIn(), '203.0.113.77')
    await post('responses', filledIn({ answers: { LIS1: 77 } }), '203.0.113.77')
    await world.app.inject({ url: '/r', remoteAddress: '203.0.113.77' })
    expect(lines).toEqual([])
    await world.app.inject({ url: '/api/session' })
    expect(lines).toHaveLength(1)
    await owner.query('alter table inbox add constraint broken check (comments is null) not valid')
    expect(await post('responses', filledIn(), '203.0.113.77')).toMatchObject({ status: 500 })
  } finally {
    await owner.query('alter table inbox drop constraint if exists broken')
    await owner.end()
    restore()
  }
  const failed = JSON.parse(lines[1] ?? '')
  expect(Object.keys(failed).toSorted()).toEqual(
    ['code', 'err', 'hostname', 'level', 'msg', 'pid', 'reqId', 'time'].toSorted(),
  )
  expect(lines).toHaveLength(2)
  const canaries = ['canary', scan.link.professional, '203.0.113.77', UNKNOWN, 'LIS1', '/api/responses']
  for (const canary of canaries) expect(lines[1]).not.toContain(canary)
})

function listenToLog() {
  const lines: string[] = []
  const streamOf = Object.getOwnPropertySymbols(world.app.log).find(
    ({ description }) => description === 'pino.stream',
  )
  if (!streamOf) throw new Error('the log has no stream')
  const log = world.app.log as unknown as Record<symbol, unknown>
  const original = log[streamOf]
  log[streamOf] = { write: (line: string) => lines.push(line) }
  world.app.log.level = 'debug'
  const restore = () => {
    world.app.log.level = 'error'
    log[streamOf] = original
  }
  return { lines, restore }
}

describe('behind a proxy', () => {
  const missesUntilRefused = async (app: typeof world.app, proxy: string, callers: string[]) => {
    const statuses: number[] = []
    for (const caller of callers) {
      const { statusCode } = await app.inject({
        method: 'POST',
        url: '/api/questionnaires',
        remoteAddress: proxy,
        headers: { host: 'regie.test', origin: 'http://regie.test', 'x-forwarded-for': caller },
        payload: { code: UNKNOWN },
      })
      statuses.push(statusCode)
    }
    return statuses
  }
  const offices = Array.from({ length: 21 }, (_one, place) => `198.51.100.${place + 1}`)

  test('each visitor counts apart when the proxy is trusted, and nobody else is believed', async () => {
    const { config } = world.services
    const app = await buildApp({ ...world.services, config: { ...config, trustProxy: ['10.9.0.0/16'] } })
    try {
      expect(await missesUntilRefused(app, '10.9.0.1', offices)).toEqual(Array(21).fill(404))
      expect((await missesUntilRefused(app, '10.8.0.1', offices)).at(-1)).toBe(429)
      expect((await missesUntilRefused(world.app, '10.9.0.1', offices)).at(-1)).toBe(429)
    } finally {
      await app.close()
    }
  })
})

import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { inOrganisation } from '#server/database.ts'
import { mixOpenScans } from '#server/responses/mixing/jobs.ts'
import { closeScan } from '#server/results/jobs.ts'
import { newWorld, type World } from '../../../support/world.ts'
import { closeAndCount, type LaunchedScan, launchScan, storedAt } from '../launched-scan.ts'

let world: World
let scan: LaunchedScan

beforeAll(async () => {
  world = await newWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  world.clock.set('2026-11-21T09:00:00Z')
  scan = await launchScan(world, { clients: 30 })
})

let visitors = 0
const newAddress = () => `10.2.${(++visitors >> 8) & 255}.${visitors & 255}`

async function send(code: string, submissionId: string = randomUUID()) {
  const answer = await world.app.inject({
    method: 'POST',
    url: '/api/responses',
    remoteAddress: newAddress(),
    headers: { origin: 'http://regie.test' },
    payload: {
      code,
      submissionId,
      answers: { LIS1: 4 },
      importance: [],
      comments: { 'OPEN-KEEP': 'Het team' },
    },
  })
  return { status: answer.statusCode, body: answer.json() }
}

const professionals = (count: number) =>
  Promise.all(Array.from({ length: count }, () => send(scan.link.professional)))

const clients = (from: number, to: number) =>
  Promise.all(scan.codes.slice(from, to).map((code) => send(code)))

const within = <T>(work: Parameters<typeof inOrganisation<T>>[2]) =>
  inOrganisation(world.services.db, scan.organisationId, work)

/** How many wait, how many are mixed, and what the messenger is told. */
const standing = () =>
  within(async (trx) => {
    const { mixedAt } = await trx.selectFrom('scans').select('mixedAt').executeTakeFirstOrThrow()
    const groups = await trx.selectFrom('scanGroups').select(['perspective', 'counted']).execute()
    return {
      inbox: (await trx.selectFrom('inbox').select('id').execute()).length,
      responses: (await trx.selectFrom('responses').select('id').execute()).length,
      comments: (await trx.selectFrom('comments').select('id').execute()).length,
      counted: Object.fromEntries(groups.map(({ perspective, counted }) => [perspective, counted])),
      mixedAt,
    }
  })

/** Everything of the scan, with the places where it lies. */
function allRows(): Promise<string> {
  const tables = ['inbox', 'responses', 'comments', 'invitations', 'receipts', 'scan_groups']
  return asOwner(async (owner) => {
    const found = []
    for (const table of tables) {
      const rows = `select ctid, xmin, * from ${table} where scan_id = $1 order by ctid`
      found.push((await owner.query(rows, [scan.scanId])).rows)
    }
    return JSON.stringify(found)
  })
}

test('an answer lies in the inbox for an hour, then among the responses, with its comment apart', async () => {
  await professionals(6)
  await mixOpenScans(world.services)
  world.clock.set('2026-11-21T10:00:00Z')
  await mixOpenScans(world.services)
  expect(await standing()).toMatchObject({
    inbox: 0,
    responses: 6,
    comments: 6,
    counted: { professional: 6 },
  })
})

test('within the hour nothing moves and no count changes, whoever answers (row 17)', async () => {
  await professionals(6)
  await world.mixAnswers()
  await professionals(7)
  world.clock.addDays(59 / 60 / 24)
  await mixOpenScans(world.services)
  expect(await standing()).toMatchObject({ inbox: 7, responses: 6, counted: { professional: 6 } })
  await world.mixAnswers()
  expect(await standing()).toMatchObject({ inbox: 0, responses: 13, counted: { professional: 13 } })
})

test('a group waits until enough new answers are there, and is counted all the same', async () => {
  await professionals(5)
  await clients(0, 12)
  await world.mixAnswers()
  expect(await standing()).toMatchObject({
    inbox: 5,
    responses: 12,
    counted: { professional: 5, client: 12, manager: 0 },
  })
  await professionals(1)
  await clients(12, 21)
  await world.mixAnswers()
  expect(await standing()).toMatchObject({
    inbox: 9,
    responses: 18,
    counted: { professional: 6, client: 21, manager: 0 },
  })
})

test('with enough there nothing is older in the inbox than an hour (row 31)', async () => {
  for (let hour = 0; hour < 5; hour++) {
    await professionals(6)
    await world.mixAnswers()
    expect((await standing()).inbox).toBe(0)
  }
})

test('the count has a new moment every hour, also when nobody answered', async () => {
  await world.mixAnswers()
  const first = await standing()
  const rows = await allRows()
  await world.mixAnswers()
  expect((await standing()).mixedAt).not.toEqual(first.mixedAt)
  expect(await allRows()).toBe(rows)
})

test('scans that did not open yet, opened less than an hour ago, or are due to close are left alone', async () => {
  const scans = await Promise.all([
    launchScan(world, { opensAt: '2026-11-22T08:00:00Z' }),
    launchScan(world, { opensAt: '2026-11-21T08:01:00Z' }),
    launchScan(world, { closesAt: '2026-11-21T09:00:00Z' }),
  ])
  await mixOpenScans(world.services)
  for (const { organisationId } of scans) {
    const rows = await inOrganisation(world.services.db, organisationId, (trx) =>
      trx.selectFrom('scans').select('mixedAt').execute(),
    )
    expect(rows).toEqual([{ mixedAt: null }])
  }
})

test('two processes mix a scan once, and lose and double nothing (row 81)', async () => {
  await professionals(40)
  await clients(0, 30)
  world.clock.set('2026-11-21T10:00:00Z')
  await Promise.all(Array.from({ length: 4 }, () => mixOpenScans(world.services)))
  expect(await standing()).toMatchObject({ inbox: 0, responses: 70, comments: 70 })
})

test('while answers come in, mixing waits for none of them for long and loses none', async () => {
  scan = await launchScan(world, { clients: 400 })
  let isOver = false
  const codes = [...scan.codes]
  const sending = Array.from({ length: 6 }, async () => {
    while (!isOver) {
      const code = codes.pop()
      if (code) expect((await send(code)).status).toBe(200)
      else isOver = true
    }
  })
  for (let hour = 1; hour <= 4; hour++) {
    await expect.poll(() => 400 - codes.length).toBeGreaterThan(20 * hour)
    await world.mixAnswers()
  }
  isOver = true
  await Promise.all(sending)
  const { inbox, responses } = await standing()
  expect(inbox + responses).toBe(400 - codes.length)
  expect(responses).toBeGreaterThan(0)
})

test('a mixing that is cut off in the middle changes nothing, and the next one does it all', async () => {
  await professionals(8)
  await clients(0, 11)
  await clients(15, 16)
  const before = await allRows()
  const cut: unknown[] = []
  await asOwner(async (locking) => {
    await locking.query('begin')
    await locking.query('lock table receipts in share mode')
    world.clock.set('2026-11-21T10:00:00Z')
    const mixing = mixOpenScans(world.services).catch((problem) => cut.push(problem))
    await asOwner(async (owner) => {
      await expect.poll(async () => (await owner.query(CUT)).rows, { interval: 20 }).toEqual([{ cut: true }])
    })
    await mixing
  })
  expect(cut).toHaveLength(1)
  expect(await allRows()).toBe(before)
  await mixOpenScans(world.services)
  expect(await standing()).toMatchObject({ inbox: 0, responses: 20, comments: 20 })
})

/** The connection that waits for the receipts: by then answers, codes and inbox are rewritten. */
const CUT = `select pg_terminate_backend(pid) as cut from pg_stat_activity
  where datname = current_database() and wait_event_type = 'Lock' and query like '%into receipts%'`

async function asOwner<T>(work: (owner: pg.Client) => Promise<T>): Promise<T> {
  const owner = new pg.Client({ connectionString: world.databaseUrl })
  await owner.connect()
  return work(owner).finally(() => owner.end())
}

describe('what a phone hears after mixing (rows 12 and 13)', () => {
  test('the same answers again are received, other answers with a used code are not, until a week after closing', async () => {
    const [code = ''] = scan.codes
    const submissionId = randomUUID()
    await clients(1, 12)
    expect(await send(code, submissionId)).toEqual({ status: 200, body: { state: 'received' } })
    await world.mixAnswers()
    expect(await send(code, submissionId)).toEqual({ status: 200, body: { state: 'received' } })
    expect(await send(code)).toMatchObject({ status: 409, body: { code: 'already-submitted' } })
    await closeAndCount(world, scan)
    expect(await send(code, submissionId)).toEqual({ status: 200, body: { state: 'received' } })
    expect(await send(code)).toMatchObject({ status: 410 })
    expect((await storedAt(world, scan)).responses).toHaveLength(12)
  })
})

test('closing mixes what still waits in the same transaction and counts every accepted answer', async () => {
  await professionals(7)
  await world.mixAnswers()
  await professionals(3)
  await clients(0, 2)
  expect(await closeAndCount(world, scan)).toBe(12)
  expect(await standing()).toMatchObject({ inbox: 0, comments: 12, counted: { professional: 10, client: 2 } })
})

test('a closing that fails leaves what waited where it was', async () => {
  await professionals(3)
  const before = await allRows()
  const failing = within(async (trx) => {
    const { organisationId, scanId } = scan
    await closeScan(trx, { organisationId, scanId }, world.clock.now())
    await sql`select 1 / 0`.execute(trx)
  })
  await expect(failing).rejects.toThrow('division by zero')
  expect(await allRows()).toBe(before)
  expect(await closeAndCount(world, scan)).toBe(3)
})

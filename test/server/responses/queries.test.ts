import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inOrganisation } from '#server/database.ts'
import { findPlace, submitResponses } from '#server/responses/queries.ts'
import { codeHash } from '#server/scans/codes.ts'
import { newWorld, type World } from '../../support/world.ts'
import { type LaunchedScan, launchScan, storedAt } from './launched-scan.ts'

let world: World
let scan: LaunchedScan

beforeAll(async () => {
  world = await newWorld()
  scan = await launchScan(world)
})
afterAll(() => world.close())

const filledIn = (changes: object = {}) => ({
  secretHash: codeHash(scan.link.professional),
  submissionMac: randomBytes(32),
  answers: [1, 2, 3, 4, 5, -1, null],
  importance: [],
  comments: null,
  at: world.clock.now(),
  ...changes,
})

const submitAll = (...submits: object[]) =>
  submitResponses(world.services.submitDb, scan, submits.map(filledIn))
const submit = async (changes: object) => (await submitAll(changes))[0]

test.each([
  ['above the scale', { answers: [6, 2, 3, 4, 5, -1, null] }, /scale/],
  ['below the scale', { answers: [0, 2, 3, 4, 5, -1, null] }, /scale/],
  ['too few answers', { answers: [1, 2] }, /items asked/],
  ['too many answers', { answers: [1, 2, 3, 4, 5, 1, 2, 3] }, /items asked/],
  ['four picks', { importance: [0, 1, 2, 3] }, /importance/],
  ['an empty comment', { comments: { 'OPEN-KEEP': '' } }, /comments/],
])('the database itself refuses %s, and keeps nothing of it', async (_what, changes, reason) => {
  await expect(submit(changes)).rejects.toThrow(reason)
  expect(await storedAt(world, scan)).toEqual({ responses: [], comments: [], receipts: 0, used: 0 })
})

test('a hash that nobody was given leads nowhere', async () => {
  expect(await findPlace(world.services.db, randomBytes(32))).toBeUndefined()
  expect(await submit({ secretHash: randomBytes(32) })).toBe('unknown-code')
})

test('a bundle tells each outcome in the order given, and the same id in it is one response', async () => {
  const twice = { submissionMac: randomBytes(32) }
  const outcomes = await submitAll(twice, { secretHash: randomBytes(32) }, {}, twice)
  expect(outcomes).toEqual(['received', 'unknown-code', 'received', 'received'])
  const { responses, receipts } = await storedAt(world, scan)
  expect([responses.length, receipts]).toEqual([2, 2])
})

/** Everybody is asked seven things, and a link takes six answers. */
async function launchSmall(): Promise<LaunchedScan> {
  const own = await launchScan(world)
  await inOrganisation(world.services.db, own.organisationId, (trx) =>
    trx.updateTable('scanGroups').set({ invited: 5, itemCount: 7 }).execute(),
  )
  return own
}

test('of bundles at once a code counts once and a link takes what it has room for; what is refused leaves nothing', async () => {
  const own = await launchSmall()
  const by = (code = '') => filledIn({ secretHash: codeHash(code) })
  const bundle = () => [
    ...Array.from({ length: 4 }, () => by(own.link.manager)),
    ...own.codes.slice(0, 3).map(by),
    by(own.codes[0]),
  ]
  const told = await Promise.all(
    Array.from({ length: 6 }, () => submitResponses(world.services.submitDb, own, bundle())),
  )
  const timesTold = (places: number[], outcome: string) =>
    told.flatMap((outcomes) => places.filter((place) => outcomes[place] === outcome)).length
  expect([timesTold([0, 1, 2, 3], 'received'), timesTold([0, 1, 2, 3], 'link-full')]).toEqual([6, 18])
  expect([timesTold([4, 5, 6, 7], 'received'), timesTold([4, 5, 6, 7], 'already-submitted')]).toEqual([3, 21])
  expect(await storedAt(world, own)).toMatchObject({ responses: { length: 9 }, receipts: 9, used: 3 })
})

test('a process of the version before stores too, while an update runs', async () => {
  const own = await launchSmall()
  const { secretHash, submissionMac, answers, at } = filledIn({ secretHash: codeHash(own.codes[0] ?? '') })
  const store = async (hash: Buffer) =>
    (
      await sql<{ outcome: string }>`select submit_response(${hash}, ${submissionMac},
        ${answers}::smallint[], '{}'::smallint[], null, ${at}) as outcome`.execute(world.services.submitDb)
    ).rows[0]?.outcome
  expect(await store(secretHash)).toBe('received')
  expect(await store(secretHash)).toBe('received')
  expect(await store(randomBytes(32))).toBe('unknown-code')
  expect(await storedAt(world, own)).toMatchObject({ responses: { length: 1 }, receipts: 1, used: 1 })
})

test('a place tells the minimum of its own perspective', async () => {
  const minimums = await Promise.all(
    [scan.link.professional, scan.link.manager, scan.codes[0] ?? ''].map(async (code) => {
      const place = await findPlace(world.services.db, codeHash(code))
      return [place?.perspective, place?.minimum, place?.personal]
    }),
  )
  expect(minimums).toEqual([
    ['professional', 6, false],
    ['manager', 5, false],
    ['client', 10, true],
  ])
})

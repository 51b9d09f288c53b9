import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
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

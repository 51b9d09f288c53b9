import { randomBytes, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inOrganisation } from '#server/database.ts'
import { forgetOldReceipts } from '#server/responses/jobs.ts'
import { submitResponses } from '#server/responses/queries.ts'
import { codeHash } from '#server/scans/codes.ts'
import { newWorld, type World } from '../../support/world.ts'
import { closeAndCount, type LaunchedScan, launchScan, storedAt } from './launched-scan.ts'

let world: World

beforeAll(async () => {
  world = await newWorld()
})
afterAll(() => world.close())

async function launchWithReceipts(count: number): Promise<LaunchedScan> {
  const scan = await launchScan(world, { organisation: randomUUID() })
  const submits = Array.from({ length: count }, () => ({
    secretHash: codeHash(scan.link.professional),
    submissionMac: randomBytes(32),
    answers: [1, 2, 3, 4, 5, -1, null],
    importance: [],
    comments: null,
    at: world.clock.now(),
  }))
  for (const submit of submits) await submitResponses(world.services.submitDb, scan, [submit])
  return scan
}

const receiptsInTheirPlace = ({ organisationId }: LaunchedScan) =>
  inOrganisation(world.services.db, organisationId, async (trx) => {
    const rows = await trx.selectFrom('receipts').select('submissionMac').orderBy(sql`ctid`).execute()
    return rows.map(({ submissionMac }) => submissionMac.toString('hex'))
  })

test('receipts outlive the closing by a week, also with two processes; answers and running scans stay', async () => {
  const closed = await launchWithReceipts(30)
  const running = await launchWithReceipts(4)
  await closeAndCount(world, closed)
  world.clock.addDays(6.9)
  await forgetOldReceipts(world.services)
  expect(await storedAt(world, closed)).toMatchObject({ receipts: 30 })
  world.clock.addDays(0.1)
  await Promise.all([forgetOldReceipts(world.services), forgetOldReceipts(world.services)])
  expect(await storedAt(world, closed)).toMatchObject({ receipts: 0, responses: { length: 30 } })
  expect(await storedAt(world, running)).toMatchObject({ receipts: 4 })
})

test('after closing neither receipts nor codes lie in the order in which they came', async () => {
  const scan = await launchWithReceipts(30)
  const asReceived = await receiptsInTheirPlace(scan)
  await closeAndCount(world, scan)
  const afterwards = await receiptsInTheirPlace(scan)
  expect(afterwards).not.toEqual(asReceived)
  expect(afterwards).toEqual(asReceived.toSorted())
  const kept = await inOrganisation(world.services.db, scan.organisationId, (trx) =>
    trx.selectFrom('closedCodes').selectAll().orderBy(sql`ctid`).execute(),
  )
  const hashes = scan.codes.map((code) => codeHash(code).toString('hex')).toSorted()
  expect(kept.map(({ codeHash: hash }) => hash.toString('hex'))).toEqual(hashes)
  expect(Object.keys(kept[0] ?? {})).toEqual(['organisationId', 'scanId', 'codeHash'])
})

test('closed codes go with their scan', async () => {
  const scan = await launchWithReceipts(1)
  await closeAndCount(world, scan)
  const left = await inOrganisation(world.services.db, scan.organisationId, async (trx) => {
    for (const table of ['scanFigures', 'publications', 'comments', 'responses'] as const)
      await trx.deleteFrom(table).where('scanId', '=', scan.scanId).execute()
    await trx.deleteFrom('scans').where('id', '=', scan.scanId).execute()
    return trx.selectFrom('closedCodes').selectAll().execute()
  })
  expect(left).toEqual([])
})

import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inOrganisation } from '#server/database.ts'
import { newWorld, uncounted, type World } from '../../../support/world.ts'
import { type LaunchedScan, launchScan, storedAt } from '../launched-scan.ts'

/** Row 53: what a person who answers writes, in signs that hide, turn or pile up. */
let world: World
let scan: LaunchedScan
beforeAll(async () => {
  world = await newWorld({ rateStore: uncounted })
})
afterAll(() => world.close())

async function write(text: string): Promise<number> {
  const { statusCode } = await world.app.inject({
    method: 'POST',
    url: '/api/responses',
    headers: { origin: 'http://regie.test' },
    payload: {
      code: scan.link.professional,
      submissionId: randomUUID(),
      answers: { LIS1: 4 },
      importance: [],
      comments: { 'OPEN-KEEP': text },
    },
  })
  return statusCode
}

test('own words are kept without signs that hide, turn or pile up, and ordinary ones as they were written', async () => {
  scan = await launchScan(world)
  const written: Record<string, string> = {
    'Het team\u202e mroon si\u202c': 'Het team mroon si',
    'Goed\u200b zo\u2066\u0007': 'Goed zo',
    [`te${'\u0336'.repeat(300)}veel`]: `te${'\u0336'.repeat(4)}veel`,
    'cafe\u0301': 'café',
    'Työ 工作 👩\u200d👧': 'Työ 工作 👩\u200d👧',
  }
  for (const text of Object.keys(written)) expect(await write(text)).toBe(200)
  const kept = await inOrganisation(world.services.db, scan.organisationId, (trx) =>
    trx.selectFrom('inbox').select('comments').execute(),
  )
  const texts = kept.flatMap(({ comments }) => Object.values(comments ?? {}))
  expect(texts.toSorted()).toEqual(Object.values(written).toSorted())
})

test('more marks or signs than a text may have are refused, and nothing is stored', async () => {
  scan = await launchScan(world)
  for (const text of ['x'.repeat(601), '\u0300a'.repeat(5_000), '工'.repeat(2_001)])
    expect([400, 413]).toContain(await write(text))
  expect(await storedAt(world, scan)).toMatchObject({ receipts: 0, responses: [] })
})

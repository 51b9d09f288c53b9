import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as api from '#client/api.ts'
import { inOrganisation, within } from '#server/database.ts'
import { freezeEdition } from '#server/programme/benchmark/jobs.ts'
import { cast } from '../../../support/cast.ts'
import { tinyInstrument } from '../../../support/cast-survey.ts'
import { newWorld, type World } from '../../../support/world.ts'
import { placeScan } from '../../results/place-scan.ts'
import { addOrganisation, addRegion, asCentre, cora, settleCentre, takeOffice } from '../programme-people.ts'
import { comparedScan } from './compared-scan.ts'

let world: World
let own: { organisationId: string; rootUnitId: string }
let others: string[]
let north: string
let scanId: string

beforeAll(async () => {
  world = await newWorld()
  own = await settleCentre(world)
  north = await addRegion('Noord')
  others = []
  for (let number = 0; number < 6; number++) others.push(await addOrganisation(`Ander ${number}`, north))
  for (const [place, organisationId] of others.entries()) await published(organisationId, 40 + place * 3)
  scanId = await published(own.organisationId, 71)
})
afterAll(() => world.close())

/** As closing a scan stores it. */
async function published(
  organisationId: string,
  mean: number,
  publishedAt = world.clock.now(),
): Promise<string> {
  const { db } = world.services
  const scanId = await placeScan(db, { organisationId, instrument: tinyInstrument, units: [], groups: [] })
  const closedAt = new Date(publishedAt.getTime() - 60_000)
  const scan = comparedScan(organisationId, { mean }, { scanId, closedAt })
  const document = {
    scan: { closedAt: closedAt.toISOString() },
    instrument: scan.instrument,
    dimensions: scan.dimensions,
    units: [scan.whole],
  }
  await inOrganisation(db, organisationId, async (trx) => {
    await trx.updateTable('scans').set({ closedAt }).where('id', '=', scanId).execute()
    await trx
      .insertInto('publications')
      .values({
        organisationId,
        scanId,
        publishedAt,
        engineVersion: '2',
        document: JSON.stringify(document),
        comparison: JSON.stringify(scan.comparison),
      })
      .execute()
  })
  return scanId
}

/** As their messengers do. */
const agree = (organisationId: string) =>
  inOrganisation(world.services.db, organisationId, (trx) =>
    trx
      .insertInto('benchmarkConsents')
      .values({ organisationId, givenBy: 'Iemand', givenAt: world.clock.now() })
      .execute(),
  )
const leave = (organisationId: string) =>
  inOrganisation(world.services.db, organisationId, (trx) =>
    trx.updateTable('benchmarkConsents').set({ endedAt: world.clock.now() }).execute(),
  )

const freeze = () => freezeEdition(world.services)
const seenByMia = async () => {
  await asCentre(world)
  return api.getBenchmark(scanId)
}

test('who does not take part sees nothing, and is told so', async () => {
  expect(await seenByMia()).toEqual({ state: 'not-taking-part' })
})

test('who takes part waits for the edition of 1 January', async () => {
  await freeze()
  await asCentre(world)
  expect((await api.joinComparison()).comparison).toMatchObject({ givenBy: cast.mia.name })
  for (const organisationId of others) await agree(organisationId)
  await freeze()
  expect(await seenByMia()).toEqual({ state: 'not-included', nextEdition: '2027-01-01' })
})

test('an edition is made once, also by two processes at the same moment', async () => {
  world.clock.set('2027-01-01T09:00:00Z')
  await Promise.all([freeze(), freeze()])
  const pools = await world.services.db.selectFrom('benchmarkPools').selectAll().execute()
  expect(pools).toMatchObject([
    { editionOn: '2027-01-01', instrumentId: 'tiny', perspective: 'professional' },
  ])
  const editions = await world.services.db.selectFrom('benchmarkEditions').select('editionOn').execute()
  expect(editions.map(({ editionOn }) => editionOn)).toEqual(['2026-07-01', '2027-01-01'])
})

test('then the organisation sees the own place by the rules: with six others no more than a side of the middle', async () => {
  expect(await seenByMia()).toEqual({
    state: 'included',
    nextEdition: '2027-07-01',
    perspectives: [
      {
        perspective: 'professional',
        edition: '2027-01-01',
        others: 5,
        dimensions: [
          {
            dimension: 'listening',
            title: { nl: 'Listening', en: 'Listening' },
            place: { state: 'side', side: 'above' },
          },
        ],
      },
    ],
  })
})

test('each organisation has its own place only; the database shows no other', async () => {
  const { db } = world.services
  const members = await inOrganisation(db, own.organisationId, (trx) =>
    trx.selectFrom('benchmarkMembers').select('organisationId').execute(),
  )
  expect(members).toEqual([{ organisationId: own.organisationId }])
  for (const scope of ['centre', 'account'] as const)
    expect(
      await within(db, { scope }, (trx) => trx.selectFrom('benchmarkMembers').selectAll().execute()),
    ).toEqual([])
})

test('joining and leaving between editions tells nothing: what was frozen stays, and two changes renew nothing', async () => {
  const before = await seenByMia()
  await leave(others[0] ?? '')
  const joiner = await addOrganisation('Nieuw')
  await published(joiner, 20)
  await agree(joiner)
  await freeze()
  expect(await seenByMia()).toEqual(before)
  world.clock.set('2027-07-02T09:00:00Z')
  await freeze()
  const { nextEdition: _before, ...frozen } = before as { nextEdition: string }
  expect(await seenByMia()).toEqual({ ...frozen, nextEdition: '2028-01-01' })
})

test('with three changes the next edition is made anew, and who left is in it no longer', async () => {
  await leave(others[1] ?? '')
  await leave(others[2] ?? '')
  world.clock.set('2028-01-01T09:00:00Z')
  await freeze()
  const [place] = ((await seenByMia()) as { perspectives: { edition: string; others: number }[] })
    .perspectives
  expect(place).toMatchObject({ edition: '2028-01-01', others: 0 })
})

test('who withdraws sees nothing any more', async () => {
  await asCentre(world)
  expect((await api.leaveComparison()).comparison).toBeNull()
  expect(await api.getBenchmark(scanId)).toEqual({ state: 'not-taking-part' })
})

test('a coordinator sees how many of the region take part, and never which', async () => {
  await asCentre(world)
  await takeOffice(world, cora, { role: 'coordinator', regionId: north })
  expect((await api.getRegionHome()).benchmark).toEqual({
    takingPart: 3,
    others: 5,
    newestEdition: '2028-01-01',
    nextEdition: '2028-07-01',
  })
})

test('a scan of another organisation or of none has no comparison', async () => {
  await asCentre(world)
  await expect(api.getBenchmark(randomUUID())).rejects.toMatchObject({ status: 404, code: 'not-found' })
  await world.stranger()
  await expect(api.getBenchmark(scanId)).rejects.toMatchObject({ status: 404, code: 'not-found' })
})

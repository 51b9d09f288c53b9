import { afterAll, beforeAll, expect, test } from 'vitest'
import * as api from '#client/api.ts'
import { PROGRAMME_CHAIN, within } from '#server/database.ts'
import { cast } from '../../../support/cast.ts'
import { tinyInstrument } from '../../../support/cast-survey.ts'
import { codeOf } from '../../../support/respondents.ts'
import { newWorld, type World } from '../../../support/world.ts'
import { placeScan } from '../../results/place-scan.ts'
import { asCentre, beside, settleCentre } from '../programme-people.ts'

let world: World
let there: { organisationId: string; rootUnitId: string }
let scanId: string

beforeAll(async () => {
  world = await newWorld()
  await settleCentre(world)
  there = (await world.stranger()) as typeof there
  const answers = Array.from({ length: 12 }, (_one, person) => [4, 4 - (person % 2), 2, 2, 2, 3, 3])
  scanId = await placeScan(world.services.db, {
    organisationId: there.organisationId,
    instrument: tinyInstrument,
    units: [{ id: there.rootUnitId, parentId: null, name: 'De Overkant' }],
    groups: [{ unitId: there.rootUnitId, perspective: 'professional', invited: 20, answers }],
  })
  await api.closeScan(scanId)
})
afterAll(() => world.close())

const logOf = (chainId: string) =>
  within(
    world.services.db,
    chainId === PROGRAMME_CHAIN ? { scope: 'account' } : { organisationId: chainId },
    async (trx) => {
      const entries = trx.selectFrom('auditEntries').where('chainId', '=', chainId).orderBy('position')
      return (await entries.select(['deed', 'userName']).execute()).map(
        ({ deed, userName }) => `${userName} ${deed}`,
      )
    },
  )

const reading = () => api.getGrantedResults(there.organisationId, scanId)

test('until the organisation grants it, its results do not exist for the centre', async () => {
  await asCentre(world)
  await expect(reading()).rejects.toMatchObject({ status: 404, code: 'not-found' })
  const seen = await within(world.services.db, { scope: 'centre' }, (trx) =>
    trx.selectFrom('publications').select('scanId').execute(),
  )
  expect(seen).toEqual([])
  expect(await api.getListed(there.organisationId)).toMatchObject({
    grantedAt: null,
    stop: 'discuss',
    scans: [{ status: 'closed', readable: false, response: { invited: 20, answeredAtLeast: 10 } }],
  })
})

test('the messenger grants it once, and both logs tell', async () => {
  await world.signIn(cast.sam)
  expect(await api.getSharing()).toEqual({ grant: null, comparison: null })
  const { grant } = await api.giveGrant()
  expect(grant).toMatchObject({ givenBy: cast.sam.name })
  world.clock.addDays(1)
  expect((await api.giveGrant()).grant).toEqual(grant)
  for (const chain of [there.organisationId, PROGRAMME_CHAIN])
    expect(await logOf(chain)).toContain(`${cast.sam.name} grants:give`)
})

test('then the centre reads the same page, and every reading is in the log of the organisation', async () => {
  await world.signIn(cast.sam)
  const own = await api.getResults(scanId)
  await asCentre(world)
  expect((await api.getListed(there.organisationId)).scans).toMatchObject([{ id: scanId, readable: true }])
  expect(await reading()).toEqual(own)
  await reading()
  for (const chain of [there.organisationId, PROGRAMME_CHAIN]) {
    const read = (await logOf(chain)).filter((line) => line === `${cast.mia.name} granted-results:read`)
    expect(read).toHaveLength(2)
  }
})

test('what was granted is the results only: no answer, comment or plan', async () => {
  const counts = await within(world.services.db, { scope: 'centre' }, async (trx) => [
    await trx.selectFrom('responses').select('id').execute(),
    await trx.selectFrom('comments').select('id').execute(),
    await trx.selectFrom('scans').select('id').execute(),
    await trx.selectFrom('units').select('id').execute(),
    await trx.selectFrom('publications').select('scanId').execute(),
  ])
  expect(counts.map(({ length }) => length)).toEqual([0, 0, 0, 0, 1])
  await expect(api.getResults(scanId)).rejects.toMatchObject({ status: 404 })
})

test('who is no messenger grants nothing, and reads whether it was granted', async () => {
  await world.signIn(cast.sam)
  const { name, email, password } = cast.max
  const { link } = await api.inviteMember({ name, email, role: 'manager', unitId: null })
  await api.acceptInvitation({ secret: codeOf(link), password })
  expect((await api.getSharing()).grant).not.toBeNull()
  for (const change of [api.giveGrant, api.endGrant, api.joinComparison, api.leaveComparison])
    await expect(change()).rejects.toMatchObject({ status: 403, code: 'forbidden' })
})

test('taken back, the results are gone for the centre at the next request', async () => {
  await world.signIn(cast.sam)
  const asMia = await beside(world, cast.mia)
  expect((await asMia(reading)).scan.id).toBe(scanId)
  expect((await api.endGrant()).grant).toBeNull()
  await expect(asMia(reading)).rejects.toMatchObject({ status: 404, code: 'not-found' })
  expect((await api.endGrant()).grant).toBeNull()
  expect(await logOf(PROGRAMME_CHAIN)).toContain(`${cast.sam.name} grants:end`)
})

test('the grant of one organisation opens no other', async () => {
  await asCentre(world)
  await api.giveGrant()
  await expect(reading()).rejects.toMatchObject({ status: 404 })
})

import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as api from '#client/api.ts'
import { inOrganisation } from '#server/database.ts'
import { ENGINE_VERSION } from '#server/results/head.ts'
import { cast } from '../../../support/cast.ts'
import { tinyInstrument } from '../../../support/cast-survey.ts'
import { newWorld, type World } from '../../../support/world.ts'
import { placeScan } from '../place-scan.ts'

let world: World
let organisationId: string
let rootUnitId: string
const north = randomUUID()

beforeAll(async () => {
  world = await newWorld()
  ;({ organisationId, rootUnitId } = await world.settle())
})
afterAll(() => world.close())

const notFound = { status: 404, code: 'not-found' }

function place(): Promise<string> {
  return placeScan(world.services.db, {
    organisationId,
    instrument: tinyInstrument,
    title: 'Autumn',
    form: 'short',
    units: [
      { id: rootUnitId, parentId: null, name: 'De Brug' },
      { id: north, parentId: rootUnitId, name: 'North' },
    ],
    groups: [{ unitId: north, perspective: 'professional', invited: 20, answers: [] }],
  })
}

async function inviteMax(unitId: string | null): Promise<void> {
  const { name, email, password } = cast.max
  await world.signIn(cast.mia)
  const { link } = await api.inviteMember({ name, email, role: 'manager', unitId })
  await api.acceptInvitation({ secret: link.split('#')[1] ?? '', password })
}

test('before the launch it follows what the wizard has now', async () => {
  const { scan, settings } = await api.newScan({ title: 'Draft' })
  expect(await api.getMethod(scan.id)).toMatchObject({
    scan: { title: 'Draft', status: 'draft' },
    engineVersion: ENGINE_VERSION,
    instrument: { id: 'competences', form: 'full' },
    asked: [
      { perspective: 'professional', items: 36, minimum: 5, floor: 5, distribution: 'open-link' },
      { perspective: 'client', items: 27, minimum: 10, floor: 10 },
    ],
    picks: 3,
  })
  await api.saveSettings(scan.id, {
    version: scan.version,
    settings: {
      ...settings,
      form: 'short',
      minimums: { ...settings.minimums, professional: 12 },
      distribution: { ...settings.distribution, professional: 'codes' },
      ownQuestions: [{ text: { nl: 'Wat nog?' } }],
    },
  })
  const changed = await api.getMethod(scan.id)
  expect(changed).toMatchObject({
    instrument: { form: 'short' },
    asked: [{ minimum: 12, distribution: 'codes' }, { minimum: 10 }],
  })
  expect(changed.ladders[0]?.rows[0]).toEqual({ from: 0, to: 11, adds: [] })
})

test('of a running scan it is what was frozen at the launch', async () => {
  expect(await api.getMethod(await place())).toMatchObject({
    scan: { title: 'Autumn', status: 'open' },
    instrument: { id: 'tiny', form: 'short' },
    asked: [{ perspective: 'professional', items: 5, distribution: 'codes', minimum: 5 }],
    picks: 2,
    openQuestions: 1,
  })
})

test('of a closed scan it tells the version its figures were made with', async () => {
  const scanId = await place()
  await api.closeScan(scanId)
  await inOrganisation(world.services.db, organisationId, (trx) =>
    trx.updateTable('publications').set({ engineVersion: '0' }).where('scanId', '=', scanId).execute(),
  )
  expect(await api.getMethod(scanId)).toMatchObject({
    scan: { status: 'closed' },
    engineVersion: '0',
    explainedVersion: ENGINE_VERSION,
  })
})

test('a draft whose questionnaire is gone says so', async () => {
  const { scan } = await api.newScan({ title: 'Old' })
  await inOrganisation(world.services.db, organisationId, async (trx) => {
    const { settings } = await trx
      .selectFrom('scans')
      .select('settings')
      .where('id', '=', scan.id)
      .executeTakeFirstOrThrow()
    const gone = JSON.stringify({ ...settings, instrumentId: 'gone' })
    await trx.updateTable('scans').set({ settings: gone }).where('id', '=', scan.id).execute()
  })
  await expect(api.getMethod(scan.id)).rejects.toMatchObject({ status: 422, code: 'unknown-instrument' })
})

test('a manager of one unit reads it of the scans with that unit, and of no draft', async () => {
  const scanId = await place()
  const elsewhere = await placeScan(world.services.db, {
    organisationId,
    instrument: tinyInstrument,
    units: [{ id: rootUnitId, parentId: null, name: 'De Brug' }],
    groups: [{ unitId: rootUnitId, perspective: 'professional', invited: 20, answers: [] }],
  })
  const { scan } = await api.newScan({ title: 'Still being prepared' })
  await inviteMax(north)
  expect(await api.getMethod(scanId)).toMatchObject({ scan: { id: scanId } })
  await expect(api.getMethod(elsewhere)).rejects.toMatchObject(notFound)
  await expect(api.getMethod(scan.id)).rejects.toMatchObject(notFound)
})

test('another organisation, an unknown scan and a stranger get nothing', async () => {
  await world.signIn(cast.mia)
  const scanId = await place()
  await expect(api.getMethod(randomUUID())).rejects.toMatchObject(notFound)
  await world.stranger()
  await expect(api.getMethod(scanId)).rejects.toMatchObject(notFound)
  world.signOut()
  await expect(api.getMethod(scanId)).rejects.toMatchObject({ status: 401, code: 'signed-out' })
})

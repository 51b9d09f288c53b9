import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as api from '#client/api.ts'
import { type Db, inOrganisation } from '#server/database.ts'
import type { Publication } from '#server/results/contract.ts'
import { closeDueScans } from '#server/results/jobs.ts'
import { cast } from '../../support/cast.ts'
import { tinyInstrument } from '../../support/cast-survey.ts'
import { newWorld, type World } from '../../support/world.ts'
import { type PlacedScan, placeScan } from './place-scan.ts'

let world: World
let organisationId: string
let rootUnitId: string
const north = randomUUID()
const south = randomUUID()

beforeAll(async () => {
  world = await newWorld()
  ;({ organisationId, rootUnitId } = await world.settle())
})
afterAll(() => world.close())

/** LIS1 LIS2 LIS3(reverse) CHO1 CHO2 TEM1 TEM2 */
const person = (index: number) => [4, 3 + (index % 3), 2, 1 + (index % 2), null, -1, index % 2 ? 3 : null]
const people = (count: number) => Array.from({ length: count }, (_person, index) => person(index))

function place(rest: Partial<PlacedScan> = {}): Promise<string> {
  return placeScan(world.services.db, {
    organisationId,
    instrument: tinyInstrument,
    title: 'Autumn',
    units: [
      { id: rootUnitId, parentId: null, name: 'De Brug' },
      { id: north, parentId: rootUnitId, name: 'North' },
      { id: south, parentId: rootUnitId, name: 'South' },
    ],
    groups: [
      { unitId: north, perspective: 'professional', invited: 20, answers: people(14), importance: [1, 0] },
      { unitId: south, perspective: 'professional', invited: 20, answers: people(12) },
    ],
    ...rest,
  })
}

const close = (scanId: string) => api.call<Publication>('POST', `/api/scans/${scanId}/closure`)
const results = (scanId: string) => api.call<Publication>('GET', `/api/scans/${scanId}/results`)
const refused = (status: number, code: string) => expect.objectContaining({ status, code })

test('closing counts every answer once and tells the publication', async () => {
  const scanId = await place()
  const publication = await close(scanId)
  const root = publication.units.find(({ parentId }) => parentId === null)
  const [professionals] = root?.perspectives ?? []
  // LIS of one person: (4 + 3, 4 or 5 + 4) / 3, so 66.67, 75 or 83.33; fourteen and twelve people, so the mean is 74.7
  expect(professionals?.dimensions[0]).toMatchObject({
    state: 'shown',
    score: { value: 75 },
    basis: { state: 'counted', n: 26, invited: 40 },
    interval: { state: 'range' },
  })
  expect(professionals?.dimensions.slice(1)).toEqual([{ state: 'hidden' }, { state: 'hidden' }])
  expect(professionals?.response).toMatchObject({ invited: 40, bound: 'at-least', percentage: 50 })
  expect(professionals?.importance).toMatchObject({
    dimensions: [{ value: 54 }, { value: 54 }, { label: '<5' }],
  })
  expect(professionals?.items.map(({ item, n }) => [item, n])).toEqual([['LIS2', 26]])
  expect(await results(scanId)).toEqual(publication)
})

test('closing twice is the same publication, also when both arrive at once', async () => {
  const scanId = await place()
  const [first, second] = await Promise.all([close(scanId), close(scanId)])
  expect(second).toEqual(first)
  expect(await close(scanId)).toEqual(first)
})

test('an open scan has no results yet', async () => {
  const scanId = await place()
  await expect(results(scanId)).rejects.toEqual(refused(409, 'not-published'))
})

test('a scan that has not opened cannot be closed', async () => {
  const scanId = await place({ opensAt: '2026-12-01T08:00:00Z' })
  await expect(close(scanId)).rejects.toEqual(refused(409, 'scan-not-open'))
})

test('an unknown scan is not found', async () => {
  await expect(results(randomUUID())).rejects.toEqual(refused(404, 'not-found'))
  await expect(close(randomUUID())).rejects.toEqual(refused(404, 'not-found'))
})

test('closing forgets who was invited, and keeps every answer under another id', async () => {
  const scanId = await place()
  const rows = () =>
    inOrganisation(world.services.db, organisationId, (trx) =>
      trx.selectFrom('responses').select(['id', 'groupId', 'answers']).where('scanId', '=', scanId).execute(),
    )
  await inOrganisation(world.services.db, organisationId, async (trx) => {
    const group = await trx
      .selectFrom('scanGroups')
      .select('id')
      .where('scanId', '=', scanId)
      .executeTakeFirstOrThrow()
    const mine = { organisationId, scanId, groupId: group.id }
    await trx
      .insertInto('invitations')
      .values({ ...mine, codeHash: Buffer.from(scanId) })
      .execute()
    await trx
      .insertInto('comments')
      .values({ ...mine, questionId: 'OPEN-KEEP', text: 'Keep the coffee' })
      .execute()
  })
  const before = await rows()
  await close(scanId)
  const after = await rows()
  const contents = (list: typeof before) =>
    list.map(({ groupId, answers }) => JSON.stringify([groupId, answers])).toSorted()
  expect(contents(after)).toEqual(contents(before))
  expect(after.some(({ id }) => before.some((row) => row.id === id))).toBe(false)
  const left = await inOrganisation(world.services.db, organisationId, async (trx) => ({
    invitations: await trx.selectFrom('invitations').selectAll().where('scanId', '=', scanId).execute(),
    comments: await trx.selectFrom('comments').select('text').where('scanId', '=', scanId).execute(),
  }))
  expect(left).toEqual({ invitations: [], comments: [{ text: 'Keep the coffee' }] })
})

test('closing leaves sums of the whole scan for the programme centre, and forgets what came from paper', async () => {
  const scanId = await place()
  const own = <Row>(work: (trx: Db) => Promise<Row>) =>
    inOrganisation(world.services.db, organisationId, work)
  await own((trx) =>
    trx.updateTable('responses').set({ onPaper: true }).where('scanId', '=', scanId).execute(),
  )
  await close(scanId)
  const stored = await own((trx) =>
    trx.selectFrom('scanFigures').selectAll().where('scanId', '=', scanId).executeTakeFirstOrThrow(),
  )
  expect(stored).toMatchObject({ instrumentId: 'tiny', instrumentVersion: '1.0.0', form: 'full' })
  // LIS of fourteen and twelve people: 3 points, then 2, 3 or 4, then 3 after turning round
  expect(stored.figures.dimensions).toMatchObject([
    { dimension: 'listening', complete: { n: 26, sums: [78, 77, 78] }, between: { groups: 2, n: 26 } },
  ])
  const typed = await own((trx) =>
    trx
      .selectFrom('responses')
      .select('id')
      .where('scanId', '=', scanId)
      .where('onPaper', '=', true)
      .execute(),
  )
  expect(typed).toEqual([])
})

test('the CSV is offered as a file that a spreadsheet opens', async () => {
  const scanId = await place()
  await close(scanId)
  const answer = await fetch(`/api/scans/${scanId}/results.csv?language=en`)
  expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8')
  expect(answer.headers.get('content-disposition')).toContain('attachment')
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(await answer.arrayBuffer())
  expect(text.startsWith('\uFEFFUnit;Perspective;')).toBe(true)
  expect(text).toContain('De Brug;Professionals;Score (0-100);listening;;75;')
})

test('a follow-up tells the change since the scan before', async () => {
  const first = await place()
  await close(first)
  const better = people(26).map((answers) => [5, 5, 1, ...answers.slice(3)])
  const scanId = await place({
    previousScanId: first,
    groups: [
      { unitId: north, perspective: 'professional', invited: 40, answers: [...better.slice(1), person(0)] },
    ],
  })
  const { previous, units } = await close(scanId)
  expect(previous).toMatchObject({ scanId: first, title: 'Autumn' })
  expect(units[0]?.perspectives[0]?.change[0]).toMatchObject({
    state: 'shown',
    label: 'higher',
    before: { value: 75 },
  })
})

test('a scan whose last day has passed is closed by the job, once, by two processes at the same time', async () => {
  const scanId = await place({ closesAt: '2026-11-20T22:59:59Z' })
  const open = await place()
  await Promise.all([closeDueScans(world.services), closeDueScans(world.services)])
  const publication = await results(scanId)
  expect(publication.scan.closedAt).toBe('2026-11-20T22:59:59.000Z')
  await closeDueScans(world.services)
  expect(await results(scanId)).toEqual(publication)
  await expect(results(open)).rejects.toEqual(refused(409, 'not-published'))
})

test('one scan that cannot be closed does not keep another open', async () => {
  const broken = await place({ closesAt: '2026-11-20T10:00:00Z' })
  const sound = await place({ closesAt: '2026-11-20T11:00:00Z' })
  await inOrganisation(world.services.db, organisationId, (trx) =>
    trx
      .updateTable('scans')
      .set({ instrument: JSON.stringify({ dimensions: 'damaged' }) })
      .where('id', '=', broken)
      .execute(),
  )
  await expect(closeDueScans(world.services)).rejects.toThrow('could not be closed')
  expect(await results(sound)).toMatchObject({ scan: { id: sound } })
  await expect(results(broken)).rejects.toEqual(refused(409, 'not-published'))
})

test('a manager sees the own part of the tree, in every channel, and may not close', async () => {
  const scanId = await place()
  const elsewhere = await place({
    units: [{ id: rootUnitId, parentId: null, name: 'De Brug' }],
    groups: [{ unitId: rootUnitId, perspective: 'professional', invited: 20, answers: people(12) }],
  })
  await close(scanId)
  await close(elsewhere)
  const { password, ...max } = cast.max
  const { link } = await api.inviteMember({ ...max, role: 'manager', unitId: north })
  await api.acceptInvitation({ secret: link.split('#')[1] ?? '', password })
  const seen = await results(scanId)
  expect(seen.units.map(({ name, parentId }) => [name, parentId])).toEqual([['North', null]])
  expect(seen.notices).toContain('units-only')
  const csv = await (await fetch(`/api/scans/${scanId}/results.csv`)).text()
  expect(csv).toContain('North;')
  expect(csv).not.toMatch(/South|De Brug/)
  await expect(results(elsewhere)).rejects.toEqual(refused(404, 'not-found'))
  await expect(close(scanId)).rejects.toEqual(refused(403, 'forbidden'))
})

test('another organisation gets the answer for something absent', async () => {
  await world.signIn(cast.mia)
  const scanId = await place()
  await close(scanId)
  await world.stranger()
  await expect(results(scanId)).rejects.toEqual(refused(404, 'not-found'))
  await expect(close(scanId)).rejects.toEqual(refused(404, 'not-found'))
  const csv = await fetch(`/api/scans/${scanId}/results.csv`)
  expect(csv.status).toBe(404)
  world.signOut()
  await expect(results(scanId)).rejects.toEqual(refused(401, 'signed-out'))
})

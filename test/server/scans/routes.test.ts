import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import * as api from '#client/api.ts'
import { inOrganisation } from '#server/database.ts'
import { codeHash, normaliseCode } from '#server/scans/codes.ts'
import type { ScanDraft, ScanSettings } from '#server/scans/contract.ts'
import { cast } from '../../support/cast.ts'
import { newWorld, type World } from '../../support/world.ts'

const NOWHERE = '00000000-0000-4000-8000-000000000000'
const SATURDAY = '2026-11-21T09:00:00Z'
const CODES = { professional: 'codes', client: 'codes', manager: 'codes' } as const

let world: World
let organisationId: string
let oost: string
let west: string

beforeAll(async () => {
  world = await newWorld()
  const place = await world.settle()
  organisationId = place.organisationId
  oost = (await api.addUnit({ parentId: place.rootUnitId, name: 'Team Oost' })).id
  west = (await api.addUnit({ parentId: place.rootUnitId, name: 'Team West' })).id
  await world.stranger()
})
beforeEach(async () => {
  world.clock.set(SATURDAY)
  await world.signIn(cast.mia)
})
afterAll(() => world.close())

const people = () => [
  { unitId: oost, invited: { professional: 12, client: 20 } },
  { unitId: west, invited: { professional: 8 } },
]

async function readyDraft(changes: Partial<ScanSettings> = {}): Promise<ScanDraft> {
  const { scan, settings } = await api.newScan({ title: 'Najaar', instrumentId: 'competences' })
  return api.saveSettings(scan.id, {
    version: scan.version,
    settings: { ...settings, units: people(), ...changes },
  })
}

async function openScan(changes: Partial<ScanSettings> = {}) {
  const { scan } = await readyDraft({ opensOn: '2026-11-21', ...changes })
  return api.launchScan(scan.id, scan.version)
}

const refused = (promise: Promise<unknown>) => expect(promise).rejects

test('a new scan is a draft with defaults that only lacks people', async () => {
  const { scan, checks, presets, today } = await api.newScan({})
  expect(scan).toMatchObject({ status: 'draft', phase: 1, version: 1, step: 'who' })
  expect(checks.filter(({ level }) => level === 'red').map(({ code }) => code)).toEqual(['nobody-invited'])
  expect([presets[0]?.opensOn, today]).toEqual(['2026-11-23', '2026-11-21'])
})

test('sending the same new scan twice makes one', async () => {
  const id = crypto.randomUUID()
  const before = (await api.listScans()).length
  await api.newScan({ id })
  expect((await api.newScan({ id })).scan.id).toBe(id)
  expect(await api.listScans()).toHaveLength(before + 1)
})

test('what is typed is kept, and found again on the same step', async () => {
  const { scan } = await readyDraft({ step: 'message' })
  const again = await api.getDraft(scan.id)
  expect(again.settings).toMatchObject({ step: 'message', units: people() })
  expect(again.scan.version).toBe(scan.version)
})

test('of two tabs the second is told what the first one saved', async () => {
  const { scan, settings } = await api.newScan({})
  const first = { ...settings, languages: ['en' as const] }
  await api.saveSettings(scan.id, { version: scan.version, settings: first })
  await refused(api.saveSettings(scan.id, { version: scan.version, settings })).toMatchObject({
    status: 409,
    code: 'version-conflict',
    current: { scan: { version: scan.version + 1 }, settings: { languages: ['en'] } },
  })
  expect((await api.getDraft(scan.id)).settings.languages).toEqual(['en'])
})

test.each<[string, (settings: ScanSettings) => Partial<ScanSettings>, string]>([
  ['a unit twice', () => ({ units: [...people(), ...people()] }), 'duplicate-unit'],
  ['a unit nobody has', () => ({ units: [{ unitId: NOWHERE, invited: { client: 3 } }] }), 'unknown-unit'],
  ['a lowered minimum', () => ({ minimums: { professional: 4, client: 10, manager: 5 } }), 'minimum-too-low'],
  ['nobody as a number', () => ({ units: [{ unitId: oost, invited: { client: 0 } }] }), 'invalid-input'],
  ['fewer than nobody', () => ({ units: [{ unitId: oost, invited: { client: -1 } }] }), 'invalid-input'],
  ['half a person', () => ({ units: [{ unitId: oost, invited: { client: 2.5 } }] }), 'invalid-input'],
  [
    'a number as text',
    () => ({ units: [{ unitId: oost, invited: { client: '9' as never } }] }),
    'invalid-input',
  ],
  ['a day that does not exist', () => ({ opensOn: '2026-02-30' }), 'invalid-input'],
  ['an unknown field', () => ({ colour: 'blue' }) as never, 'invalid-input'],
  ['four own questions', () => ({ ownQuestions: [1, 2, 3, 4].map(() => ({ text: {} })) }), 'invalid-input'],
  ['a NUL in a text', () => ({ ownQuestions: [{ text: { nl: 'a\u0000b' } }] }), 'invalid-text'],
])('%s is refused and nothing changes', async (_what, changes, code) => {
  const { scan, settings } = await api.newScan({})
  const body = { version: scan.version, settings: { ...settings, ...changes(settings) } }
  await refused(api.saveSettings(scan.id, body)).toMatchObject({ code })
  expect((await api.getDraft(scan.id)).settings).toEqual(settings)
})

test('more units than a scan can hold are refused', async () => {
  const { scan, settings } = await api.newScan({})
  const units = Array.from({ length: 10_001 }, () => ({ unitId: NOWHERE, invited: {} }))
  const body = { version: scan.version, settings: { ...settings, units } }
  await refused(api.saveSettings(scan.id, body)).toMatchObject({ status: 400, code: 'invalid-input' })
})

test.each<[string, Partial<ScanSettings>, string]>([
  ['nobody is invited', { units: [] }, 'nobody-invited'],
  ['the opening is past', { opensOn: '2026-11-20' }, 'opens-in-past'],
  ['the dates are reversed', { opensOn: '2026-12-05', closesOn: '2026-12-04' }, 'closes-before-opens'],
  ['it would be open for ever', { closesOn: '9999-12-31' }, 'date-too-far'],
])('a scan is not launched when %s', async (_why, changes, code) => {
  const { scan } = await readyDraft(changes)
  await refused(api.launchScan(scan.id, scan.version)).toMatchObject({
    status: 422,
    code: 'scan-incomplete',
    faults: [expect.objectContaining({ code })],
  })
  expect((await api.getScan(scan.id)).status).toBe('draft')
})

test('fewer than five people in every group: no scan', async () => {
  const { scan } = await readyDraft({ units: [{ unitId: oost, invited: { professional: 4 } }] })
  await refused(api.launchScan(scan.id, scan.version)).toMatchObject({
    faults: [{ path: '/settings/units', code: 'too-few-people' }],
  })
})

test('launching freezes the questions, minimums and units, also those above', async () => {
  const { scan } = await readyDraft({ ownQuestions: [{ text: { nl: 'Wat gaat goed?' } }] })
  await api.launchScan(scan.id, scan.version)
  await inOrganisation(world.services.db, organisationId, async (trx) => {
    const row = await trx.selectFrom('scans').selectAll().where('id', '=', scan.id).executeTakeFirstOrThrow()
    expect(row).toMatchObject({ form: 'full', minimumProfessional: 5, minimumClient: 10, minimumManager: 5 })
    expect(row.instrument).toMatchObject({ id: 'competences', form: 'full', ownQuestions: [{ id: 'OWN-1' }] })
    const units = await trx
      .selectFrom('scanUnits')
      .select(['name', 'parentId'])
      .where('scanId', '=', scan.id)
      .execute()
    expect(units.map(({ name }) => name).toSorted()).toEqual(['De Brug', 'Team Oost', 'Team West'])
  })
})

test('launching again after a lost answer changes nothing', async () => {
  const { scan } = await readyDraft()
  const launched = await api.launchScan(scan.id, scan.version)
  expect(await api.launchScan(scan.id, scan.version)).toEqual(launched)
  expect((await api.getProgress(scan.id)).groups).toHaveLength(3)
})

test('launching what another tab has changed is refused', async () => {
  const { scan } = await readyDraft()
  await refused(api.launchScan(scan.id, scan.version - 1)).toMatchObject({ code: 'version-conflict' })
})

test('a launched scan can be neither edited nor removed', async () => {
  const draft = await readyDraft()
  const { id, version } = await api.launchScan(draft.scan.id, draft.scan.version)
  await refused(api.saveSettings(id, { version, settings: draft.settings })).toMatchObject({
    code: 'scan-not-draft',
  })
  await refused(api.removeScan(id)).toMatchObject({ code: 'scan-not-draft' })
  await refused(api.getDraft(id)).toMatchObject({ code: 'scan-not-draft' })
})

test('a draft can be removed', async () => {
  const { scan } = await api.newScan({})
  await api.removeScan(scan.id)
  await refused(api.getScan(scan.id)).toMatchObject({ status: 404 })
})

test('a scheduled scan opens and closes by the clock alone', async () => {
  const { scan } = await readyDraft()
  expect(await api.launchScan(scan.id, scan.version)).toMatchObject({
    status: 'scheduled',
    opensOn: '2026-11-23',
    closesOn: '2026-12-04',
  })
  world.clock.set('2026-11-22T23:00:00Z')
  expect(await api.getScan(scan.id)).toMatchObject({ status: 'open', daysLeft: 11 })
  world.clock.set('2026-12-04T22:59:00Z')
  expect(await api.getScan(scan.id)).toMatchObject({ status: 'open', daysLeft: 0 })
  world.clock.set('2026-12-04T23:00:00Z')
  expect((await api.getScan(scan.id)).status).toBe('closed')
})

test('each group gets a link of its own, of which only the hash is stored', async () => {
  const { id } = await openScan()
  const { groups } = await api.getDistribution(id)
  expect(groups.map(({ unitName, perspective }) => [unitName, perspective])).toEqual([
    ['Team Oost', 'professional'],
    ['Team Oost', 'client'],
    ['Team West', 'professional'],
  ])
  const codes = groups.map(({ link }) => link.split('#')[1] ?? '')
  expect(new Set(codes).size).toBe(3)
  await inOrganisation(world.services.db, organisationId, async (trx) => {
    const rows = await trx.selectFrom('scanGroups').select('linkHash').where('scanId', '=', id).execute()
    const hashes = rows.map(({ linkHash }) => linkHash?.toString('hex')).toSorted()
    expect(hashes).toEqual(codes.map((code) => codeHash(code).toString('hex')).toSorted())
  })
})

test('personal codes are one per person, printed again the same, and stored only as hashes', async () => {
  const { id } = await openScan({ distribution: CODES })
  const { groups } = await api.getDistribution(id)
  const groupId = groups[0]?.id ?? ''
  const { codes, minutes, address } = await api.getGroupCodes(id, groupId)
  expect(codes).toHaveLength(12)
  expect(address).toBe('http://regie.test/r')
  expect(minutes).toBeGreaterThan(3)
  expect((await api.getGroupCodes(id, groupId)).codes).toEqual(codes)
  const stored = await storedHashes(id)
  expect(stored).toHaveLength(40)
  for (const code of codes) expect(stored).toContain(codeHash(normaliseCode(code) ?? '').toString('hex'))
})

test('each perspective has its own way, also for a group that joins late', async () => {
  const distribution = { professional: 'open-link', client: 'codes', manager: 'open-link' } as const
  const { id } = await openScan({ distribution })
  const late = await api.addGroup(id, { unitId: west, perspective: 'client', invited: 11 })
  expect(late.distribution).toBe('codes')
  const { groups } = await api.getDistribution(id)
  expect(groups.map((group) => group.distribution)).toEqual(['open-link', 'codes', 'open-link', 'codes'])
  expect(await storedHashes(id)).toHaveLength(31)
})

test('the list of codes is a file for a spreadsheet', async () => {
  const { id } = await openScan({ distribution: CODES })
  const [group] = (await api.getDistribution(id)).groups
  const answer = await fetch(api.codesCsvPath(id, group?.id ?? '', 'en'), { method: 'GET' })
  expect(answer.headers.get('content-type')).toContain('text/csv')
  expect((await answer.text()).trim().split('\r\n')).toHaveLength(13)
})

test('all links are a file too', async () => {
  const { id } = await openScan()
  const answer = await fetch(api.linksCsvPath(id, 'nl'), { method: 'GET' })
  expect(answer.headers.get('content-disposition')).toContain('links.csv')
  expect((await answer.text()).trim().split('\r\n')).toHaveLength(4)
})

test('on the day of a reminder the messenger is told', async () => {
  const { id } = await openScan({ remindersOn: ['2026-11-27', '2026-12-01'] })
  expect(await api.getProgress(id)).toMatchObject({ nextReminderOn: '2026-11-27', reminderToday: false })
  world.clock.set('2026-11-27T08:00:00Z')
  await world.signIn(cast.mia)
  expect((await api.getProgress(id)).reminderToday).toBe(true)
})

test('texts to copy are filled in for their group', async () => {
  const { id } = await openScan({ languages: ['nl', 'en'] })
  const [group] = (await api.getDistribution(id)).groups
  const { texts, languages } = await api.getGroupMessages(id, group?.id ?? '')
  expect(languages).toEqual(['nl', 'en'])
  expect(texts.nl?.invitation).toContain(group?.link)
  expect(texts.en?.subject).toContain('De Brug')
  expect(texts.en?.chat).toContain(group?.link)
})

test('progress is told in steps and never as 4 of 5', async () => {
  const { id } = await openScan({
    units: [
      { unitId: oost, invited: { professional: 12 } },
      { unitId: west, invited: { professional: 5 } },
    ],
  })
  await answer(id, oost, 11)
  await answer(id, west, 4)
  await world.mixAnswers()
  expect(await api.getProgress(id)).toMatchObject({
    total: { invited: 17, answeredAtLeast: 10 },
    groups: [
      { unitName: 'Team Oost', response: { invited: 12, answeredAtLeast: 10 }, neededAtMost: 0 },
      { unitName: 'Team West', response: { invited: 5, answeredAtLeast: 0 }, neededAtMost: 5 },
    ],
  })
})

test('a scan can be extended, not shortened, and not by who saw an older version', async () => {
  const scan = await openScan()
  const longer = await api.extendScan(scan.id, scan.version, '2026-12-11')
  expect(longer).toMatchObject({ closesOn: '2026-12-11', version: scan.version + 1 })
  await refused(api.extendScan(scan.id, scan.version, '2026-12-18')).toMatchObject({
    code: 'version-conflict',
    current: { closesOn: '2026-12-11' },
  })
  await refused(api.extendScan(scan.id, longer.version, '2026-12-10')).toMatchObject({
    code: 'closes-earlier',
  })
  await refused(api.extendScan(scan.id, longer.version, '2026-11-20')).toMatchObject({ code: 'date-in-past' })
  await refused(api.extendScan(scan.id, longer.version, '2027-11-22')).toMatchObject({ code: 'date-too-far' })
})

test('after its end a scan cannot be extended, nor can anyone join', async () => {
  const scan = await openScan()
  world.clock.set('2026-12-04T23:00:00Z')
  await refused(api.extendScan(scan.id, scan.version, '2026-12-11')).toMatchObject({ code: 'scan-closed' })
  await refused(api.addGroup(scan.id, { unitId: west, perspective: 'client', invited: 10 })).toMatchObject({
    code: 'scan-closed',
  })
  await refused(api.getDistribution(scan.id)).toMatchObject({ code: 'scan-closed' })
})

test('a group can join late, once, in a perspective that is asked', async () => {
  const { id } = await openScan({ distribution: CODES })
  const late = { unitId: west, perspective: 'client' as const, invited: 15 }
  const group = await api.addGroup(id, late)
  expect(group).toMatchObject({ unitName: 'Team West', invited: 15, link: 'http://regie.test/r' })
  expect((await api.getGroupCodes(id, group.id)).codes).toHaveLength(15)
  expect(await storedHashes(id)).toHaveLength(55)
  await refused(api.addGroup(id, late)).toMatchObject({ status: 409, code: 'group-exists' })
  await refused(api.addGroup(id, { ...late, unitId: NOWHERE })).toMatchObject({ code: 'unknown-unit' })
  await refused(api.addGroup(id, { ...late, invited: 0 })).toMatchObject({ code: 'invalid-input' })
})

test('a group may grow, keeps the codes it had, and may not shrink', async () => {
  const { id } = await openScan({ distribution: CODES })
  const [group] = (await api.getDistribution(id)).groups
  const groupId = group?.id ?? ''
  const { codes } = await api.getGroupCodes(id, groupId)
  expect((await api.growGroup(id, groupId, 14)).invited).toBe(14)
  expect((await api.getGroupCodes(id, groupId)).codes.slice(0, 12)).toEqual(codes)
  expect(await storedHashes(id)).toHaveLength(42)
  await refused(api.growGroup(id, groupId, 13)).toMatchObject({ code: 'group-only-grows' })
})

test('that a full group grows and another joins moves no counter', async () => {
  const { id } = await openScan({
    units: [
      { unitId: oost, invited: { professional: 10 } },
      { unitId: west, invited: { professional: 5 } },
    ],
  })
  await answer(id, oost, 10)
  await answer(id, west, 5)
  await world.mixAnswers()
  const before = await api.getProgress(id)
  for (const { id: groupId, response } of before.groups)
    await api.growGroup(id, groupId, response.invited + 1)
  await api.addGroup(id, { unitId: west, perspective: 'client', invited: 15 })
  const after = await api.getProgress(id)
  const told = ({ response }: { response: { answeredAtLeast: number } }) => response.answeredAtLeast
  expect(before.groups.map(told)).toEqual([5, 0])
  expect(after.groups.filter(({ perspective }) => perspective === 'professional').map(told)).toEqual([5, 0])
  expect(after.total).toEqual({ invited: 32, answeredAtLeast: before.total.answeredAtLeast })
  await answer(id, oost, 1)
  await world.mixAnswers()
  expect((await api.getProgress(id)).groups.map(told)).toContain(10)
})

test('repeating a closed scan copies units and settings and links both', async () => {
  const first = await openScan({
    languages: ['nl', 'en'],
    minimums: { professional: 6, client: 12, manager: 5 },
  })
  await refused(api.newScan({ previousScanId: first.id })).toMatchObject({ code: 'not-published' })
  await publish(first.id)
  world.clock.set('2027-11-20T09:00:00Z')
  const { scan, settings } = await api.newScan({ previousScanId: first.id })
  expect(scan).toMatchObject({ previousScanId: first.id, instrumentId: 'competences', opensOn: '2027-11-22' })
  expect(settings).toMatchObject({ units: people(), languages: ['nl', 'en'], minimums: { professional: 6 } })
})

test('after a closed competence scan the processes come next, unlinked when units are copied', async () => {
  const first = await openScan()
  await publish(first.id)
  expect((await api.newScan({})).scan).toMatchObject({
    instrumentId: 'processes',
    phase: 2,
    previousScanId: null,
  })
  const next = await api.newScan({ instrumentId: 'processes', previousScanId: first.id })
  expect(next.scan.previousScanId).toBeNull()
  expect(next.settings.units).toEqual(people())
})

test("an instrument that is unknown, or the client's own, cannot be chosen", async () => {
  await refused(api.newScan({ instrumentId: 'horoscope' })).toMatchObject({ code: 'unknown-instrument' })
  await refused(api.newScan({ instrumentId: 'empowerment' })).toMatchObject({ code: 'unknown-instrument' })
})

test('a manager sees launched scans of the own part, with the counts of that part only', async () => {
  const elsewhere = await openScan({ units: [{ unitId: oost, invited: { professional: 12 } }] })
  const { id } = await openScan()
  const draft = await api.newScan({})
  await manageUnit(west)
  expect(await api.getScan(id)).toMatchObject({ status: 'open', response: { invited: 8 } })
  expect((await api.listScans()).every(({ status }) => status !== 'draft')).toBe(true)
  const ways = [api.getScan, api.getResults, api.getFollowUp, api.getCommentBlocks, api.getMethod]
  for (const way of [...ways, api.getBenchmark, api.getRetention]) {
    await refused(way(draft.scan.id)).toMatchObject({ status: 404 })
    await refused(way(elsewhere.id)).toMatchObject({ status: 404 })
  }
  expect((await api.listScans()).map((scan) => scan.id)).not.toContain(elsewhere.id)
  await refused(api.getProgress(id)).toMatchObject({ status: 403, code: 'forbidden' })
  await refused(api.getDraft(id)).toMatchObject({ status: 403 })
})

test('a stranger gets the same answer for a scan of another organisation as for none', async () => {
  const { id, version } = await openScan({ distribution: CODES })
  const groupId = (await api.getDistribution(id)).groups[0]?.id ?? ''
  const { settings } = await api.newScan({})
  await world.signIn(cast.sam)
  const attempts = (scanId: string) => [
    () => api.getScan(scanId),
    () => api.getDraft(scanId),
    () => api.saveSettings(scanId, { version, settings: { ...settings, units: [] } }),
    () => api.removeScan(scanId),
    () => api.launchScan(scanId, version),
    () => api.getProgress(scanId),
    () => api.getDistribution(scanId),
    () => api.getForecast(scanId),
    () => api.getGroupMessages(scanId, groupId),
    () => api.getGroupCodes(scanId, groupId),
    () => api.extendScan(scanId, version, '2026-12-31'),
    () => api.addGroup(scanId, { unitId: west, perspective: 'client', invited: 9 }),
    () => api.growGroup(scanId, groupId, 99),
    () => api.newScan({ previousScanId: scanId }),
  ]
  for (const attempt of [...attempts(id), ...attempts(NOWHERE)]) {
    await refused(attempt()).toMatchObject({ status: 404, code: 'not-found' })
  }
  expect(await api.listScans()).toEqual([])
  await world.signIn(cast.mia)
  expect((await api.getScan(id)).version).toBe(version)
})

test("a stranger cannot use another organisation's unit", async () => {
  await world.signIn(cast.sam)
  const { scan, settings } = await api.newScan({})
  const body = { version: scan.version, settings: { ...settings, units: people() } }
  await refused(api.saveSettings(scan.id, body)).toMatchObject({ code: 'unknown-unit' })
})

test('nobody signed out sees a scan', async () => {
  const { id } = await openScan()
  world.signOut()
  const attempts = [
    api.listScans,
    () => api.getScan(id),
    () => api.getDistribution(id),
    () => api.getForecast(id),
  ]
  for (const attempt of attempts) {
    await refused(attempt()).toMatchObject({ status: 401, code: 'signed-out' })
  }
})

test('the forecast follows what is typed', async () => {
  const { scan } = await readyDraft()
  const { perspectives } = await api.getForecast(scan.id)
  expect(perspectives.map(({ perspective }) => perspective)).toEqual(['professional', 'client'])
  const professionals = perspectives[0]?.units.find(({ unitId }) => unitId === oost)
  expect(professionals).toMatchObject({ invited: 12, readableAt: [65, 80] })
})

test('100,000 codes are made at launch', async () => {
  const { scan } = await readyDraft({
    distribution: CODES,
    units: [{ unitId: oost, invited: { client: 100_000 } }],
  })
  await api.launchScan(scan.id, scan.version)
  const count = await inOrganisation(world.services.db, organisationId, (trx) =>
    trx
      .selectFrom('invitations')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('scanId', '=', scan.id)
      .executeTakeFirstOrThrow(),
  )
  expect(count).toEqual({ count: 100_000 })
})

function storedHashes(scanId: string): Promise<string[]> {
  return inOrganisation(world.services.db, organisationId, async (trx) => {
    const rows = await trx.selectFrom('invitations').select('codeHash').where('scanId', '=', scanId).execute()
    return rows.map(({ codeHash }) => codeHash.toString('hex'))
  })
}

/** Stored as the submit function does; how answers come in is told by the tests of responses. */
function answer(scanId: string, unitId: string, count: number): Promise<void> {
  return inOrganisation(world.services.db, organisationId, async (trx) => {
    const group = await trx
      .selectFrom('scanGroups')
      .select(['id', 'itemCount', 'scaleMax'])
      .where('scanId', '=', scanId)
      .where('unitId', '=', unitId)
      .executeTakeFirstOrThrow()
    const answers = Array.from({ length: group.itemCount }, () => group.scaleMax)
    const rows = Array.from({ length: count }, () => ({ organisationId, scanId, groupId: group.id, answers }))
    await trx.insertInto('inbox').values(rows).execute()
  })
}

function publish(scanId: string): Promise<unknown> {
  const closedAt = world.clock.now()
  return inOrganisation(world.services.db, organisationId, (trx) =>
    trx.updateTable('scans').set({ closedAt }).where('id', '=', scanId).execute(),
  )
}

async function manageUnit(unitId: string): Promise<void> {
  const { name, email, password } = cast.max
  const { link } = await api.inviteMember({ name, email, role: 'manager', unitId })
  await api.acceptInvitation({ secret: link.split('#')[1] ?? '', password })
}

import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import * as api from '#client/api.ts'
import { inOrganisation } from '#server/database.ts'
import type { PaperFault, PaperPreview } from '#server/paper-answers/contract.ts'
import type { Publication } from '#server/results/contract.ts'
import { cast } from '../../support/cast.ts'
import { tinyInstrument } from '../../support/cast-survey.ts'
import { SCRIPTS } from '../../support/hostile.ts'
import { newWorld, type World } from '../../support/world.ts'
import { type PlacedGroup, type PlacedScan, placeScan } from '../results/place-scan.ts'

const HEADER = 'respondent,perspective,unit,LIS1,LIS2,LIS3,CHO1,CHO2,TEM1,TEM2,importance,OPEN-KEEP'
const MEGABYTE = 1024 * 1024

let world: World
let organisationId: string
let rootUnitId: string
let scanId: string
const noord = randomUUID()
const oost = randomUUID()
const zuid = randomUUID()
const oostInZuid = randomUUID()

beforeAll(async () => {
  world = await newWorld()
  ;({ organisationId, rootUnitId } = await world.settle())
})
afterAll(() => world.close())
beforeEach(async () => {
  world.clock.set('2026-11-21T09:00:00Z')
  await world.signIn(cast.mia)
  scanId = await place()
})

async function place(rest: Partial<PlacedScan> = {}): Promise<string> {
  const placed = await placeScan(world.services.db, {
    organisationId,
    instrument: tinyInstrument,
    title: 'Autumn',
    units: [
      { id: rootUnitId, parentId: null, name: 'De Brug' },
      { id: noord, parentId: rootUnitId, name: 'Noord' },
      { id: oost, parentId: noord, name: 'Oost' },
      { id: zuid, parentId: rootUnitId, name: 'Zuid' },
      { id: oostInZuid, parentId: zuid, name: 'Oost' },
    ],
    groups: [
      group(noord, 'professional'),
      group(oost, 'professional'),
      group(oost, 'client'),
      group(zuid, 'professional'),
      group(oostInZuid, 'professional'),
    ],
    ...rest,
  })
  await inOrganisation(world.services.db, organisationId, (trx) =>
    trx
      .updateTable('scans')
      .set({ settings: JSON.stringify({ languages: ['nl', 'en'] }) })
      .where('id', '=', placed)
      .execute(),
  )
  return placed
}

function group(unitId: string, perspective: PlacedGroup['perspective'], more: Partial<PlacedGroup> = {}) {
  return { unitId, perspective, invited: 20, answers: [], ...more }
}

const file = (...lines: string[]) => [HEADER, ...lines].join('\n')
const professionals = (first: number, count: number, unit = 'Noord') =>
  Array.from({ length: count }, (_one, index) => `${first + index},professional,${unit},4,3,2,1,5,na,,,`)

const preview = (csv: string) => api.previewPaperAnswers(scanId, csv)
const store = (csv: string) => api.storePaperAnswers(scanId, csv)
const refused = (status: number, code: string) => expect.objectContaining({ status, code })

async function faultsIn(csv: string): Promise<PaperFault[]> {
  const answer = await preview(csv)
  return answer.state === 'faulty' ? answer.faults : []
}

function stored() {
  return inOrganisation(world.services.db, organisationId, async (trx) => ({
    responses: await trx
      .selectFrom('responses')
      .innerJoin('scanGroups', 'scanGroups.id', 'responses.groupId')
      .select(['unitId', 'perspective', 'answers', 'importance', 'onPaper'])
      .where('responses.scanId', '=', scanId)
      .execute(),
    comments: await trx
      .selectFrom('comments')
      .select(['questionId', 'text'])
      .where('scanId', '=', scanId)
      .execute(),
    receipts: (
      await trx.selectFrom('receipts').select('submissionMac').where('scanId', '=', scanId).execute()
    ).length,
  }))
}

const NOTHING = { responses: [], comments: [], receipts: 0 }

/** As a program would, that does not use the page's own calls. */
async function send(body: string | Buffer, headers: Record<string, string>) {
  const answer = await world.app.inject({
    method: 'POST',
    url: `/api/scans/${scanId}/paper-answers`,
    headers: { origin: 'http://regie.test', cookie: await cookie(), ...headers },
    payload: body,
  })
  return { status: answer.statusCode, code: answer.json().code, headers: answer.headers }
}

async function cookie(): Promise<string> {
  const { email, password } = cast.mia
  const { cookies } = await world.app.inject({
    method: 'POST',
    url: '/api/session',
    headers: { origin: 'http://regie.test' },
    payload: { email, password },
  })
  return cookies.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join('; ')
}

describe('looking at a file', () => {
  test('tells per team how many are new, and stores nothing', async () => {
    const lines = [...professionals(1, 3), '4,client,Noord / Oost,5,4,3,2,1,,,listening,"Blijf, zo"']
    expect(await preview(file(...lines))).toEqual({
      state: 'ready',
      fresh: 4,
      known: 0,
      groups: [
        { unitId: noord, unit: 'Noord', perspective: 'professional', invited: 20, fresh: 3, known: 0 },
        { unitId: oost, unit: 'Noord / Oost', perspective: 'client', invited: 20, fresh: 1, known: 0 },
      ],
    })
    expect(await stored()).toEqual(NOTHING)
  })

  test('names every fault by line and column, and how many lines are sound', async () => {
    const csv = file(
      '1,professional,Noord,9,3,2,1,5,na,,,',
      '2,professional,Oost,4,3,2,1,5,na,,,',
      '3,manager,Noord,4,3,2,1,5,na,,,',
      '4,professional,West,4,3,2,1,5,na,,tempo tempo,',
      '5,client,Noord,4,3,2,1,5,,,,',
      '6,professional,Zuid,4,3,2,1,5,na,,,',
    )
    expect(await preview(csv)).toEqual({
      state: 'faulty',
      sound: 1,
      faultCount: 6,
      faults: [
        { line: 2, column: 'LIS1', code: 'outside-scale' },
        { line: 3, column: 'unit', code: 'ambiguous-unit' },
        { line: 4, column: 'perspective', code: 'perspective-not-in-scan' },
        { line: 5, column: 'unit', code: 'unknown-unit' },
        { line: 5, column: 'importance', code: 'picked-twice' },
        { line: 6, column: 'unit', code: 'group-not-in-scan' },
      ],
    })
  })

  test('repeats nothing of what stands in a file, wherever it stands (row 38)', async () => {
    const typed = SCRIPTS.map((script) => `"${script.replaceAll('"', '""')}"`)
    const rows = typed.flatMap((cell, place) => [
      `${cell},professional,${cell},4,3,2,1,5,na,,,`,
      `${place},${cell},Noord,4,3,2,1,5,na,,,`,
      `${place + 100},professional,Noord,${cell},3,2,1,5,na,,${cell},`,
    ])
    for (const csv of [file(...rows), `${typed.join(',')},${file(...rows)}`, typed.join('\n')]) {
      const told = JSON.stringify(await preview(csv))
      const refused = await fetch(`/api/scans/${scanId}/paper-answers`, {
        method: 'POST',
        headers: { 'content-type': 'text/csv' },
        body: csv,
      })
      expect(refused.status).toBe(422)
      expect(told).toContain('"state":"faulty"')
      for (const answer of [told, await refused.text()])
        expect(answer).not.toMatch(/alert|script|style|href|\$\{/)
    }
  })

  test('of many faults the first two hundred come, with how many there are', async () => {
    const answer = await preview(file(...professionals(1, 300, 'Nergens')))
    expect(answer).toMatchObject({ state: 'faulty', faultCount: 300 })
    expect((answer as Extract<PaperPreview, { state: 'faulty' }>).faults).toHaveLength(200)
  })

  test('tells nothing about how many others answered', async () => {
    const before = await preview(file(...professionals(1, 2)))
    scanId = await place({
      groups: [group(noord, 'professional', { answers: [[1, 2, 3, 4, 5, 1, 2]] }), group(oost, 'client')],
    })
    expect(await preview(file(...professionals(1, 2)))).toEqual(before)
  })

  test('an empty file and one with only a first line are told apart', async () => {
    expect(await faultsIn('\n\n')).toMatchObject([{ code: 'empty-file' }])
    expect(await faultsIn(HEADER)).toMatchObject([{ code: 'no-rows' }])
  })
})

describe('storing a file', () => {
  test('one row per form, marked as from paper, with comments apart', async () => {
    const lines = [
      '1,professional,noord ,4,3,,1,5,na,2,tempo listening,',
      '2,client,Noord/Oost,5,4,3,2,1,,,,Zo',
    ]
    expect(await store(file(...lines))).toEqual({ stored: 2, known: 0 })
    const { responses, comments } = await stored()
    expect(responses).toHaveLength(2)
    expect(responses).toEqual(
      expect.arrayContaining([
        {
          unitId: noord,
          perspective: 'professional',
          answers: [4, 3, null, 1, 5, -1, 2],
          importance: [0, 2],
          onPaper: true,
        },
        { unitId: oost, perspective: 'client', answers: [5, 4, 3, 2, 1], importance: [], onPaper: true },
      ]),
    )
    expect(comments).toEqual([{ questionId: 'OPEN-KEEP', text: 'Zo' }])
  })

  test('while the scan is open no number of answers tells where a form made a band jump', async () => {
    const before = await api.getProgress(scanId)
    for (let number = 1; number <= 12; number++) await store(file(...professionals(number, 1)))
    expect((await stored()).responses).toHaveLength(12)
    expect(await api.getProgress(scanId)).toEqual(before)
  })

  test('the same file again stores nothing and says so', async () => {
    const csv = file(...professionals(1, 40))
    expect(await store(csv)).toEqual({ stored: 40, known: 0 })
    const before = await stored()
    expect(await preview(csv)).toMatchObject({ state: 'ready', fresh: 0, known: 40 })
    expect(await store(csv)).toEqual({ stored: 0, known: 40 })
    const after = await stored()
    expect(after.receipts).toBe(before.receipts)
    expect(after.responses).toHaveLength(40)
  })

  test('of a file that grew only the new lines are stored', async () => {
    await store(file(...professionals(1, 10)))
    expect(await preview(file(...professionals(6, 10)))).toMatchObject({ fresh: 5, known: 5 })
    expect(await store(file(...professionals(6, 10)))).toEqual({ stored: 5, known: 5 })
    expect((await stored()).responses).toHaveLength(15)
  })

  test('other answers under a number that is in do not replace those that are stored', async () => {
    await store(file('1,professional,Noord,4,3,2,1,5,na,,,'))
    expect(await store(file('1,professional,Noord,1,1,1,1,1,1,1,,'))).toEqual({ stored: 0, known: 1 })
    expect((await stored()).responses.map(({ answers }) => answers)).toEqual([[4, 3, 2, 1, 5, -1, null]])
  })

  test('a number that is in for another team is a fault, so no form gets lost unseen', async () => {
    await store(file(...professionals(1, 2)))
    const csv = file('1,professional,Zuid,4,3,2,1,5,na,,,', '3,professional,Zuid,4,3,2,1,5,na,,,')
    expect(await preview(csv)).toEqual({
      state: 'faulty',
      sound: 1,
      faultCount: 1,
      faults: [{ line: 2, column: 'respondent', code: 'number-in-other-group' }],
    })
    await expect(store(csv)).rejects.toMatchObject({
      status: 422,
      code: 'file-faulty',
      faults: [{ path: '/lines/2', code: 'number-in-other-group' }],
    })
    expect((await stored()).responses).toHaveLength(2)
    expect(await store(file('3,professional,Zuid,4,3,2,1,5,na,,,'))).toEqual({ stored: 1, known: 0 })
  })

  test('the same file sent by two at once is stored once', async () => {
    const csv = file(...professionals(1, 30))
    const outcomes = await Promise.all([store(csv), store(csv), store(csv)])
    expect(outcomes.reduce((sum, { stored: count }) => sum + count, 0)).toBe(30)
    expect(outcomes.map(({ stored: fresh, known }) => fresh + known)).toEqual([30, 30, 30])
    expect((await stored()).responses).toHaveLength(30)
  })

  test('two files that overlap, sent at once, do not wait for each other for ever', async () => {
    const [up, down] = [professionals(1, 200), professionals(1, 250).reverse()]
    await Promise.all([store(file(...up)), store(file(...down))])
    expect((await stored()).responses).toHaveLength(250)
  })

  test('one fault anywhere, and nothing is stored', async () => {
    const csv = file(...professionals(1, 50), '51,professional,Noord,6,3,2,1,5,na,,,')
    await expect(store(csv)).rejects.toMatchObject({
      status: 422,
      code: 'file-faulty',
      faults: [{ path: '/lines/52', code: 'outside-scale' }],
    })
    expect(await stored()).toEqual(NOTHING)
  })

  test('the order of the file is not the order of the table', async () => {
    const lines = Array.from({ length: 60 }, (_one, index) => {
      const [a, b, c] = [index % 5, Math.floor(index / 5) % 5, Math.floor(index / 25)]
      return `${index},professional,Noord,${a + 1},${b + 1},${c + 1},1,1,1,1,,`
    })
    await store(file(...lines))
    const { responses } = await stored()
    const places = responses.map(({ answers: [a, b, c] }) => Number(a) + Number(b) * 5 + Number(c) * 25)
    expect(places).not.toEqual(places.toSorted((a, b) => a - b))
  })

  test.each([
    [
      'semicolons, byte order mark and CRLF, as Dutch Excel saves it',
      (csv: string) => `\uFEFF${csv.replaceAll(',', ';').replaceAll('\n', '\r\n')}\r\n`,
    ],
    ['quotes around everything', (csv: string) => csv.replace(/[^,\n]+/g, '"$&"')],
    ['empty lines between', (csv: string) => csv.replaceAll('\n', '\n\n')],
    ['teams by their id', (csv: string) => csv.replaceAll('Noord', noord)],
  ])('a file with %s is read the same', async (_how, change) => {
    expect(await store(change(file(...professionals(1, 3))))).toEqual({ stored: 3, known: 0 })
    expect((await stored()).responses[0]).toMatchObject({ unitId: noord, answers: [4, 3, 2, 1, 5, -1, null] })
  })

  test('several thousand forms go in one go', async () => {
    expect(await store(file(...professionals(1, 6000)))).toEqual({ stored: 6000, known: 0 })
  })
})

describe('who may, and when', () => {
  test.each([
    ['2026-10-01T09:00:00Z', 'scan-not-open'],
    ['2026-12-05T22:59:59Z', 'scan-closed'],
  ])('at %s the answer is %s, and nothing is stored', async (moment, code) => {
    world.clock.set(moment)
    const csv = file(...professionals(1, 3))
    await expect(preview(csv)).rejects.toEqual(refused(409, code))
    await expect(store(csv)).rejects.toEqual(refused(409, code))
    expect(await stored()).toEqual(NOTHING)
  })

  test('before the opening the example and the questions are there, after closing no more', async () => {
    world.clock.set('2026-10-01T09:00:00Z')
    expect((await fetch(api.paperTemplatePath(scanId, 'nl'))).status).toBe(200)
    expect((await api.getPaperForm(scanId)).questionnaires).toHaveLength(2)
    world.clock.set('2026-12-06T09:00:00Z')
    await expect(api.getPaperForm(scanId)).rejects.toEqual(refused(409, 'scan-closed'))
    expect((await fetch(api.paperTemplatePath(scanId, 'nl'))).status).toBe(409)
  })

  test('a draft has no answers on paper', async () => {
    const { scan } = await api.newScan({ title: 'Draft' })
    scanId = scan.id
    await expect(preview(file())).rejects.toEqual(refused(409, 'scan-not-launched'))
    await expect(api.getPaperForm(scan.id)).rejects.toEqual(refused(409, 'scan-not-launched'))
  })

  test('a closed scan keeps what it has', async () => {
    await api.closeScan(scanId)
    await expect(store(file(...professionals(1, 3)))).rejects.toEqual(refused(409, 'scan-closed'))
    expect(await stored()).toEqual(NOTHING)
  })

  test('another organisation finds no such scan', async () => {
    await world.stranger()
    for (const call of [preview, store]) {
      await expect(call(file(...professionals(1, 3)))).rejects.toEqual(refused(404, 'not-found'))
    }
    await expect(api.getPaperForm(scanId)).rejects.toEqual(refused(404, 'not-found'))
    expect((await fetch(api.paperTemplatePath(scanId, 'nl'))).status).toBe(404)
    expect(await stored()).toEqual(NOTHING)
  })

  test('a manager may not, and neither may someone who is signed out', async () => {
    const { name, email, password } = cast.max
    const { link } = await api.inviteMember({ name, email, role: 'manager', unitId: null })
    world.signOut()
    await expect(store(file(...professionals(1, 3)))).rejects.toEqual(refused(401, 'signed-out'))
    await api.acceptInvitation({ secret: link.split('#')[1] ?? '', password })
    for (const call of [preview, store]) {
      await expect(call(file(...professionals(1, 3)))).rejects.toEqual(refused(403, 'forbidden'))
    }
    await expect(api.getPaperForm(scanId)).rejects.toEqual(refused(403, 'forbidden'))
    expect(await stored()).toEqual(NOTHING)
  })
})

describe('what comes in at the door', () => {
  const csv = { 'content-type': 'text/csv' }

  test.each([
    ['JSON', '{"csv":""}', { 'content-type': 'application/json' }, 415, 'unsupported-media-type'],
    ['a form', 'a=b', { 'content-type': 'application/x-www-form-urlencoded' }, 415, 'unsupported-media-type'],
    ['packed content', HEADER, { ...csv, 'content-encoding': 'gzip' }, 415, 'unsupported-media-type'],
    [
      'another character set',
      HEADER,
      { 'content-type': 'text/csv; charset=iso-8859-1' },
      415,
      'wrong-encoding',
    ],
    ['bytes that are no UTF-8', Buffer.from([0x63, 0x61, 0x66, 0xe9]), csv, 415, 'wrong-encoding'],
    ['a file of six megabytes', 'x'.repeat(6 * MEGABYTE), csv, 413, 'file-too-large'],
  ])('%s is refused with a code', async (_what, body, headers, status, code) => {
    expect(await send(body, headers)).toMatchObject({ status, code })
    expect(await stored()).toEqual(NOTHING)
  })

  test('a hundred megabytes are refused by their announced size, without being read', async () => {
    const announced = { ...csv, 'content-length': String(100 * MEGABYTE) }
    const answer = await send('x', announced)
    expect(answer).toMatchObject({ status: 413, code: 'file-too-large', headers: { connection: 'close' } })
  })

  test('CSV is taken here only', async () => {
    const answer = await world.app.inject({
      method: 'POST',
      url: '/api/session',
      headers: { origin: 'http://regie.test', ...csv },
      payload: HEADER,
    })
    expect([answer.statusCode, answer.json().code]).toEqual([415, 'unsupported-media-type'])
  })

  test('UTF-8 may be named, in any spelling', async () => {
    const named = { 'content-type': 'Text/CSV; Charset="UTF-8"' }
    expect((await send(file(...professionals(1, 1)), named)).status).toBe(200)
  })

  test('NUL in a comment is a fault of its line', async () => {
    expect(await faultsIn(file('1,professional,Noord,4,3,2,1,5,na,,,a\0b'))).toMatchObject([{ line: 2 }])
  })
})

describe('what one needs to fill it in', () => {
  test('the example has the columns of this scan, with semicolons for Dutch', async () => {
    const answer = await fetch(api.paperTemplatePath(scanId, 'nl'))
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(answer.headers.get('content-disposition')).toContain('antwoorden-op-papier.csv')
    const bytes = Buffer.from(await answer.arrayBuffer())
    expect(bytes.toString()).toBe(`\uFEFF${HEADER.replaceAll(',', ';')}\r\n`)
    expect(await faultsIn(bytes.toString())).toMatchObject([{ code: 'no-rows' }])
    const english = Buffer.from(await (await fetch(api.paperTemplatePath(scanId, 'en'))).arrayBuffer())
    expect(english.toString()).toBe(`\uFEFF${HEADER}\r\n`)
  })

  test('items that nobody in this scan is asked have no column', async () => {
    scanId = await place({ groups: [group(oost, 'client')] })
    const answer = await fetch(api.paperTemplatePath(scanId, 'en'))
    expect(await answer.text()).toContain('unit,LIS1,LIS2,LIS3,CHO1,CHO2,importance')
  })

  test('teams are written so that each leads to itself', async () => {
    const { groups, mostBytes, questionnaires } = await api.getPaperForm(scanId)
    expect(mostBytes).toBe(5 * MEGABYTE)
    expect(new Set(groups.map(({ unit }) => unit))).toEqual(
      new Set(['Noord', 'Noord / Oost', 'Zuid', 'Zuid / Oost']),
    )
    expect(questionnaires.map(({ perspective }) => perspective)).toEqual(['professional', 'client'])
    const lines = groups.map(
      ({ unit, perspective }, index) => `${index},${perspective},${unit},4,3,2,1,5,,,,`,
    )
    expect(await preview(file(...lines))).toMatchObject({ state: 'ready', fresh: groups.length })
  })
})

test('a file that arrives while the scan closes is either counted whole or refused', async () => {
  const answers = Array.from({ length: 20 }, (_one, index) => [4, 3 + (index % 3), 2, 4, 4, 4, 4])
  for (let round = 0; round < 5; round++) {
    scanId = await place({ groups: [group(noord, 'professional', { invited: 40, answers })] })
    const storing = store(file(...professionals(1, 6))).then(
      ({ stored: count }) => count,
      ({ code }) => code,
    )
    const [outcome, publication] = await Promise.all([storing, api.closeScan(scanId)])
    const basis = publication.units[0]?.perspectives[0]?.dimensions[0]
    const n = outcome === 6 ? 26 : 20
    expect([6, 'scan-closed', 'temporarily-unavailable']).toContain(outcome)
    expect(basis).toMatchObject({ basis: { state: 'counted', n } })
    expect((await stored()).responses).toHaveLength(n)
  }
})

test('one account brings so many files a minute, and then has to wait', async () => {
  const nextMinute = () => world.clock.addDays(2 / 1440)
  nextMinute()
  const session = await cookie()
  const upload = () =>
    world.app.inject({
      method: 'POST',
      url: `/api/scans/${scanId}/paper-answers`,
      headers: { origin: 'http://regie.test', cookie: session, 'content-type': 'text/csv' },
      payload: HEADER,
    })
  for (let count = 0; count < 60; count++) expect((await upload()).statusCode).toBe(422)
  const refusal = await upload()
  expect([refusal.statusCode, refusal.json().code]).toEqual([429, 'too-many-requests'])
  nextMinute()
  expect((await upload()).statusCode).toBe(422)
})

test('answers on paper are counted when the scan closes', async () => {
  const online = Array.from({ length: 10 }, () => [4, 4, 2, 4, 4, 4, 4])
  scanId = await place({ groups: [group(noord, 'professional', { invited: 40, answers: online })] })
  await store(file(...professionals(1, 6)))
  const publication: Publication = await api.closeScan(scanId)
  const root = publication.units.find(({ parentId }) => parentId === null)
  expect(root?.perspectives[0]?.dimensions[0]).toMatchObject({
    state: 'shown',
    basis: { state: 'counted', n: 16, invited: 40 },
  })
  const { responses } = await stored()
  expect(responses).toHaveLength(16)
  expect(responses.filter(({ onPaper }) => onPaper)).toEqual([])
})

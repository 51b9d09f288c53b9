import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { submissionMac } from '#server/responses/submission.ts'
import { codeHash } from '#server/scans/codes.ts'
import { newWorld, type World } from '../../../support/world.ts'
import { closeAndCount, type LaunchedScan, launchScan } from '../launched-scan.ts'
import { type Finding, findings, type Marks, readTraces, type Traces } from './attack.ts'

const CODES = 300
const PEOPLE = 240
/**
 * Chance alone passes the bound of one attack in five hundred on one scan; on average over so many, of all attacks together less than
 * once in a million runs.
 */
const SCANS = 4
const MOST_HITS = 5
/** 0.2 among 240 people; chance alone makes it larger among fewer. */
const mostCorrelation = (people: number) => 0.2 * Math.sqrt(PEOPLE / people)

let world: World
let owner: pg.Client

/** Of each scan, what could be read while it ran and when it had closed; of the first one, before it was mixed too. */
const seen: Record<'unmixed' | 'mixed' | 'closed', Traces[]> = { unmixed: [], mixed: [], closed: [] }

beforeAll(async () => {
  world = await newWorld()
  owner = new pg.Client({ connectionString: world.databaseUrl })
  await owner.connect()
  for (let round = 0; round < SCANS; round++) await liveThrough()
}, 300_000)
afterAll(async () => {
  await owner.end()
  await world.close()
})

async function liveThrough(): Promise<void> {
  world.clock.set('2026-11-21T09:00:00Z')
  const scan = await launchScan(world, { clients: CODES })
  const marks: Marks = { scanId: scan.scanId, codes: new Map(), answers: new Map() }
  const codes = shuffled(scan.codes)
  await answer(codes, marks, 0, 100)
  // later scans may fill places that mixing left free, so there is an order to find for certain in the first one only
  if (seen.unmixed.length === 0) seen.unmixed.push(await readTraces(owner, marks))
  await world.mixAnswers()
  await answer(codes, marks, 100, PEOPLE)
  await world.mixAnswers()
  seen.mixed.push(await readTraces(owner, marks))
  expect(await closeAndCount(world, scan)).toBe(PEOPLE)
  seen.closed.push(await readTraces(owner, marks))
}

async function answer(codes: LaunchedScan['codes'], marks: Marks, from: number, to: number): Promise<void> {
  for (let person = from; person < to; person++) {
    const code = codes[person] ?? ''
    const submissionId = randomUUID()
    const answers = answersOf(person)
    const remark = `remark-${person}-${marks.scanId.slice(0, 8)}`
    const sent = await world.app.inject({
      method: 'POST',
      url: '/api/responses',
      remoteAddress: `10.3.${person >> 8}.${person & 255}`,
      headers: { origin: 'http://regie.test' },
      payload: {
        code,
        submissionId,
        answers: Object.fromEntries(ITEMS.map((item, place) => [item, answers[place]])),
        importance: [],
        comments: { 'OPEN-KEEP': remark },
      },
    })
    expect(sent.statusCode).toBe(200)
    const hash = codeHash(code)
    marks.codes.set(hash.toString('hex'), person)
    marks.codes.set(
      submissionMac(world.services.config.codeSecret, hash, submissionId).toString('hex'),
      person,
    )
    marks.answers.set(JSON.stringify(answers), person)
    marks.answers.set(remark, person)
  }
}

const ITEMS = ['LIS1', 'LIS2', 'LIS3', 'CHO1', 'CHO2']

/** Everybody's own, and in no order that follows the one in which they are sent. */
function answersOf(person: number): number[] {
  const number = (person * 1009) % 5 ** ITEMS.length
  return ITEMS.map((_item, place) => (Math.floor(number / 5 ** place) % 5) + 1)
}

function shuffled<T>(list: readonly T[]): T[] {
  const keyed = list.map((value) => ({ value, key: Math.random() }))
  return keyed.toSorted((a, b) => a.key - b.key).map(({ value }) => value)
}

/** Of each attack what it found on average, and the most that it ever tied. */
function onAverage(scans: Traces[], attack: (traces: Traces) => Finding[]): Finding[] {
  const ways = Map.groupBy(scans.flatMap(attack), ({ how }) => how)
  return [...ways].map(([how, found]) => {
    const mean = (of: (finding: Finding) => number) =>
      found.reduce((sum, finding) => sum + of(finding), 0) / SCANS
    return {
      how,
      tied: Math.max(...found.map(({ tied }) => tied)),
      hits: mean(({ hits }) => hits),
      correlation: mean(({ correlation }) => Math.abs(correlation)),
    }
  })
}

const codesAndAnswers = ({ codes, answers }: Traces) => findings(codes, answers)
/** Somebody sat beside the door and noted who came when; those of an earlier mixing were there before, which is no secret. */
const arrivalsSince =
  (first: number) =>
  ({ answers }: Traces) => {
    const people = Array.from({ length: PEOPLE - first }, (_, at) => first + at)
    const noted = people.map((person) => ({
      person,
      xmin: person,
      page: 0,
      slot: person,
      key: `${person}`.padStart(4, '0'),
    }))
    return findings(new Map([['who came when', noted]]), answers)
  }
/** A comment that somebody recognises must not bring the other answers along. */
const commentsAndAnswers = ({ answers }: Traces) => findings(answers, answers)

describe('the usual design, which is what lies in the inbox before mixing, falls to the attack', () => {
  test('every answer is tied to its code by its transaction, by its place and by the order of both', () => {
    const found = seen.unmixed.flatMap(codesAndAnswers)
    expect(found.find(({ how }) => how === 'invitations by transaction, inbox by place')).toEqual({
      how: 'invitations by transaction, inbox by place',
      tied: 100,
      hits: 100,
      correlation: expect.closeTo(1, 10),
    })
    expect(found.find(({ how }) => how === 'receipts by place, inbox by place')).toMatchObject({
      tied: 100,
      hits: 100,
    })
  })
})

describe.each([
  ['after mixing, while the scan runs', 'mixed', ['invitations', 'receipts']],
  ['after closing', 'closed', ['closed_codes', 'receipts']],
] as const)('%s nobody who reads the whole database ties answers to a code (row 19)', (_when, moment, tables) => {
  test('the attacker finds the rows of all 240 on both sides, and none that holds both', () => {
    for (const { codes, answers, together } of seen[moment]) {
      expect([...codes.keys()].toSorted()).toEqual(tables)
      expect([...answers.keys()].toSorted()).toEqual(['comments', 'responses'])
      for (const traces of [...codes.values(), ...answers.values()]) expect(traces).toHaveLength(PEOPLE)
      expect(together).toEqual([])
    }
  })

  test('transactions tie nothing, and places, transactions and keys put together no more than chance', () => {
    const found = onAverage(seen[moment], codesAndAnswers)
    expect(found).toHaveLength(4 * 9)
    expect(found.filter(({ tied }) => tied > 0)).toEqual([])
    expect(found.filter(({ hits }) => hits > MOST_HITS)).toEqual([])
    expect(found.filter(({ correlation }) => !(correlation <= mostCorrelation(PEOPLE)))).toEqual([])
  })

  test('nor do answers or comments lie in the order in which people were seen to answer', () => {
    const first = moment === 'mixed' ? 100 : 0
    const found = onAverage(seen[moment], arrivalsSince(first))
    expect(found).toHaveLength(2 * 9)
    expect(found.filter(({ hits }) => hits > MOST_HITS)).toEqual([])
    const most = mostCorrelation(PEOPLE - first)
    expect(found.filter(({ correlation }) => !(correlation <= most))).toEqual([])
  })

  test('nor does a comment lead to the other answers of who wrote it', () => {
    const found = onAverage(seen[moment], commentsAndAnswers)
    expect(found).toHaveLength(2 * 9)
    expect(found.filter(({ tied }) => tied > 0)).toEqual([])
    expect(found.filter(({ hits }) => hits > MOST_HITS)).toEqual([])
    expect(found.filter(({ correlation }) => !(correlation <= mostCorrelation(PEOPLE)))).toEqual([])
  })
})

test('every id beside an answer is drawn at random (version 4), none follows the clock', async () => {
  for (const table of ['responses', 'comments']) {
    const { rows } = await owner.query<{ version: string }>(
      `select distinct substr(id::text, 15, 1) as version from ${table}`,
    )
    expect(rows).toEqual([{ version: '4' }])
  }
})

import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import * as api from '#client/api.ts'
import type { CommentQueue } from '#server/comments/contract.ts'
import { inOrganisation } from '#server/database.ts'
import type { Perspective } from '#server/surveys/contract.ts'
import { cast, type Person } from '../../support/cast.ts'
import { ownQuestion, tinyInstrument } from '../../support/cast-survey.ts'
import { newWorld, type World } from '../../support/world.ts'
import { type PlacedGroup, placeScan } from '../results/place-scan.ts'

let world: World
let organisationId: string
let rootUnitId: string
const [north, south, small] = [randomUUID(), randomUUID(), randomUUID()]

beforeAll(async () => {
  world = await newWorld()
  ;({ organisationId, rootUnitId } = await world.settle())
})
beforeEach(() => world.signIn(cast.mia))
afterAll(() => world.close())

const refused = (status: number, code: string) => expect.objectContaining({ status, code })

function group(unitId: string, people: number, perspective: Perspective = 'professional'): PlacedGroup {
  const answers = perspective === 'client' ? [4, 4, 2, 3, 3] : [4, 4, 2, 3, 3, 4, 4]
  return { unitId, perspective, invited: people + 4, answers: Array.from({ length: people }, () => answers) }
}

interface Written {
  unitId: string
  texts: string[]
  perspective?: Perspective
  questionId?: string
}

const texts = (name: string, count: number) =>
  Array.from({ length: count }, (_one, index) => `${name} ${index}`)

/** North and South have enough people for blocks of their own, the small team has not. */
async function openScan(written: Written[], more: PlacedGroup[] = []): Promise<string> {
  const { db } = world.services
  const scanId = await placeScan(db, {
    organisationId,
    instrument: tinyInstrument,
    title: 'Autumn',
    units: [
      { id: rootUnitId, parentId: null, name: 'De Brug' },
      { id: north, parentId: rootUnitId, name: 'North' },
      { id: south, parentId: rootUnitId, name: 'South' },
      { id: small, parentId: rootUnitId, name: 'Small' },
    ],
    groups: [group(north, 14), group(south, 12), group(small, 6), ...more],
  })
  await inOrganisation(db, organisationId, async (trx) => {
    const instrument = JSON.stringify({ ...tinyInstrument, form: 'full', ownQuestions: [ownQuestion] })
    await trx.updateTable('scans').set({ instrument }).where('id', '=', scanId).execute()
    for (const { unitId, texts, perspective = 'professional', questionId = 'OPEN-KEEP' } of written) {
      const { id: groupId } = await trx
        .selectFrom('scanGroups')
        .select('id')
        .where('scanId', '=', scanId)
        .where('unitId', '=', unitId)
        .where('perspective', '=', perspective)
        .executeTakeFirstOrThrow()
      for (const text of texts) {
        await trx
          .insertInto('comments')
          .values({ organisationId, scanId, groupId, questionId, text })
          .execute()
      }
    }
  })
  return scanId
}

async function closedScan(written: Written[], more: PlacedGroup[] = []): Promise<string> {
  const scanId = await openScan(written, more)
  await api.call('POST', `/api/scans/${scanId}/closure`)
  return scanId
}

type Judging = Extract<CommentQueue, { state: 'judging' }>

async function queueOf(scanId: string): Promise<Judging> {
  const queue = await api.getCommentQueue(scanId)
  if (queue.state !== 'judging') throw new Error('the comments are published already')
  return queue
}

/** Approves everything but what begins with one of these words. */
async function judgeAll(scanId: string, rejected: string[] = []): Promise<void> {
  for (const { id, text } of (await queueOf(scanId)).comments) {
    const decision = rejected.some((word) => text.startsWith(word)) ? 'rejected' : 'approved'
    await api.judgeComment(scanId, id, { decision })
  }
}

const rowsOf = (scanId: string) =>
  inOrganisation(world.services.db, organisationId, (trx) =>
    trx.selectFrom('comments').select(['id', 'text', 'decision']).where('scanId', '=', scanId).execute(),
  )

/** North for itself; the small team's three go to the whole, and take the South along. */
const enough: Written[] = [
  { unitId: north, texts: texts('North', 6) },
  { unitId: south, texts: texts('South', 5) },
  { unitId: small, texts: texts('Small', 3) },
]

test('the queue tells where a comment could be shown, never the small team where it was written', async () => {
  const scanId = await closedScan(enough)
  const queue = await queueOf(scanId)
  const nameOf = new Map(queue.units.map(({ id, name }) => [id, name]))
  const places = Map.groupBy(queue.comments, ({ text }) => text.split(' ')[0])
  const unitsOf = (word: string) => [...new Set(places.get(word)?.map(({ unitId }) => nameOf.get(unitId)))]
  expect([unitsOf('North'), unitsOf('South'), unitsOf('Small')]).toEqual([
    ['North'],
    ['De Brug'],
    ['De Brug'],
  ])
  expect(JSON.stringify(queue)).not.toContain(small)
  expect(queue.comments).toHaveLength(14)
  expect(queue.unplaced).toBe('under-five')
  expect(queue.scan).toMatchObject({ id: scanId, title: 'Autumn' })
  expect(queue.questions.map(({ id, maxLength }) => [id, maxLength])).toEqual([
    ['OPEN-KEEP', 600],
    ['OWN-1', 300],
  ])
  const order = (await queueOf(scanId)).comments.map(({ id }) => id)
  expect(order).toEqual(queue.comments.map(({ id }) => id))
  expect(order).toEqual(order.toSorted())
})

test('comments of groups that are too small are read by nobody', async () => {
  const scanId = await closedScan(
    [
      { unitId: south, perspective: 'manager', texts: texts('Manager', 6) },
      { unitId: north, questionId: 'OWN-1', texts: texts('Own', 4) },
    ],
    [group(south, 7, 'manager')],
  )
  expect(await queueOf(scanId)).toMatchObject({ comments: [], units: [], unplaced: 'five-or-more' })
  expect(await api.getCommentBlocks(scanId)).toMatchObject({ state: 'none' })
})

/** All answers of the North but one, which is left blank, come from paper. */
const typeInNorth = (scanId: string) =>
  inOrganisation(world.services.db, organisationId, async (trx) => {
    const rows = await trx
      .selectFrom('responses as r')
      .innerJoin('scanGroups as g', 'g.id', 'r.groupId')
      .select('r.id')
      .where('r.scanId', '=', scanId)
      .where('g.unitId', '=', north)
      .execute()
    const [online, ...typed] = rows.map(({ id }) => id)
    await trx.updateTable('responses').set({ onPaper: true }).where('id', 'in', typed).execute()
    const answers = Array.from({ length: 7 }, () => null)
    await trx
      .updateTable('responses')
      .set({ answers })
      .where('id', '=', online ?? '')
      .execute()
  })

test('closing keeps how many answered beside paper, so that who typed in a team does not read its one other comment', async () => {
  const scanId = await openScan([{ unitId: north, texts: texts('North', 5) }])
  await typeInNorth(scanId)
  const publication = await api.closeScan(scanId)
  const shown = publication.units.find(({ id }) => id === north)?.perspectives[0]?.dimensions[0]
  expect(shown).toMatchObject({ state: 'shown' })
  const { groups, typed } = await inOrganisation(world.services.db, organisationId, async (trx) => ({
    groups: await trx
      .selectFrom('scanGroups')
      .select(['unitId', 'unseen'])
      .where('scanId', '=', scanId)
      .execute(),
    typed: await trx
      .selectFrom('responses')
      .select('id')
      .where('scanId', '=', scanId)
      .where('onPaper', '=', true)
      .execute(),
  }))
  expect(new Map(groups.map(({ unitId, unseen }) => [unitId, unseen]))).toEqual(
    new Map([
      [north, 1],
      [south, 12],
      [small, 6],
    ]),
  )
  expect(typed).toEqual([])
  const places = (await queueOf(scanId)).comments.map(({ unitId }) => unitId)
  expect(places).toEqual(Array.from({ length: 5 }, () => rootUnitId))
})

test('a scan that closed before answers could come from paper reads as one in which none did', async () => {
  const scanId = await closedScan(enough)
  const before = await queueOf(scanId)
  await inOrganisation(world.services.db, organisationId, (trx) =>
    trx.updateTable('scanGroups').set({ unseen: null }).where('scanId', '=', scanId).execute(),
  )
  expect(await queueOf(scanId)).toEqual(before)
})

test('hints mark names of members, and a new text has hints of its own', async () => {
  const scanId = await closedScan([{ unitId: north, texts: ['Vraag het MIA', ...texts('North', 5)] }])
  const { comments } = await queueOf(scanId)
  const comment = comments.find(({ text }) => text.includes('MIA'))
  expect(comment?.hints).toEqual([{ kind: 'name', start: 10, end: 13 }])
  const judged = await api.judgeComment(scanId, comment?.id ?? '', {
    decision: null,
    text: 'Bel 06-12345678',
  })
  expect(judged.hints).toEqual([{ kind: 'phone', start: 4, end: 15 }])
})

test('an edit overwrites the text for good; a decision can be changed until publication', async () => {
  const scanId = await closedScan([{ unitId: north, texts: ['Piet schreeuwt', ...texts('North', 5)] }])
  const { comments } = await queueOf(scanId)
  const id = comments.find(({ text }) => text.startsWith('Piet'))?.id ?? ''
  const text = '  Er wordt geschreeuwd  '
  const edited = { id, text: 'Er wordt geschreeuwd', hints: [] }
  expect(await api.judgeComment(scanId, id, { decision: 'approved', text })).toEqual({
    ...edited,
    decision: 'approved',
  })
  expect(await api.judgeComment(scanId, id, { decision: 'rejected' })).toEqual({
    ...edited,
    decision: 'rejected',
  })
  expect(await api.judgeComment(scanId, id, { decision: null })).toEqual({ ...edited, decision: null })
  expect(JSON.stringify(await rowsOf(scanId))).not.toContain('Piet')
  expect(JSON.stringify(await queueOf(scanId))).not.toContain('Piet')
})

test.each([
  ['longer than its question allows', 'x'.repeat(601), refused(400, 'invalid-input')],
  ['empty', '   ', refused(400, 'invalid-input')],
  ['not storable', 'a\u0000b', refused(422, 'invalid-text')],
])('a text that is %s is refused and changes nothing', async (_rule, text, problem) => {
  const scanId = await closedScan([{ unitId: north, texts: texts('North', 5) }])
  const before = await rowsOf(scanId)
  const id = (await queueOf(scanId)).comments[0]?.id ?? ''
  await expect(api.judgeComment(scanId, id, { decision: 'approved', text })).rejects.toEqual(problem)
  expect(await rowsOf(scanId)).toEqual(expect.arrayContaining(before))
})

test('the preview counts what would be shown and what would not, and never shows more than before', async () => {
  const scanId = await closedScan(enough)
  expect((await queueOf(scanId)).preview).toEqual({ blocks: [], left: 0 })
  await judgeAll(scanId, ['North 1', 'North 2'])
  const { preview } = await queueOf(scanId)
  const block = { perspective: 'professional', questionId: 'OPEN-KEEP' }
  expect(preview).toEqual({ blocks: [{ ...block, unitId: rootUnitId, count: 12 }], left: 0 })
  await judgeAll(scanId, ['South', 'Small'])
  const after = (await queueOf(scanId)).preview
  expect(after).toEqual({ blocks: [{ ...block, unitId: north, count: 6 }], left: 0 })
  await judgeAll(scanId, ['South', 'Small', 'North 1', 'North 2'])
  expect((await queueOf(scanId)).preview).toEqual({ blocks: [], left: 4 })
})

/** As whoever takes over reads it. */
const waitFor = async (scanId: string) =>
  (await api.getHandover()).scans.find(({ id }) => id === scanId)?.commentsWait

test('publishing waits until every comment is judged, and says how many are left', async () => {
  const scanId = await closedScan([{ unitId: north, texts: texts('North', 6) }])
  const [first] = (await queueOf(scanId)).comments
  await api.judgeComment(scanId, first?.id ?? '', { decision: 'approved' })
  await expect(api.publishComments(scanId)).rejects.toMatchObject({
    status: 409,
    code: 'comments-unjudged',
    current: { unjudged: 5 },
  })
  expect(await api.getCommentBlocks(scanId)).toMatchObject({ state: 'waiting' })
  expect(await waitFor(scanId)).toBe(true)
})

test('what is published is frozen, and nothing else is left', async () => {
  const scanId = await closedScan(enough)
  await judgeAll(scanId, ['South 4', 'North 0'])
  const published = await api.publishComments(scanId)
  expect(await waitFor(scanId)).toBe(false)
  expect(published).toMatchObject({
    state: 'published',
    blocks: [
      {
        unit: { id: rootUnitId, name: 'De Brug' },
        question: { id: 'OPEN-KEEP', text: { en: 'What must stay?' } },
      },
      { unit: { id: north, name: 'North' } },
    ],
  })
  if (published.state !== 'published') throw new Error('nothing was published')
  expect(published.blocks.map(({ comments }) => comments.toSorted())).toEqual([
    [...texts('Small', 3), ...texts('South', 4)],
    ['North 1', 'North 2', 'North 3', 'North 4', 'North 5'],
  ])
  expect(await rowsOf(scanId)).toEqual([])
  const [both, again] = await Promise.all([api.publishComments(scanId), api.getCommentBlocks(scanId)])
  expect([both, again]).toEqual([published, published])
  expect(await api.getCommentQueue(scanId)).toEqual({ state: 'published', scan: published.scan })
  expect(JSON.stringify(published.blocks)).not.toMatch(/\d{4}-\d\d-\d\d/)
  await expect(api.judgeComment(scanId, randomUUID(), { decision: 'approved' })).rejects.toEqual(
    refused(409, 'comments-published'),
  )
})

test('two who publish at once make one publication', async () => {
  const scanId = await closedScan(enough)
  await judgeAll(scanId)
  const [first, second] = await Promise.all([api.publishComments(scanId), api.publishComments(scanId)])
  expect(second).toEqual(first)
})

test('comments do not stand in the order in which they came in or were judged', async () => {
  const orders = new Set<string>()
  for (let round = 0; round < 3; round++) {
    const scanId = await closedScan([{ unitId: north, texts: texts('North', 14) }])
    await judgeAll(scanId)
    const published = await api.publishComments(scanId)
    if (published.state === 'published') orders.add(published.blocks[0]?.comments.join() ?? '')
  }
  // three equal orders of fourteen happen once in 10^21
  expect(orders.size).toBeGreaterThan(1)
})

test('without any comment that could be shown, publishing clears what nobody may read', async () => {
  const scanId = await closedScan([{ unitId: small, texts: texts('Small', 3) }])
  expect(await api.publishComments(scanId)).toMatchObject({ state: 'published', blocks: [] })
  expect(await rowsOf(scanId)).toEqual([])
})

test('nothing is read, judged or published while the scan is open', async () => {
  const scanId = await openScan(enough)
  const [row] = await rowsOf(scanId)
  const tooEarly = refused(409, 'not-published')
  await expect(api.getCommentQueue(scanId)).rejects.toEqual(tooEarly)
  await expect(api.getCommentBlocks(scanId)).rejects.toEqual(tooEarly)
  await expect(api.publishComments(scanId)).rejects.toEqual(tooEarly)
  await expect(api.judgeComment(scanId, row?.id ?? '', { decision: 'approved' })).rejects.toEqual(tooEarly)
})

test('an unknown scan or comment is not found', async () => {
  const [scanId, missing] = [await closedScan(enough), refused(404, 'not-found')]
  await expect(api.getCommentQueue(randomUUID())).rejects.toEqual(missing)
  await expect(api.getCommentBlocks(randomUUID())).rejects.toEqual(missing)
  await expect(api.publishComments(randomUUID())).rejects.toEqual(missing)
  await expect(api.judgeComment(scanId, randomUUID(), { decision: 'approved' })).rejects.toEqual(missing)
})

async function manager(unitId: string | null): Promise<void> {
  const person: Person = { ...cast.max, email: `${randomUUID()}@debrug.test` }
  await world.signIn(cast.mia)
  const { link } = await api.inviteMember({ name: person.name, email: person.email, role: 'manager', unitId })
  await api.acceptInvitation({ secret: link.split('#')[1] ?? '', password: person.password })
  await world.signIn(person)
}

test('a manager reads the blocks of the own unit and below, and never the queue', async () => {
  const scanId = await closedScan(enough)
  await judgeAll(scanId)
  await manager(north)
  expect(await api.getCommentBlocks(scanId)).toMatchObject({ state: 'waiting' })
  const forbidden = refused(403, 'forbidden')
  await expect(api.getCommentQueue(scanId)).rejects.toEqual(forbidden)
  await expect(api.judgeComment(scanId, randomUUID(), { decision: null })).rejects.toEqual(forbidden)
  await expect(api.publishComments(scanId)).rejects.toEqual(forbidden)

  await world.signIn(cast.mia)
  await api.publishComments(scanId)
  const unitsRead = async () => {
    const read = await api.getCommentBlocks(scanId)
    return read.state === 'published' ? read.blocks.map(({ unit }) => unit.name) : []
  }
  await manager(north)
  expect(await unitsRead()).toEqual(['North'])
  await manager(small)
  expect(await unitsRead()).toEqual([])
  await manager(null)
  expect(await unitsRead()).toEqual(['De Brug', 'North'])
})

test('another organisation learns nothing, not even that the scan exists', async () => {
  const scanId = await closedScan(enough)
  const id = (await queueOf(scanId)).comments[0]?.id ?? ''
  await world.stranger()
  const missing = refused(404, 'not-found')
  await expect(api.getCommentQueue(scanId)).rejects.toEqual(missing)
  await expect(api.getCommentBlocks(scanId)).rejects.toEqual(missing)
  await expect(api.publishComments(scanId)).rejects.toEqual(missing)
  await expect(api.judgeComment(scanId, id, { decision: 'rejected' })).rejects.toEqual(missing)
  world.signOut()
  await expect(api.getCommentBlocks(scanId)).rejects.toEqual(refused(401, 'signed-out'))
})

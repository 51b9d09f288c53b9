import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inOrganisation } from '#server/database.ts'
import { type Counts, countsOf, joinCounts } from '#server/results/counted.ts'
import { newCounting } from '#server/results/counting.ts'
import { measuresFor, measuresOf } from '#server/results/measures.ts'
import { listGroups, tallyPerspective } from '#server/results/queries.ts'
import { type Form, itemsFor, type Perspective } from '#server/surveys/survey.ts'
import { tinyInstrument } from '../../support/cast-survey.ts'
import { newWorld, type World } from '../../support/world.ts'
import { placeScan } from './place-scan.ts'

const EVERYONE: Perspective[] = ['professional', 'client', 'manager']

let world: World
let organisationId: string
let rootUnitId: string
beforeAll(async () => {
  world = await newWorld()
  ;({ organisationId, rootUnitId } = await world.settle())
})
afterAll(() => world.close())

interface Given {
  unitId: string
  perspective: Perspective
  answers: (number | null)[]
  importance: number[]
  onPaper: boolean
}

const units = [randomUUID(), randomUUID()]

/** The same people at every run: what is drawn differs only by this number. */
function peopleOf(form: Form, seed: number): Given[] {
  const one = fc.record({
    unitId: fc.constantFrom(...units),
    perspective: fc.constantFrom(...EVERYONE),
    answers: fc.array(fc.constantFrom(null, -1, 1, 2, 3, 4, 5), { minLength: 7, maxLength: 7 }),
    complete: fc.array(fc.constantFrom(1, 2, 3, 4, 5), { minLength: 7, maxLength: 7 }),
    isComplete: fc.boolean(),
    importance: fc.uniqueArray(fc.nat(2), { maxLength: 2 }),
    onPaper: fc.boolean(),
  })
  return fc.sample(one, { seed, numRuns: 150 }).map(({ isComplete, complete, answers, ...given }) => {
    const asked = itemsFor(tinyInstrument, given.perspective, form).length
    return { ...given, answers: (isComplete ? complete : answers).slice(0, asked) }
  })
}

async function place(form: Form, people: Given[]): Promise<string> {
  const { db } = world.services
  const scanId = await placeScan(db, {
    organisationId,
    instrument: tinyInstrument,
    form,
    units: [
      { id: rootUnitId, parentId: null, name: 'De Brug' },
      ...units.map((id) => ({ id, parentId: rootUnitId, name: id })),
    ],
    groups: units.flatMap((unitId) =>
      EVERYONE.map((perspective) => ({ unitId, perspective, invited: 100, answers: [] })),
    ),
  })
  await inOrganisation(db, organisationId, async (trx) => {
    const groups = await listGroups(trx, { organisationId, scanId })
    for (const { unitId, perspective, ...response } of people) {
      const group = groups.find((one) => one.unitId === unitId && one.perspective === perspective)
      await trx
        .insertInto('responses')
        .values({ organisationId, scanId, groupId: group?.id ?? '', ...response })
        .execute()
    }
  })
  return scanId
}

/** As closing a scan counts. */
function countInDatabase(scanId: string, form: Form): Promise<Counts> {
  return inOrganisation(world.services.db, organisationId, async (trx) => {
    const key = { organisationId, scanId }
    const groups = await listGroups(trx, key)
    const measures = measuresOf(tinyInstrument, form, EVERYONE)
    const parts: Counts[] = []
    for (const perspective of EVERYONE) {
      const own = measuresFor(measures, perspective)
      const tallies = await tallyPerspective(trx, {
        ...key,
        groupIds: groups.flatMap((group) => (group.perspective === perspective ? [group.id] : [])),
        itemCount: itemsFor(tinyInstrument, perspective, form).length,
        scale: tinyInstrument.scale,
        dimensionCount: tinyInstrument.dimensions.length,
        measures: own,
      })
      const unitOf = (groupId: string) => groups.find(({ id }) => id === groupId)?.unitId ?? ''
      parts.push(countsOf(tallies, perspective, unitOf, own, tinyInstrument.scale))
    }
    return joinCounts(parts)
  })
}

/** Rows come in no order. */
const sorted = (counts: Counts) =>
  Object.fromEntries(
    Object.entries(counts).map(([part, rows]) => [
      part,
      (rows as object[]).map((row) => JSON.stringify(row)).toSorted(),
    ]),
  )

test.each([
  ['full', 1],
  ['full', 2],
  ['short', 3],
] as const)('the database and the command line count the same whole numbers, %s form, draw %d', async (form, seed) => {
  const people = peopleOf(form, seed)
  const counting = newCounting(tinyInstrument, form, EVERYONE)
  for (const { unitId, perspective, answers, importance, onPaper } of people) {
    counting.add(unitId, perspective, answers, importance, onPaper)
  }
  const counted = counting.counts()
  for (const [part, rows] of Object.entries(counted)) expect(rows.length, part).toBeGreaterThan(0)
  expect(sorted(await countInDatabase(await place(form, people), form))).toEqual(sorted(counted))
})

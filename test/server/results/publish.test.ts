import { Value } from 'typebox/value'
import { expect, test } from 'vitest'
import { Publication, StoredComparison } from '#server/results/contract.ts'
import type { CountedScan, PreviousRound } from '#server/results/counted.ts'
import { publicationCsv } from '#server/results/csv.ts'
import { forSubtree } from '#server/results/publish.ts'
import { tinyInstrument } from '../../support/cast-survey.ts'
import { clients, crowd, many, publishOf, resultOf, staff, threeUnits, unit } from './published.ts'

const hidden = { state: 'hidden' }

test('a publication fits its contract, and the comparison too', () => {
  const { publication, comparison } = publishOf({
    crowds: [
      crowd('A', 'professional', staff(24), [0, 1]),
      crowd('A', 'client', clients(40)),
      crowd('B', 'manager', staff(12)),
    ],
  })
  expect([...Value.Errors(Publication, publication)]).toEqual([])
  expect([...Value.Errors(StoredComparison, comparison)]).toEqual([])
  expect(JSON.stringify(publication.units)).not.toMatch(/\d\.\d{3}/)
})

test('scores by hand: twelve who listen and twelve who let choose', () => {
  const { publication } = publishOf({ crowds: [crowd('A', 'professional', staff(24))] })
  const [listening, choosing, tempo] = resultOf(publication, 'A', 'professional').dimensions
  // 75 and 25, so mean 50, sd 25.54, 48 invited: SE 3.69, t 2.069, margin 7.63
  expect(listening).toEqual({
    state: 'shown',
    score: { value: 50, label: '50' },
    basis: { state: 'counted', n: 24, invited: 48 },
    interval: { state: 'range', low: 42, high: 58, margin: 8 },
  })
  expect(choosing).toMatchObject({ score: { value: 50 } })
  expect(tempo).toMatchObject({ score: { value: 50 }, basis: { state: 'few' }, interval: { state: 'none' } })
})

test.each([
  [4, hidden],
  [5, { state: 'shown', basis: { state: 'few' }, interval: { state: 'none' } }],
  [9, { state: 'shown', basis: { state: 'few' }, interval: { state: 'none' } }],
  [10, { state: 'shown', basis: { state: 'counted', n: 10, invited: 20 }, interval: { state: 'range' } }],
])('with %d answers a unit shows what that number allows', (answers, cell) => {
  const { publication } = publishOf({ crowds: [crowd('A', 'professional', staff(answers), [0])] })
  const { dimensions, items, importance } = resultOf(publication, 'A', 'professional')
  expect(dimensions[0]).toMatchObject(cell)
  expect(items.length > 0).toBe(answers >= 10)
  expect(importance.state).toBe(answers >= 10 ? 'shown' : 'hidden')
})

test('when everyone answered the interval says so', () => {
  const { publication } = publishOf({
    crowds: [crowd('A', 'professional', staff(12))],
    invited: { 'A professional': 12 },
  })
  expect(resultOf(publication, 'A', 'professional').dimensions[0]).toMatchObject({
    basis: { n: 12, invited: 12 },
    interval: { state: 'everyone' },
  })
})

test('more answers than invited is told once, and counts as everyone', () => {
  const { publication } = publishOf({
    crowds: [crowd('A', 'professional', staff(12))],
    invited: { 'A professional': 10 },
  })
  expect(publication.notices).toContain('more-answers-than-invited')
  expect(resultOf(publication, 'A', 'professional').dimensions[0]).toMatchObject({
    basis: { n: 12, invited: 12 },
  })
  expect(resultOf(publication, 'A', 'professional').response).toMatchObject({
    bound: 'at-least',
    percentage: 50,
  })
})

test('a small unit is hidden with its smallest sibling, and looks like an empty one', () => {
  const { publication } = publishOf({
    units: [...threeUnits, unit('E', 'root')],
    crowds: [
      crowd('A', 'professional', staff(12)),
      crowd('B', 'professional', staff(14)),
      crowd('C', 'professional', staff(4)),
    ],
  })
  const seen = (id: string) => resultOf(publication, id, 'professional').dimensions
  expect(seen('A')).toEqual([hidden, hidden, hidden])
  expect(seen('C')).toEqual([hidden, hidden, hidden])
  expect(seen('E')).toEqual(seen('C'))
  expect(seen('B')[0]).toMatchObject({ state: 'shown' })
  expect(resultOf(publication, 'A', 'professional')).toMatchObject({
    items: [],
    importance: hidden,
    highlights: hidden,
  })
})

test('per dimension its own number: a topic that few answered hides a unit on that topic only', () => {
  const skipsListening = [null, null, null, 4, 4, 3, 3]
  const { publication } = publishOf({
    crowds: [
      crowd('A', 'professional', staff(20)),
      crowd('B', 'professional', [...staff(4), ...many(8, skipsListening)]),
      crowd('C', 'professional', staff(20)),
    ],
  })
  const [listening, choosing] = resultOf(publication, 'B', 'professional').dimensions
  expect(listening).toEqual(hidden)
  expect(choosing).toMatchObject({ state: 'shown', basis: { n: 12 } })
})

test('a remainder below ten hides n and interval of the smallest sibling, not its score', () => {
  const { publication } = publishOf({
    crowds: [
      crowd('A', 'professional', staff(12)),
      crowd('B', 'professional', staff(14)),
      crowd('C', 'professional', staff(7)),
    ],
  })
  const cell = (id: string) => resultOf(publication, id, 'professional').dimensions[0]
  expect(cell('C')).toMatchObject({ state: 'shown', basis: { state: 'few' } })
  expect(cell('A')).toMatchObject({ state: 'shown', basis: { state: 'few' }, interval: { state: 'none' } })
  expect(cell('B')).toMatchObject({ basis: { state: 'counted', n: 14 } })
  expect(resultOf(publication, 'A', 'professional').items).toEqual([])
})

test('clients of fewer than three professionals are hidden', () => {
  const { publication } = publishOf({
    units: [unit('root', null), unit('A', 'root', 2), unit('B', 'root', 3), unit('C', 'root', 3)],
    crowds: [
      crowd('A', 'client', clients(20)),
      crowd('B', 'client', clients(20)),
      crowd('C', 'client', clients(30)),
    ],
  })
  expect(resultOf(publication, 'A', 'client').dimensions[0]).toEqual(hidden)
  expect(resultOf(publication, 'B', 'client').dimensions[0]).toEqual(hidden)
  expect(resultOf(publication, 'C', 'client').dimensions[0]).toMatchObject({ state: 'shown' })
})

test('when all are at the end the score is a band without an interval', () => {
  const top = [5, 5, 1, 5, 5, 5, 4]
  const { publication } = publishOf({
    crowds: [crowd('A', 'professional', [...many(19, top), [5, 5, 1, 5, 4, 5, 4]])],
  })
  const { dimensions, items } = resultOf(publication, 'A', 'professional')
  expect(dimensions[1]).toMatchObject({ score: { value: 95, label: '>95' }, interval: { state: 'none' } })
  expect(items.map(({ item }) => item)).toEqual(['CHO2'])
  expect(dimensions[2]).toMatchObject({ score: { label: '88' }, interval: { state: 'none' } })
})

test('items show whole percentages that add up, and whether many skipped', () => {
  const skips = [3, 4, 2, 2, 2, null, 3]
  const { publication } = publishOf({
    crowds: [crowd('A', 'professional', [...staff(14), ...many(6, skips)])],
  })
  const { items } = resultOf(publication, 'A', 'professional')
  expect(items.find(({ item }) => item === 'LIS1')).toEqual({
    item: 'LIS1',
    n: 20,
    shares: [0, 35, 30, 35, 0],
    manySkipped: false,
  })
  expect(items.some(({ item }) => item === 'TEM1')).toBe(false)
  expect(items.every(({ shares }) => shares.reduce((sum, share) => sum + share, 0) === 100)).toBe(true)
})

test('response rates are as coarse as bands of five people, from ten invited on, and say when they are low', () => {
  const { publication } = publishOf({
    crowds: [
      crowd('A', 'professional', staff(13)),
      crowd('B', 'professional', staff(6)),
      crowd('C', 'professional', staff(6)),
    ],
    invited: { 'A professional': 40, 'B professional': 9, 'C professional': 20 },
  })
  const response = (id: string) => resultOf(publication, id, 'professional').response
  expect(response('A')).toEqual({ state: 'shown', invited: 40, bound: 'at-least', percentage: 25, low: true })
  expect(response('B')).toEqual(hidden)
  expect(response('C')).toEqual(hidden)
  expect(response('root')).toMatchObject({ invited: 69, bound: 'at-least', percentage: 36 })
})

test('strengths first, never a topic that is also a chance, and whether all are alike', () => {
  const clear = [5, 5, 2, 2, 2, 3, 4]
  const other = [5, 4, 1, 1, 2, 3, 3]
  const apart = publishOf({ crowds: [crowd('A', 'professional', [...many(10, clear), ...many(10, other)])] })
  expect(resultOf(apart.publication, 'A', 'professional').highlights).toEqual({
    state: 'shown',
    alike: false,
    strengths: ['listening'],
    chances: ['choosing'],
  })
  const same = publishOf({ crowds: [crowd('A', 'professional', staff(20))] })
  expect(resultOf(same.publication, 'A', 'professional').highlights).toMatchObject({ alike: true })
})

test('the gap uses shared items only and tells a clear difference', () => {
  const low = [3, 2, 4, 2, 1]
  const { publication } = publishOf({
    crowds: [
      crowd('A', 'professional', [...many(15, [5, 4, 2, 4, 4, 1, 1]), ...many(15, [4, 4, 2, 4, 5, 1, 1])]),
      crowd('A', 'client', [...many(15, low), ...many(15, [2, 2, 4, 1, 2])]),
    ],
  })
  const [gap] = publication.units.find(({ id }) => id === 'A')?.gaps ?? []
  expect(gap).toMatchObject({ first: 'professional', second: 'client' })
  expect(gap?.dimensions[0]).toMatchObject({
    first: { value: 79 },
    second: { value: 29 },
    difference: 50,
    interval: { state: 'range' },
    verdict: 'first-higher',
  })
  expect(gap?.dimensions[2]).toEqual(hidden)
})

test('below ten answers the gap has no interval and no verdict', () => {
  const { publication } = publishOf({
    crowds: [crowd('A', 'professional', staff(8)), crowd('A', 'client', clients(20))],
  })
  expect(publication.units[1]?.gaps[0]?.dimensions[0]).toMatchObject({
    state: 'shown',
    interval: { state: 'none' },
    verdict: null,
  })
})

test('priorities rank what is important and falls short', () => {
  const { publication } = publishOf({
    crowds: [
      crowd(
        'A',
        'professional',
        many(10, [4, 4, 2, 2, 2, 4, 4]).concat(many(10, [5, 4, 2, 1, 2, 4, 5])),
        [1],
      ),
    ],
  })
  const { priorities } = publication.units.find(({ id }) => id === 'A') ?? {}
  expect(priorities).toMatchObject({
    state: 'shown',
    perspective: 'professional',
    target: 75,
    topics: [
      { dimension: 'choosing', rank: 1, importance: { label: '>95' }, aboutEqualToNext: false },
      { rank: 2 },
      { rank: 3 },
    ],
  })
})

test('where hardly anyone chose a topic there is no order, and where nobody at all did, nothing is said of it', () => {
  const among = (chosen: number[]) =>
    publishOf({
      crowds: [
        crowd('A', 'professional', staff(40)),
        crowd('B', 'professional', staff(20), chosen),
        crowd('B', 'client', clients(20), [0]),
      ],
    }).publication
  const [some, none] = [among([1]), among([])]
  const prioritiesIn = ({ units }: typeof some, id: string) => units.find((one) => one.id === id)?.priorities
  expect(resultOf(some, 'A', 'professional').importance).toMatchObject({
    dimensions: [{ label: '<5' }, { label: '<5' }, { label: '<5' }],
  })
  expect(prioritiesIn(some, 'A')).toEqual(hidden)
  expect(prioritiesIn(some, 'B')).toMatchObject({ perspective: 'professional' })
  expect(resultOf(none, 'A', 'professional').importance).toEqual(hidden)
  expect(resultOf(none, 'B', 'client').importance).toMatchObject({ state: 'shown' })
  expect(prioritiesIn(none, 'B')).toMatchObject({ perspective: 'client' })
})

const before = publishOf({ crowds: [crowd('A', 'professional', staff(40))] })
const previous: PreviousRound = before
const improved = (times: number) => [
  ...many(times / 2, [5, 5, 1, 2, 3, 3, 3]),
  ...many(times / 2, [5, 4, 2, 3, 3, 3, 3]),
]

test('change since the previous round, with the interval, and no clear change where that is the truth', () => {
  const { publication } = publishOf({ crowds: [crowd('A', 'professional', improved(40))], previous })
  const { change } = resultOf(publication, 'A', 'professional')
  expect(publication.previous).toMatchObject({ scanId: 'scan' })
  expect(change[0]).toMatchObject({
    state: 'shown',
    label: 'higher',
    before: { value: 50 },
    after: { value: 92 },
    difference: 42,
    interval: { state: 'range' },
    sharedItemsOnly: false,
  })
  expect(change[1]).toMatchObject({ label: 'no-clear-change', difference: -6 })
  expect(change[2]).toEqual(hidden)
})

test('a unit shows change from 30 answers on, the whole from 10 on', () => {
  const few = publishOf({ crowds: [crowd('A', 'professional', staff(20))] })
  const { publication } = publishOf({ crowds: [crowd('A', 'professional', improved(20))], previous: few })
  expect(resultOf(publication, 'A', 'professional').change[0]).toEqual(hidden)
  expect(resultOf(publication, 'root', 'professional').change[0]).toMatchObject({ label: 'higher' })
})

test('a full form after a short one is compared on the items of both', () => {
  const instrument = {
    ...tinyInstrument,
    dimensions: tinyInstrument.dimensions.map((one, index) => (index ? one : withExtraItem(one))),
  }
  const short = publishOf({
    instrument,
    form: 'short',
    crowds: [crowd('A', 'professional', many(20, [4, 4, 2, 2, 2]).concat(many(20, [3, 3, 3, 4, 4])))],
  })
  const full = publishOf({
    instrument,
    previous: short,
    crowds: [
      crowd(
        'A',
        'professional',
        many(20, [4, 4, 2, 1, 2, 2, 3, 3]).concat(many(20, [3, 3, 3, 1, 4, 4, 3, 3])),
      ),
      crowd('A', 'client', clients(20)),
    ],
  })
  expect(resultOf(full.publication, 'A', 'professional').change[0]).toMatchObject({
    label: 'no-clear-change',
    difference: 0,
    sharedItemsOnly: true,
  })
})

function withExtraItem(dimension: CountedScan['instrument']['dimensions'][number]) {
  const [first] = dimension.items
  if (!first) return dimension
  const { professional = {} } = first.perspectives
  return {
    ...dimension,
    items: [...dimension.items, { ...first, id: 'LIS4', core: false, perspectives: { professional } }],
  }
}

test('a score on shared items cannot stand in where the score on all items is hidden', () => {
  const instrument = {
    ...tinyInstrument,
    dimensions: tinyInstrument.dimensions.map((one, index) => (index ? one : withExtraItem(one))),
  }
  const all = (times: number) => [...many(times - 1, [4, 4, 2, 4, 2, 2, 3, 3]), [5, 4, 2, 4, 2, 2, 3, 3]]
  const oneShared = [4, null, null, 4, 2, 2, 3, 3]
  const { publication } = publishOf({
    instrument,
    crowds: [
      crowd('A', 'professional', all(12)),
      crowd('B', 'professional', [...all(10), ...many(3, oneShared)]),
      crowd('C', 'professional', all(4)),
      ...['A', 'B', 'C'].map((id) => crowd(id, 'client', clients(20))),
    ],
  })
  const gapOf = (id: string) => publication.units.find((one) => one.id === id)?.gaps[0]?.dimensions[0]
  expect(resultOf(publication, 'A', 'professional').dimensions[0]).toEqual(hidden)
  expect(gapOf('A')).toEqual(hidden)
  expect(gapOf('B')).toMatchObject({ state: 'shown' })
})

test('distributions of items cannot stand in where the interval of their topic is hidden', () => {
  const skips = [null, 4, 2, 2, 2, 3, 3]
  const { publication } = publishOf({
    crowds: [
      crowd('A', 'professional', staff(12)),
      crowd('B', 'professional', [...staff(10), ...many(3, skips)]),
      crowd('C', 'professional', staff(7)),
    ],
  })
  expect(resultOf(publication, 'A', 'professional').items).toEqual([])
  expect(resultOf(publication, 'B', 'professional').items.map(({ item, n }) => [item, n])).toContainEqual([
    'LIS1',
    10,
  ])
})

test('beside a band neither a gap nor a change tells the difference', () => {
  const top = [...many(30, [5, 5, 1, 3, 4, 3, 3]), ...many(10, [5, 4, 1, 3, 2, 3, 3])]
  const { publication } = publishOf({
    crowds: [crowd('A', 'professional', top), crowd('A', 'client', clients(40))],
    previous,
  })
  expect(publication.units.find(({ id }) => id === 'A')?.gaps[0]?.dimensions[0]).toEqual({
    state: 'shown',
    first: { value: 95, label: '>95' },
    second: { value: 63, label: '63' },
    difference: null,
    interval: { state: 'none' },
    verdict: 'first-higher',
  })
  expect(resultOf(publication, 'A', 'professional').change[0]).toMatchObject({
    label: 'higher',
    after: { label: '>95' },
    difference: null,
    interval: { state: 'none' },
    effect: null,
  })
})

test('a reworded item is not compared', () => {
  const reworded = structuredClone(tinyInstrument)
  const item = reworded.dimensions[0]?.items[0]
  if (item?.perspectives.professional) item.perspectives.professional.nl = 'anders'
  const { publication } = publishOf({
    instrument: reworded,
    crowds: [crowd('A', 'professional', improved(40))],
    previous,
  })
  expect(resultOf(publication, 'A', 'professional').change[0]).toEqual(hidden)
  expect(resultOf(publication, 'A', 'professional').change[1]).toMatchObject({ state: 'shown' })
})

test('what a later round needs is kept only of cells with an interval, and not in the publication', () => {
  const { comparison } = publishOf({
    crowds: [
      crowd('A', 'professional', staff(12)),
      crowd('B', 'professional', staff(14)),
      crowd('C', 'professional', staff(7)),
    ],
  })
  expect([...new Set(comparison.cells.map(({ unitId }) => unitId))]).toEqual(['root', 'B'])
})

test('a manager sees the own unit as the top, and nothing beside or above it', () => {
  const { publication } = publishOf({
    units: [unit('root', null), unit('A', 'root'), unit('A1', 'A'), unit('B', 'root')],
    crowds: [crowd('A1', 'professional', staff(20)), crowd('B', 'professional', staff(20))],
  })
  const seen = forSubtree(publication, 'A')
  expect(seen?.units.map(({ id, parentId, level }) => [id, parentId, level])).toEqual([
    ['A', null, 0],
    ['A1', 'A', 1],
  ])
  expect(JSON.stringify(seen)).not.toContain('Unit B')
  expect(seen?.notices).toContain('units-only')
  expect(forSubtree(publication, 'gone')).toBeNull()
})

test('the CSV says what the page shows, and opens in Dutch Excel', () => {
  const { publication } = publishOf({
    units: [unit('root', null), { ...unit('A', 'root'), name: '=HYPERLINK("x")' }],
    crowds: [crowd('A', 'professional', staff(24))],
  })
  const csv = publicationCsv(publication, 'nl')
  expect(csv.startsWith('\uFEFFOnderdeel;Perspectief;Wat;Onderwerp;')).toBe(true)
  expect(csv).toContain(
    'Unit root;Professionals;Score (0-100);listening (nl);;50;42;58;24;48;;concept, niet gevalideerd\r\n',
  )
  expect(csv).toContain(`"'=HYPERLINK(""x"")"`)
  expect(publicationCsv(publication, 'en')).toContain(
    'Unit root;Professionals;Response (%);;;≥41;;;;48;;concept, not validated',
  )
})

test('an empty scan publishes a tree in which everything is hidden', () => {
  const { publication } = publishOf({
    crowds: [crowd('A', 'professional', [])],
    invited: { 'A professional': 30 },
  })
  expect(resultOf(publication, 'root', 'professional')).toMatchObject({
    response: { state: 'shown', bound: 'below', percentage: 17, low: true },
    dimensions: [hidden, hidden, hidden],
    items: [],
  })
  expect([...Value.Errors(Publication, publication)]).toEqual([])
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { publishedUnits } from '#server/results/disclosure/suppress.ts'
import { readTree } from '#server/results/disclosure/tree.ts'
import { leaks, type Placed, unionsKnown } from './attacker.ts'

interface Counted extends Placed {
  assessed?: number | null
  unseen?: number
  comments?: number
}

function publish(units: Counted[], minimum: number, candidates?: string[]): string[] {
  const read = readTree(units)
  if (read.state === 'faulty') throw new Error('faulty')
  const { tree } = read
  const isAsked = (mass: 'unseen' | 'comments') => units.some((each) => each[mass] !== undefined)
  const counts = {
    respondents: tree.units.map(({ direct }) => direct),
    assessed: tree.units.map(({ assessed }) => assessed ?? null),
    ...(isAsked('unseen') && { unseen: tree.units.map(({ unseen }) => unseen ?? 0) }),
    ...(isAsked('comments') && { comments: tree.units.map(({ comments }) => comments ?? 0) }),
  }
  const may = candidates && tree.units.map(({ id }) => candidates.includes(id))
  const shown = publishedUnits(tree, counts, { minimum, minimumAssessed: 3, minimumComments: 5 }, may)
  return tree.units.flatMap(({ id }, place) => (shown[place] ? [id] : []))
}

const unit = (id: string, parentId: string | null, direct: number, assessed: number | null = null) => ({
  id,
  parentId,
  direct,
  assessed,
})

test.each([
  [
    'one small unit takes its smallest sibling along',
    [unit('root', null, 0), unit('A', 'root', 12), unit('B', 'root', 14), unit('C', 'root', 4)],
    ['root', 'B'],
  ],
  [
    'two small units hide each other',
    [unit('root', null, 0), unit('A', 'root', 12), unit('C', 'root', 3), unit('D', 'root', 4)],
    ['root', 'A'],
  ],
  [
    'people placed directly in the parent are a group too',
    [unit('root', null, 2), unit('A', 'root', 9), unit('B', 'root', 11)],
    ['root', 'B'],
  ],
  [
    'in a chain of small remainders the bottom is given back: seven stay together above it',
    [unit('root', null, 3), unit('X', 'root', 4), unit('Y', 'X', 5)],
    ['root', 'Y'],
  ],
  [
    'an empty unit needs no protection',
    [unit('root', null, 0), unit('A', 'root', 7), unit('B', 'root', 8), unit('E', 'root', 0)],
    ['root', 'A', 'B'],
  ],
  [
    'hiding a unit is not enough when its children stay visible',
    [
      unit('root', null, 0),
      unit('A', 'root', 0),
      unit('A1', 'A', 6),
      unit('A2', 'A', 7),
      unit('B', 'root', 20),
      unit('C', 'root', 3),
    ],
    ['root', 'B', 'A2'],
  ],
  ['too few in all', [unit('root', null, 1), unit('A', 'root', 3)], []],
  ['nobody at all', [unit('root', null, 0), unit('A', 'root', 0)], []],
])('%s', (_rule, units, expected) => {
  const published = publish(units, 5)
  expect(leaks(units, published, 5)).toEqual([])
  expect(published).toEqual(expected)
})

test.each([
  [
    'ten clients of two professionals describe those two',
    [unit('root', null, 0), unit('A', 'root', 12, 2), unit('B', 'root', 12, 4), unit('C', 'root', 12, 4)],
    ['root', 'C'],
  ],
  [
    'professionals whose clients did not answer do not count',
    [unit('root', null, 0), unit('A', 'root', 12, 2), unit('B', 'root', 0, 40)],
    [],
  ],
  ['an unknown number is taken as enough', [unit('root', null, 0), unit('A', 'root', 12)], ['root', 'A']],
])('the assessed are protected: %s', (_rule, units, expected) => {
  expect(publish(units, 10)).toEqual(expected)
})

test('only candidates are published, and the remainders hold for them', () => {
  const units = [unit('root', null, 0), unit('A', 'root', 12), unit('B', 'root', 14), unit('C', 'root', 9)]
  expect(publish(units, 5, ['root', 'B'])).toEqual(['root', 'B'])
  expect(publish(units, 10, ['root', 'A', 'B'])).toEqual(['root', 'B'])
})

const paper = (id: string, parentId: string | null, direct: number, unseen: number) => ({
  ...unit(id, parentId, direct),
  unseen,
})
const talk = (id: string, parentId: string | null, direct: number, comments: number) => ({
  ...unit(id, parentId, direct),
  comments,
})

test.each([
  [
    'who did not answer on paper stands alone for whoever typed in the rest',
    [paper('root', null, 0, 0), paper('A', 'root', 12, 2), paper('B', 'root', 9, 9)],
    ['root'],
  ],
  [
    'a unit where all answers came from paper hides nobody from who typed them',
    [paper('root', null, 0, 0), paper('A', 'root', 12, 0), paper('B', 'root', 9, 9)],
    ['root', 'A', 'B'],
  ],
  [
    'too few on paper to show, however few typed',
    [paper('root', null, 0, 0), paper('A', 'root', 4, 0), paper('B', 'root', 9, 9)],
    ['root'],
  ],
])('answers from paper: %s', (_rule, units, expected) => {
  expect(publish(units, 5)).toEqual(expected)
})

test.each([
  [
    'a unit without comments may be cut off',
    [talk('root', null, 0, 0), talk('A', 'root', 12, 6), talk('B', 'root', 4, 0)],
    ['root', 'A'],
  ],
  [
    'four comments are too few, and so is a remainder of four',
    [talk('root', null, 0, 0), talk('A', 'root', 12, 6), talk('B', 'root', 12, 4)],
    ['root'],
  ],
  [
    'five comments of a group that is too small stay higher up',
    [talk('root', null, 0, 0), talk('A', 'root', 9, 9), talk('B', 'root', 12, 6)],
    ['root'],
  ],
])('comments: %s', (_rule, units, expected) => {
  expect(publish(units, 10)).toEqual(expected)
})

const trees = fc
  .array(fc.record({ parent: fc.nat(), direct: fc.nat({ max: 9 }) }), { minLength: 1, maxLength: 9 })
  .map((drawn) =>
    drawn.map(({ parent, direct }, index) =>
      unit(`u${index}`, index === 0 ? null : `u${parent % index}`, direct),
    ),
  )

test('nothing of 1 to k − 1 people can be worked out from what is published, on any tree', () => {
  fc.assert(
    fc.property(trees, fc.integer({ min: 2, max: 7 }), (units, k) => {
      expect(leaks(units, publish(units, k), k)).toEqual([])
    }),
    { numRuns: 600 },
  )
})

test('known rows taken out of what is published leave nobody, or the minimum but for those rows, on any tree (row 26)', () => {
  const places = fc.array(fc.nat(), { maxLength: 2 })
  fc.assert(
    fc.property(trees, fc.integer({ min: 5, max: 8 }), places, (units, k, drawn) => {
      const isThere = units.flatMap(({ id, direct }) => Array.from({ length: direct }, () => id))
      const known = isThere.length < 2 ? [] : drawn.map((place) => isThere[place % isThere.length])
      const others = units.map((one) => ({
        ...one,
        direct: Math.max(0, one.direct - known.filter((id) => id === one.id).length),
      }))
      const rows = known.map((id, place) => ({ id: `row${place}`, parentId: id ?? null, direct: 1 }))
      const told = [...publish(units, k), ...rows.map(({ id }) => id)]
      const secret = others.filter(({ direct }) => direct > 0)
      for (const union of unionsKnown([...others, ...rows], [...secret, ...rows], told)) {
        const left = union.filter(({ id }) => !id.startsWith('row'))
        const people = left.reduce((sum, { direct }) => sum + direct, 0)
        expect(people === 0 || people >= k - rows.length).toBe(true)
      }
    }),
    { numRuns: 300 },
  )
})

test('no unit is hidden that could still be shown', () => {
  fc.assert(
    fc.property(trees, fc.integer({ min: 2, max: 7 }), (units, k) => {
      const published = publish(units, k)
      for (const { id } of units) {
        if (published.includes(id)) continue
        const one = [...published, id]
        const isEmpty = units.every((each) => each.direct === 0)
        expect(isEmpty || leaks(units, one, k).length > 0 || sizeOf(units, id) < k).toBe(true)
      }
    }),
    { numRuns: 300 },
  )
})

const counted = fc
  .array(
    fc.record({
      parent: fc.nat(),
      direct: fc.nat({ max: 12 }),
      assessed: fc.option(fc.nat({ max: 4 })),
      unseen: fc.nat({ max: 12 }),
      comments: fc.nat({ max: 8 }),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((drawn) =>
    drawn.map(({ parent, ...masses }, index) => ({
      id: `u${index}`,
      parentId: index === 0 ? null : `u${parent % index}`,
      ...masses,
      unseen: Math.min(masses.unseen, masses.direct),
    })),
  )
type Drawn = Required<Counted>

const total = (union: Drawn[], mass: 'direct' | 'comments') => union.reduce((sum, one) => sum + one[mass], 0)
const assessedOf = (union: Drawn[]) =>
  union.reduce((sum, { direct, assessed }) => sum + (direct === 0 ? 0 : (assessed ?? 3)), 0)

test.each([1, 3, 5, 7])('nobody who is assessed, on paper or not, stands alone, from %i answers on', (k) => {
  fc.assert(
    fc.property(counted, (drawn) => {
      const units = drawn.map(({ comments: _none, ...rest }) => rest)
      const published = publish(units, k)
      const everyone = drawn.filter(({ direct }) => direct > 0)
      const unseen = drawn.flatMap((one) => (one.unseen > 0 ? [{ ...one, direct: one.unseen }] : []))
      for (const crowd of [everyone, unseen]) {
        for (const union of unionsKnown(drawn, crowd, published)) {
          expect(total(union, 'direct')).toBeGreaterThanOrEqual(k)
          expect(assessedOf(union)).toBeGreaterThanOrEqual(3)
        }
      }
    }),
    { numRuns: 200 },
  )
})

test('no block of comments is of fewer than five, or of too few people, on any tree', () => {
  fc.assert(
    fc.property(counted, (drawn) => {
      const units = drawn.map(({ unseen: _none, ...rest }) => rest)
      const cells = drawn.filter(({ direct, comments }) => direct + comments > 0)
      for (const union of unionsKnown(drawn, cells, publish(units, 10))) {
        if (total(union, 'comments') === 0) continue
        expect(total(union, 'comments')).toBeGreaterThanOrEqual(5)
        expect(total(union, 'direct')).toBeGreaterThanOrEqual(10)
        expect(assessedOf(union)).toBeGreaterThanOrEqual(3)
      }
    }),
    { numRuns: 400 },
  )
})

test('of every mass, no unit is hidden that could still be shown beside the others', () => {
  fc.assert(
    fc.property(counted, fc.integer({ min: 2, max: 7 }), (drawn, k) => {
      const units = drawn.map(({ comments: _none, ...rest }) => rest)
      const published = publish(units, k)
      for (const { id } of drawn) {
        if (published.includes(id)) continue
        expect(publish(units, k, [...published, id])).not.toEqual(inOrder(units, [...published, id]))
      }
    }),
    { numRuns: 200 },
  )
})

test('the attacker finds what hiding small units alone gives away', () => {
  const units = [unit('root', null, 0), unit('A', 'root', 12), unit('B', 'root', 14), unit('C', 'root', 4)]
  expect(leaks(units, ['root', 'A', 'B'], 5)).toEqual([['C']])
})

test('ten thousand units, flat and deep, are done within a second', () => {
  const flat = Array.from({ length: 10_000 }, (_unit, index) =>
    unit(`u${index}`, index ? 'u0' : null, index % 13),
  )
  const deep = Array.from({ length: 10_000 }, (_unit, index) =>
    unit(`u${index}`, index ? `u${Math.floor((index - 1) / 3)}` : null, index % 7),
  )
  const started = performance.now()
  expect(publish(flat, 5).length + publish(deep, 5).length).toBeGreaterThan(5000)
  expect(performance.now() - started).toBeLessThan(1000)
})

function sizeOf(units: Placed[], id: string): number {
  const own = units.find((each) => each.id === id)?.direct ?? 0
  return units
    .filter(({ parentId }) => parentId === id)
    .reduce((sum, child) => sum + sizeOf(units, child.id), own)
}

function inOrder(units: Counted[], ids: string[]): string[] {
  const read = readTree(units)
  return read.state === 'sound' ? read.tree.units.map(({ id }) => id).filter((id) => ids.includes(id)) : []
}

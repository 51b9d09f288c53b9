import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyUnion } from './every-union.ts'
import { isolated, nth } from './isolate.ts'

const people = (...counts: number[]) => counts.map((count) => ({ block: 0, masses: [count] }))

test.each([
  [
    'the whole and two of three parts give the third',
    [
      [1, 1, 1],
      [1, 0, 0],
      [0, 1, 0],
    ],
    [17, 9, 4],
    [2],
  ],
  [
    'the whole and one part leave two together',
    [
      [1, 1, 1],
      [1, 0, 0],
    ],
    [17, 9, 4],
    null,
  ],
  [
    'a remainder of four in two units',
    [
      [1, 1, 1],
      [1, 0, 0],
    ],
    [17, 3, 1],
    [1, 2],
  ],
  [
    'nobody is nobody',
    [
      [1, 1, 1],
      [1, 1, 0],
    ],
    [17, 9, 0],
    null,
  ],
  [
    'two trees: rows and columns of a table',
    [
      [1, 1, 0, 0],
      [0, 0, 1, 1],
      [1, 0, 1, 0],
      [1, 1, 1, 1],
    ],
    [9, 4, 9, 8],
    null,
  ],
  [
    'two trees and the corner of the table',
    [
      [1, 1, 0, 0],
      [0, 0, 1, 1],
      [1, 0, 1, 0],
      [1, 1, 1, 0],
    ],
    [9, 9, 9, 4],
    [3],
  ],
  [
    'a weighed sum of few is known of them too',
    [
      [1, 2, 0],
      [0, 0, 1],
    ],
    [2, 2, 9],
    [0, 1],
  ],
])('%s', (_rule, rows, counts, found) => {
  expect(isolated(rows, people(...counts), [[5]])).toEqual(found)
})

test('a difference of means gives the hidden side as soon as the other is known', () => {
  const cells = [
    { block: 0, masses: [20] },
    { block: 1, masses: [4] },
  ]
  const difference = [nth(20), -nth(4)]
  expect(isolated([difference], cells, [[5], [10]])).toBeNull()
  expect(isolated([difference, [1, 0]], cells, [[5], [10]])).toEqual([1])
})

test('too few professionals described is too few, however many clients', () => {
  const cells = [{ block: 0, masses: [30, 2] }]
  expect(isolated([[1]], cells, [[10, 3]])).toEqual([0])
})

test('any union of people that a try of all unions finds is found, on sets of every shape', () => {
  const sets = fc.integer({ min: 1, max: 7 }).chain((width) =>
    fc.record({
      rows: fc.array(fc.array(fc.integer({ min: 0, max: 1 }), { minLength: width, maxLength: width }), {
        minLength: 1,
        maxLength: 6,
      }),
      counts: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: width, maxLength: width }),
    }),
  )
  let leaking = 0
  fc.assert(
    fc.property(sets, ({ rows, counts }) => {
      if (!anyUnion(rows, counts, 5)) return
      leaking += 1
      expect(isolated(rows, people(...counts), [[5]])).not.toBeNull()
    }),
    { numRuns: 1500, seed: 10 },
  )
  expect(leaking).toBeGreaterThan(200)
})

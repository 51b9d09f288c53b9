import { expect, test } from 'vitest'
import { readTree, rollUp } from '#server/results/disclosure/tree.ts'

const unit = (id: string, parentId: string | null = null) => ({ id, parentId })

test('parents come before their children, whatever the order given', () => {
  const read = readTree([unit('leaf', 'branch'), unit('branch', 'root'), unit('root'), unit('other')])
  if (read.state === 'faulty') throw new Error('faulty')
  expect(read.tree.units.map(({ id }) => id)).toEqual(['root', 'other', 'branch', 'leaf'])
  expect(read.tree.parent).toEqual([-1, -1, 0, 2])
  expect(read.tree.level).toEqual([0, 0, 1, 2])
  expect(rollUp(read.tree, [1, 2, 4, 8], (a, b) => a + b)).toEqual([13, 2, 12, 8])
})

test.each([
  [
    'a parent that is not there',
    [unit('root'), unit('a', 'gone')],
    [{ unitId: 'a', code: 'unknown-parent' }],
  ],
  [
    'the same id twice',
    [unit('root'), unit('a', 'root'), unit('a', 'root')],
    [{ unitId: 'a', code: 'duplicate-unit' }],
  ],
  [
    'a cycle beside the tree',
    [unit('root'), unit('a', 'b'), unit('b', 'a')],
    [
      { unitId: 'a', code: 'cycle' },
      { unitId: 'b', code: 'cycle' },
    ],
  ],
  ['a unit that is its own parent', [unit('root'), unit('a', 'a')], [{ unitId: 'a', code: 'cycle' }]],
  [
    'every fault at once',
    [unit('a', 'gone'), unit('b', 'lost')],
    [
      { unitId: 'a', code: 'unknown-parent' },
      { unitId: 'b', code: 'unknown-parent' },
    ],
  ],
])('faults: %s', (_rule, units, faults) => {
  expect(readTree(units)).toEqual({ state: 'faulty', faults })
})

test('no unit at all is a sound tree', () => {
  expect(readTree([])).toEqual({ state: 'sound', tree: { units: [], parent: [], level: [] } })
})

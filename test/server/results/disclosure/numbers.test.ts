import { expect, test } from 'vitest'
import { numbersTold } from '#server/results/disclosure/numbers.ts'
import { readTree } from '#server/results/disclosure/tree.ts'

interface Part {
  id: string
  above?: string
  n?: number
  invited?: number
  most?: number | null
  shown?: boolean
}

/** The units of which a number is told; those with a parent that is not named hang below P. */
function toldOf(parts: Part[]): string[] {
  const given = [{ id: 'P', parentId: null }, ...parts.filter(({ id }) => id !== 'P').map(unitOf)]
  const read = readTree(given)
  if (read.state === 'faulty') throw new Error('no tree')
  const of = (id: string) => parts.find((part) => part.id === id)
  const { units } = read.tree
  const told = numbersTold(
    read.tree,
    units.map(({ id }) => id === 'P' || (of(id)?.n ?? 0) >= 10),
    {
      n: units.map(({ id }) => of(id)?.n ?? 0),
      invited: units.map(({ id }) => of(id)?.invited ?? 0),
      most: units.map(({ id }) => (of(id)?.most === undefined ? 0 : (of(id)?.most ?? null))),
      shown: units.map(({ id }) => of(id)?.shown ?? false),
      minimum: 5,
      detail: 10,
    },
  )
  return units.filter((_unit, place) => told[place]).map(({ id }) => id)
}

const unitOf = ({ id, above = 'P' }: Part) => ({ id, parentId: above })

test.each<[string, Part[], string[]]>([
  ['a unit of one group', [{ id: 'P', n: 14, invited: 40, most: 14 }], ['P']],
  [
    '4 of 10 and 9 of 26, which all have their most',
    [
      { id: 'A', n: 4, invited: 10, most: 4 },
      { id: 'B', n: 9, invited: 26, most: 9 },
    ],
    [],
  ],
  [
    'the same with one answer less',
    [
      { id: 'A', n: 4, invited: 10, most: 4 },
      { id: 'B', n: 8, invited: 26, most: 9 },
    ],
    ['P'],
  ],
  [
    'two parts of which scores are shown, both of the minimum',
    [
      { id: 'A', n: 5, invited: 20, most: 9, shown: true },
      { id: 'B', n: 5, invited: 20, most: 9, shown: true },
    ],
    [],
  ],
  [
    'a part that is known by its minimum, beside another of eight',
    [
      { id: 'A', n: 5, invited: 5, most: 5, shown: true },
      { id: 'B', n: 8, invited: 20, most: 9 },
    ],
    [],
  ],
  [
    'everyone of a whole',
    [
      { id: 'A', n: 4, invited: 4, most: 4 },
      { id: 'B', n: 9, invited: 9, most: 9 },
    ],
    ['P'],
  ],
  [
    'what is left beside a part that is told',
    [
      { id: 'A', n: 13, invited: 40, most: 14 },
      { id: 'B', n: 4, invited: 10, most: 4 },
      { id: 'C', n: 9, invited: 26, most: 9 },
    ],
    ['A'],
  ],
  [
    'no bands, because somebody is not known to be invited',
    [
      { id: 'A', n: 4, invited: 10, most: 4 },
      { id: 'B', n: 9, most: null },
    ],
    ['P'],
  ],
])('%s', (_what, parts, told) => {
  expect(toldOf(parts).toSorted()).toEqual(told)
})

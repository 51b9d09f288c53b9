import { describe, expect, test } from 'vitest'
import {
  addFault,
  changeFault,
  idsBelow,
  inTreeOrder,
  MOST_LINES,
  MOST_UNITS,
  mergeFault,
  planUnits,
  presentUnits,
  removeFault,
  type UnitRow,
} from '#server/organisations/unit-tree.ts'

const gone = new Date('2026-01-01T00:00:00Z')
const unit = (id: string, parentId: string | null, name = id, archivedAt: Date | null = null): UnitRow => {
  return { id, parentId, name, archivedAt }
}

/** brug > noord > oost > team > desk; brug > zuid > oost2; brug > oud (archived) */
const rows = [
  unit('brug', null),
  unit('noord', 'brug'),
  unit('oost', 'noord'),
  unit('team', 'oost'),
  unit('desk', 'team'),
  unit('zuid', 'brug'),
  unit('oost2', 'zuid', 'Oost'),
  unit('oud', 'brug', 'oud', gone),
]

describe('the order of the tree', () => {
  test('each unit stands directly above the units below it, with its level', () => {
    expect(inTreeOrder(rows).map(({ row, level }) => `${row.id} ${level}`)).toEqual([
      'brug 0',
      'noord 1',
      'oost 2',
      'team 3',
      'desk 4',
      'oud 1',
      'zuid 1',
      'oost2 2',
    ])
  })
  test('names are ordered as people count', () => {
    const teams = ['Team 10', 'Team 2', 'team 1'].map((name) => unit(name, 'brug'))
    const names = inTreeOrder([unit('brug', null), ...teams]).map(({ row }) => row.name)
    expect(names).toEqual(['brug', 'team 1', 'Team 2', 'Team 10'])
  })
  test('a unit that is used or archived says so', () => {
    const shown = presentUnits(rows, new Set(['zuid']))
    expect(shown.find(({ id }) => id === 'zuid')).toMatchObject({ used: true, archived: false })
    expect(shown.find(({ id }) => id === 'oud')).toMatchObject({ used: false, archived: true })
  })
  test('the part of a manager is the unit and all below it', () => {
    expect([...idsBelow(rows, 'oost')]).toEqual(['oost', 'team', 'desk'])
  })
})

describe('adding', () => {
  test.each([
    ['a team below a department is fine', 'zuid', 'West', undefined],
    ['the same name elsewhere is fine', 'brug', 'Oost', undefined],
    ['the same name at the same place is not', 'zuid', ' OOST ', 'duplicate-name'],
    ['the name of an archived unit is free', 'brug', 'Oud', undefined],
    ['a fifth level is one too many', 'desk', 'Too deep', 'too-many-levels'],
    ['nothing comes below an archived unit', 'oud', 'New', 'unit-archived'],
    ['a parent elsewhere is not found', 'elsewhere', 'New', 'not-found'],
  ])('%s', (_rule, parentId, name, fault) => {
    expect(addFault(rows, parentId, name)).toBe(fault)
  })
  test('there is a most', () => {
    const many = Array.from({ length: MOST_UNITS - 1 }, (_, index) => unit(`t${index}`, 'brug'))
    expect(addFault([unit('brug', null), ...many], 'brug', 'One more')).toBe('too-many-units')
  })
})

describe('changing', () => {
  test.each([
    ['a new name', 'zuid', { name: 'South' }, undefined],
    ['its own name in capitals', 'zuid', { name: 'ZUID' }, undefined],
    ['the name of a sister', 'zuid', { name: 'Noord' }, 'duplicate-name'],
    ['a new name for the organisation', 'brug', { name: 'De Brug' }, undefined],
    ['the organisation elsewhere', 'brug', { parentId: 'zuid' }, 'root-unit'],
    ['the organisation in the archive', 'brug', { archived: true }, 'root-unit'],
    ['a move to a free place', 'desk', { parentId: 'zuid' }, undefined],
    ['a move below itself', 'noord', { parentId: 'desk' }, 'unit-below-itself'],
    ['a move onto itself', 'noord', { parentId: 'noord' }, 'unit-below-itself'],
    ['a move that makes five levels', 'noord', { parentId: 'zuid' }, 'too-many-levels'],
    ['a move to where the name is taken', 'oost', { parentId: 'zuid' }, 'duplicate-name'],
    ['a move with a new name', 'oost2', { parentId: 'brug', name: 'Noord' }, 'duplicate-name'],
    ['a move into the archive', 'oost2', { parentId: 'oud' }, 'unit-archived'],
    ['a move to nowhere', 'oost2', { parentId: 'elsewhere' }, 'not-found'],
    ['archiving a unit with teams below it', 'zuid', { archived: true }, 'unit-not-empty'],
    ['archiving a team', 'desk', { archived: true }, undefined],
    ['bringing one back', 'oud', { archived: false }, undefined],
    ['a unit that is not there', 'elsewhere', { name: 'New' }, 'not-found'],
  ])('%s', (_rule, id, change, fault) => {
    expect(changeFault(rows, id, change)).toBe(fault)
  })
  test('a unit comes back only to a free name below an active unit', () => {
    expect(changeFault([...rows, unit('oud2', 'brug', 'OUD')], 'oud', { archived: false })).toBe(
      'duplicate-name',
    )
    const below = [...rows, unit('sub', 'oud', 'sub', gone)]
    expect(changeFault(below, 'sub', { archived: false })).toBe('unit-archived')
  })
})

describe('merging', () => {
  test.each([
    ['two teams', 'desk', 'oost2', undefined],
    ['a unit into the one above it', 'desk', 'team', undefined],
    ['a department into its own team', 'noord', 'desk', 'unit-below-itself'],
    ['a unit into itself', 'noord', 'noord', 'unit-below-itself'],
    ['the organisation', 'brug', 'noord', 'root-unit'],
    ['when both have a team of the same name', 'noord', 'zuid', 'duplicate-name'],
    ['into the archive', 'desk', 'oud', 'unit-archived'],
    ['with one of another organisation', 'desk', 'elsewhere', 'not-found'],
  ])('%s', (_rule, id, intoId, fault) => {
    expect(mergeFault(rows, id, intoId)).toBe(fault)
  })
  test('never makes a fifth level', () => {
    const deep = [...rows, unit('a', 'zuid'), unit('b', 'a'), unit('c', 'b')]
    expect(mergeFault(deep, 'noord', 'a')).toBe('too-many-levels')
  })
  test('a child may have the name of the unit that goes', () => {
    expect(mergeFault([unit('r', null), unit('a', 'r'), unit('b', 'a', 'A')], 'a', 'r')).toBeUndefined()
  })
})

test.each([
  ['an unused team can go', 'desk', undefined],
  ['one that a scan used cannot', 'oost2', 'unit-in-use'],
  ['one with teams below it cannot', 'zuid', 'unit-not-empty'],
  ['the organisation cannot', 'brug', 'root-unit'],
  ['an absent one cannot', 'elsewhere', 'not-found'],
])('%s', (_rule, id, fault) => {
  expect(removeFault(rows, id, new Set(['oost2']))).toBe(fault)
})

describe('a pasted list', () => {
  const names = (lines: [string, number][]) => lines.map(([name, depth]) => ({ name, depth }))
  const plan = (parentId: string, lines: [string, number][]) => {
    let next = 0
    return planUnits(rows, parentId, names(lines), () => `new${next++}`)
  }

  test('becomes a tree by its indentation', () => {
    const lines: [string, number][] = [
      ['West', 0],
      ['Team 1', 1],
      ['Team 2', 1],
      ['East', 0],
    ]
    expect(plan('zuid', lines)).toEqual({
      units: [
        { id: 'new0', parentId: 'zuid', name: 'West' },
        { id: 'new1', parentId: 'new0', name: 'Team 1' },
        { id: 'new2', parentId: 'new0', name: 'Team 2' },
        { id: 'new3', parentId: 'zuid', name: 'East' },
      ],
      kept: 0,
    })
  })
  test('that skips a level is read as one step', () => {
    expect(plan('zuid', [['West', 5]])).toMatchObject({ units: [{ parentId: 'zuid' }] })
  })
  test('adds nothing the second time, and puts new teams below known ones', () => {
    const lines: [string, number][] = [
      ['oost', 0],
      ['Oost ', 0],
      ['Team', 1],
    ]
    expect(plan('zuid', lines)).toEqual({
      units: [{ id: 'new0', parentId: 'oost2', name: 'Team' }],
      kept: 2,
    })
  })
  test.each([
    [
      'too deep',
      plan('team', [
        ['a', 0],
        ['b', 1],
      ]),
      'too-many-levels',
    ],
    ['below an archived unit', plan('oud', [['a', 0]]), 'unit-archived'],
    ['below a unit that is not there', plan('elsewhere', [['a', 0]]), 'not-found'],
    ['of too many lines', plan('zuid', Array(MOST_LINES + 1).fill(['a', 0])), 'too-many-units'],
  ])('%s is refused', (_rule, answer, fault) => {
    expect(answer).toEqual({ fault })
  })
})

test('ten thousand units are put in order, and a change is judged, without recursion per unit', () => {
  const many = [unit('r', null), ...Array.from({ length: 9999 }, (_, index) => unit(`${index}`, 'r'))]
  expect(presentUnits(many, new Set())).toHaveLength(10_000)
  expect(changeFault(many, '5', { name: 'other' })).toBeUndefined()
  expect(mergeFault(many, '5', '6')).toBeUndefined()
})

import { describe, expect, test } from 'vitest'
import { unitNames } from '#server/paper-answers/unit-names.ts'

const ROOT = '00000000-0000-4000-8000-000000000001'
const tree = [
  { id: ROOT, parentId: null, name: 'De Brug' },
  { id: 'noord', parentId: ROOT, name: 'Noord' },
  { id: 'zuid', parentId: ROOT, name: 'Zuid' },
  { id: 'noord-a', parentId: 'noord', name: 'Team A' },
  { id: 'zuid-a', parentId: 'zuid', name: 'Team A' },
  { id: 'noord-cafe', parentId: 'noord', name: 'Caf\u00e9' },
  { id: 'zuid-noord', parentId: 'zuid', name: 'Noord' },
]
const names = unitNames(tree, new Set(['noord', 'noord-a', 'zuid-a', 'noord-cafe']))
const found = (unitId: string) => ({ state: 'found', unitId })

describe('a unit in a file', () => {
  test.each([
    ['by its name', 'Zuid', found('zuid')],
    ['in capitals, with spaces around and doubled', '  DE   BRUG ', found(ROOT)],
    ['with the name above it', 'Noord / Team A', found('noord-a')],
    ['with a slash without spaces', 'zuid/team a', found('zuid-a')],
    ['with all names from the root', 'De Brug / Zuid / Team A', found('zuid-a')],
    ['by its id', ROOT.toUpperCase(), found(ROOT)],
    ['with an accent made of two characters', 'Cafe\u0301', found('noord-cafe')],
    ['by a name of which only one takes part', 'Noord', found('noord')],
  ])('is found %s', (_how, written, expected) => {
    expect(names.find(written)).toEqual(expected)
  })

  test.each([
    ['a name of two that take part', 'Team A', 'ambiguous'],
    ['a name that nobody has', 'West', 'unknown'],
    ['half a name', 'Team', 'unknown'],
    ['a path through another branch', 'Noord / Zuid', 'unknown'],
    ['nothing', '', 'unknown'],
    ['a word of the language itself', 'constructor', 'unknown'],
  ])('is not guessed from %s', (_what, written, state) => {
    expect(names.find(written)).toEqual({ state })
  })

  test('two that do not take part are told as two', () => {
    expect(unitNames(tree, new Set()).find('Noord')).toEqual({ state: 'ambiguous' })
  })
})

describe('how a unit is written', () => {
  test.each([
    ['noord', 'Noord'],
    ['noord-a', 'Noord / Team A'],
    ['zuid-noord', 'Zuid / Noord'],
  ])('%s in the shortest way that leads to it', (unitId, name) => {
    expect(names.nameOf(unitId)).toBe(name)
  })

  test('by its id when its names lead elsewhere', () => {
    const twins = [
      { id: 'a', parentId: null, name: 'X / Y' },
      { id: 'x', parentId: null, name: 'X' },
      { id: 'y', parentId: 'x', name: 'Y' },
    ]
    const both = unitNames(twins, new Set(['a', 'x', 'y']))
    expect([both.nameOf('a'), both.nameOf('y'), both.nameOf('gone')]).toEqual(['a', 'Y', 'gone'])
    expect(both.find('a')).toEqual(found('a'))
  })
})

test('ten thousand units of one name are looked up in one go', () => {
  const many = Array.from({ length: 10_000 }, (_one, index) => ({
    id: `u${index}`,
    parentId: index === 0 ? null : `u${index - 1}`,
    name: 'Team',
  }))
  expect(unitNames(many, new Set(['u7'])).find('team')).toEqual(found('u7'))
})

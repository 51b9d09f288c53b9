import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readPeople, withPasted } from '#client/scans/pasted-people.ts'
import { settings, units } from './scan-fixtures.ts'

const both = ['professional', 'client'] as const
const read = (...rows: string[][]) => readPeople(rows, both, units)

test('a name and its numbers are read in the order of the perspectives', () => {
  expect(read(['Team Oost', '14', '30'])).toEqual([
    {
      line: 1,
      name: 'Team Oost',
      invited: { professional: 14, client: 30 },
      found: { state: 'known', unitId: 'oost' },
    },
  ])
})

test('a heading and empty lines are passed over, and lines keep their number', () => {
  const lines = read(['Team', 'Professionals', 'Cliënten'], [''], ['team  oost ', ' 1.200 ', '–'])
  expect(lines).toMatchObject([
    { line: 3, invited: { professional: 1200 }, found: { state: 'known', unitId: 'oost' } },
  ])
})

test.each([
  ['a team nobody knows is to be made', ['Team Zuid', '9', '20'], { state: 'new' }],
  ['words instead of a number', ['Team Oost', 'veel', '20'], { state: 'fault', code: 'not-a-number' }],
  ['a number below zero', ['Team Oost', '-3', '20'], { state: 'fault', code: 'not-a-number' }],
  ['half a person', ['Team Oost', '3,5', '20'], { state: 'fault', code: 'not-a-number' }],
  ['more people than there can be', ['Team Oost', '100001', ''], { state: 'fault', code: 'not-a-number' }],
  ['no name', ['', '3', '20'], { state: 'fault', code: 'no-name' }],
  ['zero means nobody', ['Team Oost', '0', '0'], { state: 'known', unitId: 'oost' }],
])('%s', (_what, row, found) => {
  expect(read(['Team West', '1', '1'], row)[1]).toMatchObject({ line: 2, found })
})

test('the same team twice is a fault in the second line', () => {
  expect(read(['Team Oost', '1', '1'], ['TEAM OOST', '2', '2'])[1]?.found).toEqual({
    state: 'fault',
    code: 'twice',
  })
})

test('a name that two teams have is not guessed', () => {
  const twins = [
    ...units,
    { id: 'oost2', parentId: 'root', name: 'Team Oost', level: 1, archived: false, used: false },
  ]
  expect(readPeople([['Team Oost', '3', '4']], both, twins)[0]?.found).toEqual({
    state: 'fault',
    code: 'ambiguous',
  })
})

test('pasted numbers take the place of those teams only', () => {
  const lines = read(['Team West', '8', '16'], ['Team Nieuw', '3', '3'], ['Team Oost', 'x', ''])
  expect(withPasted(settings.units, lines)).toEqual([
    settings.units[0],
    { unitId: 'west', invited: { professional: 8, client: 16 } },
  ])
})

test('whatever is pasted never gives a number that the server refuses', () => {
  fc.assert(
    fc.property(fc.array(fc.array(fc.string(), { maxLength: 5 })), (rows) => {
      const counts = readPeople(rows, both, units).flatMap(({ invited }) => Object.values(invited))
      return counts.every((count) => Number.isInteger(count) && count >= 1 && count <= 100_000)
    }),
  )
})

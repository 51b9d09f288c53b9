import { expect, test } from 'vitest'
import {
  existing,
  invitedIn,
  merged,
  needsProfessionals,
  peopleRows,
  withCount,
  withProfessionals,
} from '#client/scans/people.ts'
import { settings, units } from './scan-fixtures.ts'

test('a number goes to its team and perspective, and leaves the others alone', () => {
  const after = withCount(settings.units, 'west', 'client', 15)
  expect(after).toEqual([settings.units[0], { unitId: 'west', invited: { professional: 6, client: 15 } }])
  expect(after[0]).toBe(settings.units[0])
})

test('a team without people leaves the list', () => {
  expect(withCount(settings.units, 'west', 'professional', null)).toEqual([settings.units[0]])
})

test('a team that was empty joins the list', () => {
  expect(withCount([], 'oost', 'manager', 5)).toEqual([{ unitId: 'oost', invited: { manager: 5 } }])
})

test('merged teams add up, also the professionals that serve their clients', () => {
  const before = [
    { unitId: 'oost', invited: { professional: 2, client: 12 }, professionals: 4 },
    { unitId: 'west', invited: { professional: 6, client: 9 } },
    { unitId: 'zuid', invited: { manager: 3 } },
  ]
  expect(merged(before, ['west'], 'oost')).toEqual([
    { unitId: 'zuid', invited: { manager: 3 } },
    { unitId: 'oost', invited: { professional: 8, client: 21 }, professionals: 10 },
  ])
})

test('teams that are gone or in the archive are left out', () => {
  const tree = units.map((unit) => (unit.id === 'west' ? { ...unit, archived: true } : unit))
  expect(existing([...settings.units, { unitId: 'gone', invited: { client: 3 } }], tree)).toEqual([
    settings.units[0],
  ])
})

test('each row counts everyone below it, in the perspectives that take part', () => {
  const rows = peopleRows(units, { ...settings, perspectives: ['professional'] })
  expect(rows.map(({ unit, total, hasUnitsBelow }) => [unit.id, total, hasUnitsBelow])).toEqual([
    ['root', 18, true],
    ['noord', 18, true],
    ['oost', 12, false],
    ['west', 6, false],
  ])
})

test('invited people are counted in all, or for one perspective', () => {
  expect(invitedIn(settings)).toBe(38)
  expect(invitedIn(settings, 'client')).toBe(20)
  expect(invitedIn({ ...settings, perspectives: ['client'] })).toBe(20)
})

test.each([
  ['clients with two professionals', { professional: 2, client: 12 }, true],
  ['clients without professionals', { client: 12 }, true],
  ['clients with three professionals', { professional: 3, client: 12 }, false],
  ['no clients', { professional: 1 }, false],
])('%s: is it asked who serves them?', (_who, invited, asked) => {
  expect(needsProfessionals({ unitId: 'oost', invited }, ['professional', 'client'])).toBe(asked)
})

test('the number of serving professionals can be given and taken back', () => {
  const given = withProfessionals(settings.units, 'west', 4)
  expect(given[1]).toEqual({ unitId: 'west', invited: { professional: 6 }, professionals: 4 })
  expect(withProfessionals(given, 'west', null)).toEqual(settings.units)
})

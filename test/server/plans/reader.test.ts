import { expect, test } from 'vitest'
import { mayChange, maySee, ownerIdentity, type Reader, reachOf } from '#server/plans/reader.ts'

const unit = (id: string, parentId: string | null) => ({ id, parentId, name: id, archivedAt: null })
const units = [unit('root', null), unit('east', 'root'), unit('east-1', 'east'), unit('west', 'root')]
const messenger: Reader = { membershipId: 'mia', role: 'messenger', unitId: null }
const boss: Reader = { membershipId: 'bo', role: 'manager', unitId: null }
const eastern: Reader = { membershipId: 'max', role: 'manager', unitId: 'east' }
const officer: Reader = { membershipId: 'pia', role: 'privacy-officer', unitId: null }
const action = (unitId: string | null, ownerMembershipId: string | null = null) => ({
  unitId,
  ownerMembershipId,
})

test.each([
  ['a messenger sees every action', messenger, action('west'), true],
  ['a manager of everything sees every action', boss, action('west'), true],
  ['a manager sees the own unit', eastern, action('east'), true],
  ['a manager sees units below the own one', eastern, action('east-1'), true],
  ['a manager sees what concerns everybody', eastern, action(null), true],
  ['a manager does not see another unit', eastern, action('west'), false],
  ['a manager does not see the unit above', eastern, action('root'), false],
  ['a manager sees what he or she owns, wherever it is', eastern, action('west', 'max'), true],
  ['a privacy officer sees no action', officer, action(null, 'pia'), false],
])('%s', (_rule, reader, one, expected) => {
  expect(maySee(reader, reachOf(reader, units), one)).toBe(expected)
})

test('a manager changes only what he or she owns, a messenger everything', () => {
  expect(mayChange(eastern, action('east'))).toBe(false)
  expect(mayChange(eastern, action('west', 'max'))).toBe(true)
  expect(mayChange(messenger, action('west', 'max'))).toBe(true)
})

test('an owner with an account is the same person with and without the personal link', () => {
  expect(ownerIdentity({ id: '7', ...action(null, 'max') })).toBe('member:max')
  expect(ownerIdentity({ id: '7', ...action(null) })).toBe('owner:7')
})

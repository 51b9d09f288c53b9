import { describe, expect, test } from 'vitest'
import {
  type AnyRole,
  grantingRole,
  inForce,
  isKeptInLog,
  isOfOrganisation,
  isOwnAccount,
  needsSecondFactor,
  PERMISSIONS,
  type Permission,
} from '#server/access/permissions.ts'

const as = (...roles: AnyRole[]) => {
  const membership = roles.find(isOfOrganisation)
  const office = roles.find((role) => role === 'centre' || role === 'coordinator')
  return { membership: membership ? { role: membership } : null, office: office ? { role: office } : null }
}
const all = Object.keys(PERMISSIONS) as Permission[]

describe('who may do what', () => {
  test.each<[string, AnyRole[], Permission, AnyRole | undefined]>([
    ['a messenger launches', ['messenger'], 'scans:launch', 'messenger'],
    ['a manager does not', ['manager'], 'scans:launch', undefined],
    ['a privacy officer sees how far a scan is', ['privacy-officer'], 'scans:follow', 'privacy-officer'],
    ['a privacy officer reads no comments', ['privacy-officer'], 'comments:read', undefined],
    ['the centre reads no results of an organisation', ['centre'], 'results:read', undefined],
    ['a coordinator reads no figures of the programme', ['coordinator'], 'figures:read', undefined],
    [
      'who has two roles uses the own organisation first',
      ['messenger', 'centre'],
      'instruments:read',
      'messenger',
    ],
    ['who has two roles may what either may', ['messenger', 'centre'], 'figures:read', 'centre'],
  ])('%s', (_rule, roles, permission, role) => {
    expect(grantingRole(as(...roles), permission)).toBe(role)
  })

  test('nobody may anything without a role', () => {
    expect(all.filter((permission) => grantingRole(as(), permission))).toEqual([])
  })

  test('every write of a privacy officer concerns the own account or privacy', () => {
    const may = all.filter((permission) => grantingRole(as('privacy-officer'), permission))
    const writes = may.filter((permission) => !/:(read|follow|export)$/.test(permission))
    expect(writes.filter((permission) => !/^(own-account|privacy|invitations):/.test(permission))).toEqual([])
  })
})

describe('without a second factor', () => {
  const account = (required: boolean, tookTwoSteps = false) => ({
    tookTwoSteps,
    membership: { secondFactorRequired: required },
    office: { role: 'centre' },
  })
  const kept = (given: ReturnType<typeof account>, demo = false) => {
    const { membership, office } = inForce(given, { demo })
    return [membership !== null, office !== null]
  }

  test.each([
    ['an office waits, and the work in the organisation goes on', account(false), false, [true, false]],
    ['all waits where the organisation requires it', account(true), false, [false, false]],
    ['nothing waits in the demonstration', account(true), true, [true, true]],
    ['and with one nothing waits either', account(true, true), false, [true, true]],
  ])('%s', (_rule, given, demo, expected) => {
    expect(kept(given, demo)).toEqual(expected)
  })

  test.each([
    ['an office needs it', false, true, true],
    ['a member whose organisation requires it does', true, false, true],
    ['another member does not', false, false, false],
  ])('%s', (_rule, required, withOffice, needs) => {
    const given = { ...account(required), office: withOffice ? { role: 'centre' } : null }
    expect(needsSecondFactor(given, { demo: false })).toBe(needs)
    expect(needsSecondFactor(given, { demo: true })).toBe(false)
  })

  test('one may look after the own account and do nothing else', () => {
    const open = all.filter(isOwnAccount)
    expect(open.length).toBeGreaterThan(5)
    expect(open.filter((permission) => !permission.startsWith('own-account:'))).toEqual([])
  })
})

test('the log keeps every deed, and reading where it shows results', () => {
  expect(all.filter((permission) => permission.endsWith(':read') && isKeptInLog(permission))).toEqual([
    'results:read',
    'comments:read',
    'findings:read',
    'benchmark:read',
    'figures:read',
    'granted-results:read',
  ])
  expect(all.filter((permission) => !permission.endsWith(':read') && !isKeptInLog(permission))).toEqual([
    'scans:follow',
  ])
})

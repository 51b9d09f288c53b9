import { expect, test } from 'vitest'
import { credentialVersion } from '#server/access/links/link.ts'
import { isFresh } from '#server/access/passwords/fresh.ts'
import { passwordResetMail } from '#server/access/passwords/mails.ts'
import { signInLinkMail } from '#server/access/sign-in-links/mails.ts'

const credential = { email: 'mia@debrug.test', passwordHash: 'hash', membershipId: 'm', office: null }

test.each([
  ['another password', { passwordHash: 'other' }],
  ['no password', { passwordHash: null }],
  ['another address', { email: 'mia@elsewhere.test' }],
  ['access that was given anew', { membershipId: 'n' }],
  ['an office', { office: 'centre' }],
])('%s makes another version', (_case, more) => {
  expect(credentialVersion({ ...credential, ...more })).not.toEqual(credentialVersion(credential))
  expect(credentialVersion({ ...credential })).toEqual(credentialVersion(credential))
})

const link = 'http://regie.test/reset-password#abc'
const membership = (role: 'messenger' | 'manager' | 'privacy-officer') => ({
  membershipId: 'm',
  organisationId: 'o',
  organisationName: 'De Brug',
  secondFactorRequired: false,
  role,
  unitId: null,
  unitName: null,
})
const person = { name: 'Max', email: 'max@debrug.test', office: null }
const centre = { role: 'centre' as const, regionId: null, regionName: null }

test.each([
  [
    'of a manager, where there is no mail server, is handed over by a messenger',
    'manager',
    null,
    false,
    false,
  ],
  ['of a manager stays out of sight where mail goes out', 'manager', null, true, true],
  ['of a manager with an office stays out of sight', 'manager', centre, false, true],
  ['of a messenger stays out of sight', 'messenger', null, false, true],
  ['of a privacy officer stays out of sight', 'privacy-officer', null, false, true],
] as const)('the reset link %s', (_rule, role, office, isMailed, confidential) => {
  const holder = { ...person, office, membership: membership(role) }
  expect(passwordResetMail({ holder, link, isMailed })).toMatchObject({ confidential })
})

test('a link to sign in is confidential for everybody, also who works for the programme only', () => {
  expect(signInLinkMail({ ...person, membership: null }, link)).toMatchObject({
    confidential: true,
    organisationId: null,
  })
})

test('a session is fresh for ten minutes', () => {
  const now = new Date('2026-11-21T09:10:00Z')
  expect(isFresh(new Date('2026-11-21T09:00:00Z'), now)).toBe(true)
  expect(isFresh(new Date('2026-11-21T08:59:59Z'), now)).toBe(false)
})

import { expect, test } from 'vitest'
import { type Claims, hasTakenTwoSteps, vouchedEmail } from '#server/access/single-sign-on/claims.ts'
import { cookieNamed, openJourney, sealJourney } from '#server/access/single-sign-on/journey.ts'

const claims: Claims = {
  subject: 'mia',
  email: 'Mia@DeBrug.test',
  isVerified: true,
  methods: [],
  level: undefined,
}
const provider = { domains: ['debrug.test'] }

test.each<[string, Partial<Claims>, string | undefined]>([
  ['a verified address of its domain is vouched for', {}, 'mia@debrug.test'],
  ['where verifying is not spoken of, the domain must do', { isVerified: undefined }, 'mia@debrug.test'],
  ['one that is said not to be verified is not', { isVerified: false }, undefined],
  ['nor one of another domain', { email: 'mia@elsewhere.test' }, undefined],
  ['nor one of a domain below it', { email: 'mia@sub.debrug.test' }, undefined],
  ['nor one with a second address hidden in it', { email: 'x@elsewhere.test@debrug.test' }, undefined],
  ['nor one that only ends alike', { email: 'mia@notdebrug.test' }, undefined],
  ['nor no address at all', { email: undefined }, undefined],
])('%s', (_rule, more, email) => {
  expect(vouchedEmail(provider, { ...claims, ...more })).toBe(email)
})

test.each<[string, 'provider' | undefined, Partial<Claims>, boolean]>([
  ['two steps there count where the list says so', 'provider', { methods: ['pwd', 'mfa'] }, true],
  ['also when told as a level', 'provider', { level: 'https://refeds.org/profile/mfa' }, true],
  ['a password there is one step', 'provider', { methods: ['pwd'] }, false],
  ['nothing counts where the list does not say so', undefined, { methods: ['mfa'] }, false],
])('%s', (_rule, secondFactor, more, taken) => {
  expect(hasTakenTwoSteps(secondFactor ? { secondFactor } : {}, { ...claims, ...more })).toBe(taken)
})

const now = new Date('2026-11-21T09:00:00Z')
const journey = {
  providerId: 'werkplein',
  state: 's',
  nonce: 'n',
  verifier: 'v',
  startedAt: now.getTime(),
}
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000)

test('a journey is opened by the server that sealed it, for its provider, for ten minutes', () => {
  const sealed = sealJourney(journey, 'secret')
  const there = { providerId: 'werkplein', now: later(9) }
  expect(openJourney(sealed, 'secret', there)).toEqual(journey)
  expect(openJourney(sealed, 'other', there)).toBeUndefined()
  expect(openJourney(sealed, 'secret', { ...there, providerId: 'other' })).toBeUndefined()
  expect(openJourney(sealed, 'secret', { ...there, now: later(10) })).toBeUndefined()
  expect(openJourney(undefined, 'secret', there)).toBeUndefined()
  expect(openJourney(`x${sealed}`, 'secret', there)).toBeUndefined()
})

test('a cookie is found by its whole name', () => {
  const header = 'a.regie.single-sign-on=wrong; regie.single-sign-on=right; other=x'
  expect(cookieNamed(header, 'regie.single-sign-on')).toBe('right')
  expect(cookieNamed(undefined, 'regie.single-sign-on')).toBeUndefined()
})

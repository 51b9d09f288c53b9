import { expect, test } from 'vitest'
import { readProviders } from '#server/access/single-sign-on/providers.ts'

const entry = {
  id: 'werkplein',
  name: 'Werkplein Noord',
  issuer: 'https://login.werkplein.test/realms/staff',
  clientId: 'regie',
  clientSecret: 'secret',
  domains: ['werkplein.test'],
}
const noFile = () => {
  throw new Error('ENOENT')
}
const read = (list: unknown, readSecret: (file: string) => string = noFile) =>
  readProviders(JSON.stringify(list), readSecret)

test('a sound list is read, with the secret from its own file', () => {
  const { clientSecret: _, ...rest } = entry
  const inFile = { ...rest, clientSecretFile: 'werkplein.secret', secondFactor: 'provider' }
  expect(read([inFile], (file) => `from ${file}`)).toEqual({
    providers: [{ ...rest, secondFactor: 'provider', clientSecret: 'from werkplein.secret' }],
  })
})

test.each([
  ['plain http', { issuer: 'http://login.werkplein.test' }, 'issuer must start with https://'],
  [
    'a name that only begins like this machine',
    { issuer: 'http://localhost.evil.test' },
    'issuer must start',
  ],
  ['an issuer with a query', { issuer: 'https://login.test/?a=b' }, 'issuer must start'],
  ['an issuer that is no address', { issuer: 'werkplein' }, 'issuer must start'],
  ['two secrets', { clientSecretFile: 'x' }, 'give either clientSecret or clientSecretFile'],
  ['no domain', { domains: [] }, 'domains'],
  ['a domain with a sign in it', { domains: ['@werkplein.test'] }, 'domains'],
  ['a field nobody knows', { secret: 'x' }, 'provider 1'],
  ['a name for the address with capitals', { id: 'Werkplein' }, 'id'],
])('%s is a fault', (_case, more, words) => {
  const outcome = read([{ ...entry, ...more }])
  expect(outcome).toHaveProperty('faults')
  expect('faults' in outcome && outcome.faults.join('\n')).toContain(words)
})

test('all faults are told at once, each with the provider it is about', () => {
  const { clientSecret: _, ...rest } = entry
  const outcome = read([
    { ...entry, issuer: 'http://a.test' },
    { ...rest, id: 'second', clientSecretFile: 'absent', domains: ['second.test'] },
    { ...entry, id: 'third' },
    { ...entry, id: 'third' },
  ])
  expect(outcome).toEqual({
    faults: [
      'provider 1: issuer must start with https:// and have no part behind ? or #',
      'provider 2: clientSecretFile cannot be read: ENOENT',
      'the id third stands there twice',
      'the domain werkplein.test stands there twice',
    ],
  })
})

test('on this machine a trial may do without https', () => {
  expect(read([{ ...entry, issuer: 'http://127.0.0.1:8080' }])).toHaveProperty('providers')
})

test('what is no list is said to be none', () => {
  expect(readProviders('{', noFile)).toEqual({ faults: ['it must hold a JSON list of providers'] })
  expect(read({})).toEqual({ faults: ['it must hold a JSON list of providers'] })
})

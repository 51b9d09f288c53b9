import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { once } from 'node:events'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createSignOn } from '#server/access/single-sign-on/auth.ts'
import { isProviderAway } from '#server/access/single-sign-on/fault.ts'

const BACK = 'https://regie.test/single-sign-on/werkplein'
const own = generateKeyPairSync('rsa', { modulusLength: 2048 })
const foreign = generateKeyPairSync('rsa', { modulusLength: 2048 })

/** A provider that says whatever the test wants it to say. */
const server = http.createServer((request, response) => {
  response.setHeader('content-type', 'application/json')
  response.statusCode = status
  response.end(JSON.stringify(request.url === '/token' ? tokens : documents()[request.url ?? '']))
})
let issuer = ''
let announced = ''
let tokens: object = {}
let status = 200

const documents = (): Record<string, object> => ({
  '/.well-known/openid-configuration': {
    issuer: announced,
    authorization_endpoint: `${issuer}/auth`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/keys`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    token_endpoint_auth_methods_supported: ['client_secret_post'],
  },
  '/keys': {
    keys: [{ ...own.publicKey.export({ format: 'jwk' }), kid: 'one', alg: 'RS256', use: 'sig' }],
  },
})

beforeAll(async () => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  issuer = announced = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => server.close())

const now = () => new Date()
const newSignOn = () =>
  createSignOn(
    { id: 'werkplein', name: 'Werkplein', issuer, clientId: 'regie', clientSecret: 's', domains: [] },
    BACK,
    now,
  )

function idToken(claims: object, key: KeyObject = own.privateKey, alg = 'RS256'): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const text = `${part({ alg, kid: 'one' })}.${part(claims)}`
  return `${text}.${alg === 'none' ? '' : sign('sha256', Buffer.from(text), key).toString('base64url')}`
}

const seconds = () => Math.floor(Date.now() / 1000)
const honest = (nonce: string) => ({
  iss: issuer,
  aud: 'regie',
  sub: 'mia',
  nonce,
  iat: seconds(),
  exp: seconds() + 60,
  email: 'mia@debrug.test',
  email_verified: true,
})

async function signOnWith(make: (nonce: string) => string) {
  const signOn = newSignOn()
  const started = await signOn.start()
  tokens = { access_token: 'a', token_type: 'bearer', id_token: make(started.nonce) }
  return signOn.finish(`code=c&state=${started.state}`, started)
}

test('what the provider signed is believed', async () => {
  expect(await signOnWith((nonce) => idToken({ ...honest(nonce), amr: ['mfa'], acr: 'two' }))).toEqual({
    subject: 'mia',
    email: 'mia@debrug.test',
    isVerified: true,
    methods: ['mfa'],
    level: 'two',
  })
})

test.each<[string, (nonce: string) => string]>([
  ['signed with another key', (nonce) => idToken(honest(nonce), foreign.privateKey)],
  ['not signed at all', (nonce) => idToken(honest(nonce), own.privateKey, 'none')],
  ['for another client', (nonce) => idToken({ ...honest(nonce), aud: 'other' })],
  ['of another issuer', (nonce) => idToken({ ...honest(nonce), iss: 'https://elsewhere.test' })],
  ['for another journey', () => idToken(honest('another-nonce'))],
  ['too old', (nonce) => idToken({ ...honest(nonce), exp: seconds() - 600 })],
])('an answer that is %s is refused', async (_case, make) => {
  const fault = await signOnWith(make).catch((error) => error)
  expect(fault).toBeInstanceOf(Error)
  expect(isProviderAway(fault)).toBe(false)
})

test('a provider that says it is another one is not gone to', async () => {
  announced = 'https://elsewhere.test'
  await expect(newSignOn().start()).rejects.toThrow()
  announced = issuer
})

test('a provider with a fault of its own counts as away', async () => {
  const signOn = newSignOn()
  const started = await signOn.start()
  status = 502
  const faults = [
    await signOn.finish(`code=c&state=${started.state}`, started).catch((error) => error),
    await newSignOn()
      .start()
      .catch((error) => error),
  ]
  status = 200
  expect(faults.map(isProviderAway)).toEqual([true, true])
})

test.each([
  ['asks to come back later', { name: 'AuthorizationResponseError', error: 'temporarily_unavailable' }, true],
  ['was told no by the person', { name: 'AuthorizationResponseError', error: 'access_denied' }, false],
  ['does not take the code', { name: 'ResponseBodyError', error: 'invalid_grant', status: 400 }, false],
  ['does not answer in time', { name: 'ClientError', code: 'OAUTH_TIMEOUT' }, true],
])('a provider that %s', (_case, fault, away) => {
  expect(isProviderAway(fault)).toBe(away)
})

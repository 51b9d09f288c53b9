import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as api from '#client/api.ts'
import { newestMigration } from '#server/migrate.ts'
import { newWorld, type World } from '../support/world.ts'

let world: World
beforeAll(async () => {
  world = await newWorld()
  await world.settle()
})
afterAll(() => world.close())

const SITE = 'http://regie.test'
const json = { 'content-type': 'application/json', origin: SITE }

function post(payload: string | Buffer, headers: Record<string, string> = json, url = '/api/session') {
  return world.app.inject({ method: 'POST', url, headers, payload })
}

describe('what comes in at the door', () => {
  test.each([
    ['broken JSON', '{"email":', 400, 'invalid-input'],
    ['nothing', '', 400, 'invalid-input'],
    ['a list where an object belongs', '[]', 400, 'invalid-input'],
    ['a field too many', '{"email":"a@b.test","password":"x","role":"messenger"}', 400, 'invalid-input'],
    ['a field too few', '{"email":"a@b.test"}', 400, 'invalid-input'],
    ['a number for a text', '{"email":"a@b.test","password":12345678}', 400, 'invalid-input'],
    ['a list for a text', '{"email":["a@b.test"],"password":"x"}', 400, 'invalid-input'],
    [
      'a poisoned prototype',
      '{"__proto__":{"role":"messenger"},"email":"a@b.test","password":"x"}',
      400,
      'invalid-input',
    ],
    ['thirteen levels', '['.repeat(13) + ']'.repeat(13), 400, 'too-deep'],
    ['a hundred thousand levels', '['.repeat(100_000) + ']'.repeat(100_000), 400, 'too-deep'],
    ['NUL in a text', '{"email":"a@b.test","password":"a\\u0000b"}', 422, 'invalid-text'],
    ['half a character', '{"email":"a@b.test","password":"\\ud83d"}', 422, 'invalid-text'],
    [
      'more than a megabyte',
      JSON.stringify({ email: 'a@b.test', password: 'x'.repeat(1_100_000) }),
      413,
      'too-large',
    ],
  ])('%s is refused with a code', async (_fault, payload, status, code) => {
    const answer = await post(payload)
    expect([answer.statusCode, answer.json().code]).toEqual([status, code])
    expect(answer.headers['content-type']).toContain('application/problem+json')
    expect(answer.json().requestId).toBeTruthy()
  })

  test.each([
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['plain text', { 'content-type': 'text/plain' }],
    ['JSON with a tab before its name', { 'content-type': '\tapplication/jsonx' }],
    ['packed content', { 'content-type': 'application/json', 'content-encoding': 'gzip' }],
  ])('%s is no JSON', async (_kind, headers) => {
    const answer = await post('{}', { origin: SITE, ...headers })
    expect([answer.statusCode, answer.json().code]).toEqual([415, 'unsupported-media-type'])
  })

  test.each([
    ['an id with its kind before it', (id: string) => `urn:uuid:${id}`],
    ['an id in capitals', (id: string) => id.toUpperCase()],
    ['half an id', (id: string) => id.slice(0, 18)],
    ['a word', () => 'nieuw'],
  ])('%s is no id', async (_fault, spoil) => {
    const id = 'a0b1c2d3-0000-4000-8000-00000000000f'
    const ask = (known: string) => fetch(`/api/scans/${known}/draft`)
    expect((await ask(id)).status).toBe(404)
    const answer = await ask(spoil(id))
    expect([answer.status, (await answer.json()).code]).toEqual([400, 'invalid-input'])
  })

  test.each([
    ['another site', { origin: 'https://evil.test' }],
    ['nowhere', {}],
    ['a nameless place', { origin: 'null' }],
  ])('a write from %s is refused', async (_from, headers) => {
    const answer = await post('{}', { 'content-type': 'application/json', ...headers })
    expect([answer.statusCode, answer.json().code]).toEqual([403, 'bad-origin'])
  })

  test('the faulty field is named, its value is not', async () => {
    const answer = await post('{"email":"a@b.test","password":"geheim","rol":"messenger"}')
    expect(answer.json().errors).toEqual([{ path: '/rol', code: 'additionalProperties' }])
    expect(answer.body).not.toContain('geheim')
  })
})

describe('what goes out', () => {
  test('an unknown address and one of the API get a plain not-found', async () => {
    for (const url of ['/api/nothing', '/api/scans/x/y/z']) {
      const answer = await world.app.inject({ url })
      expect([answer.statusCode, answer.json().code]).toEqual([404, 'not-found'])
    }
  })

  test.each(['/%', '/api/scans/%ff', '/a%ff'])('%s is no address, and is not repeated', async (url) => {
    const answer = await world.app.inject({ url })
    expect([answer.statusCode, answer.json().code]).toEqual([400, 'invalid-input'])
    expect(answer.body).not.toContain('%')
  })

  test('every answer of the API forbids keeping, framing and foreign content', async () => {
    const { headers } = await world.app.inject({ url: '/api/session' })
    expect(headers['cache-control']).toBe('no-store')
    expect(headers['referrer-policy']).toBe('no-referrer')
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'")
    expect(headers['content-security-policy']).toContain("default-src 'self'")
  })

  test('a fault of ours tells nothing about the inside', async () => {
    world.app.log.level = 'silent'
    const broken = world.services.auth.signIn
    world.services.auth.signIn = () => Promise.reject(new Error('select * from users; /srv/regie'))
    const answer = await post('{"email":"a@b.test","password":"lang-genoeg-wachtwoord"}')
    world.services.auth.signIn = broken
    expect([answer.statusCode, answer.json().code]).toEqual([500, 'unexpected'])
    expect(answer.body).not.toMatch(/select|srv/)
  })

  test('the description of the API lists every route that a person uses', async () => {
    const { paths } = (await world.app.inject({ url: '/api/openapi.json' })).json()
    for (const path of ['/api/session', '/api/scans', '/api/scans/{scanId}/results', '/api/responses']) {
      expect(Object.keys(paths)).toContain(path)
    }
    expect(Object.keys(paths).filter((path) => !path.startsWith('/api/'))).toEqual([])
  })

  test('the description tells who may use a route, and the shape of every problem', async () => {
    const { paths, components } = (await world.app.inject({ url: '/api/openapi.json' })).json()
    const { description, responses } = paths['/api/scans'].post
    expect(description).toBe('For the messenger of the organisation. Permission scans:prepare.')
    expect(Object.keys(responses)).toEqual(expect.arrayContaining(['4XX', '5XX']))
    const { schema } = responses['4XX'].content['application/problem+json']
    expect(schema).toEqual({ $ref: '#/components/schemas/Problem' })
    expect(Object.keys(components.schemas.Problem.properties)).toContain('requestId')
  })
})

test('a route without a policy does not start', () => {
  expect(() => world.app.get('/api/open-door', () => 'come in')).toThrow()
})

test('signed out, nothing of an organisation can be read', async () => {
  world.signOut()
  await expect(api.listUnits()).rejects.toMatchObject({ status: 401, code: 'signed-out' })
})

test('a database in the state of another Regie is not ready', async () => {
  const owner = new pg.Client({ connectionString: world.databaseUrl })
  await owner.connect()
  const newest = await newestMigration()
  const rename = (from: string, to: string) =>
    owner.query('update kysely_migration set name = $2 where name = $1', [from, to])
  try {
    for (const other of ['0000-older', '9999-newer']) {
      await rename(newest, other)
      const answer = await world.app.inject({ url: '/readyz' })
      expect([answer.statusCode, answer.json()]).toEqual([503, { status: 'not ready' }])
      await rename(other, newest)
    }
  } finally {
    await owner.end()
  }
})

test('health needs no session', async () => {
  expect((await world.app.inject({ url: '/healthz' })).statusCode).toBe(200)
  expect((await world.app.inject({ url: '/readyz' })).json()).toEqual({ status: 'ready' })
})

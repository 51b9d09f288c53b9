import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { exampleOf } from '../../support/example.ts'
import { STATEMENTS } from '../../support/hostile.ts'
import { type Operation, operationsOf, type Schema } from '../../support/operations.ts'
import { newWorld, uncounted, type World } from '../../support/world.ts'

/** Every route there is, also one that is added tomorrow, by Mia who may use most of them: she works for the programme centre too. */
let world: World
let operations: Operation[]
beforeAll(async () => {
  world = await newWorld({ rateStore: uncounted })
  await world.settle()
  await world.setUpSecondFactor()
  operations = await operationsOf(world.app, {})
})
afterAll(() => world.close())

const SITE = 'http://regie.test'
const SOME_ID = 'a0b1c2d3-0000-4000-8000-00000000000f'
const filled = (path: string, value = SOME_ID) => path.replace(/\{\w+\}/g, encodeURIComponent(value))

const writes = () => operations.filter(({ method }) => method !== 'GET')
const ofJson = () => writes().filter(({ body }) => body?.type === 'application/json')
const bodyOf = ({ body }: Operation) =>
  exampleOf(body?.schema ?? {}, () => SOME_ID) as Record<string, unknown>

const send = ({ method, path }: Operation, text: string, type = 'application/json') =>
  fetch(filled(path), { method, headers: { 'content-type': type }, body: text })

/** What each of these requests got, as `status code`, without those that Mia may not use at all. */
async function answersOf(requests: { by: Operation; text: string; type?: string }[]) {
  const answers: { what: string; got: string }[] = []
  for (const { by, text, type } of requests) {
    const answer = await send(by, text, type)
    if (answer.status === 403) continue
    const problem = answer.status === 204 ? {} : await answer.json().catch(() => ({}))
    answers.push({
      what: `${by.method} ${by.path} ${text.slice(0, 80)}`,
      got: `${answer.status} ${problem.code}`,
    })
  }
  return answers
}

const other = (answers: { what: string; got: string }[], ...expected: string[]) =>
  answers.filter(({ got }) => !expected.includes(got))

describe('what every answer carries (rows 33 and 66)', () => {
  test('no page and no answer can be framed, kept, read or used by another site', async () => {
    const addresses = [
      ...operations.map(({ method, path }) => ({ method, url: filled(path) })),
      ...['/', '/r', '/scans/nowhere', '/healthz', '/nothing.txt', '/api/nothing'].map((url) => ({ url })),
      ...[
        { url: '/', headers: { host: 'elders.test' } },
        { url: '/api/units', headers: { host: 'elders.test' } },
      ],
    ]
    for (const address of addresses) {
      const { headers } = await world.app.inject(address as { url: string })
      const what = JSON.stringify(address)
      const policy = String(headers['content-security-policy']).split(';')
      const wanted = ["default-src 'self'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"]
      expect(policy, what).toEqual(expect.arrayContaining([...wanted, "require-trusted-types-for 'script'"]))
      expect(policy.join(';'), what).not.toMatch(/unsafe|\*|https?:/)
      expect(headers, what).toMatchObject({
        'x-frame-options': 'DENY',
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'permissions-policy': expect.stringContaining('camera=()'),
      })
      if (address.url.startsWith('/api/')) expect(headers['cache-control'], what).toBe('no-store')
      expect(headers, what).not.toHaveProperty('x-powered-by')
      expect(headers, what).not.toHaveProperty('access-control-allow-origin')
    }
  })
})

describe('the name by which a request comes (row 63)', () => {
  test.each([
    'elders.test',
    'regie.test.elders.test',
    '127.0.0.1',
    'regie.test:8080',
  ])('%s is not this site', async (host) => {
    for (const url of ['/', '/api/session', '/api/units']) {
      const answer = await world.app.inject({ url, headers: { host } })
      expect([answer.statusCode, answer.json().code]).toEqual([421, 'misdirected-request'])
    }
  })

  test('who looks whether Regie lives may come by any name', async () => {
    for (const url of ['/healthz', '/readyz']) {
      expect((await world.app.inject({ url, headers: { host: '10.0.0.7:3000' } })).statusCode).toBe(200)
    }
  })

  test('no forged name gets into the link of a mail', async () => {
    const forged = {
      'x-forwarded-host': 'elders.test',
      forwarded: 'host=elders.test',
      'x-host': 'elders.test',
    }
    const ask = (headers: Record<string, string>) =>
      world.app.inject({
        method: 'POST',
        url: '/api/password-resets',
        headers: { origin: SITE, ...headers },
        payload: { email: 'mia@debrug.test' },
      })
    expect((await ask({ host: 'elders.test' })).statusCode).toBe(421)
    expect((await ask(forged)).statusCode).toBe(202)
    const mails = () => world.services.db.selectFrom('mails').select('text').execute()
    const links = async () => (await mailsOfMia()).filter((text) => text.includes('/reset-password#'))
    expect(await mails()).toEqual([])
    await expect.poll(links).toHaveLength(1)
    expect((await links())[0]).toContain('http://regie.test/reset-password#')
    expect((await mailsOfMia()).join()).not.toContain('elders')
  })

  async function mailsOfMia(): Promise<string[]> {
    const { organisation } = await (await fetch('/api/session')).json()
    return (await world.outbox(organisation.id)).map(({ text }) => text)
  }
})

describe('the kind of content (row 47)', () => {
  const types = [
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'text/html',
    'application/xml',
    'application/jsonx',
    'application/ json',
    'application/json\tx',
    'application/json,text/plain',
    'APPLICATION/JSONP',
  ]

  test('every writing route takes its own kind only', async () => {
    const taking = writes().filter(({ body }) => body)
    const foreign = ({ body }: Operation) => (body?.type === 'text/csv' ? 'application/json' : 'text/csv')
    const requests = taking.flatMap((by, place) => [
      { by, text: '{}', type: types[place % types.length] ?? '' },
      { by, text: '{}', type: foreign(by) },
    ])
    const signIn = taking.filter(({ path }) => path === '/api/session')
    requests.push(...signIn.flatMap((by) => types.map((type) => ({ by, text: '{}', type }))))
    const answers = await answersOf(requests)
    expect(answers.length).toBeGreaterThan(60)
    expect(other(answers, '415 unsupported-media-type')).toEqual([])
  })

  test('a body without a kind is none', async () => {
    const untyped = {
      method: 'POST',
      headers: { origin: SITE },
      url: '/api/session',
      payload: Buffer.from('{}'),
    }
    expect((await world.app.inject(untyped as { url: string })).statusCode).toBe(415)
  })
})

describe('what stands in a body', () => {
  test('another type than asked is never made right (row 46)', async () => {
    const requests = ofJson().flatMap((by) =>
      confused(by).map((body) => ({ by, text: JSON.stringify(body) })),
    )
    const answers = await answersOf(requests)
    expect(answers.length).toBeGreaterThan(150)
    expect(other(answers, '400 invalid-input')).toEqual([])
  })

  /** The example of a body with one field of a wrong type each, and the body itself as something else. */
  function confused(by: Operation): unknown[] {
    const { properties = {}, anyOf = [] } = by.body?.schema ?? {}
    const example = bodyOf(by)
    const fields = Object.entries(anyOf.length > 0 ? {} : properties)
    const swapped = fields.flatMap(([name, schema], place) => {
      const wrong = wrongFor(schema)
      return wrong.length > 0 ? [{ ...example, [name]: wrong[place % wrong.length] }] : []
    })
    const whole = ['text', 7, true, [], [example]]
    return [whole[fields.length % whole.length], ...swapped, { ...example, isAdmin: true }]
  }

  function wrongFor(schema: Schema): unknown[] {
    const types = [schema, ...(schema.anyOf ?? []), ...(schema.allOf ?? [])].map(({ type }) => type)
    const isNullable = /"null"|"nullable":true/.test(JSON.stringify(schema))
    const wrong: unknown[] = isNullable ? [] : [null]
    if (!types.includes('array')) wrong.push([exampleOf(schema, () => SOME_ID)])
    if (types.includes('integer') || types.includes('number')) wrong.push('7', true, 1.5)
    if (types.includes('boolean')) wrong.push('true', 1, 0)
    if (types.includes('string') && !types.includes('integer')) wrong.push(7, false, { type: 'script' })
    return wrong.filter((value) => !(value === 1.5 && types.includes('number')))
  }

  test('a key that stands there twice is refused, also when written in another way (row 45)', async () => {
    const requests = ofJson().flatMap((by) => {
      const text = JSON.stringify(bodyOf(by))
      const [first] = Object.keys(bodyOf(by))
      if (!first) return []
      const escaped = `\\u${first.charCodeAt(0).toString(16).padStart(4, '0')}${first.slice(1)}`
      return [first, escaped].map((key) => ({ by, text: text.replace('{', `{"${key}":null,`) }))
    })
    const answers = await answersOf(requests)
    expect(answers.length).toBeGreaterThan(50)
    expect(other(answers, '400 invalid-input')).toEqual([])
  })

  test('a parameter that stands in an address twice is refused (row 45)', async () => {
    const asking = operations.flatMap(({ path, method, query }) =>
      method === 'GET' ? Object.keys(query).map((name) => `${filled(path)}?${name}=nl&${name}=en`) : [],
    )
    expect(asking.length).toBeGreaterThan(3)
    for (const url of asking) expect([400, 403], url).toContain((await fetch(url)).status)
  })

  test('a name that would change every object is refused at every depth (row 44)', async () => {
    const poisons = [
      '"__proto__":{"x":1}',
      '"constructor":{"prototype":{"x":1}}',
      '"__pro\\u0074o__":{"x":1}',
    ]
    const requests = ofJson().flatMap((by, route) => {
      const text = JSON.stringify({ ...bodyOf(by), deep: { er: [{ est: {} }] } })
      const places = [...text.matchAll(/\{/g)].map(({ index }) => index + 1).slice(-3)
      return places.map((place, depth) => {
        const rest = text.slice(place)
        const poison = poisons[(depth + route) % poisons.length]
        return { by, text: text.slice(0, place) + poison + (rest.startsWith('}') ? '' : ',') + rest }
      })
    })
    const answers = await answersOf(requests)
    expect(answers.length).toBeGreaterThan(100)
    expect(other(answers, '400 invalid-input')).toEqual([])
    expect(({} as { x?: number }).x).toBeUndefined()
  })

  test('a number that is not what was written is refused in every field (row 54)', async () => {
    const numbers = ['1e400', '-0', '9007199254740993', '-1e400']
    const requests = ofJson().flatMap((by) => {
      const text = JSON.stringify({ ...bodyOf(by), more: [0], moreover: 0 })
      const places = [...text.matchAll(/:\[?(\d+)(?=[,}\]])/g)]
      return places.map(({ index, 0: found }, place) => ({
        by,
        text:
          text.slice(0, index) +
          found.replace(/\d+/, numbers[place % numbers.length] ?? '') +
          text.slice(index + found.length),
      }))
    })
    const answers = await answersOf(requests)
    expect(answers.length).toBeGreaterThan(100)
    expect(other(answers, '422 invalid-number')).toEqual([])
  })

  test('what becomes a name, a heading or a subject stays on one line (row 40)', async () => {
    const lines = ofJson().flatMap((by) =>
      Object.entries(by.body?.schema.properties ?? {})
        .filter(([name, { type }]) => type === 'string' && /^(name|title|subject|\w+Name)$/.test(name))
        .map(([name]) => ({
          by,
          text: JSON.stringify({ ...bodyOf(by), [name]: 'A\r\nBcc: elders@elders.test' }),
        })),
    )
    const answers = await answersOf(lines)
    expect(answers.length).toBeGreaterThan(5)
    expect(other(answers, '400 invalid-input')).toEqual([])
  })
})

describe('what stands in an address', () => {
  test('statements and NUL do nothing but be refused (rows 39 and 52)', async () => {
    const reads = operations.filter(({ method }) => method === 'GET')
    const texts = (place: number) => [STATEMENTS[place % STATEMENTS.length] ?? '', '\0']
    const addresses = reads.flatMap(({ path, query }, place) => [
      ...(path.includes('{') ? texts(place).map((text) => filled(path, text)) : []),
      ...Object.keys(query).flatMap((name) =>
        texts(place).map((text) => `${filled(path)}?${name}=${encodeURIComponent(text)}`),
      ),
    ])
    expect(addresses.length).toBeGreaterThan(40)
    const wrong: string[] = []
    for (const url of addresses) {
      const { status } = await fetch(url)
      if (status >= 500) wrong.push(`${status} ${url}`)
      if (url.includes('%00') && ![400, 403, 422].includes(status)) wrong.push(`${status} ${url}`)
    }
    expect(wrong).toEqual([])
  })
})

describe('a body that does not end (row 48)', () => {
  test.each([
    ['/api/responses', 64 * 1024],
    ['/api/session', 1024 * 1024],
  ])('%s without an announced size is cut off soon after its limit', async (path, limit) => {
    if (!world.app.server.listening) await world.app.listen({ host: '127.0.0.1', port: 0 })
    const { port } = world.app.server.address() as AddressInfo
    const { status, sent } = await pour(port, path, 100 * 1024 * 1024)
    expect(status).toBe(413)
    expect(sent).toBeLessThan(limit + 8 * 1024 * 1024)
  })

  test('one byte too many is too many, and nothing is looked at', async () => {
    const headers = { origin: SITE, 'content-type': 'application/json' }
    const payload = `"${'x'.repeat(65_535)}"`
    const answer = await world.app.inject({ method: 'POST', url: '/api/responses', headers, payload })
    expect([answer.statusCode, answer.json().code]).toEqual([413, 'too-large'])
  })
})

/** Sends pieces without saying how many will come, until the other side has had enough. */
function pour(port: number, path: string, most: number): Promise<{ status: number; sent: number }> {
  const piece = Buffer.alloc(64 * 1024, 'x')
  return new Promise((resolve) => {
    const headers = { host: 'regie.test', origin: SITE, 'content-type': 'application/json' }
    const request = http.request({ host: '127.0.0.1', port, path, method: 'POST', headers })
    let sent = 0
    let status = 0
    const finish = () => resolve({ status, sent })
    const more = () => {
      while (!request.destroyed && sent < most && status === 0) {
        sent += piece.length
        if (!request.write(piece)) return void request.once('drain', more)
      }
      if (sent >= most) request.destroy()
    }
    request.on('response', (response) => {
      status = response.statusCode ?? 0
      response.resume()
      request.destroy()
    })
    request.on('error', () => undefined).on('close', finish)
    more()
  })
}

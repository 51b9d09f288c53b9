import Fastify, { type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loggable, Refusal, registerErrors } from '#server/errors.ts'

/** Row 87: whatever goes wrong, an answer tells a code and a number to ask about, and nothing of the inside. */
const INSIDE =
  'insert into responses (code) values ($1) at /srv/regie/server/queries.ts:12 postgres://regie:geheim@db'
const withFields = (fields: object) => Object.assign(new Error(INSIDE), fields)
const ofDatabase = (code: string) =>
  withFields({
    code,
    detail: `Key (code)=(${INSIDE}) exists`,
    table: 'responses',
    constraint: 'x',
    query: INSIDE,
  })

const thrown: [string, unknown, number, string][] = [
  ['a mistake of ours', new TypeError(INSIDE), 500, 'unexpected'],
  ['a text', INSIDE, 500, 'unexpected'],
  ['several at once', new AggregateError([new Error(INSIDE)], INSIDE), 500, 'unexpected'],
  ['a cause within', new Error(INSIDE, { cause: new Error(INSIDE) }), 500, 'unexpected'],
  [
    'a file that is not there',
    withFields({ code: 'ENOENT', path: '/srv/regie', syscall: 'open' }),
    500,
    'unexpected',
  ],
  ['a status of its own', withFields({ statusCode: 418 }), 418, 'invalid-input'],
  ['a status that is none', withFields({ statusCode: 599 }), 500, 'unexpected'],
  ['a key that exists', ofDatabase('23505'), 500, 'unexpected'],
  ['a column that does not exist', ofDatabase('42703'), 500, 'unexpected'],
  ['a text that is no id', ofDatabase('22P02'), 500, 'unexpected'],
  ['a right that is missing', ofDatabase('42501'), 500, 'unexpected'],
  ['a full disk', ofDatabase('53100'), 503, 'storage-full'],
  ['a deadlock', ofDatabase('40P01'), 503, 'temporarily-unavailable'],
  ['a database that stops', ofDatabase('57P01'), 503, 'temporarily-unavailable'],
  ['too many connections', ofDatabase('53300'), 503, 'temporarily-unavailable'],
  [
    'a database that is gone',
    withFields({ code: 'ECONNREFUSED', address: '10.0.0.7' }),
    503,
    'temporarily-unavailable',
  ],
  ['a refusal', new Refusal(409, 'scan-closed'), 409, 'scan-closed'],
  ['too many', new Refusal(429, 'too-many-requests', { retryAfter: 7 }), 429, 'too-many-requests'],
]

let app: FastifyInstance
beforeAll(async () => {
  app = Fastify({ logger: { level: 'silent' } })
  registerErrors(app)
  app.get('/:place', async (request) => {
    throw thrown[Number((request.params as { place: string }).place)]?.[1]
  })
  await app.ready()
})
afterAll(() => app.close())

test('what PostgreSQL adds of the values themselves does not reach the log (row 21)', () => {
  const error = Object.assign(new Error('duplicate key'), {
    code: '23505',
    detail: 'Key (email)=(mia@debrug.test) already exists.',
  })
  expect(JSON.stringify(loggable(error))).not.toContain('debrug')
  expect(loggable(error)).toMatchObject({ type: 'Error', message: 'duplicate key', code: '23505' })
})

describe('an error tells nothing of the inside', () => {
  test.each(
    thrown.map(([what, , status, code], place) => [what, status, code, place] as const),
  )('%s', async (_what, status, code, place) => {
    const answer = await app.inject({ url: `/${place}` })
    const { requestId, ...problem } = answer.json()
    const title = `${code.charAt(0).toUpperCase()}${code.slice(1).replaceAll('-', ' ')}`
    expect(problem).toEqual({ type: 'about:blank', title, status, code })
    expect(requestId).toBeTruthy()
    expect(answer.statusCode).toBe(status)
    expect(answer.headers['content-type']).toContain('application/problem+json')
    expect(answer.headers['cache-control']).toBe('no-store')
    expect(`${answer.body}${JSON.stringify(answer.headers)}`).not.toMatch(
      /insert|values|srv|queries|postgres|geheim|responses|10\.0|\.ts|ENOENT|Key|at \//i,
    )
  })

  test('who may try again is told when', async () => {
    const waits = await Promise.all(
      thrown.map(
        async ([, , status], place) =>
          [status, (await app.inject({ url: `/${place}` })).headers['retry-after']] as const,
      ),
    )
    const told = waits.filter(([status]) => status === 503 || status === 429)
    expect(told.length).toBeGreaterThan(4)
    for (const [, wait] of told) expect(Number(wait)).toBeGreaterThan(0)
    expect(waits.filter(([status, wait]) => status < 429 && wait !== undefined)).toEqual([])
  })
})

import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { MOST_CONNECTIONS, PATIENCE } from '#server/connections.ts'
import { exampleOf } from '../../support/example.ts'
import { type Operation, operationsOf, type Schema } from '../../support/operations.ts'
import { newWorld, uncounted, type World } from '../../support/world.ts'
import { changesBetween, fingerprints } from '../matrix/tables.ts'

/** Row 6 of the threat model: what nobody may set is not taken from a body, whatever it is called. Rows 53 and 55 beside it. */
let world: World
let owner: pg.Client
let writes: Operation[]
let columns: string[]

beforeAll(async () => {
  world = await newWorld({ rateStore: uncounted })
  await world.settle()
  await world.setUpSecondFactor()
  owner = new pg.Client({ connectionString: world.databaseUrl })
  await owner.connect()
  const operations = await operationsOf(world.app, {})
  writes = operations.filter(({ body }) => body?.type === 'application/json')
  columns = await everyColumn()
})
afterAll(async () => {
  await owner.end()
  await world.close()
})

const SOME_ID = 'a0b1c2d3-0000-4000-8000-00000000000f'
/** What would give most to who slips it in. */
const TELLING = ['role', 'organisationId', 'status']
/** Of all other columns each route is sent one in so many, and each column goes to as many routes. */
const ONE_IN = 60

async function everyColumn(): Promise<string[]> {
  const { rows } = await owner.query<{ name: string }>(
    `select distinct column_name as name from information_schema.columns where table_schema = 'public' order by 1`,
  )
  const inProgram = (name: string) => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
  return [...new Set(rows.flatMap(({ name }) => [name, inProgram(name)]))]
}

type Closable = Schema & { additionalProperties?: unknown; nullable?: boolean }

/** Their names are the ids of questions; whatever is none is refused by the questionnaire itself. */
const NAMED_BY_QUESTIONS = ['POST /api/responses/answers', 'POST /api/responses/comments']

/** Objects anywhere in a body that take fields which nobody described. */
function openObjects(schema: Closable, at: string): string[] {
  const { properties, patternProperties, items, anyOf = [], allOf = [], additionalProperties } = schema
  const isNull = schema.nullable === true && properties === undefined
  const isObject =
    (schema.type === 'object' && !isNull) || properties !== undefined || patternProperties !== undefined
  const isNameless =
    !schema.type && !schema.enum && schema.const === undefined && !anyOf.length && !allOf.length
  return [
    ...(isObject && additionalProperties !== false ? [`${at} takes fields of any name`] : []),
    ...(isNameless && !isObject ? [`${at} takes anything`] : []),
    ...Object.entries({ ...properties, ...patternProperties }).flatMap(([name, part]) =>
      openObjects(part, `${at}/${name}`),
    ),
    ...(items ? openObjects(items, `${at}/-`) : []),
    ...[...anyOf, ...allOf].flatMap((part) => openObjects(part, at)),
  ]
}

describe('fields slipped into a body (row 6)', () => {
  test('every object in every body is closed, however deep', () => {
    expect(writes.length).toBeGreaterThan(45)
    const open = writes.flatMap(({ method, path, body }) =>
      openObjects(body?.schema ?? {}, `${method} ${path}`),
    )
    expect(open).toEqual(NAMED_BY_QUESTIONS.map((at) => `${at} takes fields of any name`))
  })

  test('an object that is open deep inside would be found', () => {
    const open = {
      type: 'object',
      properties: { units: { type: 'array', items: { type: 'object', properties: {} } } },
    }
    expect(openObjects({ ...open, additionalProperties: false } as Closable, '')).toEqual([
      '/units/- takes fields of any name',
    ])
  })

  test('names of columns beside a right body are refused by every writing route, and nothing changes', async () => {
    expect(columns.length).toBeGreaterThan(150)
    const before = await fingerprints(owner)
    const wrong: string[] = []
    let sent = 0
    for (const [at, { method, path, body }] of writes.entries()) {
      const right = exampleOf(body?.schema ?? {}, () => SOME_ID) as Record<string, unknown>
      const known = Object.keys(body?.schema.properties ?? {})
      const drawn = columns.filter((_name, place) => (place + at) % ONE_IN === 0)
      for (const name of new Set([...TELLING, ...drawn])) {
        if (known.includes(name)) continue
        sent++
        const answer = await fetch(path.replace(/\{\w+\}/g, SOME_ID), {
          method,
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ ...right, [name]: name === 'role' ? 'centre' : SOME_ID }),
        })
        const { code, errors } = (await answer.json()) as { code: string; errors?: { path: string }[] }
        const isNamed = errors?.some((fault) => fault.path.endsWith(`/${name}`)) === true
        if (answer.status !== 400 || code !== 'invalid-input' || !isNamed)
          wrong.push(`${method} ${path} with ${name}: ${answer.status} ${code} ${JSON.stringify(errors)}`)
      }
    }
    expect(wrong).toEqual([])
    expect(sent).toBeGreaterThan(300)
    expect(changesBetween(before, await fingerprints(owner))).toEqual([])
  })
})

/** Texts anywhere in a body that may be longer than this, and are no id, day or word of a list. */
function longTexts(schema: Schema, at: string): string[] {
  const { type, format, properties, patternProperties, items, anyOf = [], allOf = [], maxLength } = schema
  const isFree =
    type === 'string' && !schema.enum && schema.const === undefined && !FIXED.includes(format ?? '')
  return [
    ...(isFree && (maxLength ?? Number.POSITIVE_INFINITY) > MOST_SIGNS ? [at] : []),
    ...Object.entries({ ...properties, ...patternProperties }).flatMap(([name, part]) =>
      longTexts(part, `${at}/${name}`),
    ),
    ...(items ? longTexts(items, `${at}/-`) : []),
    ...[...anyOf, ...allOf].flatMap((part) => longTexts(part, at)),
  ]
}
const FIXED = ['uuid', 'date', 'date-time']
const MOST_SIGNS = 2000
/** Looked up or looked through, and not kept: codes, and what the sign-on of an organisation answered. */
const NOT_KEPT = /\/(code|answer)$/

test('no text of a body that is kept is longer than two thousand signs (row 53)', () => {
  const long = writes.flatMap(({ method, path, body }) => longTexts(body?.schema ?? {}, `${method} ${path}`))
  expect(long.filter((at) => !NOT_KEPT.test(at))).toEqual([])
  expect(longTexts({ type: 'object', properties: { name: { type: 'string' } } }, '')).toEqual(['/name'])
})

test('the program itself keeps the limits for slow lines, and a most of lines (row 55)', () => {
  const { server } = world.app
  expect(server).toMatchObject({
    requestTimeout: PATIENCE.requestTimeout,
    headersTimeout: PATIENCE.http.headersTimeout,
    maxConnections: MOST_CONNECTIONS,
  })
  expect(PATIENCE.requestTimeout).toBeLessThanOrEqual(15_000)
})

import fc from 'fast-check'
import { NUMBERS, TEXTS } from '../../support/hostile.ts'
import type { Operation, Schema } from '../../support/operations.ts'

export interface Wish {
  operation: Operation
  visitor: string
  address: string
  contentType: string | undefined
  body: string | undefined
}

interface Known {
  visitors: readonly string[]
  ids: readonly string[]
}

/** Requests that are right, nearly right and meant to harm, for every route and visitor. */
export function wishes(operations: readonly Operation[], known: Known): fc.Arbitrary<Wish> {
  return fc.constantFrom(...operations).chain((operation) =>
    fc.record({
      operation: fc.constant(operation),
      visitor: fc.constantFrom(...known.visitors),
      address: addresses(operation, known),
      contentType: contentTypes(operation),
      body: bodies(operation, known),
    }),
  )
}

function addresses({ path, query }: Operation, { ids }: Known): fc.Arbitrary<string> {
  const holes = path.match(/\{\w+\}/g) ?? []
  const part = fc.oneof(
    { weight: 9, arbitrary: fc.constantFrom(...ids) },
    { weight: 1, arbitrary: fc.constantFrom(...TEXTS, 'undefined').map(encodePart) },
  )
  const asked = fc.tuple(
    ...Object.entries(query).map(([name, schema]) =>
      fc
        .option(arbitraryOf(schema, ids))
        .map((value) => (value === null ? '' : `${name}=${encodePart(String(value))}`)),
    ),
  )
  const more = fc.constantFrom('', '', '', '', '', 'x=1', 'language=nl&language=en', '__proto__=1')
  return fc.tuple(fc.tuple(...holes.map(() => part)), asked, more).map(([parts, queries, extra]) => {
    const filled = parts.reduce((address, value, at) => address.replace(holes[at] ?? '', () => value), path)
    const search = [...queries, extra].filter(Boolean).join('&')
    return search ? `${filled}?${search}` : filled
  })
}

/** A lone half of a character has no place in an address. */
function encodePart(text: string): string {
  return encodeURIComponent(text.toWellFormed()).slice(0, 2000)
}

function contentTypes({ body }: Operation): fc.Arbitrary<string | undefined> {
  const right = body?.type
  return fc.oneof(
    { weight: 14, arbitrary: fc.constant(right) },
    {
      weight: 1,
      arbitrary: fc.constantFrom('text/plain', 'application/json; charset=utf-16', 'multipart/form-data', ''),
    },
  )
}

function bodies({ body }: Operation, { ids }: Known): fc.Arbitrary<string | undefined> {
  if (!body)
    return fc.oneof(
      { weight: 9, arbitrary: fc.constant(undefined) },
      { weight: 1, arbitrary: fc.constant('{}') },
    )
  const right = arbitraryOf(body.schema, ids)
  return fc.oneof(
    { weight: 5, arbitrary: right.map(asText) },
    { weight: 5, arbitrary: right.chain(spoil).map(asText) },
    { weight: 1, arbitrary: fc.constantFrom(...RAW) },
    { weight: 1, arbitrary: fc.json() },
  )
}

const asText = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value))

const RAW = [
  '',
  '{',
  'null',
  '[]',
  '"text"',
  '{"a":1,"a":2}',
  '{"__proto__":{"role":"centre"}}',
  '{"constructor":{"prototype":{"role":"centre"}}}',
  '{"n":1e400}',
  '['.repeat(20_000),
  `${'{"a":'.repeat(40)}1${'}'.repeat(40)}`,
]

/** What a schema takes, with ids of things that there are. */
function arbitraryOf(schema: Schema, ids: readonly string[]): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map((choice) => arbitraryOf(choice, ids)))
  switch (schema.type) {
    case 'string':
      return textOf(schema, ids)
    case 'integer':
      return fc.integer({
        min: Math.max(-99, schema.minimum ?? -99),
        max: Math.min(99, schema.maximum ?? 99),
      })
    case 'number':
      return fc.double({ min: schema.minimum ?? -99, max: schema.maximum ?? 99, noNaN: true })
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    case 'array':
      return fc.array(arbitraryOf(schema.items ?? {}, ids), { maxLength: Math.min(3, schema.maxItems ?? 3) })
    default:
      return objectOf(schema, ids)
  }
}

function objectOf({ properties = {}, patternProperties, required = [] }: Schema, ids: readonly string[]) {
  if (patternProperties) {
    const [value = {}] = Object.values(patternProperties)
    return fc.dictionary(fc.constantFrom('a', 'CC-1', '__proto__'), arbitraryOf(value, ids), { maxKeys: 2 })
  }
  const fields = Object.fromEntries(
    Object.entries(properties).map(([name, of]) => [name, arbitraryOf(of, ids)]),
  )
  return fc.record(fields, { requiredKeys: required.filter((name) => name in fields) })
}

function textOf({ format, pattern, minLength = 0, maxLength = 80 }: Schema, ids: readonly string[]) {
  if (format === 'uuid' || pattern?.startsWith('^[0-9a-f]{8}-'))
    return fc.oneof(fc.constantFrom(...ids), fc.uuid({ version: 4 }))
  if (format === 'email') return fc.constantFrom('mia@matrix.test', 'nobody@matrix.test')
  if (format === 'date' || pattern?.includes('\\d{4}'))
    return fc.constantFrom('2026-11-21', '2027-01-31', '2020-01-01')
  if (format === 'date-time') return fc.constantFrom('2026-11-21T09:00:00Z', '2027-01-31T23:59:59.999Z')
  const fitting = TEXTS.filter(({ length }) => length >= minLength && length <= maxLength)
  const plain = fc.string({
    unit: 'grapheme',
    minLength,
    maxLength: Math.max(minLength, Math.min(40, maxLength)),
  })
  return fitting.length > 0 ? fc.oneof(plain, fc.constantFrom(...fitting)) : plain
}

const WRONG = [...TEXTS, ...NUMBERS, true, null, [], {}, ['5'], { a: { b: {} } }]

/** One thing wrong: a field left out, one too many, or one of another kind. */
function spoil(value: unknown): fc.Arbitrary<unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return fc.constantFrom(...WRONG)
  const names = Object.keys(value)
  const field = names.length > 0 ? fc.constantFrom(...names) : fc.constant('x')
  return fc.oneof(
    field.map((name) => Object.fromEntries(Object.entries(value).filter(([key]) => key !== name))),
    fc
      .constantFrom('role', 'organisationId', 'used', 'status', 'id', 'x')
      .map((name) => ({ ...value, [name]: 'centre' })),
    fc.tuple(field, fc.constantFrom(...WRONG)).map(([name, wrong]) => ({ ...value, [name]: wrong })),
  )
}

import { randomUUID } from 'node:crypto'
import type { Schema } from './operations.ts'

/** The id for a field of this name; undefined when the sender makes it up. */
export type IdFor = (field: string) => string | undefined

/**
 * The smallest value that this schema takes: what must be there, the first of several choices but null, and ids as asked for. The
 * path names the fields that lead to it.
 */
export function exampleOf(schema: Schema, idFor: IdFor, field = ''): unknown {
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  const choice = schema.anyOf?.find(({ type }) => type !== 'null') ?? schema.allOf?.[0]
  if (choice) return exampleOf(choice, idFor, field)
  switch (schema.type) {
    case 'string':
      return exampleText(schema, idFor, field)
    case 'integer':
    case 'number':
      return Math.max(schema.minimum ?? 1, Math.min(1, schema.maximum ?? 1))
    case 'boolean':
      return true
    case 'null':
      return null
    case 'array':
      return Array.from({ length: schema.minItems ?? 0 }, () => exampleOf(schema.items ?? {}, idFor, field))
    default:
      return exampleObject(schema, idFor)
  }
}

/** Also fields that need not be there when they hold an id, since that is where a foreign one can be slipped in. */
function exampleObject({ properties = {}, required = [] }: Schema, idFor: IdFor): Record<string, unknown> {
  const wanted = Object.entries(properties).filter(
    ([name, schema]) => required.includes(name) || holdsId(schema),
  )
  return Object.fromEntries(wanted.map(([name, schema]) => [name, exampleOf(schema, idFor, name)]))
}

const isUuid = ({ format, pattern }: Schema) => format === 'uuid' || pattern?.startsWith('^[0-9a-f]{8}-')

export function holdsId(schema: Schema): boolean {
  return isUuid(schema) || (schema.anyOf ?? []).some(holdsId)
}

function exampleText(schema: Schema, idFor: IdFor, field: string): string {
  if (isUuid(schema)) return idFor(field) ?? randomUUID()
  const known: Record<string, string> = {
    email: `${field || 'somebody'}@matrix.test`,
    date: '2027-03-01',
    'date-time': '2027-03-01T10:00:00.000Z',
  }
  const text = known[schema.format ?? ''] ?? (schema.pattern?.includes('\\d{4}') ? '2027-03-01' : 'voorbeeld')
  return text.padEnd(schema.minLength ?? 0, 'x').slice(0, schema.maxLength ?? 100)
}

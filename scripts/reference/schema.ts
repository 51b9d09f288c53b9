import { type Static, type TSchema, Type } from 'typebox'
import { Value } from 'typebox/value'
import { Fault } from './fault.ts'

export const Names = Type.Array(Type.String(), { minItems: 1 })
/** Rows that hold this value in each of these columns. */
export const Filter = Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()]))
export type Filter = Static<typeof Filter>
export const NumberOrNull = Type.Union([Type.Number(), Type.Null()])

/** Keys that the schema does not name are let through: a note, or something that explains itself by a difference. */
export function checked<Schema extends TSchema>(
  schema: Schema,
  value: unknown,
  name: string,
): Static<Schema> {
  if (Value.Check(schema, value)) return value
  const faults = Value.Errors(schema, value).map(({ instancePath, message }) =>
    `${instancePath} ${message}`.trim(),
  )
  throw new Fault(`${name} is not as the layout says: ${[...new Set(faults)].slice(0, 3).join(', ')}`)
}

import { Type } from 'typebox'

/** For every body and document: an unknown field is a fault. */
export const closed = { additionalProperties: false }

export const Id = Type.String({ format: 'uuid' })
/** Something is written, on one line: what becomes a name, a heading or the subject of a mail. */
export const line = (maxLength: number) => Type.String({ minLength: 1, maxLength, pattern: '^(?=.*\\S).*$' })

export const lineOrNothing = (maxLength: number) => Type.String({ maxLength, pattern: '^.*$' })

/** As in 2026-11-21. */
export const Day = Type.String({ format: 'date' })

export const nullable = <T extends Parameters<typeof Type.Union>[0][number]>(type: T) =>
  Type.Union([type, Type.Null()])

import { type Static, Type } from 'typebox'
import { closed, nullable } from '../../schema.ts'

const Agreement = nullable(Type.Object({ givenBy: Type.String(), givenAt: Type.String() }, closed))

/** What the organisation lets others have: the centre its results, and comparison its place. Null: nothing. */
export const Sharing = Type.Object({ grant: Agreement, comparison: Agreement }, closed)
export type Sharing = Static<typeof Sharing>

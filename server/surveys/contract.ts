import { type Static, Type } from 'typebox'
import { closed } from '../schema.ts'

export const Language = Type.Union([Type.Literal('nl'), Type.Literal('en'), Type.Literal('fi')])
export type Language = Static<typeof Language>

export const Perspective = Type.Union([
  Type.Literal('professional'),
  Type.Literal('client'),
  Type.Literal('manager'),
])
export type Perspective = Static<typeof Perspective>

export const Form = Type.Union([Type.Literal('full'), Type.Literal('short')])
export type Form = Static<typeof Form>

/** Words per language, complete in the languages of the instrument or library they belong to. */
export const Text = Type.Object(
  { nl: Type.Optional(Type.String()), en: Type.Optional(Type.String()), fi: Type.Optional(Type.String()) },
  closed,
)
export type Text = Static<typeof Text>

export const Validation = Type.Object({
  status: Type.Union([Type.Literal('not-validated'), Type.Literal('piloted'), Type.Literal('validated')]),
  note: Text,
})
export type Validation = Static<typeof Validation>

export const FormLength = Type.Object({
  perspective: Perspective,
  form: Form,
  items: Type.Integer(),
  minutes: Type.Number(),
})
export type FormLength = Static<typeof FormLength>

export const InstrumentSummary = Type.Object({
  id: Type.String(),
  version: Type.String(),
  phase: Type.Union([Type.Literal(1), Type.Literal(2)]),
  title: Text,
  validation: Validation,
  languages: Type.Array(Language),
  perspectives: Type.Array(Perspective),
  hasShortForm: Type.Boolean(),
  lengths: Type.Array(FormLength),
  dimensions: Type.Array(Type.Object({ id: Type.String(), title: Text })),
})
export type InstrumentSummary = Static<typeof InstrumentSummary>

import { type Static, Type } from 'typebox'
import { closed } from '../schema.ts'
import { Language, Perspective } from '../surveys/contract.ts'

const Words = Type.Partial(Type.Object({ nl: Type.String(), en: Type.String(), fi: Type.String() }, closed))

/** Codes travel in bodies only, so that no log or address ever holds one. */
export const OpenQuestionnaire = Type.Object({ code: Type.String() }, closed)
export type OpenQuestionnaire = Static<typeof OpenQuestionnaire>

/** All that the respondent's page needs, in every language of the scan, so that the page also works offline. */
export const Questionnaire = Type.Object({
  organisation: Type.String(),
  title: Type.String(),
  perspective: Perspective,
  languages: Type.Array(Language),
  closesAt: Type.String(),
  minutes: Type.Number(),
  /** From so many answers of this perspective on, averages are shown. */
  minimum: Type.Integer(),
  instruction: Words,
  points: Type.Array(Type.Object({ value: Type.Integer(), label: Words })),
  notApplicable: Words,
  dimensions: Type.Array(
    Type.Object({
      id: Type.String(),
      title: Words,
      items: Type.Array(Type.Object({ id: Type.String(), text: Words })),
    }),
  ),
  importance: Type.Union([Type.Object({ text: Words, maxPicks: Type.Integer() }), Type.Null()]),
  questions: Type.Array(Type.Object({ id: Type.String(), text: Words, maxLength: Type.Integer() })),
  hint: Words,
})
export type Questionnaire = Static<typeof Questionnaire>

const Id = Type.String({ minLength: 1, maxLength: 60 })

/** The submission id is made by the sender and makes trying again harmless. */
export const SubmitResponse = Type.Object(
  {
    code: Type.String(),
    submissionId: Type.String({ format: 'uuid' }),
    answers: Type.Record(
      Type.String(),
      Type.Union([Type.Integer({ minimum: -32768, maximum: 32767 }), Type.Literal('na'), Type.Null()]),
    ),
    importance: Type.Array(Id, { maxItems: 60 }),
    comments: Type.Record(Type.String(), Type.String()),
  },
  closed,
)
export type SubmitResponse = Static<typeof SubmitResponse>

export const Receipt = Type.Object({ state: Type.Literal('received') })
export type Receipt = Static<typeof Receipt>

import { type Static, Type } from 'typebox'
import { Questionnaire } from '../responses/contract.ts'
import { closed } from '../schema.ts'
import { Perspective } from '../surveys/contract.ts'

/** The file as it is, in UTF-8. */
export const AnswerFile = Type.String({ description: 'CSV with commas or semicolons, in UTF-8' })

const Group = {
  unitId: Type.String(),
  /** As it is written in the file: the name, or with the names above it where two units have the same name. */
  unit: Type.String(),
  perspective: Perspective,
  invited: Type.Integer(),
}

/** All that someone needs to fill in the file, or to print the questions. */
export const PaperForm = Type.Object(
  {
    mostBytes: Type.Integer(),
    groups: Type.Array(Type.Object(Group, closed)),
    questionnaires: Type.Array(Questionnaire),
  },
  closed,
)
export type PaperForm = Static<typeof PaperForm>

const PaperFaultCode = Type.Enum([
  'empty-file',
  'no-rows',
  'not-utf8',
  'line-too-long',
  'broken-quotes',
  'missing-column',
  'unknown-column',
  'duplicate-column',
  'unnamed-column',
  'too-few-cells',
  'too-many-cells',
  'empty-cell',
  'duplicate-respondent',
  'unknown-perspective',
  'perspective-not-in-scan',
  'unknown-unit',
  'ambiguous-unit',
  'not-a-number',
  'not-whole',
  'outside-scale',
  'item-not-asked',
  'no-answers',
  'unknown-dimension',
  'picked-twice',
  'too-many-picks',
  'comment-too-long',
  'invalid-text',
  'group-not-in-scan',
  'number-in-other-group',
])

/** Lines count as a spreadsheet shows them, from 1; a column without a known name has its letter. What stood there is not repeated. */
export const PaperFault = Type.Object(
  {
    line: Type.Integer(),
    column: Type.Union([Type.String(), Type.Null()]),
    code: PaperFaultCode,
  },
  closed,
)
export type PaperFault = Static<typeof PaperFault>

/** Rows of this file only: how many others answered is not told. */
export const PaperCount = Type.Object({ ...Group, fresh: Type.Integer(), known: Type.Integer() }, closed)
export type PaperCount = Static<typeof PaperCount>

export const PaperPreview = Type.Union([
  Type.Object(
    {
      state: Type.Literal('faulty'),
      /** Lines without a fault. */
      sound: Type.Integer(),
      faultCount: Type.Integer(),
      /** The first ones. */
      faults: Type.Array(PaperFault),
    },
    closed,
  ),
  Type.Object(
    {
      state: Type.Literal('ready'),
      /** Not stored yet; `known` were stored before and stay as they were. */
      fresh: Type.Integer(),
      known: Type.Integer(),
      groups: Type.Array(PaperCount),
    },
    closed,
  ),
])
export type PaperPreview = Static<typeof PaperPreview>

export const PaperOutcome = Type.Object({ stored: Type.Integer(), known: Type.Integer() }, closed)
export type PaperOutcome = Static<typeof PaperOutcome>

export const TemplateQuery = Type.Object(
  { language: Type.Optional(Type.Union([Type.Literal('nl'), Type.Literal('en')])) },
  closed,
)
export type TemplateQuery = Static<typeof TemplateQuery>

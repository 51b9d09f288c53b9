import { type Static, Type } from 'typebox'
import { closed, Id } from '../schema.ts'
import { Perspective, Text } from '../surveys/contract.ts'

/** One block: at least five approved comments on one question from a group of ten respondents or more, in random order. */
export const CommentBlock = Type.Object(
  {
    unitId: Type.String(),
    perspective: Perspective,
    questionId: Type.String(),
    comments: Type.Array(Type.String()),
  },
  closed,
)
export type CommentBlock = Static<typeof CommentBlock>

/** Made once, after every comment of the scan was judged; never changed. */
export const CommentPublication = Type.Object({ blocks: Type.Array(CommentBlock) }, closed)
export type CommentPublication = Static<typeof CommentPublication>

export const ScanParams = Type.Object({ scanId: Id })
export type ScanParams = Static<typeof ScanParams>
export const CommentParams = Type.Object({ scanId: Id, commentId: Id })

/** From `start` up to `end` in the text; a warning for who judges, never a verdict. */
export const Hint = Type.Object(
  {
    kind: Type.Union([
      Type.Literal('email'),
      Type.Literal('phone'),
      Type.Literal('bsn'),
      Type.Literal('name'),
      Type.Literal('illness'),
    ]),
    start: Type.Integer({ minimum: 0 }),
    end: Type.Integer({ minimum: 1 }),
  },
  closed,
)
export type Hint = Static<typeof Hint>

const Decision = Type.Union([Type.Literal('approved'), Type.Literal('rejected'), Type.Null()])

const JUDGED = { text: Type.String(), hints: Type.Array(Hint), decision: Decision }

export const JudgedComment = Type.Object({ id: Type.String(), ...JUDGED }, closed)
export type JudgedComment = Static<typeof JudgedComment>

/** `unitId` is where it could be shown, never where it was written if that is smaller. */
export const QueuedComment = Type.Object(
  {
    id: Type.String(),
    unitId: Type.String(),
    perspective: Perspective,
    questionId: Type.String(),
    ...JUDGED,
  },
  closed,
)
export type QueuedComment = Static<typeof QueuedComment>

const Question = Type.Object({ id: Type.String(), text: Text, maxLength: Type.Integer() }, closed)
const Unit = Type.Object({ id: Type.String(), name: Type.String() }, closed)
const ScanHead = Type.Object({ id: Type.String(), title: Type.String(), closedAt: Type.String() }, closed)

/** How many approved comments a block would hold. */
export const PlannedBlock = Type.Object(
  { unitId: Type.String(), perspective: Perspective, questionId: Type.String(), count: Type.Integer() },
  closed,
)
export type PlannedBlock = Static<typeof PlannedBlock>

/**
 * All comments that might be shown, in random order. `unplaced`: how many come from groups that are too small for any block,
 * in two steps; nobody reads those.
 */
export const CommentQueue = Type.Union([
  Type.Object(
    {
      state: Type.Literal('judging'),
      scan: ScanHead,
      questions: Type.Array(Question),
      units: Type.Array(Unit),
      comments: Type.Array(QueuedComment),
      unplaced: Type.Union([Type.Literal('under-five'), Type.Literal('five-or-more')]),
      /** What publishing now would show, and how many approved comments would find no block. */
      preview: Type.Object({ blocks: Type.Array(PlannedBlock), left: Type.Integer() }, closed),
    },
    closed,
  ),
  Type.Object({ state: Type.Literal('published'), scan: ScanHead }, closed),
])
export type CommentQueue = Static<typeof CommentQueue>

/** A new text replaces the old one for good. */
export const JudgeComment = Type.Object(
  { decision: Decision, text: Type.Optional(Type.String({ minLength: 1, maxLength: 2000, pattern: '\\S' })) },
  closed,
)
export type JudgeComment = Static<typeof JudgeComment>

/** What a reader gets: blocks of their own part of the organisation, units from the top down. */
export const CommentBlocks = Type.Union([
  Type.Object({ state: Type.Literal('waiting'), scan: ScanHead }, closed),
  Type.Object({ state: Type.Literal('none'), scan: ScanHead }, closed),
  Type.Object(
    {
      state: Type.Literal('published'),
      scan: ScanHead,
      blocks: Type.Array(
        Type.Object(
          {
            unit: Unit,
            perspective: Perspective,
            question: Type.Object({ id: Type.String(), text: Text }, closed),
            comments: Type.Array(Type.String()),
          },
          closed,
        ),
      ),
    },
    closed,
  ),
])
export type CommentBlocks = Static<typeof CommentBlocks>

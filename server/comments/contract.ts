import { type Static, Type } from 'typebox'
import { closed } from '../schema.ts'
import { Perspective } from '../surveys/contract.ts'

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

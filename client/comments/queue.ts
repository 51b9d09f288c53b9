import type { CommentQueue, Hint, JudgedComment, QueuedComment } from '#server/comments/contract.ts'

export type Judging = Extract<CommentQueue, { state: 'judging' }>

export const FILTERS = ['open', 'hint', 'approved', 'rejected'] as const
export type Filter = (typeof FILTERS)[number]

const MATCHES: Record<Filter, (comment: QueuedComment) => boolean> = {
  open: ({ decision }) => decision === null,
  hint: ({ decision, hints }) => decision === null && hints.length > 0,
  approved: ({ decision }) => decision === 'approved',
  rejected: ({ decision }) => decision === 'rejected',
}

export function matching(comments: readonly QueuedComment[], filter: Filter): QueuedComment[] {
  return comments.filter(MATCHES[filter])
}

export function replaced(comments: readonly QueuedComment[], judged: JudgedComment): QueuedComment[] {
  return comments.map((comment) => (comment.id === judged.id ? { ...comment, ...judged } : comment))
}

/** Where to read on once this one has left the list: the one after it, else the one before it. */
export function neighbourOf(shown: readonly QueuedComment[], id: string): string | undefined {
  const place = shown.findIndex((comment) => comment.id === id)
  return (shown[place + 1] ?? shown[place - 1])?.id
}

interface Piece {
  words: string
  kind?: Hint['kind']
}

/** The text in pieces, marked or not; expects hints in reading order, without overlap. */
export function piecesOf(text: string, hints: readonly Hint[]): Piece[] {
  const pieces: Piece[] = []
  let from = 0
  for (const { kind, start, end } of hints) {
    if (start > from) pieces.push({ words: text.slice(from, start) })
    pieces.push({ words: text.slice(start, end), kind })
    from = end
  }
  return from < text.length ? [...pieces, { words: text.slice(from) }] : pieces
}

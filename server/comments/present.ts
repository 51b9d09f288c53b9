import type { Publication } from '../results/contract.ts'
import { PERSPECTIVES } from '../scans/scan.ts'
import { type LaunchedInstrument, questionsOf } from '../surveys/survey.ts'
import { blocksOf, type Family, type Ground, planned, type WrittenAt } from './blocks.ts'
import type { CommentBlocks, CommentPublication, CommentQueue, JudgedComment } from './contract.ts'
import { hintsIn } from './hints.ts'

const UNPLACED_STEP = 5

type Judged = Pick<JudgedComment, 'id' | 'text' | 'decision'>

interface Queue {
  ground: Ground
  widest: Family
  all: readonly unknown[]
  placed: readonly (Judged & WrittenAt & { shownAt: string })[]
}

export function presentQueue(
  { ground, widest, all, placed }: Queue,
  names: ReadonlySet<string>,
  instrument: LaunchedInstrument | undefined,
): CommentQueue {
  const approved = placed.filter(({ decision }) => decision === 'approved')
  const blocks = planned(blocksOf(ground, approved, widest))
  const shown = blocks.reduce((sum, { count }) => sum + count, 0)
  const used = new Set(placed.map(({ shownAt }) => shownAt))
  return {
    state: 'judging',
    scan: scanOf(ground),
    questions: (instrument ? questionsOf(instrument) : []).map(({ id, text, maxLength }) => ({
      id,
      text,
      maxLength,
    })),
    units: ground.tree.units.filter(({ id }) => used.has(id)).map(({ id, name }) => ({ id, name })),
    comments: placed.map(({ shownAt, perspective, questionId, ...comment }) => ({
      unitId: shownAt,
      perspective,
      questionId,
      ...presentJudged(comment, names),
    })),
    unplaced: all.length - placed.length < UNPLACED_STEP ? 'under-five' : 'five-or-more',
    preview: { blocks, left: approved.length - shown },
  }
}

export function presentJudged({ id, text, decision }: Judged, names: ReadonlySet<string>): JudgedComment {
  return { id, text, hints: hintsIn(text, names), decision }
}

/** Field by field: what a publication holds beside is nobody's business here. */
export function scanOf({ publication: { scan } }: { publication: Publication }) {
  return { id: scan.id, title: scan.title, closedAt: scan.closedAt }
}

/** Only blocks of the units in `visible`: a part of the publication, or all of it. */
export function presentBlocks(
  document: CommentPublication,
  visible: Publication,
  instrument: LaunchedInstrument | undefined,
): CommentBlocks {
  const questions = instrument ? questionsOf(instrument) : []
  const rank = new Map(visible.units.map(({ id }, place) => [id, place]))
  const order = ({ unitId, perspective, questionId }: CommentPublication['blocks'][number]) => [
    rank.get(unitId) ?? 0,
    questions.findIndex(({ id }) => id === questionId),
    PERSPECTIVES.indexOf(perspective),
  ]
  const own = document.blocks.filter(({ unitId }) => rank.has(unitId))
  const sorted = own.toSorted((a, b) => compare(order(a), order(b)))
  return {
    state: 'published',
    scan: scanOf({ publication: visible }),
    blocks: sorted.map(({ unitId, perspective, questionId, comments }) => ({
      unit: { id: unitId, name: visible.units.find(({ id }) => id === unitId)?.name ?? '' },
      perspective,
      question: { id: questionId, text: questions.find(({ id }) => id === questionId)?.text ?? {} },
      comments,
    })),
  }
}

function compare(a: readonly number[], b: readonly number[]): number {
  const place = a.findIndex((value, index) => value !== b[index])
  return place < 0 ? 0 : (a[place] ?? 0) - (b[place] ?? 0)
}

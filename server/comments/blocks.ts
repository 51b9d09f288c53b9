import type { Publication } from '../results/contract.ts'
import type { CountedUnit } from '../results/counted.ts'
import { assessedIn, MINIMUM_ASSESSED } from '../results/disclosure/assessed.ts'
import { COMMENT_BLOCK } from '../results/disclosure/comment-blocks.ts'
import { publishedUnits } from '../results/disclosure/suppress.ts'
import { readTree, type Tree } from '../results/disclosure/tree.ts'
import type { Perspective } from '../surveys/contract.ts'
import type { CommentBlock, PlannedBlock } from './contract.ts'

interface AnsweredGroup {
  unitId: string
  perspective: Perspective
  invited: number
  /** With or without a score. */
  answered: number
  /** How many of these nobody here typed in from paper; null = all, in scans that closed before paper could be. */
  unseen: number | null
}

/** All that decides where comments may be shown, apart from the comments themselves. */
export interface Ground {
  tree: Tree<CountedUnit>
  groups: readonly AnsweredGroup[]
  publication: Publication
}

/** Where one comment was written. */
export interface WrittenAt {
  unitId: string
  perspective: Perspective
  questionId: string
}

/** Per perspective and question: which units show a block of what was written in them and in units below without one. */
export type Family = ReadonlyMap<string, readonly boolean[]>

export function groundOf(
  units: readonly CountedUnit[],
  groups: readonly AnsweredGroup[],
  publication: Publication,
): Ground {
  const read = readTree(units)
  return { tree: read.state === 'sound' ? read.tree : NOTHING, groups, publication }
}

const NOTHING: Tree<CountedUnit> = { units: [], parent: [], level: [] }

/**
 * The gate of the scores with a mass of its own: every block, after taking away the blocks below it, holds at least five comments of
 * a group of at least ten respondents, of whom those who were not typed in from paper are nobody or enough by themselves: whoever typed
 * in the others knows their comments. `within` is an earlier family: whoever saw both then saw nothing finer than the earlier one.
 */
export function familyOf(ground: Ground, comments: readonly WrittenAt[], within?: Family): Family {
  const asked = Map.groupBy(comments, keyOf)
  return new Map(
    [...asked].map(([key, written]) => {
      const { perspective } = written[0] as WrittenAt
      const candidates = within ? (within.get(key) ?? []) : scoredUnits(ground, perspective)
      return [key, shownUnits(ground, perspective, written, candidates)]
    }),
  )
}

function shownUnits(
  { tree, groups, publication }: Ground,
  perspective: Perspective,
  written: readonly WrittenAt[],
  candidates: readonly boolean[],
): boolean[] {
  const own = groups.filter((group) => group.perspective === perspective)
  const respondents = directly(tree, own, ({ answered }) => answered)
  const unseen = directly(tree, own, ({ answered, unseen }) => unseen ?? answered)
  const comments = directly(tree, written, () => 1)
  const assessed = perspective === 'client' ? assessedIn(tree.units, groups) : undefined
  const rule = {
    minimum: Math.max(COMMENT_BLOCK.respondents, publication.minimums[perspective]),
    minimumAssessed: assessed ? MINIMUM_ASSESSED : 0,
    minimumComments: COMMENT_BLOCK.comments,
  }
  const counts = { respondents, unseen, comments, ...(assessed ? { assessed } : {}) }
  const among = tree.units.map((_unit, place) => candidates[place] === true)
  return publishedUnits(tree, counts, rule, among)
}

function directly<Row extends { unitId: string }>(
  tree: Tree,
  rows: readonly Row[],
  count: (row: Row) => number,
): number[] {
  const sums = new Map<string, number>()
  for (const row of rows) sums.set(row.unitId, (sums.get(row.unitId) ?? 0) + count(row))
  return tree.units.map(({ id }) => sums.get(id) ?? 0)
}

/**
 * Comments stand only beside scores. One dimension decides, the one with most units, because the scores of several together are no tree.
 */
function scoredUnits({ tree, publication }: Ground, perspective: Perspective): boolean[] {
  const results = new Map(
    publication.units.map(({ id, perspectives }) => [
      id,
      perspectives.find((one) => one.perspective === perspective),
    ]),
  )
  const families = publication.dimensions.map((_dimension, place) =>
    tree.units.map(({ id }) => results.get(id)?.dimensions[place]?.state === 'shown'),
  )
  const size = (family: readonly boolean[]) => family.filter(Boolean).length
  return families.reduce((most, family) => (size(family) > size(most) ? family : most), [])
}

/** The unit whose block holds what was written there; undefined when it fits nowhere. */
export function placing({ tree }: Ground, family: Family): (comment: WrittenAt) => string | undefined {
  const at = new Map(tree.units.map(({ id }, place) => [id, place]))
  return (comment) => {
    const shown = family.get(keyOf(comment)) ?? []
    let place = at.get(comment.unitId) ?? -1
    while (place >= 0 && !shown[place]) place = tree.parent[place] ?? -1
    return tree.units[place]?.id
  }
}

interface Approved extends WrittenAt {
  text: string
}

/** Texts stay in the order given, which the database draws. Blocks from the top unit down, each once. */
export function blocksOf(ground: Ground, approved: readonly Approved[], within: Family): CommentBlock[] {
  const unitOf = placing(ground, familyOf(ground, approved, within))
  const placed = approved.flatMap((comment) => {
    const unitId = unitOf(comment)
    return unitId === undefined ? [] : [{ ...comment, unitId }]
  })
  const order = new Map(ground.tree.units.map(({ id }, place) => [id, place]))
  const rank = ({ unitId }: CommentBlock) => order.get(unitId) ?? 0
  return [...Map.groupBy(placed, (comment) => `${comment.unitId} ${keyOf(comment)}`).values()]
    .map((block) => {
      const { unitId, perspective, questionId } = block[0] as Approved
      return { unitId, perspective, questionId, comments: block.map(({ text }) => text) }
    })
    .sort((a, b) => rank(a) - rank(b) || (keyOf(a) < keyOf(b) ? -1 : 1))
}

export function planned(blocks: readonly CommentBlock[]): PlannedBlock[] {
  return blocks.map(({ comments, ...block }) => ({ ...block, count: comments.length }))
}

function keyOf({ perspective, questionId }: WrittenAt): string {
  return `${perspective} ${questionId}`
}

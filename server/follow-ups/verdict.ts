import type { ActionStatus } from '../plans/contract.ts'
import type { ChangeCell, Publication, UnitResult } from '../results/contract.ts'
import { SMALLEST_CHANGE } from '../results/statistics/change.ts'
import type { DimensionChange, PerspectiveChange, Verdict } from './contract.ts'

type ShownChange = Extract<ChangeCell, { state: 'shown' }>

/** Change per dimension and perspective of one unit, in the order of the publication. */
export function changesIn(publication: Publication, unit: UnitResult): DimensionChange[] {
  return publication.dimensions.map(({ id, title }, place) => ({
    id,
    title,
    perspectives: unit.perspectives.map(({ perspective, change }) => ({
      perspective,
      change: change[place] ?? { state: 'hidden' },
    })),
  }))
}

interface JudgedAction {
  dimensionId: string
  unitId: string | null
  status: ActionStatus
  /** When it was done, and when people could first answer the scan that judges it. */
  doneAt: Date | null
}

interface Judged {
  verdict: Verdict
  unitName: string | null
  perspectives: PerspectiveChange[]
}

/** Looks at the unit of the action where its change may be shown, else at the whole that the reader may see. */
export function judge(
  action: JudgedAction,
  publication: Publication,
  whole: UnitResult | undefined,
  opensAt: Date,
): Judged {
  const place = publication.dimensions.findIndex(({ id }) => id === action.dimensionId)
  const own = publication.units.find(({ id }) => id === action.unitId)
  const unit = [own, whole].find((one) => one && shownIn(one, place).length > 0)
  const perspectives = unit ? shownIn(unit, place) : []
  const reason = untoldBefore(action, place, opensAt)
  return {
    verdict: reason ? { state: 'cannot-tell', reason } : verdictOn(perspectives.map(({ change }) => change)),
    unitName: unit?.name ?? null,
    perspectives,
  }
}

function untoldBefore({ status, doneAt }: JudgedAction, place: number, opensAt: Date) {
  if (doneAt === null || (status !== 'done' && status !== 'confirmed')) return 'not-done' as const
  if (doneAt > opensAt) return 'done-after-scan' as const
  return place === -1 ? ('not-measured' as const) : undefined
}

function shownIn(
  { perspectives }: UnitResult,
  place: number,
): { perspective: PerspectiveChange['perspective']; change: ShownChange }[] {
  return perspectives.flatMap(({ perspective, change }) => {
    const cell = change[place]
    return cell?.state === 'shown' ? [{ perspective, change: cell }] : []
  })
}

/** One clear direction is a move. "Not moved" has to be earned: every interval must leave out an improvement that counts. */
export function verdictOn(changes: readonly ShownChange[]): Verdict {
  if (changes.length === 0) return { state: 'cannot-tell', reason: 'hidden' }
  const labels = new Set(changes.map(({ label }) => label))
  if (labels.has('higher') && labels.has('lower')) return { state: 'cannot-tell', reason: 'mixed' }
  if (labels.has('higher')) return { state: 'moved', direction: 'higher' }
  if (labels.has('lower')) return { state: 'moved', direction: 'lower' }
  return changes.every(leavesOutImprovement)
    ? { state: 'not-moved' }
    : { state: 'cannot-tell', reason: 'uncertain' }
}

function leavesOutImprovement({ interval }: ShownChange): boolean {
  return interval.state === 'range' && interval.high < SMALLEST_CHANGE
}

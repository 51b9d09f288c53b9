import { addParts, mostTold, NO_PARTS, partsOf, type TotalParts } from '../scans/bands.ts'
import type { Perspective } from '../surveys/survey.ts'
import type { CountedGroup, CountedScan, CountedUnit } from './counted.ts'
import { rollUp, type Tree } from './disclosure/tree.ts'

interface UnitBand {
  parts: TotalParts
  onPaper: number
}

export interface UnitBands {
  perspective: Perspective
  /** What the running scan told, over the tree. */
  over: UnitBand[]
  /** Directly in each unit; null = unknown. */
  invited: (number | null)[]
  /** The highest count that fits what was told of the group, with its answers on paper; null = unknown. */
  most: (number | null)[]
}

const NO_BAND: UnitBand = { parts: NO_PARTS, onPaper: 0 }

/** The bands of the running scan, of the same groups and by the same rules, and what was typed in from paper beside them. */
export function unitBands(
  tree: Tree<CountedUnit>,
  { groups, counts }: CountedScan,
  perspective: Perspective,
): UnitBands {
  const scored = new Map(
    counts.respondents.filter((row) => row.perspective === perspective).map((row) => [row.unitId, row]),
  )
  const own = new Map(
    groups.filter((group) => group.perspective === perspective).map((group) => [group.unitId, group]),
  )
  const direct = tree.units.map(({ id }) => {
    const group = own.get(id)
    const { count = 0, unseen = 0 } = scored.get(id) ?? {}
    return group ? directBand(group, unseen, count - unseen) : { band: NO_BAND, invited: 0, most: 0 }
  })
  return {
    perspective,
    over: rollUp(
      tree,
      direct.map(({ band }) => band),
      (one, other) => ({
        parts: addParts(one.parts, other.parts),
        onPaper: one.onPaper + other.onPaper,
      }),
    ),
    invited: direct.map(({ invited }) => invited),
    most: direct.map(({ most }) => most),
  }
}

function directBand(group: CountedGroup, unseen: number, typed: number) {
  const { invited, answered = unseen, onPaper = typed } = group
  if (invited === null) return { band: { parts: NO_PARTS, onPaper }, invited, most: null }
  const banded = { ...group, invited, answered }
  const most = Math.min(invited, mostTold(banded) + onPaper)
  return { band: { parts: partsOf(banded), onPaper }, invited, most }
}

import { assessedIn, MINIMUM_ASSESSED } from './assessed.ts'
import { publishedUnits } from './suppress.ts'
import type { Tree } from './tree.ts'

export type Perspective = 'professional' | 'client' | 'manager'

/** A unit as the gate sees it; `professionals`: how many serve the clients placed directly in it, null = not asked. */
export interface GatedUnit {
  id: string
  parentId: string | null
  professionals: number | null
}

/** Who was invited directly in a unit; null = unknown. */
interface InvitedGroup {
  unitId: string
  perspective: Perspective
  invited: number | null
}

export type GateMinimums = Record<Perspective, number>

/** Counted directly in each unit, in the order of the tree. */
interface Answers {
  respondents: readonly number[]
  /** Not typed in from paper; without it all of them. */
  unseen?: readonly number[]
}

/** Which units may show what was counted of one perspective, from `atLeast` answers on if that is more than the minimum. */
export type Gate = (
  perspective: Perspective,
  answers: Answers,
  atLeast?: number,
  candidates?: readonly boolean[],
) => boolean[]

/** The one gate of forecast and publication: its minimums, and whom the clients of each unit describe, are filled in here. */
export function gateOver(
  tree: Tree<GatedUnit>,
  groups: readonly InvitedGroup[],
  minimums: GateMinimums,
): Gate {
  const assessed = assessedIn(tree.units, groups)
  return (perspective, answers, atLeast = 0, candidates) => {
    const minimum = Math.max(minimums[perspective], atLeast)
    return perspective === 'client'
      ? publishedUnits(
          tree,
          { ...answers, assessed },
          { minimum, minimumAssessed: MINIMUM_ASSESSED },
          candidates,
        )
      : publishedUnits(tree, answers, { minimum }, candidates)
  }
}

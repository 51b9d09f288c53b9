import { type ActionLibrary, actionsFor, findAction, type LibraryAction } from '../surveys/actions.ts'
import type { Suggestion } from './contract.ts'

export interface SuggestionWish {
  dimensionIds: string[]
  /** 2 once a processes scan was published: its actions are not suggested before. */
  phase: 1 | 2
  /** Library ids that are in the plan already. */
  inPlan: ReadonlySet<string>
  /** Library ids of which an action of this organisation is done. */
  done: ReadonlySet<string>
}

/** For each dimension in the order asked: what can begin now first, then what is least work. */
export function suggest(library: ActionLibrary, wish: SuggestionWish): Suggestion[] {
  const { dimensionIds, phase, inPlan, done } = wish
  return [...new Set(dimensionIds)].flatMap((dimensionId) =>
    actionsFor(library, [dimensionId], phase)
      .filter(({ id }) => !inPlan.has(id))
      .map((action) => asSuggestion(library, action, done))
      // S, M, L happen to be the alphabet backwards
      .sort((a, b) => unmet(a) - unmet(b) || b.effort.localeCompare(a.effort)),
  )
}

function asSuggestion(library: ActionLibrary, action: LibraryAction, done: ReadonlySet<string>): Suggestion {
  return {
    libraryActionId: action.id,
    dimensionId: action.dimension,
    title: action.title,
    description: action.description,
    effort: action.effort,
    ownerRole: action.ownerRole,
    weeks: action.typicalDurationWeeks,
    evidence: action.evidenceOfCompletion,
    prerequisites: action.prerequisites.map((id) => ({
      libraryActionId: id,
      title: findAction(library, id)?.title ?? {},
      met: done.has(id),
    })),
  }
}

function unmet({ prerequisites }: Suggestion): number {
  return prerequisites.filter(({ met }) => !met).length
}

import type { Action } from '#server/plans/contract.ts'

/** What the address says: which actions, as what, and for which topic suggestions stand open. */
export interface Choice {
  view: 'board' | 'list'
  owner: string
  topic: string
  late: boolean
  dimension: string
}

export const NOBODY = '-'

export function readChoice(query: Record<string, string>, narrow: boolean): Choice {
  const { view, owner = '', topic = '', late, dimension = '' } = query
  const usual = narrow ? 'list' : 'board'
  return {
    view: view === 'board' || view === 'list' ? view : usual,
    owner,
    topic,
    late: late === '1',
    dimension,
  }
}

/** The address with something changed; what is as usual is left out. */
export function pathWith(
  path: string,
  query: Record<string, string>,
  changes: Record<string, string>,
): string {
  const all = Object.entries({ ...query, ...changes }).filter(([, value]) => value !== '')
  return all.length === 0 ? path : `${path}?${new URLSearchParams(all)}`
}

export function matching(actions: readonly Action[], { owner, topic, late }: Choice): Action[] {
  return actions.filter(
    (action) =>
      (owner === '' || (action.owner?.name ?? NOBODY) === owner) &&
      (topic === '' || action.dimensionId === topic) &&
      (!late || action.late),
  )
}

export function ownersOf(actions: readonly Action[]): string[] {
  return [...new Set(actions.flatMap(({ owner }) => owner?.name ?? []))].toSorted((a, b) =>
    a.localeCompare(b),
  )
}

export function isFiltered({ owner, topic, late }: Choice): boolean {
  return owner !== '' || topic !== '' || late
}

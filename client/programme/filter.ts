/** What is searched for and chosen stands in the address, so that a list can be sent to a colleague. */
const filterNames = ['search', 'region', 'kind', 'stop', 'page'] as const
export type Filter = Partial<Record<(typeof filterNames)[number], string>>

export function filterFrom(query: Record<string, string>): Filter {
  return Object.fromEntries(filterNames.flatMap((name) => (query[name] ? [[name, query[name]]] : [])))
}

/** With the question mark; nothing when nothing was chosen. */
export function asQuery(filter: Filter): string {
  const chosen = Object.entries(filterFrom(filter as Record<string, string>)).filter(
    ([name, value]) => name !== 'page' || value !== '1',
  )
  return chosen.length === 0 ? '' : `?${new URLSearchParams(chosen)}`
}

/** Another choice starts at the first page again. */
export const listPath = (filter: Filter): string => `/programme${asQuery(filter)}`

import type { AuditTopic } from '#server/audit-log/contract.ts'

export const TOPICS: AuditTopic[] = ['scans', 'results', 'plans', 'people', 'organisation', 'accounts', 'log']

const NAMES = ['from', 'until', 'person', 'topic', 'thing', 'before'] as const
export type Filters = Partial<Record<(typeof NAMES)[number], string>>

/** As they stand in the address of the page; what the server does not know stays out. */
export function filtersIn(query: Record<string, string | undefined>): Filters {
  const known = NAMES.flatMap((name) => (query[name] ? [[name, query[name]]] : []))
  return Object.fromEntries(known)
}

export function asQuery(filters: Filters): string {
  const chosen = NAMES.flatMap((name) => (filters[name] ? [[name, filters[name]]] : []))
  return chosen.length > 0 ? `?${new URLSearchParams(chosen)}` : ''
}

/** Another choice begins again at the newest line. */
export function choosing(filters: Filters, choice: Filters): Filters {
  return { ...filters, before: '', ...choice }
}

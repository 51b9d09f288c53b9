interface Limit {
  most: number
  minutes: number
  /** By whom uses are counted: a signed-in account, or the address of a caller. */
  by: 'account' | 'address'
  /** Several processes must count together; otherwise each may count for itself. */
  together: boolean
}

/**
 * How often one caller may do what. Wide enough for an office behind one address and for a page that asks for ten things at
 * once; a person never meets them. Respondents are not counted when their code is right: see `respondent-miss`.
 */
export const LIMITS = {
  'sign-in': { most: 100, minutes: 15, by: 'address', together: true },
  /** The secret of a link, looked up or used. */
  link: { most: 200, minutes: 10, by: 'address', together: true },
  /** Asking for a mail. */
  mail: { most: 15, minutes: 15, by: 'address', together: true },
  /** Mails to one account, whoever asks for them. */
  'mail-to': { most: 5, minutes: 15, by: 'account', together: true },
  'public-read': { most: 3000, minutes: 1, by: 'address', together: false },
  read: { most: 1200, minutes: 1, by: 'account', together: false },
  write: { most: 600, minutes: 1, by: 'account', together: false },
  /** A file that others make large, such as answers on paper. */
  upload: { most: 60, minutes: 1, by: 'account', together: false },
  /** Pages and files that take the database long; of these also few at the same time, see `LANES`. */
  heavy: { most: 120, minutes: 10, by: 'account', together: true },
  /** Things that do not exist, or belong to another: guessing ids. */
  miss: { most: 60, minutes: 10, by: 'account', together: true },
  /** Codes that do not exist; a right one always gets through. */
  'respondent-miss': { most: 20, minutes: 10, by: 'address', together: true },
} as const satisfies Record<string, Limit>

/** Heavy work at the same time: for one organisation, and for all, so that a connection is left for every other page. */
export const LANES = { each: 2, all: 3, waiting: 20, patienceMs: 3000 }

export type LimitKind = keyof typeof LIMITS

interface LimitedRoute {
  method: string
  /** As the route itself says: `false` where it counts for itself. */
  limit?: LimitKind | false | undefined
  policy?: string | undefined
  logged?: boolean | undefined
}

/** Every route has a kind: its own word for it, or what follows from who may use it and whether it writes; respondents have none. */
export function limitOf({ method, limit, policy, logged }: LimitedRoute): LimitKind | undefined {
  if (limit !== undefined) return limit || undefined
  if (policy === undefined || logged === false) return undefined
  if (policy.endsWith(':export')) return 'heavy'
  const isRead = method === 'GET' || method === 'HEAD'
  if (policy === 'public') return isRead ? 'public-read' : 'link'
  return isRead ? 'read' : 'write'
}

const PARTS = /^(postgres(?:ql)?:\/\/(?:[^/?#]*@)?)([^/?#@]*)(.*)$/s

/**
 * The addresses of one database on several hosts, `postgres://user:password@a:5432,b:5432/regie`, in the order given. pg itself knows no
 * such address.
 */
export function hostsOf(url: string): string[] {
  const [, before = '', hosts = '', after = ''] = PARTS.exec(url) ?? []
  if (!hosts.includes(',')) return [url]
  return hosts.split(',').map((host) => `${before}${host}${after}`)
}

/** Answers by its number, from 1, the host that cannot be right: nothing between two commas, or a port that is none. */
export function faultyHost(url: string): number | undefined {
  const hosts = hostsOf(url)
  if (hosts.length === 1) return undefined
  const wrong = hosts.findIndex((host) => !URL.canParse(host) || new URL(host).hostname === '')
  return wrong === -1 ? undefined : wrong + 1
}

export interface HostAnswer {
  url: string
  /** Of the history that the host writes; undefined for one that only follows or does not answer. */
  timeline: number | undefined
}

/**
 * The host to write to. A host that was cut off and comes back may still believe that it leads: the one that was promoted after it
 * writes a newer history, so that one is right.
 */
export function writableOf(answers: HostAnswer[]): string | undefined {
  let newest: { url: string; timeline: number } | undefined
  for (const { url, timeline } of answers) {
    if (timeline !== undefined && (!newest || timeline > newest.timeline)) newest = { url, timeline }
  }
  return newest?.url
}

const LOST_BY_CODE =
  /^(08|25006|57P0[1-3]|ECONN|EPIPE|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT)/

/** What means that this host may not be the one to write to any more; not a pool that is busy, nor a fault of the work itself. */
export function isHostLost(error: unknown): boolean {
  const { code = '', message = '' } = error as { code?: string; message?: string }
  return (
    LOST_BY_CODE.test(code) || isQueryTimeout(error) || /Connection terminated|not queryable/i.test(message)
  )
}

/** The query may still be under way at the server, so its connection is of no use to anybody else. */
export function isQueryTimeout(error: unknown): boolean {
  return (error as { message?: string }).message === 'Query read timeout'
}

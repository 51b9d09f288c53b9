/** The secret of a personal link stands behind the #, so that it never reaches a server log. */
export function linkSecret(): string {
  return globalThis.location.hash.slice(1)
}

/** What the addresses of our pages for who is signed in begin with. */
const PAGES = ['', 'scans', 'results', 'plans', 'organisation', 'programme', 'region', 'account', 'help']

/** Where to go after signing in: only ever one of our own pages. */
export function returnPath(wanted: string | null | undefined): string {
  const here = globalThis.location.origin
  if (!wanted?.startsWith('/') || !URL.canParse(wanted, here)) return '/'
  const { origin, pathname, search } = new URL(wanted, here)
  return origin === here && PAGES.includes(pathname.split('/')[1] ?? '') ? pathname + search : '/'
}

const KEPT = 'regie.return'

/** For when another site comes in between: our own page remembers, so that no address can say where to go. */
export function keepReturnPath(path: string): void {
  sessionStorage.setItem(KEPT, path)
}

export function takeReturnPath(): string {
  const path = returnPath(sessionStorage.getItem(KEPT))
  sessionStorage.removeItem(KEPT)
  return path
}

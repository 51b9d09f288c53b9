/** The secret of a personal link stands behind the #, so that it never reaches a server log. */
export function linkSecret(): string {
  return globalThis.location.hash.slice(1)
}

/** Where to go after signing in: only ever a page of this site. */
export function returnPath(wanted: string | undefined): string {
  return wanted && /^\/(?![/\\])/.test(wanted) ? wanted : '/'
}

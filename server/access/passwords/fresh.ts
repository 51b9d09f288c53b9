const FRESH_MS = 10 * 60_000

/** Who has just signed in need not type a password that they may never use. */
export function isFresh(signedInAt: Date, now: Date): boolean {
  return now.getTime() - signedInAt.getTime() <= FRESH_MS
}

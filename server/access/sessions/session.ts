const MINUTE_MS = 60_000
const IDLE_MS = 30 * MINUTE_MS
const LONGEST_MS = 12 * 60 * MINUTE_MS

interface Times {
  lastUsedAt: Date
  expiresAt: Date
}

export function expiryOf(startedAt: Date): Date {
  return new Date(startedAt.getTime() + LONGEST_MS)
}

/** Sessions that were used last at this moment or before are over. */
export function idleSince(now: Date): Date {
  return new Date(now.getTime() - IDLE_MS)
}

export function isOver({ lastUsedAt, expiresAt }: Times, now: Date): boolean {
  return expiresAt <= now || lastUsedAt <= idleSince(now)
}

/** The last use is kept by the minute: who works quickly does not write with each request. */
export function isWorthNoting({ lastUsedAt }: Times, now: Date): boolean {
  return now.getTime() - lastUsedAt.getTime() >= MINUTE_MS
}

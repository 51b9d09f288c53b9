import { createHmac } from 'node:crypto'

const WINDOW_MS = 15 * 60_000
const FREE_FAILURES = 5
const MANY_FROM_EVERYWHERE = 50
const FIRST_PAUSE_MS = 30_000

/** Failures of late, the oldest first. */
interface Failures {
  /** Of this sender for this account. */
  own: Date[]
  /** Of all senders for this account. */
  all: Date[]
}

/**
 * Whole seconds to wait before the next try, 0 for none. After five failures each further one doubles the pause, up to a quarter of an
 * hour. It counts per sender, so a stranger cannot shut anyone out; while a crowd of senders tries one account, each may fail once.
 */
export function secondsToWait({ own, all }: Failures, now: Date): number {
  const failures = recent(own, now)
  const free = recent(all, now).length >= MANY_FROM_EVERYWHERE ? 1 : FREE_FAILURES
  const last = failures.at(-1)
  if (last === undefined || failures.length < free) return 0
  const pause = Math.min(WINDOW_MS, FIRST_PAUSE_MS * 2 ** (failures.length - free))
  return Math.max(0, Math.ceil((last.getTime() + pause - now.getTime()) / 1000))
}

/** With this one; of a flood only the newest are remembered. */
export function withFailure(failures: Date[], now: Date): Date[] {
  return [...recent(failures, now), now].slice(-MANY_FROM_EVERYWHERE)
}

export function forgottenAt(now: Date): Date {
  return new Date(now.getTime() + WINDOW_MS)
}

function recent(failures: Date[], now: Date): Date[] {
  return failures.filter((at) => at.getTime() > now.getTime() - WINDOW_MS)
}

export interface AttemptKeys {
  own: Buffer
  all: Buffer
}

/** Neither account nor address can be read from a key, nor tried out without the secret. */
export function attemptKeys(secret: string, account: string, sender: string): AttemptKeys {
  const key = (...parts: string[]) =>
    createHmac('sha256', secret)
      .update(JSON.stringify(['wrong password', ...parts]))
      .digest()
  return { own: key(account, sender), all: key(account) }
}

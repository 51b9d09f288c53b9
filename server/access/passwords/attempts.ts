const WINDOW_MS = 15 * 60_000
const FREE_FAILURES = 5
const FIRST_PAUSE_MS = 30_000
const MOST_KEYS = 10_000

/** Failed sign-ins by address and sender, in milliseconds; only of the last quarter of an hour. */
export type Attempts = Map<string, number[]>

/**
 * Whole seconds to wait before the next try, 0 for none. After five failures each further one doubles the pause, up to
 * a quarter of an hour. It counts per sender, so a stranger cannot shut anyone out.
 */
export function secondsToWait(attempts: Attempts, key: string, now: number): number {
  const failures = recent(attempts.get(key), now)
  const last = failures.at(-1)
  if (last === undefined || failures.length < FREE_FAILURES) return 0
  const pause = Math.min(WINDOW_MS, FIRST_PAUSE_MS * 2 ** (failures.length - FREE_FAILURES))
  return Math.max(0, Math.ceil((last + pause - now) / 1000))
}

/**
 * Lets one password be checked, undefined meaning that it was wrong. Counted as a failure until it has turned out well: of
 * a hundred tries at the same moment only the first few get through. A check that broke off counts for nothing.
 */
export async function attempt<Outcome>(
  attempts: Attempts,
  key: string,
  now: number,
  check: () => Promise<Outcome | undefined>,
): Promise<Outcome | undefined> {
  noteFailure(attempts, key, now)
  try {
    const outcome = await check()
    if (outcome !== undefined) attempts.delete(key)
    return outcome
  } catch (error) {
    attempts.get(key)?.pop()
    throw error
  }
}

function noteFailure(attempts: Attempts, key: string, now: number): void {
  const failures = [...recent(attempts.get(key), now), now]
  attempts.delete(key)
  attempts.set(key, failures)
  const oldest = attempts.keys().next()
  if (attempts.size > MOST_KEYS && !oldest.done) attempts.delete(oldest.value)
}

function recent(failures: number[] | undefined, now: number): number[] {
  return (failures ?? []).filter((at) => at > now - WINDOW_MS)
}

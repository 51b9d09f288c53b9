const WINDOW_MS = 10 * 60_000
const EVERY = 10

/** How many answers one shared link brought since the first of the last ten minutes; in memory only. */
export interface Burst {
  since: number
  answers: number
}

export const newBurst = (now: number): Burst => ({ since: now, answers: 0 })

/** Counts one more, and answers the number when it is time to look whether it is unusual. */
export function countAnswer(burst: Burst, now: number): number | undefined {
  if (now - burst.since >= WINDOW_MS) Object.assign(burst, newBurst(now))
  burst.answers++
  return burst.answers % EVERY === 0 ? burst.answers : undefined
}

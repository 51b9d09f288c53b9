const WINDOW_MS = 10 * 60_000
const EVERY = 10

/** Who answered through one shared link since the first of the last ten minutes, by what they sent; in memory only. */
export interface Burst {
  since: number
  submissions: Set<string>
}

export const newBurst = (now: number): Burst => ({ since: now, submissions: new Set() })

/** Counts one more, unless it was only sent again, and answers the number when it is time to look whether it is unusual. */
export function countAnswer(burst: Burst, submissionId: string, now: number): number | undefined {
  if (now - burst.since >= WINDOW_MS) Object.assign(burst, newBurst(now))
  const { submissions } = burst
  if (submissions.has(submissionId)) return undefined
  submissions.add(submissionId)
  return submissions.size % EVERY === 0 ? submissions.size : undefined
}

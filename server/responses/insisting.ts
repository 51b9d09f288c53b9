const FIRST_PAUSE_MS = 50
const LONGEST_PAUSE_MS = 400

interface Patience {
  /** For all work of one request together. */
  mostMs: number
  isPassing(error: unknown): boolean
  /** Milliseconds of a clock that is never set back. */
  clock(): number
  /** From 0 to 1: so that many who wait do not knock at once. */
  chance(): number
}

/**
 * Does work again that met a passing fault, as when another database just takes over: only work that may be done twice, because its
 * own key makes the second time harmless. In time the answer is that the outcome is unknown, while the last attempt goes on.
 */
export function newInsisting({ mostMs, isPassing, clock, chance }: Patience) {
  const until = clock() + mostMs
  return async function insist<T>(work: () => Promise<T>): Promise<T> {
    for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(LONGEST_PAUSE_MS, pauseMs * 1.6)) {
      try {
        return await inTime(until - clock(), work())
      } catch (error) {
        if (!isPassing(error) || clock() + pauseMs > until) throw error
      }
      await new Promise((done) => setTimeout(done, pauseMs * (0.5 + chance())))
    }
  }
}

/** PostgreSQL's own code for it: whether it was stored is not known. */
const unknownOutcome = () =>
  Object.assign(new Error('The database did not answer in time.'), { code: '08007' })

async function inTime<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(unknownOutcome()), Math.max(0, milliseconds))
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}

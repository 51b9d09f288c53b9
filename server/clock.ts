const TOLERATED_MS = 5000
const MOST_UNSURE_MS = 2000

interface Clock {
  now(): Date
  /** Asks the database for its moment. A machine that is far off is told of, once for each change. */
  compare(askMoment: () => Promise<Date>): Promise<void>
}

/**
 * Deadlines are decided by the clock of the database, which all processes share: this machine's own clock, corrected by how far it was
 * off when last compared.
 */
export function newClock(own: () => Date, log: (line: string) => void): Clock {
  let behindMs = 0
  let toldMs = 0
  return {
    now: () => new Date(own().getTime() + behindMs),
    async compare(askMoment) {
      const asked = own().getTime()
      const there = (await askMoment()).getTime()
      const answered = own().getTime()
      // an answer that took long says little, and a clock that was set meanwhile says nothing
      if (answered < asked || answered - asked > MOST_UNSURE_MS) return
      behindMs = Math.round(there - (asked + answered) / 2)
      if (Math.abs(behindMs - toldMs) <= TOLERATED_MS) return
      toldMs = behindMs
      log(inWords(behindMs))
    },
  }
}

function inWords(behindMs: number): string {
  const seconds = Math.round(Math.abs(behindMs) / 1000)
  if (seconds * 1000 <= TOLERATED_MS)
    return 'The clock of this machine agrees with that of the database again.'
  const which = behindMs > 0 ? 'behind' : 'ahead of'
  return `The clock of this machine is ${seconds} seconds ${which} that of the database, which decides. Set it right.`
}

import { addressBucket } from '../rate-limits/sender.ts'

/** How many from one place are let in at once, and how long one after another the rest. */
const FREE = { most: 5, withinMs: 60_000 }
const STEP_MS = 1000
const LONGEST_MS = 10 * 60_000
const MOST_WAITING = 2000

/** Who came from one place in the last minute, and who was told to come back when. */
export interface Turns {
  came: number[]
  last: number
  waiting: Map<string, number>
}

export const newTurns = (): Turns => ({ came: [], last: 0, waiting: new Map() })

/**
 * Milliseconds until this sender's turn; 0 is now. A whole office may share one address: nobody is sent away, each next one waits a
 * little longer, and who comes back in time is let in.
 */
export function untilTurn(turns: Turns, sender: string, now: number): number {
  turns.came = turns.came.filter((moment) => moment > now - FREE.withinMs)
  const told = turns.waiting.get(sender)
  if (told === undefined && turns.waiting.size === 0 && turns.came.length < FREE.most)
    return letIn(turns, now)
  if (told !== undefined && told <= now) {
    turns.waiting.delete(sender)
    return letIn(turns, now)
  }
  if (told !== undefined) return told - now
  forgetAbsent(turns, now)
  if (turns.waiting.size >= MOST_WAITING || turns.last - now >= LONGEST_MS) return LONGEST_MS
  turns.last = Math.max(turns.last, now) + STEP_MS
  turns.waiting.set(sender, turns.last)
  return turns.last - now
}

function letIn(turns: Turns, now: number): 0 {
  turns.came.push(now)
  return 0
}

/** Who did not come back has given up, or was a program that sends each thing once. */
function forgetAbsent({ waiting }: Turns, now: number): void {
  for (const [sender, moment] of waiting) if (moment < now - LONGEST_MS) waiting.delete(sender)
}

/**
 * By which senders take turns. Undefined for the machine itself and private networks: behind a proxy that is not trusted everybody has
 * such an address.
 */
export function turnsBy(address: string): string | undefined {
  const bucket = addressBucket(address)
  return PRIVATE.test(bucket) ? undefined : bucket
}

const PRIVATE = /^(127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|169\.254\.|0:0:0:0$|f[cd]..:|fe[89ab].:)/

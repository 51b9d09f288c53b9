import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { deliver } from '#client/responses/outbox.ts'
import { sendResponse } from '#client/responses/server.ts'
import { answersOf, codeOf, type OpenScan, speaks } from './scan.ts'

/** A phone waits a second or more; here time is short. */
const HASTE = 50

export interface Senders {
  acknowledged: Set<number>
  /** Answers that were sent and got a clear no. */
  refused: string[]
  /** Attempts after which a phone tries again by itself. */
  triedAgain: number
  /** The longest time in which nothing was acknowledged. */
  longestGapMs(): number
  /** From now on the slowest attempt is remembered; asked for, in milliseconds, by calling what this gives. */
  forgetTimes(): () => number
  /** Takes no new answers and waits until those under way are through. */
  stop(): Promise<void>
}

/** Phones that answer without pause and try again as the real page does, at whichever of these addresses opens its door. */
export function startSenders(scan: OpenScan, urls: string[], lanes: number, first = 0): Senders {
  const acknowledged = new Set<number>()
  const refused: string[] = []
  let triedAgain = 0
  let next = first
  let stopping = false
  let last = performance.now()
  let gap = 0
  let slowest = 0
  const restore = reachFirstOf(urls)
  const sendOne = async (sender: number) => {
    const code = codeOf(sender, scan) ?? scan.link
    const comments = speaks(sender) ? { [scan.questionId]: `Sender ${sender}` } : {}
    const submission = {
      code,
      submissionId: randomUUID(),
      answers: answersOf(sender, scan),
      importance: [],
      comments,
    }
    const told = await deliver(
      async () => {
        const begun = performance.now()
        const answer = await sendResponse(submission)
        slowest = Math.max(slowest, performance.now() - begun)
        if (answer.state === 'away') triedAgain++
        return answer
      },
      (milliseconds) => pause(milliseconds / HASTE),
    )
    if (told.state === 'refused') return refused.push(told.code)
    const now = performance.now()
    gap = Math.max(gap, now - last)
    last = now
    return acknowledged.add(sender)
  }
  const lane = async () => {
    while (!stopping) await sendOne(next++)
  }
  const all = Promise.all(Array.from({ length: lanes }, lane))
  return {
    acknowledged,
    refused,
    get triedAgain() {
      return triedAgain
    },
    longestGapMs: () => gap,
    forgetTimes() {
      slowest = 0
      return () => slowest
    },
    async stop() {
      stopping = true
      await all.finally(restore)
    },
  }
}

/** No connection, or one that ended without a word of answer. */
const UNHEARD = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET'])

/** As the balancer of deploy/ does: where a door is closed, the next one is tried; the key of an answer makes that harmless. */
function reachFirstOf(urls: string[]): () => void {
  const original = globalThis.fetch
  let turn = 0
  globalThis.fetch = async (address, init) => {
    const first = turn++
    for (let attempt = 0; ; attempt++) {
      const base = urls[(first + attempt) % urls.length] ?? ''
      const headers = { ...(init?.headers as Record<string, string>), origin: base }
      try {
        return await original(new URL(String(address), base), { ...init, headers })
      } catch (error) {
        const { code } = ((error as Error).cause ?? {}) as { code?: string }
        if (!UNHEARD.has(code ?? '') || urls.length === 1 || attempt >= urls.length) throw error
      }
    }
  }
  return () => {
    globalThis.fetch = original
  }
}

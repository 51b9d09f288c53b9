import type { AnswerPromise } from '#server/privacy/contract.ts'
import type { Questionnaire } from '#server/responses/contract.ts'
import type { Draft } from './draft.ts'

const ANSWERS = 'regie.answers.'
const QUESTIONS = 'regie.questions.'
const PROMISE = 'regie.promise.'
const SENT = 'regie.sent.'
const DAY = 86_400_000
const KEPT_AFTER_CLOSING = 7 * DAY
const LONGEST_PAUSE = 60_000

/** What other windows with the same code may tell. */
type News = { draft: Draft } | { sent: number } | undefined

/** Answers of one code on this device. The code itself is never kept: it stays in the address. */
export function openOutbox(code: string, storage: Storage | undefined) {
  const name = fingerprint(code)
  const answers = ANSWERS + name
  const questions = QUESTIONS + name
  const promised = PROMISE + name
  const sent = SENT + name
  return {
    find: (): Draft | undefined => read<Draft>(storage, answers),
    findQuestions: (): Questionnaire | undefined => read<Questionnaire>(storage, questions),
    /** Answers whether it was kept: a browser may have no room, or forbid it. */
    keep: (draft: Draft): boolean => put(storage, answers, draft),
    keepQuestions: (questionnaire: Questionnaire): boolean => put(storage, questions, questionnaire),
    findPromise: (): AnswerPromise | undefined => read<AnswerPromise>(storage, promised),
    /** Comes late, perhaps after the answers have gone: then nothing is kept any more. */
    keepPromise(promise: AnswerPromise) {
      if (this.find()) put(storage, promised, promise)
    },
    erase() {
      remove(storage, answers)
      remove(storage, questions)
      remove(storage, promised)
    },
    /** Other windows hear that it was sent, before it is gone. */
    eraseSent() {
      const draft = read<Draft>(storage, answers)
      if (draft) put(storage, answers, { sent: draft.closesAt })
      this.erase()
      // whoever asked to keep nothing on this device has no draft, and gets no mark either
      if (draft) put(storage, sent, { closesAt: draft.closesAt })
    },
    /** That somebody answered from here: several people may share a device and a link. */
    wasSent: (): boolean => read(storage, sent) !== undefined,
    newsOf(event: Pick<StorageEvent, 'key' | 'newValue'>): News {
      if (event.key !== answers || event.newValue === null) return undefined
      const value = parse<Draft | { sent: number }>(event.newValue)
      if (!value || 'sent' in value) return value
      return { draft: value }
    },
  }
}
export type Outbox = ReturnType<typeof openOutbox>

/** Drafts of scans that closed a week ago are nobody's any more. */
export function forgetOld(storage: Storage | undefined, now: number): void {
  if (!storage) return
  for (const key of keysOf(storage)) {
    const isOurs = key.startsWith(ANSWERS) || key.startsWith(SENT)
    const draft = isOurs ? read<Pick<Draft, 'closesAt'>>(storage, key) : undefined
    if (!draft || !(draft.closesAt + KEPT_AFTER_CLOSING < now)) continue
    remove(storage, key)
    remove(storage, key.replace(ANSWERS, QUESTIONS))
    remove(storage, key.replace(ANSWERS, PROMISE))
  }
}

/** A browser may throw already at the mention of its storage. */
export function deviceStorage(): Storage | undefined {
  try {
    return globalThis.localStorage
  } catch {
    return undefined
  }
}

/** Doubles up to a minute, between half and one and a half times, so that many phones do not knock at once. */
export function pauseBefore(attempt: number, retryAfterSeconds: number | undefined, chance: number): number {
  const growing = Math.min(LONGEST_PAUSE, 1000 * 2 ** Math.min(attempt, 10)) * (0.5 + chance)
  return Math.max(growing, (retryAfterSeconds ?? 0) * 1000)
}

export interface Away {
  state: 'away'
  retryAfter?: number | undefined
}

/** Tries until the server has answered yes or no, however long that takes. The same id makes it harmless. */
export async function deliver<Answered extends { state: string }>(
  send: () => Promise<Answered | Away>,
  pause: (milliseconds: number) => Promise<unknown>,
): Promise<Exclude<Answered, Away>> {
  for (let attempt = 0; ; attempt++) {
    const answered = await send()
    if (answered.state !== 'away') return answered as Exclude<Answered, Away>
    await pause(pauseBefore(attempt, (answered as Away).retryAfter, Math.random()))
  }
}

/** 53 of a code's 130 bits: enough to find the draft again, not to find the code. */
function fingerprint(code: string): string {
  let high = 0xdeadbeef
  let low = 0x41c6ce57
  for (const character of code) {
    const point = character.codePointAt(0) ?? 0
    high = Math.imul(high ^ point, 2654435761)
    low = Math.imul(low ^ point, 1597334677)
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909)
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909)
  return (4294967296 * (2097151 & low) + (high >>> 0)).toString(36)
}

function keysOf(storage: Storage): string[] {
  return Array.from({ length: storage.length }, (_, place) => storage.key(place) ?? '')
}

function read<Value>(storage: Storage | undefined, key: string): Value | undefined {
  try {
    return parse(storage?.getItem(key) ?? '')
  } catch {
    return undefined
  }
}

function parse<Value>(text: string): Value | undefined {
  try {
    return JSON.parse(text) as Value
  } catch {
    return undefined
  }
}

function put(storage: Storage | undefined, key: string, value: unknown): boolean {
  try {
    storage?.setItem(key, JSON.stringify(value))
    return storage !== undefined
  } catch {
    return false
  }
}

function remove(storage: Storage | undefined, key: string): void {
  try {
    storage?.removeItem(key)
  } catch {
    // a storage that cannot be written holds nothing of ours
  }
}

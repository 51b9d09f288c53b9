import { Refusal } from '../errors.ts'
import { isOpen, type Moments, statusOf } from './action.ts'
import type { Opening } from './priorities.ts'

/** Four open priorities: the sender chooses which one waits and sends again. */
export function changesIn(opening: Opening) {
  if (opening.state === 'too-many') {
    throw new Refusal(409, 'too-many-priorities', { current: opening.open })
  }
  return opening.changes
}

export function refuseStale(version: number, known: number, current: unknown): void {
  if (version !== known) throw new Refusal(409, 'version-conflict', { current })
}

/** What is done or stopped stays as it was told; opening it again comes first. */
export function refuseEnded(action: Moments): void {
  if (!isOpen(statusOf(action))) throw new Refusal(409, 'status-not-allowed')
}

/** A date agreed on before may lie behind us, a new one may not. */
export function refusePast(dueOn: string | null, today: string, agreed: string | null = null): void {
  if (dueOn === null || dueOn === agreed || dueOn >= today) return
  throw new Refusal(422, 'date-in-past', { faults: [{ path: '/dueOn', code: 'date-in-past' }] })
}

export function refuseRepeated(lines: readonly { id?: string }[]): void {
  const ids = lines.flatMap(({ id }) => id ?? [])
  if (new Set(ids).size < ids.length) throw new Refusal(400, 'invalid-input')
}

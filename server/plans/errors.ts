import { Refusal } from '../errors.ts'
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

export function refuseRepeated(lines: readonly { id?: string }[]): void {
  const ids = lines.flatMap(({ id }) => id ?? [])
  if (new Set(ids).size < ids.length) throw new Refusal(400, 'invalid-input')
}

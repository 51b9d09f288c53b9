import { LIMITS, type LimitKind } from './limits.ts'

interface Counted {
  /** In the present window, with this one. */
  uses: number
  endsInSeconds: number
}

/** Counts what one sender did; the place to put several processes under one count. */
export interface RateStore {
  count(kind: LimitKind, sender: string): Promise<Counted>
}

const MOST_SENDERS = 50_000

/** Counts of this process only, forgotten when it ends. */
export function newMemoryStore(now: () => Date): RateStore {
  const windows = new Map<string, { uses: number; endsAt: number }>()

  const forget = (at: number) => {
    for (const [key, { endsAt }] of windows) if (endsAt <= at) windows.delete(key)
    for (const key of windows.keys()) {
      if (windows.size < MOST_SENDERS) return
      windows.delete(key)
    }
  }
  return {
    async count(kind, sender) {
      const key = `${kind} ${sender}`
      const at = now().getTime()
      if (windows.size >= MOST_SENDERS) forget(at)
      const known = windows.get(key)
      const length = LIMITS[kind].minutes * 60_000
      // a clock that was set back would otherwise keep a window open until it has caught up
      const isOpen = known && known.endsAt > at && known.endsAt <= at + length
      const window = isOpen ? known : { uses: 0, endsAt: at + length }
      window.uses++
      windows.set(key, window)
      return { uses: window.uses, endsInSeconds: Math.ceil((window.endsAt - at) / 1000) }
    },
  }
}

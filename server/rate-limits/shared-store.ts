import { createHmac } from 'node:crypto'
import type { Database } from '../database.ts'
import { LIMITS } from './limits.ts'
import { countUseOf } from './queries.ts'
import { newMemoryStore, type RateStore } from './store.ts'

interface SharedStoreOptions {
  db: Database
  /** Without it nobody can try out which address a key in the database belongs to. */
  secret: string
  now: () => Date
}

/** All processes count together what the table of limits says, each for itself what comes too often to be asked of the database. */
export function newSharedStore({ db, secret, now }: SharedStoreOptions): RateStore {
  const own = newMemoryStore(now)
  return {
    async count(kind, sender) {
      const { together, minutes } = LIMITS[kind]
      if (!together) return own.count(kind, sender)
      const key = createHmac('sha256', secret)
        .update(JSON.stringify(['rate', kind, sender]))
        .digest()
      const at = now()
      const endsAt = new Date(at.getTime() + minutes * 60_000)
      const window = await countUseOf(db, { key, now: at, endsAt })
      return {
        uses: window.uses,
        endsInSeconds: Math.ceil((window.endsAt.getTime() - at.getTime()) / 1000),
      }
    },
  }
}

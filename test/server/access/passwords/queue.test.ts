import type { argon2 } from 'node:crypto'
import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely'
import { expect, test, vi } from 'vitest'
import { createAuth } from '#server/access/auth.ts'
import type { Tables } from '#server/database.ts'

/** Row 60: how many passwords are worked on at once, counted where the work is done. */
const line = vi.hoisted(() => ({ working: 0, most: 0, done: 0 }))

vi.mock('node:crypto', async (original) => ({
  ...(await original<object>()),
  argon2: (_algorithm: unknown, _settings: unknown, tell: Parameters<typeof argon2>[2]) => {
    line.most = Math.max(line.most, ++line.working)
    setImmediate(() => {
      line.working--
      line.done++
      tell(null, Buffer.alloc(32))
    })
  },
}))

/** Answers every question with nothing: no address is known. */
const nowhere = new Kysely<Tables>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
})

test('of two hundred who sign in at once two are looked at, a hundred wait, and the rest is sent away', async () => {
  const config = { siteUrl: 'http://regie.test', authSecret: 'a secret of at least thirty-two characters' }
  const auth = createAuth({ db: nowhere, config, now: () => new Date('2026-11-21T09:00:00Z') })
  const all = Array.from({ length: 200 }, (_, each) => auth.signIn(`n${each}@debrug.test`, 'a long password'))
  const outcomes = await Promise.allSettled(all)
  const sentAway = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []))
  expect(line).toEqual({ working: 0, most: 2, done: 102 })
  expect(sentAway).toHaveLength(98)
  // the code for which an answer is 503 with a moment to try again
  expect(new Set(sentAway.map(({ code }) => code))).toEqual(new Set(['53300']))
})

import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely'
import { expect, test } from 'vitest'
import { createAuth } from '#server/access/auth.ts'
import type { Tables } from '#server/database.ts'

/** Answers every question with nothing. */
const nowhere = new Kysely<Tables>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
})
const authAt = (siteUrl: string, authSecret = 'a secret of at least thirty-two characters') =>
  createAuth({ db: nowhere, config: { siteUrl, authSecret }, now: () => new Date('2026-11-21T09:00:00Z') })

test('the cookie travels over https only where the site has https', async () => {
  const [secure] = await authAt('https://regie.test').signOut({})
  const [plain] = await authAt('http://regie.test').signOut({})
  expect(secure).toMatch(/^__Host-regie\.session_token=.*; Path=\/.*; Secure/)
  expect(secure).not.toContain('Domain')
  expect(plain).toMatch(/^regie\.session_token=/)
  expect(plain).not.toContain('Secure')
})

test('the first link is the same after a restart, and another with another secret', async () => {
  const link = await authAt('http://regie.test').setupLink()
  expect(link).toMatch(/^http:\/\/regie\.test\/setup#[\w-]{43}$/)
  expect(await authAt('http://regie.test').setupLink()).toBe(link)
  expect(await authAt('http://regie.test', 'another secret of thirty-two characters').setupLink()).not.toBe(
    link,
  )
  const auth = authAt('http://regie.test')
  expect(auth.isSetupSecret(link?.split('#')[1] ?? '')).toBe(true)
  expect(auth.isSetupSecret('guess')).toBe(false)
})

test('secrets of links differ and are long enough not to be guessed', () => {
  const auth = authAt('http://regie.test')
  expect(auth.newSecret()).toMatch(/^[\w-]{32}$/)
  expect(auth.newSecret()).not.toBe(auth.newSecret())
})

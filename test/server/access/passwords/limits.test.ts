import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createAuth } from '#server/access/auth.ts'
import { forgetOldCounts } from '#server/access/jobs.ts'
import { attemptKeys } from '#server/access/passwords/attempts.ts'
import { buildApp } from '#server/app.ts'
import { LIMITS } from '#server/rate-limits/limits.ts'
import { newSharedStore } from '#server/rate-limits/shared-store.ts'
import { cast } from '../../../support/cast.ts'
import { newWorld, uncounted, type World } from '../../../support/world.ts'
import { launchScan } from '../../responses/launched-scan.ts'

const { mia, max } = cast
const ANSWERS = { LIS1: 5, LIS2: 'na', LIS3: null, CHO1: 2, CHO2: 3, TEM2: 4 }
const wrong = 'niet-het-goede-wachtwoord'

type App = World['app']

function post(app: App, url: string, body: object, remoteAddress = '10.0.0.1') {
  return app.inject({
    method: 'POST',
    url,
    remoteAddress,
    headers: { host: 'regie.test', origin: 'http://regie.test', 'content-type': 'application/json' },
    payload: JSON.stringify(body),
  })
}
const signIn = (app: App, password: string, remoteAddress?: string, email = mia.email) =>
  post(app, '/api/session', { email, password }, remoteAddress)

describe('row 58: two processes on one database count together', () => {
  let world: World
  let other: App
  let apps: App[]
  beforeAll(async () => {
    world = await newWorld()
    await world.settle()
    const { services } = world
    const { db, config, now } = services
    const rateStore = newSharedStore({ db, secret: config.authSecret, now })
    other = await buildApp({ ...services, auth: createAuth({ db, config, now }), rateStore })
    apps = [world.app, other]
  })
  afterAll(async () => {
    await other.close()
    await world.close()
  })
  beforeEach(() => world.clock.addDays(1))

  test('five wrong passwords at either make one wait at both, never for good, and elsewhere one comes in', async () => {
    for (let each = 0; each < 5; each++) {
      expect((await signIn(apps[each % 2] as App, wrong)).statusCode).toBe(401)
    }
    for (const app of apps) {
      const answer = await signIn(app, mia.password)
      expect(answer.json()).toMatchObject({ status: 429, code: 'too-many-requests' })
      expect(answer.headers['retry-after']).toBe('30')
      expect((await signIn(app, mia.password, '10.0.0.2')).statusCode).toBe(200)
    }
    world.clock.addDays(31 / 86_400)
    expect((await signIn(other, mia.password)).statusCode).toBe(200)
    expect((await signIn(world.app, wrong)).statusCode).toBe(401)
  })

  test('of twelve tries at the same moment five are looked at', async () => {
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, each) => signIn(apps[each % 2] as App, wrong)),
    )
    const tally = (status: number) => answers.filter(({ statusCode }) => statusCode === status).length
    expect([tally(401), tally(429)]).toEqual([5, 7])
  })

  test('while fifty senders try one account a sender may fail once, and the holder still comes in', async () => {
    const { db, config, now } = world.services
    const failedAt = Array.from({ length: 50 }, now)
    const { all } = attemptKeys(config.authSecret, mia.email, 'anybody')
    const row = { key: all, failedAt, forgottenAt: now() }
    await db
      .insertInto('wrongPasswords')
      .values(row)
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ failedAt }))
      .execute()
    expect((await signIn(world.app, wrong, '10.2.0.1')).statusCode).toBe(401)
    expect((await signIn(other, wrong, '10.2.0.1')).statusCode).toBe(429)
    expect((await signIn(world.app, mia.password, '10.3.0.1')).statusCode).toBe(200)
  })

  test('an address that nobody has waits just the same', async () => {
    const nobody = () => signIn(world.app, wrong, '10.0.0.1', 'nobody@debrug.test')
    for (let each = 0; each < 5; each++) expect((await nobody()).statusCode).toBe(401)
    expect((await nobody()).statusCode).toBe(429)
  })

  test('one address asks for few mails, at whichever process', async () => {
    const ask = (app: App) => post(app, '/api/sign-in-links', { email: 'nobody@debrug.test' })
    const codes = []
    for (let each = 0; each <= LIMITS.mail.most; each++)
      codes.push((await ask(apps[each % 2] as App)).statusCode)
    expect(codes.slice(0, -1).every((code) => code === 202)).toBe(true)
    expect(codes.at(-1)).toBe(429)
    world.clock.addDays(LIMITS.mail.minutes / (24 * 60))
    expect((await ask(other)).statusCode).toBe(202)
  })

  test('the database holds neither addresses nor names of who failed, and forgets them', async () => {
    await signIn(world.app, wrong, '10.77.77.77')
    const { db } = world.services
    const rows = async () => [
      ...(await db.selectFrom('wrongPasswords').selectAll().execute()),
      ...(await db.selectFrom('rateWindows').selectAll().execute()),
    ]
    const before = await rows()
    expect(before.length).toBeGreaterThan(1)
    const text = before.map(({ key }) => key.toString('latin1')).join(' ')
    expect(text).not.toMatch(/10\.77|debrug/)
    expect(before.every(({ key }) => key.length === 32)).toBe(true)
    world.clock.addDays(1)
    await forgetOldCounts(world.services)
    expect(await rows()).toEqual([])
  })
})

/** What a busy machine makes of it by chance differs from round to round; what the program tells is there in each. */
const MOST_ROUNDS = 20
const PATIENCE = 600_000

type Typical = (times: number[]) => number
const middle: Typical = (times) => times.toSorted((a, b) => a - b)[times.length >> 1] ?? Number.NaN
/** Of work that fills the processor for long: other programs only ever add to it. */
const fastest: Typical = (times) => Math.min(...times)

describe('how long an answer takes', { timeout: PATIENCE }, () => {
  let world: World
  beforeAll(async () => {
    world = await newWorld({ rateStore: uncounted })
    await world.settle()
  })
  afterAll(() => world.close())

  const took = async (ask: () => Promise<unknown>) => {
    const start = performance.now()
    await ask()
    return performance.now() - start
  }
  /** Of pairs asked one right after the other, in turn the one and the other first: a busy machine is busy for both. */
  async function difference(pairs: number, typical: Typical, ask: (email: string) => Promise<unknown>) {
    const times: [number[], number[]] = [[], []]
    let apart = Number.POSITIVE_INFINITY
    for (let round = 0; round < MOST_ROUNDS && apart >= 5; round++) {
      for (let each = 0; each < pairs; each++) {
        const emails = [mia.email, `nobody-${each}@debrug.test`] as const
        const order = each % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const)
        for (const which of order) times[which].push(await took(() => ask(emails[which])))
        await world.services.db.deleteFrom('wrongPasswords').execute()
      }
      apart = Math.abs(typical(times[0]) - typical(times[1]))
    }
    return apart
  }

  test.each([
    ['signing in', 20, fastest, (email: string) => signIn(world.app, wrong, '10.0.0.1', email)],
    [
      'asking for a link to sign in',
      100,
      middle,
      (email: string) => post(world.app, '/api/sign-in-links', { email }),
    ],
    [
      'asking for a new password',
      100,
      middle,
      (email: string) => post(world.app, '/api/password-resets', { email }),
    ],
  ])('row 59: %s tells by less than five milliseconds whether an address is known', async (_what, pairs, typical, ask) => {
    expect(await difference(pairs, typical, ask)).toBeLessThan(5)
  })

  test('row 60: fifty who sign in at once all get an answer, while answers come in hardly later', async () => {
    const { link } = await launchScan(world)
    const submission = () => ({ code: link.professional, submissionId: randomUUID(), answers: ANSWERS })
    const submit = () => post(world.app, '/api/responses', { ...submission(), importance: [], comments: {} })
    expect((await submit()).statusCode).toBe(200)
    const median = async () => {
      const times: number[] = []
      for (let each = 0; each < 25; each++) times.push(await took(submit))
      return middle(times)
    }
    let least = Number.POSITIVE_INFINITY
    for (let round = 0; round < MOST_ROUNDS && least >= 20; round++) {
      const alone = await median()
      const crowd = Promise.all(
        Array.from({ length: 50 }, (_, each) =>
          signIn(world.app, max.password, `10.9.${each}.1`, `n${each}-${round}@debrug.test`),
        ),
      )
      const meanwhile = await median()
      const answers = await crowd
      expect(answers.every(({ statusCode }) => statusCode === 401)).toBe(true)
      least = Math.min(least, meanwhile - alone * 2)
    }
    expect(least).toBeLessThan(20)
  })
})

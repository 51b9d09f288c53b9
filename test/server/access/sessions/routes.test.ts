import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import * as api from '#client/api.ts'
import { forgetOldCounts } from '#server/access/jobs.ts'
import { within } from '#server/database.ts'
import { cast } from '../../../support/cast.ts'
import { newWorld, type World } from '../../../support/world.ts'

const { mia, max } = cast
const SITE = 'http://regie.test'
const NAME = 'regie.session_token'

let world: World
let rootUnitId: string
beforeAll(async () => {
  world = await newWorld({ sessionsEnd: true })
  rootUnitId = (await world.settle()).rootUnitId
})
afterAll(() => world.close())

/** Signs in apart from the visitor of the test; answers what the browser would keep. */
async function signInElsewhere(person = mia, cookie = '') {
  const answer = await world.app.inject({
    method: 'POST',
    url: '/api/session',
    headers: { origin: SITE, 'content-type': 'application/json', cookie },
    payload: JSON.stringify({ email: person.email, password: person.password }),
  })
  expect(answer.statusCode).toBe(200)
  const { name, value } = answer.cookies[0] ?? { name: '', value: '' }
  return { id: decodeURIComponent(value).split('.')[0] ?? '', cookie: `${name}=${encodeURIComponent(value)}` }
}

const statusWith = async (cookie: string, url = '/api/members') =>
  (await world.app.inject({ url, headers: { cookie } })).statusCode

const passMinutes = (minutes: number) =>
  world.clock.set(new Date(world.clock.now().getTime() + minutes * 60_000).toISOString())

describe('the id of a session (row 61)', () => {
  test('has 256 bits, and of it and of the cookie nothing is in any table', async () => {
    const { id, cookie } = await signInElsewhere()
    expect(Buffer.from(id, 'base64url')).toHaveLength(32)
    const dump = await everything()
    expect(dump).toContain(mia.email)
    expect(dump).not.toContain(id)
    expect(dump).not.toContain(cookie.slice(NAME.length + 1))
  })

  test('is made anew at each signing in, whatever cookie came along', async () => {
    const first = await signInElsewhere()
    const second = await signInElsewhere(mia, first.cookie)
    expect(second.id).not.toBe(first.id)
    const planted = `${NAME}=planted-by-a-stranger.${'A'.repeat(43)}=`
    const third = await signInElsewhere(mia, planted)
    expect(third.id).not.toContain('planted')
    expect(await statusWith(planted)).toBe(401)
  })

  test('is worth nothing without its signature, nor is its hash', async () => {
    const { id } = await signInElsewhere()
    const [row] = await world.services.db.selectFrom('sessions').select('tokenHash').execute()
    for (const forged of [id, `${id}.`, `${id}.AAAA`, `${row?.tokenHash}.AAAA`])
      expect(await statusWith(`${NAME}=${forged}`)).toBe(401)
  })

  test('is another one after a change of password, and all earlier ones end', async () => {
    const elsewhere = await signInElsewhere()
    await world.signIn(mia)
    const [before] = (await api.getOwnSessions()).sessions.filter(({ current }) => current)
    await api.changePassword({ current: mia.password, password: 'een-nieuw-wachtwoord-van-mia' })
    await api.changePassword({ current: 'een-nieuw-wachtwoord-van-mia', password: mia.password })
    const { sessions } = await api.getOwnSessions()
    expect(sessions).toMatchObject([{ current: true }])
    expect(sessions[0]?.id).not.toBe(before?.id)
    expect(await statusWith(elsewhere.cookie)).toBe(401)
  })
})

/** Every table as text, as who stole the database reads it. */
async function everything(): Promise<string> {
  const { db } = world.services
  const { userId } = await db.selectFrom('sessions').select('userId').executeTakeFirstOrThrow()
  const tables = [
    db.selectFrom('users').selectAll().execute(),
    db.selectFrom('accounts').selectAll().execute(),
    db.selectFrom('sessions').selectAll().execute(),
    db.selectFrom('verifications').selectAll().execute(),
    db.selectFrom('wrongPasswords').selectAll().execute(),
    within(db, { userId }, (trx) => trx.selectFrom('secondFactors').selectAll().execute()),
  ]
  return JSON.stringify(await Promise.all(tables))
}

describe('a session ends by the clock of the server (row 61)', () => {
  test('after half an hour without use, not before', async () => {
    const { cookie } = await signInElsewhere()
    passMinutes(29)
    expect(await statusWith(cookie)).toBe(200)
    passMinutes(29)
    expect(await statusWith(cookie)).toBe(200)
    passMinutes(30)
    expect(await statusWith(cookie)).toBe(401)
  })

  test('after twelve hours however much it is used', async () => {
    const { cookie } = await signInElsewhere()
    for (let quarter = 1; quarter < 12 * 4; quarter++) {
      passMinutes(15)
      expect(await statusWith(cookie, '/api/instruments')).toBe(200)
    }
    passMinutes(15)
    expect(await statusWith(cookie)).toBe(401)
  })

  test('its last use is kept by the minute, and those that are over are swept away', async () => {
    await world.signIn(mia)
    const lastUse = async () =>
      (await api.getOwnSessions()).sessions.find(({ current }) => current)?.lastUsedAt
    const began = await lastUse()
    passMinutes(0.9)
    expect(await lastUse()).toBe(began)
    passMinutes(0.2)
    expect(await lastUse()).not.toBe(began)
    passMinutes(31)
    await world.signIn(mia)
    await forgetOldCounts(world.services)
    expect(await world.services.db.selectFrom('sessions').select('id').execute()).toHaveLength(1)
  })
})

describe('what one sees and ends of the own sessions', () => {
  beforeEach(async () => {
    passMinutes(45)
    await world.signIn(mia)
  })

  test('when each began and was used, which is this one, and nothing about where it is', async () => {
    await signInElsewhere()
    const { sessions } = await api.getOwnSessions()
    expect(sessions.map(({ current }) => current).toSorted()).toEqual([false, true])
    for (const session of sessions)
      expect(Object.keys(session).toSorted()).toEqual(['current', 'id', 'lastUsedAt', 'startedAt'])
  })

  test('ending one works at once, and a second time there is none', async () => {
    const elsewhere = await signInElsewhere()
    const other = (await api.getOwnSessions()).sessions.find(({ current }) => !current)?.id ?? ''
    await api.endSession(other)
    expect(await statusWith(elsewhere.cookie)).toBe(401)
    await expect(api.endSession(other)).rejects.toMatchObject({ status: 404, code: 'not-found' })
    expect((await api.getOwnSessions()).sessions).toHaveLength(1)
  })

  test('signing out everywhere ends all, this one too', async () => {
    const elsewhere = await signInElsewhere()
    await api.endAllSessions()
    expect(await statusWith(elsewhere.cookie)).toBe(401)
    expect(await api.getSession()).toMatchObject({ state: 'signed-out' })
  })

  test('the sessions of somebody else are not there', async () => {
    const { id } = (await api.getOwnSessions()).sessions[0] ?? { id: '' }
    await world.stranger()
    await expect(api.endSession(id)).rejects.toMatchObject({ status: 404, code: 'not-found' })
    await api.endAllSessions()
    await world.signIn(mia)
    expect((await api.getOwnSessions()).sessions.map((session) => session.id)).toContain(id)
  })
})

describe('what one may is read at each request (row 5)', () => {
  test('a role that changes in mid-session counts at once, either way', async () => {
    await world.signIn(mia)
    const { link } = await api.inviteMember({
      name: max.name,
      email: max.email,
      role: 'messenger',
      unitId: null,
    })
    await api.acceptInvitation({ secret: link.split('#')[1] ?? '', password: max.password })
    const { cookie } = await signInElsewhere(max)
    expect(await statusWith(cookie)).toBe(200)
    await changeMax({ role: 'manager' })
    expect(await statusWith(cookie)).toBe(403)
    expect(await statusWith(cookie, '/api/units')).toBe(200)
    await changeMax({ role: 'messenger' })
    expect(await statusWith(cookie)).toBe(200)
  })

  test('so does the part of the organisation', async () => {
    await world.signIn(mia)
    const { id: unitId } = await api.addUnit({ parentId: rootUnitId, name: 'Team Oost' })
    const { cookie } = await signInElsewhere(max)
    const unitsSeen = async () => {
      const answer = await world.app.inject({ url: '/api/units', headers: { cookie } })
      return (answer.json() as { name: string }[]).map(({ name }) => name)
    }
    await changeMax({ role: 'manager' })
    expect(await unitsSeen()).toEqual(['De Brug', 'Team Oost'])
    await changeMax({ unitId })
    expect(await unitsSeen()).toEqual(['Team Oost'])
  })

  async function changeMax(change: { role: 'messenger' | 'manager' } | { unitId: string }) {
    const { db } = world.services
    const { id } = await db
      .selectFrom('users')
      .where('email', '=', max.email)
      .select('id')
      .executeTakeFirstOrThrow()
    const { organisationId } = await within(db, { userId: id }, (trx) =>
      trx.selectFrom('memberships').where('userId', '=', id).selectAll().executeTakeFirstOrThrow(),
    )
    await within(db, { organisationId }, (trx) =>
      trx.updateTable('memberships').set(change).where('userId', '=', id).execute(),
    )
  }
})

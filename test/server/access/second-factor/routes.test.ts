import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import * as api from '#client/api.ts'
import { hasSecondFactor, removeSecondFactor } from '#server/access/second-factor/queries.ts'
import { inOrganisation, within } from '#server/database.ts'
import { cast, type Person } from '../../../support/cast.ts'
import { wrongCodeAt } from '../../../support/second-factor.ts'
import { newWorld, type World } from '../../../support/world.ts'

const { mia, max } = cast
const SITE = 'http://regie.test'

let world: World
let organisationId: string
let rootUnitId: string
let backupCodes: string[]
beforeAll(async () => {
  world = await newWorld()
  const own = await world.settle()
  organisationId = own.organisationId
  rootUnitId = own.rootUnitId
  const { link } = await api.inviteMember({ name: max.name, email: max.email, role: 'manager', unitId: null })
  await api.acceptInvitation({ secret: link.split('#')[1] ?? '', password: max.password })
})
afterAll(() => world.close())

const needed = { status: 403, code: 'second-factor-needed' }

async function userIdOf({ email }: Person): Promise<string> {
  const { db } = world.services
  return (await db.selectFrom('users').where('email', '=', email).select('id').executeTakeFirstOrThrow()).id
}

/** The password only. */
async function firstStep({ email, password }: Person) {
  world.signOut()
  expect(await api.signIn({ email, password })).toEqual({ state: 'second-factor-needed', demo: false })
}

describe('an office without a second factor', () => {
  test('is not in force, while the work of the same account in its organisation goes on', async () => {
    await world.signIn(mia)
    expect(await api.getSession()).toMatchObject({ office: 'centre', secondFactor: 'office-waits' })
    await expect(api.getProgrammeFigures()).rejects.toMatchObject(needed)
    expect((await api.listUnits()).map(({ name }) => name)).toEqual(['De Brug'])
    expect(await api.addUnit({ parentId: rootUnitId, name: 'Team Oost' })).toMatchObject({ level: 1 })
    expect(await api.getSecondFactor()).toEqual({
      active: false,
      required: true,
      backupCodesLeft: 0,
      hasPassword: true,
    })
  })

  test('who may not do it at all is told that instead', async () => {
    await world.signIn(max)
    expect(await api.getSession()).toMatchObject({ secondFactor: 'off' })
    await expect(api.getProgrammeFigures()).rejects.toMatchObject({ status: 403, code: 'forbidden' })
  })
})

test('in the demonstration nothing is required', async () => {
  const demo = await newWorld({ demo: true })
  await demo.settle()
  expect(await api.getSession()).toMatchObject({ office: 'centre', secondFactor: 'off' })
  expect(await api.getProgrammeFigures()).toMatchObject({ instruments: [] })
  expect(await api.getSecondFactor()).toMatchObject({ required: false })
  await demo.close()
})

describe('setting it up', () => {
  test('counts only once a code shows that the app has the key', async () => {
    await world.signIn(mia)
    const { key, address } = await api.startSecondFactor()
    expect(key).toMatch(/^[A-Z2-7]{32}$/)
    expect(address).toContain(`secret=${key}&issuer=Regie`)
    const wrong = await wrongCodeAt(key, world.clock.now())
    await expect(api.confirmSecondFactor({ code: wrong })).rejects.toMatchObject({
      status: 403,
      code: 'wrong-code',
    })
    expect(await api.getSession()).toMatchObject({ secondFactor: 'office-waits' })
    world.signOut()
    expect(await api.signIn({ email: mia.email, password: mia.password })).toMatchObject({
      state: 'signed-in',
    })
  })

  test('gives ten backup codes and a new session that has passed; all others end; the office is in force', async () => {
    const [before] = (await api.getOwnSessions()).sessions.filter(({ current }) => current)
    backupCodes = await world.setUpSecondFactor()
    expect(backupCodes).toHaveLength(10)
    const { sessions } = await api.getOwnSessions()
    expect(sessions).toMatchObject([{ current: true }])
    expect(sessions[0]?.id).not.toBe(before?.id)
    expect(await api.getSession()).toMatchObject({ state: 'signed-in', secondFactor: 'on' })
    expect(await api.getProgrammeFigures()).toMatchObject({ instruments: [] })
    expect(await api.getSecondFactor()).toMatchObject({ active: true, backupCodesLeft: 10 })
  })

  test('is not done twice: whoever finds a computer open puts no other app in its place', async () => {
    const active = { status: 409, code: 'second-factor-active' }
    await expect(api.startSecondFactor()).rejects.toMatchObject(active)
    await expect(api.confirmSecondFactor({ code: '123456' })).rejects.toMatchObject(active)
  })

  test('neither the key nor a backup code is in the database', async () => {
    const userId = await userIdOf(mia)
    const rows = await within(world.services.db, { userId }, async (trx) => [
      await trx.selectFrom('secondFactors').selectAll().execute(),
      await trx.selectFrom('backupCodes').selectAll().execute(),
    ])
    expect(rows.map((each) => each.length)).toEqual([1, 10])
    const dump = JSON.stringify(rows)
    for (const code of backupCodes) expect(dump).not.toContain(code)
    expect(dump).not.toMatch(/[A-Z2-7]{32}/)
  })

  test('nobody else sees that it is there, not even the database role without its account', async () => {
    const userId = await userIdOf(max)
    const count = await within(world.services.db, { userId }, async (trx) => [
      ...(await trx.selectFrom('secondFactors').selectAll().execute()),
      ...(await trx.selectFrom('backupCodes').selectAll().execute()),
    ])
    expect(count).toEqual([])
  })
})

describe('signing in', () => {
  test('needs the code of the app after the password; passing makes a new session', async () => {
    await firstStep(mia)
    expect(await api.getSession()).toEqual({ state: 'second-factor-needed', demo: false })
    const [half, ...others] = await halfSessions()
    expect(others).toEqual([])
    await api.passSecondFactor({ code: await world.nextCode(mia.email) })
    expect(await api.getSession()).toMatchObject({ state: 'signed-in', secondFactor: 'on' })
    const { sessions } = await api.getOwnSessions()
    expect(sessions.map(({ id }) => id)).not.toContain(half)
  })

  test('a code works once', async () => {
    await firstStep(mia)
    const code = await world.nextCode(mia.email)
    await api.passSecondFactor({ code })
    await firstStep(mia)
    await expect(api.passSecondFactor({ code })).rejects.toMatchObject({ status: 403, code: 'wrong-code' })
    expect(await api.getSession()).toMatchObject({ state: 'second-factor-needed' })
  })

  test('the same code in two places at once lets one in', async () => {
    const code = await world.nextCode(mia.email)
    const cookies = [await halfCookie(), await halfCookie()]
    const answers = await Promise.all(cookies.map((cookie) => passWith(cookie, code)))
    expect(answers.toSorted()).toEqual([200, 403])
  })

  test('a backup code works once too, however it is typed', async () => {
    const [code = ''] = backupCodes
    await firstStep(mia)
    await api.passSecondFactor({ code: ` ${code.replace('-', ' ').toUpperCase()}` })
    expect(await api.getSecondFactor()).toMatchObject({ backupCodesLeft: 9 })
    await firstStep(mia)
    await expect(api.passSecondFactor({ code })).rejects.toMatchObject({ code: 'wrong-code' })
  })

  test('wrong codes make everybody wait who tries this account, and the right code too (row 58)', async () => {
    world.clock.addDays(1)
    await firstStep(mia)
    const wrong = await world.wrongCode(mia.email)
    for (let each = 0; each < 5; each++)
      await expect(api.passSecondFactor({ code: wrong })).rejects.toMatchObject({ status: 403 })
    const code = await world.nextCode(mia.email)
    const other = await halfCookie()
    await expect(api.passSecondFactor({ code: 'aaaaa-aaaaa' })).rejects.toMatchObject({ status: 403 })
    await expect(api.passSecondFactor({ code })).rejects.toMatchObject({ status: 429 })
    expect(await passWith(other, code, '10.9.8.7')).toBe(429)
    world.clock.addDays(1)
    await api.passSecondFactor({ code: await world.nextCode(mia.email) })
  })

  test('who signed out, or never signed in, has no second step to take', async () => {
    world.signOut()
    await expect(api.passSecondFactor({ code: '123456' })).rejects.toMatchObject({
      status: 401,
      code: 'signed-out',
    })
  })

  test('signing in by another way than the password meets the same second step', async () => {
    const userId = await userIdOf(mia)
    const cookies = await world.services.auth.signInAs(userId)
    const cookie = cookies.map((each) => each.split(';', 1)[0]).join('; ')
    const answer = await world.app.inject({ url: '/api/session', headers: { cookie } })
    expect(answer.json()).toEqual({ state: 'second-factor-needed', demo: false })
  })
})

test('a half session reaches nothing: every route of the description that is not public answers 401', async () => {
  const cookie = await halfCookie()
  const { paths } = (await world.app.inject({ url: '/api/openapi.json' })).json() as {
    paths: Record<string, Record<string, { description?: string }>>
  }
  const guarded = Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations)
      .filter(([, { description }]) => description?.startsWith('For ') && description !== 'For everyone.')
      .map(([method]) => ({ method: method.toUpperCase(), path })),
  )
  expect(guarded.length).toBeGreaterThan(60)
  const open: string[] = []
  for (const { method, path } of guarded) {
    const answer = await world.app.inject({
      method: method as 'GET',
      url: path.replace(/\{\w+\}/g, '00000000-0000-4000-8000-000000000000'),
      headers: { cookie, origin: SITE },
    })
    if (answer.statusCode !== 401) open.push(`${method} ${path} ${answer.statusCode}`)
  }
  expect(open).toEqual([])
})

describe('an organisation that requires it', () => {
  const require = (secondFactorRequired: boolean) =>
    inOrganisation(world.services.db, organisationId, (trx) =>
      trx
        .updateTable('organisations')
        .set({ secondFactorRequired })
        .where('id', '=', organisationId)
        .execute(),
    )

  test('keeps its members from everything but their own account until they have one', async () => {
    await require(true)
    await world.signIn(max)
    expect(await api.getSession()).toMatchObject({ state: 'signed-in', secondFactor: 'all-waits' })
    await expect(api.listUnits()).rejects.toMatchObject(needed)
    await expect(api.getHome()).rejects.toMatchObject(needed)
    await expect(api.listInstruments()).rejects.toMatchObject(needed)
    expect((await api.getOwnSessions()).sessions.length).toBeGreaterThan(0)
    expect(await api.getSecondFactor()).toMatchObject({ required: true })
    await world.setUpSecondFactor()
    expect((await api.listUnits()).length).toBeGreaterThan(0)
  })

  test('keeps them from switching it off, as an office does', async () => {
    const required = { status: 409, code: 'second-factor-required' }
    await expect(api.removeSecondFactor({ password: max.password })).rejects.toMatchObject(required)
    await require(false)
    await world.signIn(mia)
    await expect(api.removeSecondFactor({ password: mia.password })).rejects.toMatchObject(required)
  })
})

describe('with the second factor on', () => {
  test('a new password keeps the session whole', async () => {
    await world.signIn(max)
    await api.changePassword({ current: max.password, password: 'een-ander-wachtwoord-van-max' })
    expect(await api.getSession()).toMatchObject({ state: 'signed-in', secondFactor: 'on' })
    await api.changePassword({ current: 'een-ander-wachtwoord-van-max', password: max.password })
  })

  test('new backup codes take the place of the old, and need the password or a code', async () => {
    const wrong = api.renewBackupCodes({ password: 'niet-het-goede-wachtwoord' })
    await expect(wrong).rejects.toMatchObject({ status: 403, code: 'wrong-current-password' })
    const wrongCode = await world.wrongCode(max.email)
    await expect(api.renewBackupCodes({ code: wrongCode })).rejects.toMatchObject({ code: 'wrong-code' })
    const [old = ''] = (await api.renewBackupCodes({ password: max.password })).codes
    const { codes } = await api.renewBackupCodes({ code: await world.nextCode(max.email) })
    expect(new Set(codes).size).toBe(10)
    await firstStep(max)
    await expect(api.passSecondFactor({ code: old })).rejects.toMatchObject({ code: 'wrong-code' })
    await api.passSecondFactor({ code: codes[0] ?? '' })
  })

  test('switching it off needs the password, and the next signing in has one step', async () => {
    await expect(api.removeSecondFactor({ password: 'niet-het-goede' })).rejects.toMatchObject({
      code: 'wrong-current-password',
    })
    await api.removeSecondFactor({ password: max.password })
    await expect(api.removeSecondFactor({ password: max.password })).rejects.toMatchObject({ status: 404 })
    await expect(api.renewBackupCodes({ password: max.password })).rejects.toMatchObject({ status: 404 })
    world.signOut()
    expect(await api.signIn({ email: max.email, password: max.password })).toMatchObject({
      state: 'signed-in',
      secondFactor: 'off',
    })
  })

  test('who lost everything gets it removed on the server', async () => {
    const userId = await userIdOf(mia)
    const { db } = world.services
    expect(await within(db, { userId }, (trx) => removeSecondFactor(trx, userId))).toBe(true)
    expect(await within(db, { userId }, (trx) => removeSecondFactor(trx, userId))).toBe(false)
    expect(await within(db, { userId }, (trx) => hasSecondFactor(trx, userId))).toBe(false)
  })
})

describe('the holder hears by mail', () => {
  const mailsTo = async (recipient: string) => {
    const mails = await world.outbox(organisationId)
    return mails.filter((mail) => mail.recipient === recipient && !mail.subject.startsWith('Uitnodiging'))
  }

  test('what was changed about the second step, and each backup code that was used', async () => {
    const mails = await mailsTo(max.email)
    expect(mails.map(({ subject }) => subject)).toEqual([
      'De tweede stap staat aan voor Regie',
      'Uw wachtwoord voor Regie is gewijzigd',
      'Uw wachtwoord voor Regie is gewijzigd',
      'Er zijn nieuwe reservecodes voor Regie',
      'Er zijn nieuwe reservecodes voor Regie',
      'Er is een reservecode gebruikt voor Regie',
      'De tweede stap is uitgezet voor Regie',
    ])
    for (const { text } of mails) {
      expect(text).toContain(`Beste ${max.name}`)
      expect(text).toContain('If this was not you')
    }
  })

  test('and nobody else reads along', async () => {
    await world.signIn(mia)
    const subjects = (await api.getOutbox()).mails.map(({ subject }) => subject)
    expect(subjects).toEqual([expect.stringContaining('Uitnodiging')])
  })

  test('or else nothing changes: neither happens without the other', async () => {
    await world.signIn(max)
    await world.setUpSecondFactor()
    const before = await mailsTo(max.email)
    const failing = vi.spyOn(world.services.mailer, 'enclose').mockRejectedValue(new Error('no mail'))
    await expect(api.removeSecondFactor({ password: max.password })).rejects.toMatchObject({ status: 500 })
    failing.mockRestore()
    expect(await api.getSecondFactor()).toMatchObject({ active: true })
    expect(await mailsTo(max.email)).toEqual(before)
    await api.removeSecondFactor({ password: max.password })
    expect(await mailsTo(max.email)).toHaveLength(before.length + 1)
  })
})

test('what somebody does about the own second factor is in the log of the organisation', async () => {
  const entries = await inOrganisation(world.services.db, organisationId, (trx) =>
    trx.selectFrom('auditEntries').select(['deed', 'userName']).orderBy('position').execute(),
  )
  const deeds = entries.filter(({ userName }) => userName === max.name).map(({ deed }) => deed)
  expect(deeds.filter((deed) => /second-factor|backup-codes/.test(deed))).toEqual([
    'own-account:set-up-second-factor',
    'own-account:confirm-second-factor',
    'own-account:renew-backup-codes',
    'own-account:renew-backup-codes',
    'own-account:remove-second-factor',
    'own-account:set-up-second-factor',
    'own-account:confirm-second-factor',
    'own-account:remove-second-factor',
  ])
})

async function halfSessions(): Promise<string[]> {
  const ofMia = world.services.db.selectFrom('sessions').where('userId', '=', await userIdOf(mia))
  const rows = await ofMia.where('secondFactorAt', 'is', null).select('id').execute()
  return rows.map(({ id }) => id)
}

/** Of somebody who knows Mia's password, in a browser apart. */
async function halfCookie(): Promise<string> {
  const answer = await world.app.inject({
    method: 'POST',
    url: '/api/session',
    headers: { origin: SITE, 'content-type': 'application/json' },
    payload: JSON.stringify({ email: mia.email, password: mia.password }),
  })
  expect(answer.json()).toMatchObject({ state: 'second-factor-needed' })
  return answer.cookies.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join('; ')
}

async function passWith(cookie: string, code: string, remoteAddress = '127.0.0.1'): Promise<number> {
  const answer = await world.app.inject({
    method: 'POST',
    url: '/api/session/second-factor',
    remoteAddress,
    headers: { origin: SITE, 'content-type': 'application/json', cookie },
    payload: JSON.stringify({ code }),
  })
  return answer.statusCode
}

import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import * as api from '#client/api.ts'
import { cast } from '../../support/cast.ts'
import { newWorld, type World } from '../../support/world.ts'

const { mia, max, sam } = cast
const SITE = 'http://regie.test'
const wrong = 'niet-het-goede-wachtwoord'
const next = 'een-nieuw-wachtwoord-van-mia'

const secretIn = (text: string) => text.match(/#([\w-]+)/)?.[1] ?? ''

describe('the first start', () => {
  let world: World
  beforeAll(async () => {
    world = await newWorld()
  })
  afterAll(() => world.close())

  const founding = {
    programmeName: 'Programma Zuid',
    organisationName: 'De Brug',
    organisationKind: 'municipality' as const,
    ...mia,
  }

  test('nobody can set up Regie without the link of the console', async () => {
    expect(await api.getSession()).toEqual({ state: 'signed-out', setupNeeded: true, demo: false })
    await expect(api.checkSetup('guess')).rejects.toMatchObject({ status: 404, code: 'not-found' })
    await expect(api.setUp({ ...founding, secret: 'guess' })).rejects.toMatchObject({ status: 404 })
  })

  test('the link stays the same until it was used', async () => {
    expect(await world.services.auth.setupLink()).toBe(await world.services.auth.setupLink())
  })

  test('a password that is easy to guess is refused before anything is made', async () => {
    const secret = secretIn((await world.services.auth.setupLink()) ?? '')
    await expect(api.setUp({ ...founding, secret, password: 'welkom01' })).rejects.toMatchObject({
      status: 422,
      code: 'weak-password',
      faults: [{ path: '/password' }],
    })
    expect(await api.getSession()).toMatchObject({ setupNeeded: true })
  })

  test('two people who use the link at once make one programme, and the link is gone', async () => {
    const secret = secretIn((await world.services.auth.setupLink()) ?? '')
    await api.checkSetup(secret)
    const both = await Promise.allSettled([
      api.setUp({ ...founding, secret }),
      api.setUp({ ...founding, ...sam, secret }),
    ])
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    await expect(api.setUp({ ...founding, secret })).rejects.toMatchObject({
      status: 410,
      code: 'setup-done',
    })
    await expect(api.checkSetup(secret)).rejects.toMatchObject({ status: 410, code: 'setup-done' })
    expect(await world.services.auth.setupLink()).toBeUndefined()
    const session = await api.getSession()
    expect(session).toMatchObject({ state: 'signed-in', role: 'messenger', unitId: null })
    expect(await api.listUnits()).toMatchObject([{ name: 'De Brug', parentId: null, level: 0 }])
  })
})

describe('signing in', () => {
  let world: World
  beforeAll(async () => {
    world = await newWorld()
    await world.settle()
  })
  afterAll(() => world.close())

  test('works whatever the capitals of the address, and not after signing out', async () => {
    await api.signOut()
    expect(await api.getSession()).toEqual({ state: 'signed-out', setupNeeded: false, demo: false })
    await api.signIn({ email: 'MIA@DeBrug.test', password: mia.password })
    expect(await api.getSession()).toMatchObject({ state: 'signed-in', name: mia.name })
  })

  test('signing out ends the session itself, not only the cookie', async () => {
    const answer = await signInRaw(world, mia.password)
    const cookie = answer.headers['set-cookie']?.toString().split(';')[0] ?? ''
    const asMia = () => world.app.inject({ url: '/api/members', headers: { cookie } })
    expect((await asMia()).statusCode).toBe(200)
    await world.app.inject({ method: 'DELETE', url: '/api/session', headers: { cookie, origin: SITE } })
    expect((await asMia()).statusCode).toBe(401)
  })

  test('the cookie cannot be read by a script nor sent along from another site', async () => {
    const answer = await signInRaw(world, mia.password)
    const cookie = String(answer.headers['set-cookie'])
    expect(cookie).toContain('HttpOnly')
    expect(cookie).toContain('SameSite=Lax')
    expect(cookie).toContain('Path=/')
  })

  test('a forged cookie is nobody', async () => {
    const headers = { cookie: 'regie.session_token=forged.signature' }
    const answer = await world.app.inject({ url: '/api/session', headers })
    expect(answer.json()).toMatchObject({ state: 'signed-out' })
  })

  test('an unknown address and a wrong password get the same answer', async () => {
    const unknown = api.signIn({ email: 'nobody@debrug.test', password: mia.password })
    await expect(unknown).rejects.toMatchObject({ status: 401, code: 'wrong-password' })
    const wrongOne = api.signIn({ email: mia.email, password: wrong })
    await expect(wrongOne).rejects.toMatchObject({ status: 401, code: 'wrong-password' })
  })

  test('after five failures one waits, longer each time, and another sender does not', async () => {
    world.clock.addDays(1)
    const fail = () => api.signIn({ email: mia.email, password: wrong }).catch((error) => error)
    for (let each = 0; each < 5; each++) expect(await fail()).toMatchObject({ status: 401 })
    expect(await fail()).toMatchObject({ status: 429, code: 'too-many-requests', retryAfter: 30 })
    await expect(api.signIn(mia)).rejects.toMatchObject({ status: 400 })
    await expect(api.signIn({ email: mia.email, password: mia.password })).rejects.toMatchObject({
      status: 429,
    })
    const elsewhere = await signInRaw(world, mia.password, '10.0.0.9')
    expect(elsewhere.statusCode).toBe(200)
    world.clock.addDays(1)
    await world.signIn(mia)
  })

  test('neither sender nor device is stored with a session', async () => {
    await world.signIn(mia)
    const [session] = await world.services.db.selectFrom('sessions').selectAll().execute()
    expect(session).toMatchObject({ ipAddress: null, userAgent: null })
  })

  test.each([
    ['no password', { email: mia.email }],
    ['a field too many', { email: mia.email, password: mia.password, role: 'messenger' }],
    ['a password of a thousand characters', { email: mia.email, password: 'x'.repeat(1000) }],
    ['a number as password', { email: mia.email, password: 123456789012 }],
    ['no address', { email: 'mia', password: mia.password }],
  ])('%s is malformed', async (_rule, body) => {
    await expect(api.signIn(body as never)).rejects.toMatchObject({ status: 400, code: 'invalid-input' })
  })

  test('one-click sign-in does not exist outside the demonstration', async () => {
    await expect(api.signInDemo('messenger')).rejects.toMatchObject({ status: 404 })
  })
})

test('in the demonstration one click signs in as messenger', async () => {
  const world = await newWorld({ demo: true })
  await world.settle()
  world.signOut()
  expect(await api.signInDemo('messenger')).toMatchObject({ state: 'signed-in', name: mia.name, demo: true })
  await expect(api.signInDemo('manager')).rejects.toMatchObject({ status: 404 })
  await world.close()
})

describe('passwords', () => {
  let world: World
  let organisationId: string
  beforeAll(async () => {
    world = await newWorld()
    organisationId = (await world.settle()).organisationId
  })
  afterAll(() => world.close())

  /** Mails of a messenger are confidential: read as whoever has a shell on the server. */
  const askLink = async (email: string) => {
    const before = (await world.outbox(organisationId)).length
    // mails of one moment are in no order
    world.clock.addDays(1 / 86_400)
    await api.askPasswordReset(email)
    const mails = await vi.waitFor(async () => {
      const mails = await world.outbox(organisationId)
      expect(mails).toHaveLength(before + 1)
      return mails
    })
    return secretIn(mails.at(-1)?.text ?? '')
  }

  test('changing needs the present one, and signs out every other device', async () => {
    const other = await signInRaw(world, mia.password)
    const cookie = String(other.headers['set-cookie']).split(';')[0] ?? ''
    await expect(api.changePassword({ current: wrong, password: next })).rejects.toMatchObject({
      status: 403,
      code: 'wrong-current-password',
    })
    await expect(
      api.changePassword({ current: mia.password, password: 'mia@debrug.test' }),
    ).rejects.toMatchObject({ code: 'weak-password' })
    await api.changePassword({ current: mia.password, password: next })
    expect(await api.getSession()).toMatchObject({ state: 'signed-in' })
    const there = await world.app.inject({ url: '/api/session', headers: { cookie } })
    expect(there.json()).toMatchObject({ state: 'signed-out' })
    await api.changePassword({ current: next, password: mia.password })
  })

  test('a forgotten one is chosen anew by a link that works once and ends every session', async () => {
    const secret = await askLink('Mia@DeBrug.test')
    await expect(api.resetPassword({ secret, password: 'kort' })).rejects.toMatchObject({
      code: 'weak-password',
    })
    world.clock.addDays(1 / 86_400)
    await api.resetPassword({ secret, password: next })
    expect((await world.outbox(organisationId)).at(-1)).toMatchObject({
      recipient: mia.email,
      subject: 'Uw wachtwoord voor Regie is gewijzigd',
    })
    expect(await api.getSession()).toMatchObject({ state: 'signed-out' })
    const again = api.resetPassword({ secret, password: 'nog-een-ander-wachtwoord' })
    await expect(again).rejects.toMatchObject({ status: 410, code: 'link-expired' })
    await world.signIn({ ...mia, password: next })
    await api.changePassword({ current: next, password: mia.password })
  })

  test('two uses of the link at once give one new password', async () => {
    const secret = await askLink(mia.email)
    const both = await Promise.allSettled(
      [next, `${next}-2`].map((password) => api.resetPassword({ secret, password })),
    )
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    const winner = both[0]?.status === 'fulfilled' ? next : `${next}-2`
    await world.signIn({ ...mia, password: winner })
    await api.changePassword({ current: winner, password: mia.password })
  })

  test('the link works for half an hour, until the next link, and until the password is changed', async () => {
    const late = await askLink(mia.email)
    world.clock.set(new Date(world.clock.now().getTime() + 30 * 60_000).toISOString())
    await expect(api.resetPassword({ secret: late, password: next })).rejects.toMatchObject({ status: 410 })

    const first = await askLink(mia.email)
    const second = await askLink(mia.email)
    await expect(api.resetPassword({ secret: first, password: next })).rejects.toMatchObject({ status: 410 })
    await world.signIn(mia)
    await api.changePassword({ current: mia.password, password: next })
    await expect(api.resetPassword({ secret: second, password: mia.password })).rejects.toMatchObject({
      status: 410,
    })
    await api.changePassword({ current: next, password: mia.password })
  })

  test('an unknown address gets the same answer and no mail', async () => {
    const before = await world.outbox(organisationId)
    await api.askPasswordReset('nobody@debrug.test')
    await askLink(mia.email)
    expect(await world.outbox(organisationId)).toHaveLength(before.length + 1)
  })

  test('the secret of a link is not in the database', async () => {
    const secret = await askLink(mia.email)
    const rows = await world.services.db.selectFrom('verifications').selectAll().execute()
    expect(JSON.stringify(rows)).not.toContain(secret)
  })

  test('no messenger reads the reset link of a messenger in the outbox', async () => {
    await world.signIn(mia)
    expect((await api.getOutbox()).mails).toEqual([])
  })
})

describe('members', () => {
  let world: World
  let rootUnitId: string
  let unitId: string
  beforeAll(async () => {
    world = await newWorld()
    rootUnitId = (await world.settle()).rootUnitId
    unitId = (await api.addUnit({ parentId: rootUnitId, name: 'Team Oost' })).id
  })
  afterAll(() => world.close())

  const invite = (person: { name: string; email: string }, role: 'manager' | 'messenger' = 'manager') =>
    api.inviteMember({
      name: person.name,
      email: person.email,
      role,
      unitId: role === 'manager' ? unitId : null,
    })

  test('a manager comes in by a link that says who asks, works once and signs in', async () => {
    const { link, mailed } = await invite(max)
    expect(link).toMatch(/^http:\/\/regie\.test\/invitation#/)
    expect(mailed).toBe(false)
    expect((await api.getOutbox()).mails).toMatchObject([{ recipient: max.email, sentAt: null }])
    world.signOut()
    expect(await api.lookUpInvitation(secretIn(link))).toEqual({
      organisationName: 'De Brug',
      name: max.name,
      email: max.email,
      role: 'manager',
      hasAccount: false,
      signOn: null,
    })
    const accept = { secret: secretIn(link), password: max.password }
    expect(await api.acceptInvitation(accept)).toMatchObject({ role: 'manager', unitName: 'Team Oost' })
    await expect(api.acceptInvitation(accept)).rejects.toMatchObject({ status: 410, code: 'link-expired' })
    await expect(api.lookUpInvitation(secretIn(link))).rejects.toMatchObject({ status: 410 })
  })

  test('a manager sees the own part of the tree and manages nobody', async () => {
    await world.signIn(max)
    expect((await api.listUnits()).map(({ name }) => name)).toEqual(['Team Oost'])
    const forbidden = { status: 403, code: 'forbidden' }
    await expect(api.getMembers()).rejects.toMatchObject(forbidden)
    await expect(api.getOutbox()).rejects.toMatchObject(forbidden)
    await expect(invite(sam)).rejects.toMatchObject(forbidden)
    await expect(api.addUnit({ parentId: unitId, name: 'Mine' })).rejects.toMatchObject(forbidden)
    await expect(api.removeUnit(unitId)).rejects.toMatchObject(forbidden)
    await world.signIn(mia)
  })

  test('an invitation ends by withdrawing, by a newer one, and after fourteen days', async () => {
    await world.signIn(mia)
    const eva = { name: 'Eva', email: 'eva@debrug.test' }
    const first = await invite(eva)
    const second = await invite(eva)
    expect((await api.getMembers()).invitations).toMatchObject([{ id: second.id, expired: false }])
    const refused = { status: 410, code: 'link-expired' }
    await expect(api.lookUpInvitation(secretIn(first.link))).rejects.toMatchObject(refused)
    await api.withdrawInvitation(second.id)
    await expect(api.lookUpInvitation(secretIn(second.link))).rejects.toMatchObject(refused)
    await expect(api.withdrawInvitation(second.id)).rejects.toMatchObject({ status: 404 })
    const third = await invite(eva)
    world.clock.addDays(14)
    const password = 'eva-kiest-haar-woorden'
    await expect(api.acceptInvitation({ secret: secretIn(third.link), password })).rejects.toMatchObject(
      refused,
    )
    expect((await api.getMembers()).invitations).toMatchObject([{ expired: true }])
    await api.withdrawInvitation(third.id)
    await expect(api.lookUpInvitation('unknown')).rejects.toMatchObject({ status: 404, code: 'not-found' })
  })

  test('two uses of an invitation at once make one account', async () => {
    await world.signIn(mia)
    const tom = { name: 'Tom', email: 'tom@debrug.test' }
    const secret = secretIn((await invite(tom)).link)
    const both = await Promise.allSettled(
      ['tom-kiest-een-zin', 'tom-kiest-er-nog-een'].map((password) =>
        api.acceptInvitation({ secret, password }),
      ),
    )
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    await world.signIn(mia)
    expect((await api.getMembers()).members.filter(({ email }) => email === tom.email)).toHaveLength(1)
  })

  test('someone who is already a member is not invited again', async () => {
    await world.signIn(mia)
    await expect(invite(max)).rejects.toMatchObject({ status: 409, code: 'email-taken' })
  })

  test('ending access works at once, and inviting again gives it back', async () => {
    const answer = await signInRaw(world, max.password, '127.0.0.1', max.email)
    const cookie = String(answer.headers['set-cookie']).split(';')[0] ?? ''
    await world.signIn(mia)
    const { members } = await api.getMembers()
    await api.endAccess(members.find(({ email }) => email === max.email)?.id ?? '')
    const there = await world.app.inject({ url: '/api/units', headers: { cookie } })
    expect(there.statusCode).toBe(401)
    await expect(api.signIn({ email: max.email, password: max.password })).rejects.toMatchObject({
      code: 'wrong-password',
    })
    const { link } = await invite(max)
    await api.acceptInvitation({ secret: secretIn(link), password: next })
    await world.signIn({ ...max, password: next })
    expect(await api.getSession()).toMatchObject({ role: 'manager' })
    await world.signIn(mia)
  })

  test('the last messenger cannot be removed, a second one can', async () => {
    await world.signIn(mia)
    const own = (await api.getMembers()).members.find(({ you }) => you)?.id ?? ''
    await expect(api.endAccess(own)).rejects.toMatchObject({ status: 409, code: 'last-messenger' })
    const kim = { name: 'Kim', email: 'kim@debrug.test', password: 'kim-is-ook-messenger' }
    const { link } = await invite(kim, 'messenger')
    await api.acceptInvitation({ secret: secretIn(link), password: kim.password })
    await world.signIn(kim)
    await api.endAccess(own)
    await expect(api.endAccess(own)).rejects.toMatchObject({ status: 404 })
  })

  test('an office of the programme outlives the place in an organisation, and no link takes it over', async () => {
    const { link } = await invite(mia, 'messenger')
    expect(await api.lookUpInvitation(secretIn(link))).toMatchObject({ hasAccount: true })
    const taken = api.acceptInvitation({ secret: secretIn(link), password: 'een-ander-kiest-dit-woord' })
    await expect(taken).rejects.toMatchObject({ status: 409, code: 'sign-in-first' })
    await expect(api.acceptAsSignedIn(secretIn(link))).rejects.toMatchObject({
      status: 403,
      code: 'invited-someone-else',
    })
    await world.signIn(mia)
    expect(await api.getSession()).toMatchObject({ role: null, office: 'centre' })
    const asked = { status: 403, code: 'second-factor-needed' }
    await expect(api.acceptAsSignedIn(secretIn(link))).rejects.toMatchObject(asked)
    await world.setUpSecondFactor()
    await api.acceptAsSignedIn(secretIn(link))
    expect(await api.getSession()).toMatchObject({ role: 'messenger', office: 'centre' })
    const { entries } = await api.getAuditLog('programme', '')
    expect(entries.filter(({ deed }) => deed === 'invitations:accept')).toHaveLength(1)
    await expect(api.acceptAsSignedIn(secretIn(link))).rejects.toMatchObject({ status: 410 })
  })

  test('a messenger is bound to no unit, and a manager to none that is absent', async () => {
    await world.signIn(mia)
    const absent = { name: 'Bo', email: 'bo@debrug.test', role: 'manager' as const, unitId: sam.email }
    await expect(api.inviteMember(absent)).rejects.toMatchObject({ status: 400 })
    const elsewhere = { ...absent, unitId: '00000000-0000-4000-8000-000000000000' }
    await expect(api.inviteMember(elsewhere)).rejects.toMatchObject({ status: 404 })
  })

  test('a stranger gets the same answer for what is ours as for what is not there', async () => {
    await world.signIn(mia)
    const { id: invitationId } = await invite({ name: 'Bo', email: 'bo@debrug.test' })
    const { members } = await api.getMembers()
    const memberId = members[0]?.id ?? ''
    await world.stranger()
    const absent = { status: 404, code: 'not-found' }
    await expect(api.endAccess(memberId)).rejects.toMatchObject(absent)
    await expect(api.withdrawInvitation(invitationId)).rejects.toMatchObject(absent)
    await expect(invite({ name: 'Bo', email: 'bo@overkant.test' })).rejects.toMatchObject(absent)
    expect((await api.getMembers()).members.map(({ email }) => email)).toEqual([sam.email])
    expect((await api.getMembers()).invitations).toEqual([])
    expect((await api.getOutbox()).mails).toEqual([])
  })

  test('who already has an account in another organisation cannot accept', async () => {
    await world.signIn(mia)
    const { link } = await invite(sam)
    const accept = api.acceptInvitation({ secret: secretIn(link), password: next })
    await expect(accept).rejects.toMatchObject({ status: 409, code: 'email-taken' })
    await world.signIn(sam)
    expect(await api.getSession()).toMatchObject({ organisation: { name: 'De Overkant' } })
  })
})

function signInRaw(world: World, password: string, remoteAddress = '127.0.0.1', email = mia.email) {
  return world.app.inject({
    method: 'POST',
    url: '/api/session',
    remoteAddress,
    headers: { origin: SITE, 'content-type': 'application/json' },
    payload: JSON.stringify({ email, password }),
  })
}

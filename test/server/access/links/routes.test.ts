import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import * as api from '#client/api.ts'
import { forgetOldCounts } from '#server/access/jobs.ts'
import { within } from '#server/database.ts'
import { cast } from '../../../support/cast.ts'
import { newWorld, uncounted, type World } from '../../../support/world.ts'

const { mia, sam } = cast
const A_SECOND = 1 / 86_400
const HALF_AN_HOUR = 30 / (24 * 60)
const expired = { status: 410, code: 'link-expired' }
const next = 'een-nieuw-wachtwoord-van-mia'

let world: World
let organisationId: string
beforeAll(async () => {
  world = await newWorld({ rateStore: uncounted })
  organisationId = (await world.settle()).organisationId
  await world.stranger()
})
afterAll(() => world.close())
beforeEach(() => world.signIn(mia))

/** All mails since, read as whoever has a shell on the server. */
async function mailsOf(ask: () => Promise<unknown>, count = 1) {
  const before = (await world.outbox(organisationId)).length
  // mails of one moment are in no order
  world.clock.addDays(A_SECOND)
  await ask()
  return vi.waitFor(async () => {
    const mails = (await world.outbox(organisationId)).slice(before)
    expect(mails).toHaveLength(count)
    return mails
  })
}
const secretIn = (mail: { text: string } | undefined) => mail?.text.match(/#([\w-]+)/)?.[1] ?? ''
const askSignInLink = async () => secretIn((await mailsOf(() => api.askSignInLink(mia.email)))[0])
const newEmail = 'mia.nieuw@debrug.test'
const askNewEmail = async (email = newEmail) => {
  const mails = await mailsOf(() => api.askEmailChange({ email, password: mia.password }), 2)
  return secretIn(mails.find(({ recipient }) => recipient === email))
}

describe('a link to sign in', () => {
  beforeEach(() => world.signOut())

  test('signs in once, whatever the capitals of the address', async () => {
    const [mail] = await mailsOf(() => api.askSignInLink('MIA@DeBrug.test'))
    expect(mail).toMatchObject({ recipient: mia.email })
    expect(mail?.text).toContain('http://regie.test/sign-in-link#')
    expect(await api.openSignInLink(secretIn(mail))).toMatchObject({ state: 'signed-in', name: mia.name })
    expect(await api.getSession()).toMatchObject({ email: mia.email })
    await expect(api.openSignInLink(secretIn(mail))).rejects.toMatchObject(expired)
  })

  test('of two uses at once one signs in', async () => {
    const secret = await askSignInLink()
    const both = await Promise.allSettled([api.openSignInLink(secret), api.openSignInLink(secret)])
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  })

  test('is read by its holder only: no messenger finds it in the outbox, and the database holds a hash', async () => {
    const secret = await askSignInLink()
    const links = await within(world.services.db, { scope: 'system' }, (trx) =>
      trx.selectFrom('accountLinks').selectAll().execute(),
    )
    expect(links).not.toEqual([])
    expect(JSON.stringify(links)).not.toContain(secret)
    await world.signIn(mia)
    expect(JSON.stringify(await api.getOutbox())).not.toContain(secret)
  })

  test('ends after half an hour, with the next link, and is none of another kind', async () => {
    const late = await askSignInLink()
    world.clock.addDays(HALF_AN_HOUR)
    await expect(api.openSignInLink(late)).rejects.toMatchObject(expired)
    const first = await askSignInLink()
    const second = await askSignInLink()
    await expect(api.openSignInLink(first)).rejects.toMatchObject(expired)
    await expect(api.resetPassword({ secret: second, password: next })).rejects.toMatchObject(expired)
    await expect(api.confirmEmailChange(second)).rejects.toMatchObject(expired)
    expect(await api.openSignInLink(second)).toMatchObject({ state: 'signed-in' })
  })

  test('an unknown address gets the same answer and no mail', async () => {
    const before = (await world.outbox(organisationId)).length
    await api.askSignInLink('nobody@debrug.test')
    await askSignInLink()
    expect(await world.outbox(organisationId)).toHaveLength(before + 1)
  })
})

describe('a link that was sent before', () => {
  test('row 64: the password changes, and neither signs in, resets nor confirms any more', async () => {
    const signIn = await askSignInLink()
    const [reset] = await mailsOf(() => api.askPasswordReset(mia.email))
    const email = await askNewEmail()
    await api.changePassword({ current: mia.password, password: next })
    await expect(api.openSignInLink(signIn)).rejects.toMatchObject(expired)
    await expect(api.resetPassword({ secret: secretIn(reset), password: next })).rejects.toMatchObject(
      expired,
    )
    await expect(api.confirmEmailChange(email)).rejects.toMatchObject(expired)
    await api.changePassword({ current: next, password: mia.password })
  })

  test('row 64: access ends, and the link opens nothing, also when it is given back', async () => {
    const kim = { name: 'Kim', email: 'kim@debrug.test', role: 'messenger' as const, unitId: null }
    const password = 'kim-is-ook-messenger'
    const invite = async () => (await api.inviteMember(kim)).link.split('#')[1] ?? ''
    await api.acceptInvitation({ secret: await invite(), password })
    const [mail] = await mailsOf(() => api.askSignInLink(kim.email))
    await world.signIn(mia)
    const { members } = await api.getMembers()
    await api.endAccess(members.find(({ email }) => email === kim.email)?.id ?? '')
    await expect(api.openSignInLink(secretIn(mail))).rejects.toMatchObject(expired)
    await api.acceptInvitation({ secret: await invite(), password })
    await expect(api.openSignInLink(secretIn(mail))).rejects.toMatchObject(expired)
  })

  test('row 63: leads to the configured address, whatever host the request claims', async () => {
    const forged = {
      'x-forwarded-host': 'evil.test',
      'x-forwarded-proto': 'http',
      forwarded: 'host=evil.test',
    }
    const ask = (url: string) => () =>
      world.app.inject({
        method: 'POST',
        url,
        headers: { origin: 'http://regie.test', 'content-type': 'application/json', ...forged },
        payload: JSON.stringify({ email: mia.email }),
      })
    for (const url of ['/api/sign-in-links', '/api/password-resets']) {
      const [mail] = await mailsOf(ask(url))
      expect(mail?.text).toContain('http://regie.test/')
      expect(mail?.text).not.toContain('evil')
    }
  })

  test('is removed by a job once it has ended', async () => {
    await askSignInLink()
    world.clock.addDays(HALF_AN_HOUR)
    await forgetOldCounts(world.services)
    const left = await within(world.services.db, { scope: 'system' }, (trx) =>
      trx.selectFrom('accountLinks').select('id').execute(),
    )
    expect(left).toEqual([])
  })
})

describe('another e-mail address', () => {
  test('needs the password, confirms by the new mailbox, tells the old one, and ends every session', async () => {
    await expect(api.askEmailChange({ email: newEmail, password: next })).rejects.toMatchObject({
      status: 403,
      code: 'wrong-current-password',
    })
    const mails = await mailsOf(
      () => api.askEmailChange({ email: 'Mia.Nieuw@DeBrug.test', password: mia.password }),
      2,
    )
    expect(mails.map(({ recipient }) => recipient).toSorted()).toEqual([newEmail, mia.email].toSorted())
    expect(mails.find(({ recipient }) => recipient === mia.email)?.text).not.toContain('#')
    expect(await api.getSession()).toMatchObject({ email: mia.email })

    const secret = secretIn(mails.find(({ recipient }) => recipient === newEmail))
    const [told] = await mailsOf(() => api.confirmEmailChange(secret))
    expect(told).toMatchObject({ recipient: mia.email, subject: expect.stringContaining('gewijzigd') })
    expect(await api.getSession()).toMatchObject({ state: 'signed-out' })
    await expect(api.signIn({ email: mia.email, password: mia.password })).rejects.toMatchObject({
      status: 401,
    })
    await expect(api.confirmEmailChange(secret)).rejects.toMatchObject(expired)

    await world.signIn({ ...mia, email: newEmail })
    const back = await mailsOf(() => api.askEmailChange({ email: mia.email, password: mia.password }), 2)
    await api.confirmEmailChange(secretIn(back.find(({ recipient }) => recipient === mia.email)))
  })

  test('row 59: one that somebody has already gets the same answer, and no link', async () => {
    const [only] = await mailsOf(() => api.askEmailChange({ email: sam.email, password: mia.password }))
    expect(only).toMatchObject({ recipient: mia.email })
  })

  test('one that was taken meanwhile cannot be confirmed, and nothing is told of it', async () => {
    const secret = await askNewEmail()
    const taken = { id: 'taken', name: 'Taken', email: newEmail }
    await world.services.db.insertInto('users').values(taken).execute()
    await expect(api.confirmEmailChange(secret)).rejects.toMatchObject(expired)
    expect(await api.getSession()).toMatchObject({ email: mia.email })
    await world.services.db.deleteFrom('users').where('id', '=', taken.id).execute()
  })

  test('without a password it takes a sign-on of the organisation, not longer than ten minutes ago', async () => {
    const ask = () => api.askEmailChange({ email: newEmail })
    const needed = { status: 403, code: 'fresh-sign-in-needed' }
    await expect(ask()).rejects.toMatchObject(needed)
    const { id: userId } = await world.services.db
      .selectFrom('users')
      .where('email', '=', mia.email)
      .select('id')
      .executeTakeFirstOrThrow()
    const tie = {
      id: 'tie',
      accountId: 'mia',
      providerId: 'single-sign-on:https://there.test',
      userId,
      password: null,
    }
    await world.services.db.insertInto('accounts').values(tie).execute()
    const mails = await mailsOf(ask, 2)
    world.clock.addDays(11 / (24 * 60))
    await expect(ask()).rejects.toMatchObject(needed)
    const secret = secretIn(mails.find(({ recipient }) => recipient === newEmail))
    await api.confirmEmailChange(secret)
    const ties = await world.services.db.selectFrom('accounts').where('id', '=', 'tie').select('id').execute()
    expect(ties).toEqual([])
  })
})

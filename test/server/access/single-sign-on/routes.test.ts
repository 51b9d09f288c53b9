import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import * as api from '#client/api.ts'
import { cast } from '../../../support/cast.ts'
import {
  providersFile,
  type SignedOnPerson,
  type SignOnProvider,
  startSignOnProvider,
} from '../../../support/sign-on-provider.ts'
import { newWorld, type World } from '../../../support/world.ts'

const { mia, sam } = cast
const WORK = 'werkplein'

let provider: SignOnProvider
let world: World
let list: ReturnType<typeof providersFile>
let organisationId: string

beforeAll(async () => {
  provider = await startSignOnProvider(`http://regie.test/single-sign-on/${WORK}`)
  const other = { id: 'elders', issuer: 'http://127.0.0.1:9', domains: ['elders.test'] }
  list = providersFile([
    { id: WORK, issuer: provider.issuer, domains: ['debrug.test'], secondFactor: 'provider' },
    other,
  ])
  world = await newWorld({ environment: { OIDC_PROVIDERS_FILE: list.file } })
  organisationId = (await world.settle()).organisationId
  await world.stranger()
})
afterAll(async () => {
  await world.close()
  await provider.stop()
  list.remove()
})
beforeEach(() => {
  world.signOut()
  provider.person = { subject: 'mia-there', email: mia.email, email_verified: true }
})

/** The whole way there and back; answers the address the browser comes back to. */
const goThere = async () => provider.walk((await api.startSignOn(WORK)).address)
const comeBack = (came: URL) => api.finishSignOn(WORK, came.search.slice(1))

describe('single sign-on', () => {
  test('the page of signing in is told the names only', async () => {
    expect(await api.listSignOnProviders()).toEqual([
      { id: WORK, name: 'Account van werkplein' },
      { id: 'elders', name: 'Account van elders' },
    ])
  })

  test('leads there with everything that ties the answer to this browser, and nothing of the person', async () => {
    const { address } = await api.startSignOn(WORK)
    const asked = new URL(address).searchParams
    expect(Object.fromEntries(asked)).toMatchObject({
      response_type: 'code',
      code_challenge_method: 'S256',
      redirect_uri: `http://regie.test/single-sign-on/${WORK}`,
      scope: 'openid email',
    })
    for (const name of ['state', 'nonce', 'code_challenge'])
      expect(asked.get(name)?.length).toBeGreaterThan(40)
    expect(address).not.toContain('debrug')
  })

  test('who has an account with that address is signed in, as far as a password would', async () => {
    const came = await goThere()
    expect(await comeBack(came)).toMatchObject({ state: 'signed-in', name: mia.name })
    expect(await api.getSession()).toMatchObject({ state: 'signed-in', email: mia.email })
  })

  test('the cookie of the way there is for this site only, hidden from scripts, and gone afterwards', async () => {
    const start = await inject('journeys', {})
    expect(String(start.headers['set-cookie'])).toMatch(
      /^regie\.single-sign-on=.+; Max-Age=600; Path=\/; HttpOnly; SameSite=Strict$/,
    )
    const end = await inject('sessions', { answer: 'code=x&state=y' })
    expect(String(end.headers['set-cookie'])).toContain('regie.single-sign-on=; Max-Age=0')
  })

  test('the same person keeps the account with another address there; who gets the old address does not', async () => {
    provider.person = { ...provider.person, email: 'mia.nieuw@debrug.test' }
    expect(await comeBack(await goThere())).toMatchObject({ email: mia.email })
    world.signOut()
    provider.person = { subject: 'somebody-else', email: mia.email, email_verified: true }
    await expect(comeBack(await goThere())).rejects.toMatchObject({ status: 403, code: 'no-account' })
  })

  test('no row for a session remains where nobody was signed in', async () => {
    const count = async () => (await world.services.db.selectFrom('sessions').select('id').execute()).length
    const before = await count()
    provider.person = { subject: 'new', email: 'new@debrug.test', email_verified: true }
    await expect(comeBack(await goThere())).rejects.toMatchObject({ code: 'no-account' })
    expect(await count()).toBe(before)
    expect(await api.getSession()).toMatchObject({ state: 'signed-out' })
  })
})

describe('single sign-on refuses', () => {
  const refused = { status: 403, code: 'no-account' }
  const strangers: [string, SignedOnPerson][] = [
    ['an address nobody has here', { subject: 'a', email: 'nobody@debrug.test', email_verified: true }],
    ['an address that was not verified', { subject: 'mia-there', email: mia.email, email_verified: false }],
    ['an address of a domain it may not vouch for', { subject: 'c', email: sam.email, email_verified: true }],
  ]

  test.each(strangers)('%s', async (_case, person) => {
    provider.person = person
    await expect(comeBack(await goThere())).rejects.toMatchObject(refused)
    expect(await api.getSession()).toMatchObject({ state: 'signed-out' })
  })

  test('the answer of one browser in another', async () => {
    const came = await goThere()
    world.signOut()
    await expect(comeBack(came)).rejects.toMatchObject({ status: 410, code: 'sign-on-expired' })
  })

  test('an answer with another state than the one that was asked', async () => {
    const first = await goThere()
    await goThere()
    await expect(comeBack(first)).rejects.toMatchObject({ status: 403, code: 'sign-on-refused' })
  })

  test('a code that was used, also in the same browser with the way back kept', async () => {
    const { cookie, address } = await startRaw()
    const answer = (await provider.walk(address)).search.slice(1)
    expect((await inject('sessions', { answer }, cookie)).statusCode).toBe(201)
    const again = await inject('sessions', { answer }, cookie)
    expect(again.json()).toMatchObject({ status: 403, code: 'sign-on-refused' })
    expect(String(again.headers['set-cookie'])).not.toContain('session_token=')
  })

  test('an answer that says it comes from another issuer', async () => {
    const came = await goThere()
    came.searchParams.set('iss', 'https://elsewhere.test')
    await expect(comeBack(came)).rejects.toMatchObject({ code: 'sign-on-refused' })
  })

  test('an answer at the address of another provider', async () => {
    const came = await goThere()
    const elsewhere = api.finishSignOn('elders', came.search.slice(1))
    await expect(elsewhere).rejects.toMatchObject({ status: 410, code: 'sign-on-expired' })
  })

  test('a cookie that was made up or changed', async () => {
    const { cookie, address } = await startRaw()
    const answer = (await provider.walk(address)).search.slice(1)
    for (const forged of [cookie.replace(/.$/, 'x_'), cookie.replace('=', '=e'), 'regie.single-sign-on=x']) {
      expect((await inject('sessions', { answer }, forged)).json()).toMatchObject({ code: 'sign-on-expired' })
    }
  })

  test('an answer after ten minutes', async () => {
    const came = await goThere()
    world.clock.addDays(10 / (24 * 60))
    await expect(comeBack(came)).rejects.toMatchObject({ status: 410, code: 'sign-on-expired' })
  })

  test('a person who said no there', async () => {
    const { address } = await api.startSignOn(WORK)
    const state = new URL(address).searchParams.get('state')
    const no = api.finishSignOn(
      WORK,
      new URLSearchParams({ error: 'access_denied', state: state ?? '' }).toString(),
    )
    await expect(no).rejects.toMatchObject({ status: 403, code: 'sign-on-refused' })
  })

  test('a provider that is not on the list', async () => {
    await expect(api.startSignOn('unknown')).rejects.toMatchObject({ status: 404 })
    await expect(api.startSignOn('../session')).rejects.toMatchObject({ status: 404 })
  })

  test('a start from another site', async () => {
    const answer = await world.app.inject({
      method: 'POST',
      url: `/api/single-sign-on/providers/${WORK}/journeys`,
      headers: { origin: 'https://evil.test' },
    })
    expect(answer.json()).toMatchObject({ status: 403, code: 'bad-origin' })
  })
})

describe('an account whose access ended', () => {
  test('does not come in through single sign-on, and is tied to nobody', async () => {
    await world.signIn(mia)
    const kim = { name: 'Kim', email: 'kim@debrug.test', password: 'kim-is-ook-messenger' }
    await world.services.db
      .insertInto('users')
      .values({ id: 'kim', name: kim.name, email: kim.email })
      .execute()
    world.signOut()
    provider.person = { subject: 'kim-there', email: kim.email, email_verified: true }
    await expect(comeBack(await goThere())).rejects.toMatchObject({ code: 'no-account' })
    const ties = await world.services.db
      .selectFrom('accounts')
      .where('userId', '=', 'kim')
      .selectAll()
      .execute()
    expect(ties).toEqual([])
  })
})

describe('an invitation', () => {
  const bo = { subject: 'bo-there', email: 'bo@debrug.test', email_verified: true }
  const inviting = async (email = bo.email) => {
    await world.signIn(mia)
    const { link } = await api.inviteMember({ name: 'Bo', email, role: 'privacy-officer', unitId: null })
    world.signOut()
    return link.split('#')[1] ?? ''
  }
  const accept = async (invitation: string) =>
    comeBack(await provider.walk((await api.startSignOn(WORK, { invitation })).address))
  const waysInOf = (email: string) =>
    world.services.db
      .selectFrom('users')
      .innerJoin('accounts', 'accounts.userId', 'users.id')
      .where('email', '=', email)
      .select(['accounts.password', 'accounts.accountId'])
      .execute()

  test('to an address that the provider vouches for says so, to any other it does not', async () => {
    expect(await api.lookUpInvitation(await inviting())).toMatchObject({
      signOn: { id: WORK, name: 'Account van werkplein' },
    })
    expect(await api.lookUpInvitation(await inviting('bo@elsewhere.test'))).toMatchObject({ signOn: null })
  })

  test('is not accepted with another address there, and stays open', async () => {
    const invitation = await inviting()
    for (const email of ['bob@debrug.test', 'bo@elsewhere.test']) {
      provider.person = { ...bo, email }
      await expect(accept(invitation)).rejects.toMatchObject({ status: 403, code: 'invited-other-address' })
    }
    expect(await api.getSession()).toMatchObject({ state: 'signed-out' })
    expect(await api.lookUpInvitation(invitation)).toMatchObject({ email: bo.email })
    expect(await waysInOf(bo.email)).toEqual([])
  })

  test('is not accepted by who already works here with another address, until that access has ended', async () => {
    const invitation = await inviting('mia.nieuw@debrug.test')
    provider.person = { subject: 'mia-there', email: 'mia.nieuw@debrug.test', email_verified: true }
    await expect(accept(invitation)).rejects.toMatchObject({ status: 409, code: 'other-account' })
    expect(await waysInOf('mia.nieuw@debrug.test')).toEqual([])
    provider.person = { subject: 'mia-there', email: mia.email, email_verified: true }
    expect(await comeBack(await goThere())).toMatchObject({ email: mia.email })
  })

  test('is accepted by signing on, without a password; that is the one way in, and the link is used up', async () => {
    const invitation = await inviting()
    provider.person = bo
    expect(await accept(invitation)).toMatchObject({ state: 'signed-in', role: 'privacy-officer' })
    expect(await waysInOf(bo.email)).toEqual([{ password: null, accountId: bo.subject }])
    world.signOut()
    await expect(accept(invitation)).rejects.toMatchObject({ status: 410, code: 'link-expired' })
    await expect(api.startSignOn(WORK, { invitation: 'unknown' })).rejects.toMatchObject({ status: 404 })
    expect(await comeBack(await goThere())).toMatchObject({ state: 'signed-in', email: bo.email })
  })

  test('a person who comes back under a new address keeps the account there, once the old access has ended', async () => {
    await world.signIn(mia)
    const old = (await api.getMembers()).members.find(({ email }) => email === bo.email)
    await api.endAccess(old?.id ?? '')
    const invitation = await inviting('bo.jansen@debrug.test')
    provider.person = { ...bo, email: 'bo.jansen@debrug.test' }
    expect(await accept(invitation)).toMatchObject({ email: 'bo.jansen@debrug.test' })
    expect(await waysInOf(bo.email)).toEqual([])
  })

  test('an account without a password is removed by who has just signed on, and only then', async () => {
    provider.person = { ...bo, email: 'bo.jansen@debrug.test' }
    expect(await comeBack(await goThere())).toMatchObject({ hasPassword: false })
    world.clock.addDays(11 / (24 * 60))
    await expect(api.leaveRegie({})).rejects.toMatchObject({ status: 403, code: 'fresh-sign-in-needed' })
    await expect(api.leaveRegie({ password: 'een-gok' })).rejects.toMatchObject({ status: 403 })
    world.signOut()
    await comeBack(await goThere())
    await api.leaveRegie({})
    expect(await waysInOf('bo.jansen@debrug.test')).toEqual([])
    await world.signIn(mia)
    expect(await api.getSession()).toMatchObject({ hasPassword: true })
  })
})

describe('when the provider is down', () => {
  test('it is said, and a password still works', async () => {
    const came = await goThere()
    await provider.stop()
    const away = { status: 503, code: 'sign-on-unavailable' }
    await expect(comeBack(came)).rejects.toMatchObject(away)
    await expect(api.startSignOn('elders')).rejects.toMatchObject(away)
    await world.signIn(mia)
    expect(await api.getSession()).toMatchObject({ state: 'signed-in', organisation: { id: organisationId } })
    await provider.start()
    world.signOut()
    expect(await comeBack(await goThere())).toMatchObject({ state: 'signed-in' })
  })
})

test('of an account with a second factor the session is half, unless two steps were taken there', async () => {
  await world.signIn(mia)
  await world.setUpSecondFactor()
  world.signOut()
  expect(await comeBack(await goThere())).toMatchObject({ state: 'second-factor-needed' })
  world.signOut()
  provider.person = { ...provider.person, amr: ['pwd', 'mfa'] }
  expect(await comeBack(await goThere())).toMatchObject({ state: 'signed-in' })
})

test('two steps taken there are enough where the organisation demands a second step, and one is not', async () => {
  await world.signIn(mia)
  const { name, kind } = await api.getOwnOrganisation()
  await api.changeOwnOrganisation({ name, kind, secondFactorRequired: true })
  const jo = { name: 'Jo', email: 'jo@debrug.test', role: 'manager' as const, unitId: null }
  const invitation = (await api.inviteMember(jo)).link.split('#')[1] ?? ''
  world.signOut()
  provider.person = { subject: 'jo-there', email: jo.email, email_verified: true, amr: ['pwd'] }
  const { address } = await api.startSignOn(WORK, { invitation })
  expect(await comeBack(await provider.walk(address))).toMatchObject({ secondFactor: 'all-waits' })
  await expect(api.listUnits()).rejects.toMatchObject({ status: 403, code: 'second-factor-needed' })
  expect(await api.getSecondFactor()).toMatchObject({ required: true })
  world.signOut()
  provider.person = { ...provider.person, amr: ['pwd', 'mfa'] }
  expect(await comeBack(await goThere())).toMatchObject({ secondFactor: 'off' })
  expect(await api.listUnits()).not.toEqual([])
  expect(await api.getSecondFactor()).toMatchObject({ required: false })
})

const COOKIE = /regie\.single-sign-on=[^;]+/

function inject(what: 'journeys' | 'sessions', payload: object, cookie = '') {
  return world.app.inject({
    method: 'POST',
    url: `/api/single-sign-on/providers/${WORK}/${what}`,
    headers: { origin: 'http://regie.test', cookie },
    payload,
  })
}

async function startRaw() {
  const answer = await inject('journeys', {})
  const [cookie = ''] = String(answer.headers['set-cookie']).match(COOKIE) ?? []
  return { cookie, address: answer.json<{ address: string }>().address }
}

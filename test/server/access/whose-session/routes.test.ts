import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as api from '#client/api.ts'
import { cast } from '../../../support/cast.ts'
import { exampleOf } from '../../../support/example.ts'
import { type Operation, operationsOf } from '../../../support/operations.ts'
import { newWorld, uncounted, type World } from '../../../support/world.ts'
import { fill, holesOf, type Ids, idOfField, idsOf } from '../../matrix/ids.ts'

/** Row 10 of the threat model: nobody, whatever their office, gets the session of somebody else. */
const SERVER = path.join(import.meta.dirname, '../../../../server')
const { mia, max } = cast

/** Without an account: answering, reporting by one's own link, and coming in, each with a code, a secret or a password. */
const OPEN = [
  ...['questionnaires', 'responses', 'answer-promises', 'privacy-statements', 'device-traces'],
  ...['own-actions/lookups', 'own-actions/events', 'own-actions/checks', 'own-actions/calendars'],
  ...['setup', 'setup-lookups', 'session', 'session', 'session/second-factor'],
  ...['sign-in-links', 'sign-in-links', 'password-resets', 'password-resets', 'email-changes'],
  ...['invitation-lookups', 'invitation-acceptances'],
  ...['office-invitation-lookups', 'office-invitation-acceptances'],
  ...['single-sign-on/providers/{providerId}/journeys', 'single-sign-on/providers/{providerId}/sessions'],
]

let world: World
let owner: pg.Client
let operations: Operation[]
let ids: Ids
let miaId: string
let cookie: string

beforeAll(async () => {
  world = await newWorld({ rateStore: uncounted })
  const { organisationId } = await world.settle()
  await world.setUpSecondFactor()
  for (const role of ['manager', 'messenger'] as const) {
    const email = role === 'manager' ? max.email : `later-${max.email}`
    const { link } = await api.inviteMember({ name: role, email, role, unitId: null })
    if (role === 'messenger') continue
    world.signOut()
    await api.acceptInvitation({ secret: link.split('#')[1] ?? '', password: max.password })
    await world.signIn(mia)
  }
  owner = new pg.Client({ connectionString: world.databaseUrl })
  await owner.connect()
  operations = await operationsOf(world.app, {})
  ids = await idsOf(owner, organisationId)
  const users = await owner.query<{ id: string; email: string }>('select id, email from users')
  miaId = users.rows.find(({ email }) => email === mia.email)?.id ?? ''
  cookie = await freshCookie()
})
afterAll(async () => {
  await owner.end()
  await world.close()
})

async function freshCookie(): Promise<string> {
  const set = await world.services.auth.signInAs(miaId, world.clock.now())
  return set.map((each) => each.split(';', 1)[0]).join('; ')
}

/** Mia may do nearly everything: she is messenger of the organisation and of the programme centre. */
function askAsMia({ method, path: address, body }: Operation) {
  const others = new Map([...ids].map(([word, all]) => [word, all.toReversed()]))
  const sources = holesOf(address).map(() => others)
  const url = fill(address, sources) ?? address.replace(/\{\w+\}/g, 'a0b1c2d3-0000-4000-8000-00000000000f')
  const payload = body && JSON.stringify(exampleOf(body.schema, (field) => idOfField(others, field)))
  return world.app.inject({
    method,
    url,
    headers: { origin: 'http://regie.test', cookie, ...(body ? { 'content-type': body.type } : {}) },
    ...(payload === undefined ? {} : { payload }),
  })
}

async function whoIs(withCookie: string): Promise<string> {
  const answer = await world.app.inject({ url: '/api/session', headers: { cookie: withCookie } })
  const { state, email } = answer.json()
  return state === 'signed-out' ? state : email
}

describe('staff who sign in as somebody else (row 10)', () => {
  test('whoever has a session gets no other person’s by any route, whatever ids are asked with', async () => {
    const wrong: string[] = []
    let done = 0
    for (const operation of operations) {
      let answer = await askAsMia(operation)
      if (answer.statusCode === 401) {
        cookie = await freshCookie()
        answer = await askAsMia(operation)
      }
      if (answer.statusCode < 300) done++
      const given = answer.cookies.filter(({ value }) => value !== '')
      const now = given.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join('; ')
      const who = now ? await whoIs(now) : mia.email
      if (who !== mia.email) wrong.push(`${operation.method} ${operation.path}: ${who}`)
    }
    expect(wrong).toEqual([])
    expect(done).toBeGreaterThan(35)
  })

  test('a session is made in these places only, each after a proof of who one is', () => {
    const files = readdirSync(SERVER, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.ts'),
    )
    const making = files.filter((name) =>
      /\b(signInAs|createSession)\(|insertInto\('sessions'\)/.test(
        readFileSync(path.join(SERVER, name), 'utf8'),
      ),
    )
    expect(making.toSorted()).toEqual([
      'access/auth.ts', // the password, and what the others call
      'access/members/routes.ts', // the link of an invitation, which opens no account that exists
      'access/passwords/routes.ts', // one's own new password, in one's own session
      'access/second-factor/routes.ts', // one's own second step
      'access/sessions/routes.ts', // the first start, and the demonstration
      'access/sign-in-links/routes.ts', // a link from one's own mailbox
      'access/single-sign-on/routes.ts', // what the own organisation signed
      'programme/offices/routes.ts', // the link of an invitation, which opens no account that exists
    ])
  })

  test('what needs no account and writes is known', () => {
    const open = operations.filter(({ method, policy }) => policy === 'public' && method !== 'GET')
    expect(open.map(({ path: address }) => address.split('/').slice(2).join('/')).toSorted()).toEqual(
      OPEN.toSorted(),
    )
  })
})

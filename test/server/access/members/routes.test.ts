import { afterAll, beforeAll, expect, test } from 'vitest'
import * as api from '#client/api.ts'
import type { Role } from '#server/access/contract.ts'
import { cast } from '../../../support/cast.ts'
import { newWorld, type World } from '../../../support/world.ts'

const { mia, max } = cast
const kim = { name: 'Kim', email: 'kim@debrug.test', password: 'kim-is-ook-messenger' }
const secretIn = (link: string) => link.split('#')[1] ?? ''

let world: World
let unitId: string

beforeAll(async () => {
  world = await newWorld()
  const { rootUnitId } = await world.settle()
  unitId = (await api.addUnit({ parentId: rootUnitId, name: 'Team Oost' })).id
  await join(max, 'manager')
  await join(kim, 'messenger')
})
afterAll(() => world.close())

async function join({ name, email, password }: typeof kim, role: Role) {
  await world.signIn(mia)
  const { link } = await api.inviteMember({ name, email, role, unitId: null })
  await api.acceptInvitation({ secret: secretIn(link), password })
  await world.signIn(mia)
}

async function idOf(email: string): Promise<string> {
  const member = (await api.getMembers()).members.find((each) => each.email === email)
  if (!member) throw new Error(`${email} expected among the members`)
  return member.id
}

test('another role works from the next request on: who has it is signed out and signs in anew (row 5)', async () => {
  await world.signIn(max)
  await expect(api.getMembers()).rejects.toMatchObject({ status: 403 })
  await world.signIn(mia)
  const id = await idOf(max.email)
  const changed = await api.changeMember(id, { role: 'privacy-officer', unitId })
  expect(changed).toMatchObject({ role: 'privacy-officer', unitId: null, you: false })
  await world.signIn(max)
  expect(await api.getSession()).toMatchObject({ role: 'privacy-officer' })
  expect((await api.getMembers()).members).toHaveLength(3)
  await expect(api.changeMember(id, { role: 'messenger', unitId: null })).rejects.toMatchObject({
    status: 403,
  })
  await expect(api.endAccess(id)).rejects.toMatchObject({ status: 403 })
})

test('the sessions of before a change of role are over', async () => {
  await world.signIn(mia)
  const { db } = world.services
  const id = await idOf(max.email)
  const sessions = () =>
    db
      .selectFrom('sessions')
      .innerJoin('users', 'users.id', 'sessions.userId')
      .where('users.email', '=', max.email)
      .select('sessions.id')
      .execute()
  expect(await sessions()).not.toEqual([])
  await api.changeMember(id, { role: 'privacy-officer', unitId: null })
  expect(await sessions()).not.toEqual([])
  await api.changeMember(id, { role: 'manager', unitId })
  expect(await sessions()).toEqual([])
})

test('a manager is bound to a unit that is there, and to none of another organisation', async () => {
  await world.signIn(mia)
  const id = await idOf(max.email)
  const nowhere = { role: 'manager' as const, unitId: '00000000-0000-4000-8000-000000000000' }
  await expect(api.changeMember(id, nowhere)).rejects.toMatchObject({ status: 404, code: 'not-found' })
  expect(await api.changeMember(id, { role: 'manager', unitId })).toMatchObject({ unitName: 'Team Oost' })
})

test('two messengers who take each other’s role at the same moment leave one (row 9)', async () => {
  await world.signIn(mia)
  const [own, other] = [await idOf(mia.email), await idOf(kim.email)]
  const asMia = await cookieOf(mia)
  const asKim = await cookieOf(kim)
  const both = await Promise.all([demote(asMia, other), demote(asKim, own)])
  const refused = both.filter(({ statusCode }) => statusCode !== 200)
  expect(refused).toHaveLength(1)
  // who comes a moment later has no say any more, or no session
  expect(['last-messenger', 'forbidden', 'signed-out']).toContain(refused[0]?.json().code)
})

test('the last messenger gets no other role, not even by their own hand (row 9)', async () => {
  const remaining = await signInAsMessenger()
  const id = await idOf(remaining.email)
  const away = { role: 'manager' as const, unitId: null }
  await expect(api.changeMember(id, away)).rejects.toMatchObject({ status: 409, code: 'last-messenger' })
  await expect(api.endAccess(id)).rejects.toMatchObject({ status: 409, code: 'last-messenger' })
  const next = remaining.email === mia.email ? kim : mia
  await api.changeMember(await idOf(next.email), { role: 'messenger', unitId: null })
  await api.changeMember(id, away)
  expect(await api.getSession()).toMatchObject({ state: 'signed-out' })
  await world.signIn(next)
  await api.changeMember(id, { role: 'messenger', unitId: null })
})

test('an invitation gets a new link, and the one before stops working', async () => {
  await world.signIn(mia)
  const invited = await api.inviteMember({
    name: 'Bo',
    email: 'bo@debrug.test',
    role: 'manager',
    unitId: null,
  })
  world.clock.addDays(20)
  const renewed = await api.renewInvitation(invited.id)
  await expect(api.lookUpInvitation(secretIn(invited.link))).rejects.toMatchObject({ status: 404 })
  expect(await api.lookUpInvitation(secretIn(renewed.link))).toMatchObject({ name: 'Bo', hasAccount: false })
  await api.withdrawInvitation(invited.id)
  await expect(api.renewInvitation(invited.id)).rejects.toMatchObject({ status: 404 })
})

test('name and kind of the organisation change, and a second step is asked of all by who has one', async () => {
  await world.signIn(mia)
  const before = await api.getOwnOrganisation()
  expect(before).toMatchObject({
    name: 'De Brug',
    people: 3,
    withoutSecondFactor: 3,
    youHaveSecondFactor: false,
  })
  const asked = { name: ' De Nieuwe Brug ', kind: 'company' as const, secondFactorRequired: true }
  await expect(api.changeOwnOrganisation(asked)).rejects.toMatchObject({
    status: 409,
    code: 'second-factor-first',
  })
  expect(await api.getOwnOrganisation()).toEqual(before)
  await world.setUpSecondFactor()
  expect(await api.changeOwnOrganisation(asked)).toMatchObject({
    name: 'De Nieuwe Brug',
    secondFactorRequired: true,
    withoutSecondFactor: 2,
  })
  expect((await api.listUnits())[0]).toMatchObject({ name: 'De Nieuwe Brug' })
  const { entries } = await api.getAuditLog('organisation', '')
  expect(entries[0]?.details).toEqual({
    name: 'De Nieuwe Brug',
    kind: 'company',
    secondFactorRequired: 'true',
  })
})

async function cookieOf({ email, password }: typeof kim): Promise<string> {
  const answer = await world.app.inject({
    method: 'POST',
    url: '/api/session',
    headers: { origin: 'http://regie.test', 'content-type': 'application/json' },
    payload: JSON.stringify({ email, password }),
  })
  return String(answer.headers['set-cookie']).split(';')[0] ?? ''
}

function demote(cookie: string, id: string) {
  return world.app.inject({
    method: 'PATCH',
    url: `/api/members/${id}`,
    headers: { origin: 'http://regie.test', 'content-type': 'application/json', cookie },
    payload: JSON.stringify({ role: 'manager', unitId: null }),
  })
}

async function signInAsMessenger() {
  await world.signIn(mia)
  const session = await api.getSession()
  if (session.state === 'signed-in' && session.role === 'messenger') return mia
  await world.signIn(kim)
  return kim
}

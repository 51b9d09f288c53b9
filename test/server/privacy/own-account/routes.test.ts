import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import * as api from '#client/api.ts'
import { inOrganisation, within } from '#server/database.ts'
import { cast, type Person } from '../../../support/cast.ts'
import { tinyInstrument } from '../../../support/cast-survey.ts'
import { newWorld, type World } from '../../../support/world.ts'
import { placeScan } from '../../results/place-scan.ts'

const { mia, max } = cast
const noor: Person = {
  name: 'Noor Visser',
  email: 'noor@debrug.test',
  password: 'een-tweede-messenger-helpt',
}

let world: World
let organisationId: string
let rootUnitId: string

beforeAll(async () => {
  world = await newWorld()
  ;({ organisationId, rootUnitId } = await world.settle())
  await join(max, 'manager')
  await join(noor, 'messenger')
  await world.signIn(mia)
})
afterAll(() => world.close())

async function join({ name, email, password }: Person, role: 'manager' | 'messenger'): Promise<void> {
  await world.signIn(mia)
  const { link } = await api.inviteMember({ name, email, role, unitId: null })
  await api.acceptInvitation({ secret: link.split('#')[1] ?? '', password })
}

const rowsOf = async (person: Person) => {
  const { db } = world.services
  const users = await db.selectFrom('users').where('email', '=', person.email).select('id').execute()
  return inOrganisation(db, organisationId, async (trx) => ({
    users: users.length,
    sessions: (
      await trx
        .selectFrom('sessions')
        .where('userId', 'in', ['', ...users.map(({ id }) => id)])
        .select('id')
        .execute()
    ).length,
    mails: (await trx.selectFrom('mails').where('recipient', '=', person.email).select('id').execute())
      .length,
    invitations: (
      await trx.selectFrom('memberInvitations').where('email', '=', person.email).select('id').execute()
    ).length,
  }))
}

/** An invitation to work for the programme, and its mail. */
function holdInProgramme({ name, email }: Person): Promise<unknown> {
  const now = world.clock.now()
  return within(world.services.db, { scope: 'centre' }, async (trx) => {
    const { id: regionId } = await trx
      .insertInto('regions')
      .values({ name: 'Noord' })
      .returning('id')
      .executeTakeFirstOrThrow()
    const office = { name, email, role: 'coordinator' as const, regionId }
    await trx
      .insertInto('programmeInvitations')
      .values({ ...office, secretHash: randomBytes(32), expiresAt: now })
      .execute()
    await trx
      .insertInto('mails')
      .values({ organisationId: null, recipient: email, subject: 'Noord', text: 'Welkom', createdAt: now })
      .execute()
  })
}

const heldByProgramme = ({ email }: Person) =>
  within(world.services.db, { scope: 'centre' }, async (trx) => ({
    invitations: (
      await trx.selectFrom('programmeInvitations').where('email', '=', email).select('id').execute()
    ).length,
    mails: (await trx.selectFrom('mails').where('recipient', '=', email).select('id').execute()).length,
  }))

/** An action that Max took on, by his membership and his address. */
async function actionOfMax(): Promise<string> {
  const scanId = await placeScan(world.services.db, {
    organisationId,
    instrument: tinyInstrument,
    units: [{ id: rootUnitId, parentId: null, name: 'De Brug' }],
    groups: [],
  })
  return inOrganisation(world.services.db, organisationId, async (trx) => {
    const { id: planId } = await trx
      .insertInto('plans')
      .values({ organisationId, scanId })
      .returning('id')
      .executeTakeFirstOrThrow()
    const membership = await trx
      .selectFrom('memberships')
      .innerJoin('users', 'users.id', 'memberships.userId')
      .where('users.email', '=', max.email)
      .select('memberships.id')
      .executeTakeFirstOrThrow()
    const action = {
      organisationId,
      planId,
      title: 'Listen first',
      dimensionId: 'listening',
      proposedAt: world.clock.now(),
    }
    const owner = { ownerMembershipId: membership.id, ownerName: max.name, ownerEmail: max.email }
    const { id } = await trx
      .insertInto('actions')
      .values({ ...action, ...owner })
      .returning('id')
      .executeTakeFirstOrThrow()
    return id
  })
}

test('what is kept of an account is handed over whole, also by the programme, and nothing of others', async () => {
  await actionOfMax()
  await holdInProgramme(max)
  await world.signIn(max)
  const record = await api.getOwnRecord()
  expect(record).toMatchObject({
    profile: { name: max.name, email: max.email },
    memberships: [{ organisation: 'De Brug', role: 'manager', unit: null, until: null }],
    offices: [],
    secondStepSince: null,
    signOns: [],
    invitations: [
      { organisation: 'De Brug', role: 'manager' },
      { organisation: 'Regie', role: 'coordinator' },
    ],
    mails: [{ organisation: 'De Brug' }, { organisation: 'Regie' }],
    actions: [{ organisation: 'De Brug', title: 'Listen first' }],
  })
  expect(record.sessions.length).toBeGreaterThan(0)
  const text = JSON.stringify(record)
  for (const foreign of [mia.email, noor.email, noor.name]) expect(text).not.toContain(foreign)
  expect(text).not.toMatch(/argon2|token|hash/i)
})

test('a link that was mailed is told without what opens it: nobody comes by a new password through this file', async () => {
  await api.askPasswordReset(max.email)
  await world.signIn(max)
  await vi.waitFor(async () => {
    const { mails } = await api.getOwnRecord()
    expect(mails.filter(({ text }) => text.includes('/reset-password#…'))).toHaveLength(1)
    expect(JSON.stringify(mails)).not.toMatch(/#[\w-]/)
  })
})

test('who asks for it stands in the log, and so in the next file', async () => {
  await world.signIn(max)
  await api.getOwnRecord()
  const { deeds } = await api.getOwnRecord()
  expect(deeds.map(({ deed }) => deed)).toContain('own-account:export')
})

test('the last of the centre and the last messenger stay until there is another; nothing changes', async () => {
  await world.signIn(mia)
  await expect(api.leaveRegie({ password: mia.password })).rejects.toMatchObject({
    status: 409,
    code: 'last-centre',
  })
  const { sessions, mails } = await rowsOf(mia)
  expect(await api.getSession()).toMatchObject({ state: 'signed-in', name: mia.name })
  expect(await rowsOf(mia)).toMatchObject({ users: 1, sessions, mails })
})

test('a wrong password removes nothing', async () => {
  await world.signIn(max)
  await expect(api.leaveRegie({ password: 'een-ander-wachtwoord' })).rejects.toMatchObject({
    status: 403,
    code: 'wrong-current-password',
  })
  expect(await rowsOf(max)).toMatchObject({ users: 1 })
})

test('an account is gone with everything that hangs on it; only the name with an action stays', async () => {
  await world.signIn(max)
  await api.leaveRegie({ password: max.password })
  expect(await api.getSession()).toMatchObject({ state: 'signed-out' })
  await expect(world.signIn(max)).rejects.toMatchObject({ status: 401 })
  expect(await rowsOf(max)).toEqual({ users: 0, sessions: 0, mails: 0, invitations: 0 })
  expect(await heldByProgramme(max)).toEqual({ invitations: 0, mails: 0 })
  const actions = await inOrganisation(world.services.db, organisationId, (trx) =>
    trx.selectFrom('actions').select(['ownerName', 'ownerEmail', 'ownerMembershipId']).execute(),
  )
  expect(actions).toEqual([{ ownerName: max.name, ownerEmail: null, ownerMembershipId: null }])
  const kept = await inOrganisation(world.services.db, organisationId, (trx) =>
    trx
      .selectFrom('auditEntries')
      .where('deed', '=', 'own-account:remove')
      .select(['userName', 'role'])
      .execute(),
  )
  expect(kept).toEqual([{ userName: max.name, role: 'manager' }])
})

test('one of two messengers may leave, the other then may not', async () => {
  await world.signIn(noor)
  const { db } = world.services
  const [first] = await db.selectFrom('users').where('email', '=', mia.email).select('id').execute()
  await inOrganisation(db, organisationId, (trx) =>
    trx
      .updateTable('memberships')
      .set({ endedAt: world.clock.now() })
      .where('userId', '=', first?.id ?? '')
      .execute(),
  )
  await expect(api.leaveRegie({ password: noor.password })).rejects.toMatchObject({
    status: 409,
    code: 'last-messenger',
  })
  expect(await rowsOf(noor)).toMatchObject({ users: 1 })
})

import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as api from '#client/api.ts'
import { PROGRAMME_CHAIN, within } from '#server/database.ts'
import { cast } from '../../../support/cast.ts'
import { codeOf } from '../../../support/respondents.ts'
import { newWorld, type World } from '../../../support/world.ts'
import {
  addOrganisation,
  addRegion,
  asCentre,
  beside,
  carl,
  cora,
  settleCentre,
  takeOffice,
} from '../programme-people.ts'

let world: World
let north: string

beforeAll(async () => {
  world = await newWorld()
  await settleCentre(world)
  north = await addRegion('Noord')
})
afterAll(() => world.close())

const idOf = async (email: string) => {
  const line = (await api.getOffices()).people.find((one) => one.email === email)
  if (!line) throw new Error(`${email} has no office`)
  return line.id
}

describe('regions', () => {
  test('are made, renamed and told with who belongs to them; twice is once', async () => {
    await asCentre(world)
    const id = randomUUID()
    await api.addRegion({ id, name: ' Oost ' })
    await api.addRegion({ id, name: 'Oost' })
    expect(await api.renameRegion(id, 'Oosten')).toMatchObject([
      { id: north, name: 'Noord', organisations: 0, coordinators: [] },
      { id, name: 'Oosten' },
    ])
  })

  test('have names of their own', async () => {
    await expect(api.addRegion({ id: randomUUID(), name: 'noord' })).rejects.toMatchObject({
      status: 409,
      code: 'duplicate-name',
    })
  })

  test('close when nobody belongs to them any more', async () => {
    const id = await addRegion('West')
    const organisationId = await addOrganisation('In het westen', id)
    await expect(api.closeRegion(id)).rejects.toMatchObject({ status: 409, code: 'region-in-use' })
    await api.changeListed(organisationId, { regionId: null })
    const { link } = await api.inviteOffice({
      ...cora,
      password: undefined,
      role: 'coordinator',
      regionId: id,
    } as never)
    await api.closeRegion(id)
    await expect(api.lookUpOffice(codeOf(link))).rejects.toMatchObject({ code: 'link-expired' })
    await expect(api.renameRegion(id, 'Weg')).rejects.toMatchObject({ status: 404 })
    const gone = api.inviteOffice({ name: 'X', email: 'x@x.test', role: 'coordinator', regionId: id })
    await expect(gone).rejects.toMatchObject({ status: 409, code: 'region-closed' })
  })
})

describe('inviting for the programme', () => {
  test('a coordinator needs a region', async () => {
    await asCentre(world)
    const without = api.inviteOffice({ name: 'X', email: 'x@x.test', role: 'coordinator', regionId: null })
    await expect(without).rejects.toMatchObject({ status: 400, faults: [{ path: '/regionId' }] })
  })

  test('the link tells who it is for, works once and for 14 days', async () => {
    const { name, email, password } = cora
    const wish = { name, email: email.toUpperCase(), role: 'coordinator' as const, regionId: north }
    const first = await api.inviteOffice(wish)
    const { link, mailed } = await api.inviteOffice(wish)
    expect(mailed).toBe(false)
    await expect(api.lookUpOffice(codeOf(first.link))).rejects.toMatchObject({ code: 'link-expired' })
    world.clock.addDays(15)
    await expect(api.lookUpOffice(codeOf(link))).rejects.toMatchObject({ status: 410, code: 'link-expired' })
    world.clock.addDays(-15)
    world.signOut()
    expect(await api.lookUpOffice(codeOf(link))).toEqual({
      ...{ programmeName: 'Programma Zuid', name, email, role: 'coordinator', known: false },
      region: { id: north, name: 'Noord' },
    })
    await expect(api.acceptOffice({ secret: codeOf(link), password: 'kort' })).rejects.toMatchObject({
      code: 'weak-password',
    })
    expect(await api.acceptOffice({ secret: codeOf(link), password })).toMatchObject({
      role: null,
      organisation: null,
      office: 'coordinator',
      region: { name: 'Noord' },
    })
    await world.setUpSecondFactor()
    await expect(api.acceptOffice({ secret: codeOf(link), password })).rejects.toMatchObject({ status: 410 })
  })

  test('the database knows the hash of the secret only', async () => {
    await asCentre(world)
    const { link } = await api.inviteOffice({ name: 'X', email: 'x@x.test', role: 'centre', regionId: null })
    const rows = await within(world.services.db, { scope: 'centre' }, (trx) =>
      trx.selectFrom('programmeInvitations').selectAll().execute(),
    )
    expect(JSON.stringify(rows)).not.toContain(codeOf(link))
    const unseen = await within(world.services.db, { scope: 'account' }, (trx) =>
      trx.selectFrom('programmeInvitations').selectAll().execute(),
    )
    expect(unseen).toEqual([])
    const { invitations } = await api.getOffices()
    expect(invitations).toMatchObject([
      { name: 'X', role: 'centre', region: null, expired: false, mail: 'unsent' },
    ])
    await api.withdrawOffice(invitations[0]?.id ?? '')
    await expect(api.lookUpOffice(codeOf(link))).rejects.toMatchObject({ code: 'link-expired' })
  })

  test('the list tells whether the mail went out; a new link is a new mail', async () => {
    await asCentre(world)
    const asked = { name: 'Y', email: 'y@y.test', role: 'centre' as const, regionId: null }
    await api.inviteOffice(asked)
    await within(world.services.db, { scope: 'centre' }, (trx) =>
      trx
        .updateTable('mails')
        .set({ sentAt: world.services.now() })
        .where('recipient', '=', asked.email)
        .execute(),
    )
    expect((await api.getOffices()).invitations).toMatchObject([{ email: asked.email, mail: 'sent' }])
    world.clock.addDays(1 / 1440)
    await api.inviteOffice(asked)
    const { invitations } = await api.getOffices()
    expect(invitations).toMatchObject([{ email: asked.email, mail: 'unsent' }])
    await api.withdrawOffice(invitations[0]?.id ?? '')
  })

  test('nobody gives oneself another office, and nobody has two (row 9)', async () => {
    const wish = { name: 'Ik', role: 'coordinator' as const, regionId: north }
    const self = api.inviteOffice({ ...wish, email: cast.mia.email })
    await expect(self).rejects.toMatchObject({ status: 409, code: 'own-office' })
    const second = api.inviteOffice({ ...wish, email: cora.email })
    await expect(second).rejects.toMatchObject({ status: 409, code: 'has-office' })
    await world.signIn(cora)
    const asCora = api.inviteOffice({ ...wish, email: 'z@z.test', role: 'centre', regionId: null })
    await expect(asCora).rejects.toMatchObject({ status: 403, code: 'forbidden' })
  })

  test('who works in an organisation takes the office with the account that is there', async () => {
    await world.stranger()
    await asCentre(world)
    const { name, email } = cast.sam
    const { link } = await api.inviteOffice({ name, email, role: 'coordinator', regionId: north })
    const secret = codeOf(link)
    expect(await api.lookUpOffice(secret)).toMatchObject({ known: true })
    await expect(api.acceptOwnOffice(secret)).rejects.toMatchObject({ code: 'invited-someone-else' })
    world.signOut()
    const password = 'gekozen-door-wie-de-link-zag'
    await expect(api.acceptOffice({ secret, password })).rejects.toMatchObject({ code: 'sign-in-first' })
    const elsewhere = await beside(world, cast.sam)
    await world.signIn(cast.sam)
    await api.acceptOwnOffice(secret)
    // more rights are for a session that is made anew (row 61)
    expect(await elsewhere(api.getSession)).toMatchObject({ state: 'signed-out' })
    const { entries } = await api.getAuditLog('organisation', '')
    expect(entries.filter(({ deed }) => deed === 'invitations:accept')).toHaveLength(1)
    await world.setUpSecondFactor()
    expect(await api.getSession()).toMatchObject({
      role: 'messenger',
      organisation: { name: 'De Overkant' },
      office: 'coordinator',
      region: { name: 'Noord' },
    })
    expect((await api.getRegionHome()).region.name).toBe('Noord')
  })
})

describe('ending an office', () => {
  test('works at once; the place in the organisation stays, with its password', async () => {
    const asSam = await beside(world, cast.sam)
    expect((await asSam(api.getRegionHome)).region.name).toBe('Noord')
    await asCentre(world)
    await api.endOffice(await idOf(cast.sam.email))
    await expect(asSam(api.getRegionHome)).rejects.toMatchObject({ status: 401, code: 'signed-out' })
    await world.signIn(cast.sam)
    expect(await api.getSession()).toMatchObject({ role: 'messenger', office: null, region: null })
    await expect(api.getRegionHome()).rejects.toMatchObject({ status: 403 })
  })

  test('ends every session and the password of who has no other work here', async () => {
    await asCentre(world)
    await api.endOffice(await idOf(cora.email))
    await expect(world.signIn(cora)).rejects.toMatchObject({ code: 'wrong-password' })
    const open = await world.services.db
      .selectFrom('sessions')
      .innerJoin('users', 'users.id', 'sessions.userId')
      .where('email', '=', cora.email)
      .select('sessions.id')
      .execute()
    expect(open).toEqual([])
  })

  test('who comes back after that chooses a new password by the link', async () => {
    await asCentre(world)
    const { name, email } = cora
    const { link } = await api.inviteOffice({ name, email, role: 'centre', regionId: null })
    world.signOut()
    const password = 'helemaal-opnieuw-begonnen'
    await api.acceptOffice({ secret: codeOf(link), password })
    await world.signIn({ name, email, password })
    expect(await api.getSession()).toMatchObject({ office: 'centre' })
  })

  test('the last account of the centre stays (row 9)', async () => {
    await asCentre(world)
    await api.endOffice(await idOf(cora.email))
    const last = api.endOffice(await idOf(cast.mia.email))
    await expect(last).rejects.toMatchObject({ status: 409, code: 'last-centre' })
  })

  test('of two who end each other at the same moment one stays (row 9)', async () => {
    await takeOffice(world, carl, { role: 'centre', regionId: null })
    const [carlsId, miasId] = [await idOf(carl.email), await idOf(cast.mia.email)]
    const asMia = await beside(world, cast.mia)
    const outcomes = await Promise.allSettled([api.endOffice(miasId), asMia(() => api.endOffice(carlsId))])
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const active = await world.services.db
      .selectFrom('programmeMembers')
      .where('role', '=', 'centre')
      .where('endedAt', 'is', null)
      .select('id')
      .execute()
    expect(active).toHaveLength(1)
  })
})

test('the log of the programme tells every step', async () => {
  const rows = await within(world.services.db, { scope: 'account' }, (trx) =>
    trx
      .selectFrom('auditEntries')
      .select(['deed', 'subject'])
      .where('chainId', '=', PROGRAMME_CHAIN)
      .execute(),
  )
  const deeds = new Set(rows.map(({ deed }) => deed))
  for (const deed of [
    'regions:create',
    'regions:close',
    'offices:invite',
    'offices:end',
    'invitations:accept',
  ])
    expect(deeds).toContain(deed)
})

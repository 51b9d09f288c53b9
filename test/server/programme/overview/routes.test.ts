import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as api from '#client/api.ts'
import { type Db, inOrganisation, PROGRAMME_CHAIN, within } from '#server/database.ts'
import { cast } from '../../../support/cast.ts'
import { tinyInstrument } from '../../../support/cast-survey.ts'
import { codeOf } from '../../../support/respondents.ts'
import { newWorld, type World } from '../../../support/world.ts'
import { placeScan } from '../../results/place-scan.ts'
import {
  addOrganisation,
  addRegion,
  asCentre,
  beside,
  cora,
  settleCentre,
  takeOffice,
} from '../programme-people.ts'

let world: World
let own: { organisationId: string; rootUnitId: string }
let north: string
let south: string

beforeAll(async () => {
  world = await newWorld()
  own = await settleCentre(world)
  north = await addRegion('Noord')
  south = await addRegion('Zuid')
})
afterAll(() => world.close())

/** Every fourth in the south, the others in the north. */
const makeThousand = (trx: Db) =>
  sql`
    do $$
    declare
      own uuid;
    begin
      for number in 0..999 loop
        own := gen_random_uuid();
        perform set_config('app.organisation_id', own::text, true);
        insert into organisations (id, name, region_id) select own, 'Organisatie ' || lpad(number::text, 4, '0'), id
          from regions where name = case number % 4 when 0 then 'Zuid' else 'Noord' end;
        insert into units (organisation_id, name) values (own, 'Geheel');
      end loop;
    end $$`.execute(trx)

const logOf = (chainId: string) =>
  within(
    world.services.db,
    chainId === PROGRAMME_CHAIN ? { scope: 'account' } : { organisationId: chainId },
    (trx) =>
      trx
        .selectFrom('auditEntries')
        .select('deed')
        .where('chainId', '=', chainId)
        .orderBy('position')
        .execute(),
  ).then((rows) => rows.map(({ deed }) => deed))

/** Nine colleagues in two teams, of whom seven answered. */
async function openScan(organisationId: string): Promise<string> {
  const rootUnitId = await inOrganisation(world.services.db, organisationId, async (trx) => {
    const root = await trx
      .selectFrom('units')
      .select('id')
      .where('parentId', 'is', null)
      .executeTakeFirstOrThrow()
    return root.id
  })
  const [oost, west] = [randomUUID(), randomUUID()]
  const answers = (people: number) => Array.from({ length: people }, () => [4, 4, 2, 2, 2, 3, 3])
  const group = (unitId: string, invited: number, people: number) => ({
    ...{ unitId, invited, perspective: 'professional' as const, answers: answers(people) },
  })
  const scanId = await placeScan(world.services.db, {
    organisationId,
    instrument: tinyInstrument,
    title: 'Over Jan van de receptie',
    units: [
      { id: rootUnitId, parentId: null, name: 'Geheel' },
      { id: oost, parentId: rootUnitId, name: 'Team Oost' },
      { id: west, parentId: rootUnitId, name: 'Team West' },
    ],
    groups: [group(oost, 20, 12), group(west, 20, 11)],
  })
  await inOrganisation(world.services.db, organisationId, (trx) =>
    trx
      .updateTable('scanGroups')
      .set((eb) => ({ counted: eb.case().when('unitId', '=', oost).then(12).else(11).end() }))
      .where('scanId', '=', scanId)
      .execute(),
  )
  return scanId
}

describe('the programme centre', () => {
  test('makes an organisation, changes it, and finds it in the list', async () => {
    await asCentre(world)
    const id = randomUUID()
    const made = await api.addOrganisation({ id, name: ' Werkplaats ', kind: 'company', regionId: north })
    expect(made).toMatchObject({ id, name: 'Werkplaats', kind: 'company', stop: 'prepare', messengers: [] })
    expect(made.region).toEqual({ id: north, name: 'Noord' })
    const changed = await api.changeListed(id, {
      name: 'De Werkplaats',
      kind: 'provider',
      regionId: south,
    })
    expect(changed).toMatchObject({ name: 'De Werkplaats', kind: 'provider', region: { name: 'Zuid' } })
    const list = await api.listOrganisations('?search=werkplaats')
    expect(list).toMatchObject({ all: 2, total: 1, page: 1, pages: 1 })
    expect(list.organisations).toMatchObject([{ id, name: 'De Werkplaats', messenger: 'none', total: null }])
    expect(list.stops[0]).toEqual({ id: 'prepare', count: 1 })
  })

  test('sent twice is made once, and nothing of it changes', async () => {
    const id = await addOrganisation('Twee keer')
    await api.addOrganisation({ id, name: 'Andere naam', kind: 'agency', regionId: null })
    const { organisations } = await api.listOrganisations('?search=twee')
    expect(organisations).toMatchObject([{ id, name: 'Twee keer', kind: 'company' }])
    const body = { id: randomUUID(), name: 'Snelle vingers', kind: 'company' as const, regionId: null }
    const both = await Promise.all([api.addOrganisation(body), api.addOrganisation(body)])
    expect(both.map(({ name }) => name)).toEqual(['Snelle vingers', 'Snelle vingers'])
  })

  test('gives no organisation a region that does not exist', async () => {
    const body = { id: randomUUID(), name: 'Zwever', kind: 'agency' as const, regionId: randomUUID() }
    await expect(api.addOrganisation(body)).rejects.toMatchObject({ status: 409, code: 'region-closed' })
    expect((await api.listOrganisations('?search=zwever')).total).toBe(0)
  })

  test('filters by region, kind and stop', async () => {
    const names = async (query: string) =>
      (await api.listOrganisations(query)).organisations.map(({ name }) => name)
    expect(await names(`?region=${south}`)).toEqual(['De Werkplaats'])
    expect(await names('?region=none&kind=agency')).toEqual(['De Brug'])
    expect(await names('?stop=plan')).toEqual([])
    expect(await names('?page=7')).toHaveLength(4)
    await expect(api.listOrganisations('?stop=gone')).rejects.toMatchObject({ status: 400 })
  })

  test('invites the first messenger by a link, and only the first', async () => {
    await asCentre(world)
    const id = await addOrganisation('Met messenger')
    const first = await api.inviteMessenger(id, { name: 'Fout Adres', email: 'fout@met.test' })
    const { link } = await api.inviteMessenger(id, { name: 'Lies', email: 'Lies@met.test' })
    await expect(api.lookUpInvitation(codeOf(first.link))).rejects.toMatchObject({ code: 'link-expired' })
    expect(await api.getListed(id)).toMatchObject({
      invitations: [{ name: 'Lies', email: 'lies@met.test', expired: false, mail: 'unsent' }],
    })
    await inOrganisation(world.services.db, id, (trx) =>
      trx
        .updateTable('mails')
        .set({ sentAt: world.services.now() })
        .where('recipient', '=', 'lies@met.test')
        .execute(),
    )
    expect((await api.getListed(id)).invitations).toMatchObject([{ mail: 'sent' }])
    const lies = { name: 'Lies', email: 'lies@met.test', password: 'een-goede-zin-voor-lies' }
    const session = await api.acceptInvitation({ secret: codeOf(link), password: lies.password })
    expect(session).toMatchObject({ role: 'messenger', organisation: { id }, office: null })
    await asCentre(world)
    expect((await api.getListed(id)).messengers).toEqual([{ name: 'Lies', email: 'lies@met.test' }])
    const next = api.inviteMessenger(id, { name: 'Nog een', email: 'nog@met.test' })
    await expect(next).rejects.toMatchObject({ status: 409, code: 'has-messenger' })
  })

  test('does not make itself messenger of an organisation (row 9)', async () => {
    const id = await addOrganisation('Begeerd')
    const self = api.inviteMessenger(id, { name: cast.mia.name, email: cast.mia.email.toUpperCase() })
    await expect(self).rejects.toMatchObject({ status: 409, code: 'own-office' })
    expect((await api.getListed(id)).invitations).toEqual([])
  })

  test('takes an invitation back', async () => {
    const id = await addOrganisation('Bedacht zich')
    const { id: invitationId, link } = await api.inviteMessenger(id, { name: 'Kim', email: 'kim@b.test' })
    await api.withdrawMessenger(id, invitationId)
    await expect(api.lookUpInvitation(codeOf(link))).rejects.toMatchObject({ code: 'link-expired' })
  })

  test('what it does at an organisation is in the log of both', async () => {
    const id = await addOrganisation('In het boek')
    const east = await addRegion('Oost')
    await api.changeListed(id, { kind: 'agency', regionId: east })
    // who gets to see it is worth knowing afterwards
    const [last] = (await api.getAuditLog('programme', '')).entries
    expect(last?.things).toContainEqual({ kind: 'region', id: east, name: 'Oost' })
    expect(last?.details).toEqual({ kind: 'agency' })
    await api.inviteMessenger(id, { name: 'Bo', email: 'bo@boek.test' })
    const deeds = ['organisations:create', 'organisations:change', 'organisations:invite']
    expect(await logOf(id)).toEqual(deeds)
    expect((await logOf(PROGRAMME_CHAIN)).slice(-4)).toEqual(deeds.toSpliced(1, 0, 'regions:create'))
  })
})

describe('of an organisation with an open scan', () => {
  let busy: string
  let scanId: string
  beforeAll(async () => {
    await asCentre(world)
    busy = await addOrganisation('Drukte', north)
    scanId = await openScan(busy)
  })

  test('the centre sees the stop and a total in steps of five, of the whole', async () => {
    await asCentre(world)
    const { organisations } = await api.listOrganisations('?search=drukte')
    expect(organisations).toMatchObject([
      { stop: 'competence-scan', total: { status: 'open', response: { invited: 40 } } },
    ])
    const [line] = organisations
    expect((line?.total?.response.answeredAtLeast ?? 1) % 5).toBe(0)
    expect(line?.total?.response.answeredAtLeast).toBeLessThanOrEqual(23)
  })

  test('nothing of a unit, a title or a score leaves the server', async () => {
    const told = JSON.stringify([await api.listOrganisations(''), await api.getListed(busy)])
    for (const secret of ['Team Oost', 'Geheel', 'Jan van de receptie', 'score', 'perspective'])
      expect(told).not.toContain(secret)
  })

  test('the page tells the line, the phase, the period and the total of each scan', async () => {
    const page = await api.getListed(busy)
    expect(page.stops.map(({ id, state }) => [id, state])[1]).toEqual(['competence-scan', 'current'])
    expect(page.scans).toMatchObject([
      { id: scanId, phase: 1, status: 'open', closesOn: '2026-12-05', readable: false },
    ])
    expect(page.scans[0]?.response).toEqual(
      (await api.listOrganisations('?search=drukte')).organisations[0]?.total?.response,
    )
  })

  test('its results are not there for the centre', async () => {
    await expect(api.getGrantedResults(busy, scanId)).rejects.toMatchObject({
      status: 404,
      code: 'not-found',
    })
  })
})

describe('a coordinator', () => {
  beforeAll(async () => {
    await asCentre(world)
    await takeOffice(world, cora, { role: 'coordinator', regionId: north })
  })

  test('sees the organisations of the own region with their stops and totals', async () => {
    await world.signIn(cora)
    const home = await api.getRegionHome()
    expect(home.region).toEqual({ id: north, name: 'Noord' })
    expect(home.organisations.map(({ name }) => name)).toEqual(['Drukte'])
    expect(home.organisations[0]?.total?.response.invited).toBe(40)
    expect(home.benchmark).toMatchObject({ takingPart: 0, others: 5, nextEdition: '2027-01-01' })
    const [line] = home.organisations
    const page = await api.getRegionOrganisation(line?.id ?? '')
    expect(page.scans).toMatchObject([{ status: 'open', phase: 1 }])
    expect(JSON.stringify([home, page])).not.toMatch(/Team|Geheel|Jan|messenger|email|readable/)
  })

  test('sees nothing of another region, of none, and nothing of the programme', async () => {
    await asCentre(world)
    const elsewhere = await addOrganisation('Elders', south)
    await world.signIn(cora)
    for (const id of [elsewhere, own.organisationId, randomUUID()])
      await expect(api.getRegionOrganisation(id)).rejects.toMatchObject({ status: 404, code: 'not-found' })
    const calls = [
      () => api.listOrganisations(''),
      () => api.getListed(elsewhere),
      api.listRegions,
      api.getOffices,
      api.getProgrammeFigures,
      api.getHome,
    ]
    for (const ask of calls) await expect(ask()).rejects.toMatchObject({ status: 403, code: 'forbidden' })
  })

  test('who gets another region in the middle of a session sees that one at the next request (row 5)', async () => {
    await asCentre(world)
    const line = (await api.getOffices()).people.find(({ email }) => email === cora.email)
    const busy = (await api.listOrganisations('?search=drukte')).organisations[0]?.id ?? ''
    const asCora = await beside(world, cora)
    expect((await asCora(() => api.getRegionOrganisation(busy))).name).toBe('Drukte')
    await api.moveOffice(line?.id ?? '', south)
    await expect(asCora(() => api.getRegionOrganisation(busy))).rejects.toMatchObject({ status: 404 })
    expect(await asCora(api.getRegionHome)).toMatchObject({ region: { name: 'Zuid' } })
    expect(await asCora(api.getSession)).toMatchObject({ region: { name: 'Zuid' } })
  })
})

test('strangers see none of it', async () => {
  await world.stranger()
  const calls = [() => api.listOrganisations(''), () => api.getListed(own.organisationId), api.getRegionHome]
  for (const ask of calls) await expect(ask()).rejects.toMatchObject({ status: 403 })
  world.signOut()
  for (const ask of calls) await expect(ask()).rejects.toMatchObject({ status: 401 })
})

test('a thousand organisations are listed in one round trip, well within a second', async () => {
  await within(world.services.db, { scope: 'centre' }, makeThousand)
  await asCentre(world)
  const before = performance.now()
  const list = await api.listOrganisations(`?search=organisatie&region=${south}&page=3`)
  const took = performance.now() - before
  expect(list).toMatchObject({ total: 250, page: 3, pages: 10 })
  expect(list.organisations.map(({ name }) => name).slice(0, 2)).toEqual([
    'Organisatie 0200',
    'Organisatie 0204',
  ])
  expect(took).toBeLessThan(5000)
})

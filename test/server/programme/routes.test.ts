import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as api from '#client/api.ts'
import { inOrganisation, within } from '#server/database.ts'
import type { ScanFigures } from '#server/results/contract.ts'
import { groupMomentsOf } from '#server/results/statistics/icc.ts'
import { momentsOf } from '#server/results/statistics/interval.ts'
import { itemMomentsOf, reliabilityOf } from '#server/results/statistics/reliability.ts'
import { cast, type Person } from '../../support/cast.ts'
import { tinyInstrument } from '../../support/cast-survey.ts'
import { newWorld, type World } from '../../support/world.ts'
import { placeScan } from '../results/place-scan.ts'

let world: World
let own: { organisationId: string; rootUnitId: string }
let other: { organisationId: string }

beforeAll(async () => {
  world = await newWorld()
  own = await world.settle()
  await world.setUpSecondFactor()
  other = await world.stranger()
})
afterAll(() => world.close())

const invited = ({ name, email }: Person) => ({ name, email })

/** Four questions answered by people who differ in how positive they are. */
const people = (count: number) =>
  Array.from({ length: count }, (_person, index) =>
    [0, 1, 2, 3].map((item) => Math.min(4, (index % 5) + ((index + item) % 3 === 0 ? 1 : 0))),
  )

const items = ['C-CON1', 'C-CON2', 'C-CON3', 'C-CON4']

function figuresOf(rows: number[][]): ScanFigures {
  const teams = Array.from({ length: 6 }, (_team, index) => rows.filter((_row, at) => at % 6 === index))
  const between = groupMomentsOf(
    teams.map((team) =>
      momentsOf(team.map((row) => ({ value: row.reduce((sum, one) => sum + one, 0), count: 1 }))),
    ),
  )
  const asked = { perspective: 'professional' as const, dimension: 'client-control', items }
  return { dimensions: [{ ...asked, complete: itemMomentsOf(rows), between }] }
}

/** As closing a scan stores them. */
async function store(organisationId: string, rows: number[][]): Promise<void> {
  const { db } = world.services
  const unit = { id: own.rootUnitId, parentId: null, name: 'De Brug' }
  const units = organisationId === own.organisationId ? [unit] : []
  const scanId = await placeScan(db, { organisationId, instrument: tinyInstrument, units, groups: [] })
  await inOrganisation(db, organisationId, async (trx) => {
    const key = { organisationId, scanId }
    await trx
      .insertInto('publications')
      .values({ ...key, document: '{}', comparison: '{}', engineVersion: '2', publishedAt: new Date(0) })
      .execute()
    await trx
      .insertInto('scanFigures')
      .values({
        ...key,
        instrumentId: 'competences',
        instrumentVersion: world.services.catalogue.instruments.get('competences')?.version ?? '',
        form: 'full',
        figures: JSON.stringify(figuresOf(rows)),
      })
      .execute()
  })
}

describe('who may read the figures of the programme', () => {
  test('the first messenger, who knows it from the session', async () => {
    await world.signIn(cast.mia)
    expect(await api.getSession()).toMatchObject({ role: 'messenger', office: 'centre' })
    expect(await api.getProgrammeFigures()).toMatchObject({ limits: { answers: 50 } })
  })

  test('not the messenger of another organisation', async () => {
    await world.signIn(cast.sam)
    expect(await api.getSession()).toMatchObject({ role: 'messenger', office: null })
    await expect(api.getProgrammeFigures()).rejects.toMatchObject({ status: 403, code: 'forbidden' })
  })

  test('not a manager', async () => {
    await world.signIn(cast.mia)
    const { link } = await api.inviteMember({ ...invited(cast.max), role: 'manager', unitId: null })
    const secret = link.split('#')[1] ?? ''
    expect(await api.acceptInvitation({ secret, password: cast.max.password })).toMatchObject({
      office: null,
    })
    await expect(api.getProgrammeFigures()).rejects.toMatchObject({ status: 403, code: 'forbidden' })
  })

  test('not who is signed out', async () => {
    world.signOut()
    await expect(api.getProgrammeFigures()).rejects.toMatchObject({ status: 401, code: 'signed-out' })
  })
})

test('without closed scans there is nothing', async () => {
  await world.signIn(cast.mia)
  expect(await api.getProgrammeFigures()).toMatchObject({ instruments: [] })
})

test('the scans of two organisations are pooled as if all had answered in one', async () => {
  const [here, there] = [people(36), people(44)]
  await store(own.organisationId, here)
  await store(other.organisationId, there)
  await world.signIn(cast.mia)
  const [instrument, ...more] = (await api.getProgrammeFigures()).instruments
  expect(more).toEqual([])
  expect(instrument).toMatchObject({ id: 'competences', form: 'full' })
  const [dimension] = instrument?.perspectives[0]?.dimensions ?? []
  expect(dimension).toMatchObject({ scans: 2, organisations: 2, title: { nl: 'Regie bij de cliënt' } })
  const direct = reliabilityOf(itemMomentsOf([...here, ...there]))
  if (direct.state === 'undefined' || dimension?.reliability.state !== 'shown') throw new Error('no figures')
  expect(dimension.reliability).toMatchObject({
    atLeast: 80,
    alpha: Math.round(100 * direct.value.alpha) / 100,
    low: Math.round(100 * direct.value.feldt[0]) / 100,
    high: Math.round(100 * direct.value.feldt[1]) / 100,
  })
  expect(dimension.reliability.items.map(({ id }) => id)).toEqual(items)
  expect(dimension.differences).toMatchObject({ state: 'shown', teamsAtLeast: 10 })
})

test('nothing in the answer names an organisation, a scan or a unit', async () => {
  await world.signIn(cast.mia)
  const told = JSON.stringify(await api.getProgrammeFigures())
  for (const secret of [own.organisationId, other.organisationId, own.rootUnitId, 'De Brug', 'De Overkant']) {
    expect(told).not.toContain(secret)
  }
})

test('the sums of others are there for the centre only, and only to read', async () => {
  const { db } = world.services
  const count = (trx: Parameters<Parameters<typeof within>[2]>[0]) =>
    trx.selectFrom('scanFigures').select('scanId').execute()
  expect(await within(db, { scope: 'centre' }, count)).toHaveLength(2)
  expect(await inOrganisation(db, own.organisationId, count)).toHaveLength(1)
  expect(await within(db, { scope: 'system' }, count)).toHaveLength(0)
  const removed = await within(db, { scope: 'centre' }, (trx) =>
    trx.deleteFrom('scanFigures').executeTakeFirst(),
  )
  expect(Number(removed.numDeletedRows)).toBe(0)
})

test('more scans than are read at a time are all pooled', async () => {
  const scans = 205
  for (let scan = 0; scan < scans; scan++) await store(other.organisationId, people(2))
  await world.signIn(cast.mia)
  const [instrument] = (await api.getProgrammeFigures()).instruments
  expect(instrument?.perspectives[0]?.dimensions[0]).toMatchObject({ scans: 2 + scans, organisations: 2 })
})

test('who loses access to the organisation keeps the office, and no link of an invitation opens that account', async () => {
  await world.signIn(cast.mia)
  const ann = { name: 'Ann Mol', email: 'ann@debrug.test', password: 'een-tweede-messenger-erbij' }
  const { link } = await api.inviteMember({ ...invited(ann), role: 'messenger', unitId: null })
  await api.acceptInvitation({ secret: link.split('#')[1] ?? '', password: ann.password })
  await world.signIn(ann)
  const { members } = await api.getMembers()
  await api.endAccess(members.find(({ email }) => email === cast.mia.email)?.id ?? '')
  const again = await api.inviteMember({ ...invited(cast.mia), role: 'messenger', unitId: null })
  const password = 'gekozen-door-wie-de-link-zag'
  const taking = api.acceptInvitation({ secret: again.link.split('#')[1] ?? '', password })
  await expect(taking).rejects.toMatchObject({ status: 409, code: 'sign-in-first' })
  await world.signIn(cast.mia)
  expect(await api.getSession()).toMatchObject({ role: null, office: 'centre' })
  expect(await api.getProgrammeFigures()).toMatchObject({ limits: { answers: 50 } })
})

import { afterAll, beforeAll, expect, test } from 'vitest'
import * as api from '#client/api.ts'
import { inOrganisation } from '#server/database.ts'
import { cast } from '../../support/cast.ts'
import { newWorld, type World } from '../../support/world.ts'

let world: World
let organisationId: string
let root: string
beforeAll(async () => {
  world = await newWorld()
  const place = await world.settle()
  organisationId = place.organisationId
  root = place.rootUnitId
})
afterAll(() => world.close())

const add = (name: string, parentId = root) => api.addUnit({ parentId, name })
const names = async () => (await api.listUnits()).map(({ name, level }) => `${level} ${name}`)
const conflict = (code: string) => ({ status: 409, code })

test('units are added, renamed and moved, and stand in the order of the tree', async () => {
  const north = await add(' Noord ')
  const south = await add('Zuid')
  const team = await add('Team 2', north.id)
  expect(north).toMatchObject({ name: 'Noord', level: 1, used: false, archived: false })
  await api.changeUnit(team.id, { name: 'Team Twee', parentId: south.id })
  await api.changeUnit(root, { name: 'De Brug en omstreken' })
  expect(await names()).toEqual(['0 De Brug en omstreken', '1 Noord', '1 Zuid', '2 Team Twee'])
})

test('a name is used once at each place', async () => {
  await expect(add('noord')).rejects.toMatchObject({
    ...conflict('duplicate-name'),
    faults: [{ path: '/name', code: 'duplicate-name' }],
  })
})

test('two windows that add the same name at once make one unit', async () => {
  const both = await Promise.allSettled([add('Tegelijk'), add('Tegelijk')])
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  expect(both.find(({ status }) => status === 'rejected')).toMatchObject({
    reason: conflict('duplicate-name'),
  })
})

test('two moves at once cannot make a circle', async () => {
  const [one, other] = [await add('Kring een'), await add('Kring twee')]
  const both = await Promise.allSettled([
    api.changeUnit(one.id, { parentId: other.id }),
    api.changeUnit(other.id, { parentId: one.id }),
  ])
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  expect((await api.listUnits()).filter(({ name }) => name.startsWith('Kring'))).toHaveLength(2)
})

test('the organisation itself stays at the top', async () => {
  const unit = await add('Ergens')
  await expect(api.changeUnit(root, { parentId: unit.id })).rejects.toMatchObject(conflict('root-unit'))
  await expect(api.removeUnit(root)).rejects.toMatchObject(conflict('root-unit'))
  await expect(api.mergeUnit(root, unit.id)).rejects.toMatchObject(conflict('root-unit'))
})

test('a pasted list becomes a tree, and pasting it again adds nothing', async () => {
  const { id: parentId } = await add('Geplakt')
  const lines = [
    { name: 'West', depth: 0 },
    { name: 'Team 1', depth: 1 },
    { name: 'Balie', depth: 2 },
    { name: 'Oost', depth: 0 },
  ]
  expect(await api.addUnits({ parentId, lines })).toEqual({ added: 4, kept: 0 })
  expect(await api.addUnits({ parentId, lines })).toEqual({ added: 0, kept: 4 })
  const fifth = [...lines.slice(0, 3), { name: 'Te diep', depth: 3 }]
  await expect(api.addUnits({ parentId, lines: fifth })).rejects.toMatchObject(conflict('too-many-levels'))
})

test('ten thousand names at once are refused and change nothing', async () => {
  const before = await names()
  const lines = Array.from({ length: 10_000 }, (_, index) => ({ name: `Team ${index}`, depth: 0 }))
  await expect(api.addUnits({ parentId: root, lines })).rejects.toMatchObject({ code: 'too-many-units' })
  expect(await names()).toEqual(before)
})

test('merging moves the teams and people below, and the unit is gone', async () => {
  const [from, into] = [await add('Van'), await add('Naar')]
  await add('Van', from.id)
  await api.inviteMember({ name: 'Bo', email: 'bo@debrug.test', role: 'manager', unitId: from.id })
  await api.mergeUnit(from.id, into.id)
  const units = await api.listUnits()
  expect(units.some(({ id }) => id === from.id)).toBe(false)
  expect(units.find(({ name }) => name === 'Van')).toMatchObject({ parentId: into.id })
  expect((await api.getMembers()).invitations).toMatchObject([{ unitId: into.id, unitName: 'Naar' }])
})

test('a unit may be merged into the one above it, also when a team below has its name', async () => {
  const above = await add('Bovenste')
  const same = await add('Zelfde', above.id)
  await add('Zelfde', same.id)
  await api.mergeUnit(same.id, above.id)
  expect((await api.listUnits()).filter(({ name }) => name === 'Zelfde')).toMatchObject([
    { parentId: above.id },
  ])
})

test('a unit of a scan is kept: it is archived, also by merging, and can come back', async () => {
  const [used, other] = [await add('In een scan'), await add('Andere')]
  await useInScan(used.id)
  await expect(api.removeUnit(used.id)).rejects.toMatchObject(conflict('unit-in-use'))
  expect(await api.changeUnit(used.id, { archived: true })).toMatchObject({ archived: true, used: true })
  await expect(add('Onder', used.id)).rejects.toMatchObject(conflict('unit-archived'))
  expect(await api.changeUnit(used.id, { archived: false })).toMatchObject({ archived: false })
  await api.mergeUnit(used.id, other.id)
  expect((await api.listUnits()).find(({ id }) => id === used.id)).toMatchObject({ archived: true })
})

test('only an empty unit can be archived or removed', async () => {
  const unit = await add('Vol')
  const below = await add('Erin', unit.id)
  await expect(api.removeUnit(unit.id)).rejects.toMatchObject(conflict('unit-not-empty'))
  await expect(api.changeUnit(unit.id, { archived: true })).rejects.toMatchObject(conflict('unit-not-empty'))
  await api.removeUnit(below.id)
  await api.removeUnit(unit.id)
  expect((await names()).some((line) => line.endsWith('Vol'))).toBe(false)
})

test('the check list of the first stop is kept', async () => {
  const list = { worksCouncil: true, privacy: false, whoTellsWhom: true, units: false }
  expect(await api.savePreparation(list)).toEqual(list)
  expect((await api.getHome()).prepared).toEqual(list)
  await expect(api.savePreparation({ ...list, other: true } as never)).rejects.toMatchObject({ status: 400 })
})

test('malformed changes are refused', async () => {
  const { id } = await add('Onveranderd')
  const malformed = { status: 400, code: 'invalid-input' }
  await expect(api.changeUnit(id, {})).rejects.toMatchObject(malformed)
  await expect(api.changeUnit(id, { name: ' ' })).rejects.toMatchObject(malformed)
  await expect(api.changeUnit(id, { organisationId: root } as never)).rejects.toMatchObject(malformed)
  await expect(api.changeUnit('42', { name: 'New' })).rejects.toMatchObject(malformed)
})

test('a stranger gets the same answer for our units as for units that are not there', async () => {
  await world.signIn(cast.mia)
  const { id } = await add('Van ons')
  const { rootUnitId: elsewhere } = await strangerPlace()
  const absent = { status: 404, code: 'not-found' }
  await expect(add('Spion', id)).rejects.toMatchObject(absent)
  await expect(api.addUnits({ parentId: id, lines: [{ name: 'Spion', depth: 0 }] })).rejects.toMatchObject(
    absent,
  )
  await expect(api.changeUnit(id, { name: 'Van hen' })).rejects.toMatchObject(absent)
  await expect(api.changeUnit(elsewhere, { parentId: id })).rejects.toMatchObject(conflict('root-unit'))
  const own = await add('Eigen', elsewhere)
  await expect(api.changeUnit(own.id, { parentId: id })).rejects.toMatchObject(absent)
  await expect(api.mergeUnit(own.id, id)).rejects.toMatchObject(absent)
  await expect(api.mergeUnit(id, own.id)).rejects.toMatchObject(absent)
  await expect(api.removeUnit(id)).rejects.toMatchObject(absent)
  expect((await api.listUnits()).map(({ name }) => name)).toEqual(['De Overkant', 'Eigen'])
})

async function strangerPlace() {
  await world.stranger()
  const units = await api.listUnits()
  return { rootUnitId: units[0]?.id ?? '' }
}

async function useInScan(unitId: string): Promise<void> {
  await inOrganisation(world.services.db, organisationId, async (trx) => {
    const scan = await trx
      .insertInto('scans')
      .values({ organisationId, title: 'Eerdere scan', settings: '{}' })
      .returning('id as scanId')
      .executeTakeFirstOrThrow()
    await trx
      .insertInto('scanUnits')
      .values({ organisationId, ...scan, unitId, parentId: null, name: 'In een scan', professionals: 8 })
      .execute()
  })
}

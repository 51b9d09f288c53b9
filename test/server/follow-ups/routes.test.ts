import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import * as api from '#client/api.ts'
import { cast } from '../../support/cast.ts'
import { newWorld, type World } from '../../support/world.ts'
import { change, publish } from '../plans/published.ts'

const wim = { ...cast.max, name: 'Wim Bakker', email: 'wim@debrug.test' }

let world: World
let organisationId: string
let first: string
let second: string

beforeAll(async () => {
  world = await newWorld()
  const { organisationId: id, rootUnitId } = await world.settle()
  organisationId = id
  const oost = (await api.addUnit({ parentId: rootUnitId, name: 'Team Oost' })).id
  const west = (await api.addUnit({ parentId: rootUnitId, name: 'Team West' })).id
  for (const [person, unitId] of [
    [cast.max, oost],
    [wim, west],
  ] as const) {
    await world.signIn(cast.mia)
    const { password, ...invited } = person
    const { link } = await api.inviteMember({ ...invited, role: 'manager', unitId })
    await api.acceptInvitation({ secret: link.split('#')[1] ?? '', password })
  }
  await world.signIn(cast.mia)
  const instrument = world.services.catalogue.instruments.get('competences')
  if (!instrument) throw new Error('the competences expected')
  const units = [
    { id: rootUnitId, parentId: null, name: 'De Brug' },
    { id: west, parentId: rootUnitId, name: 'Team West' },
  ]
  const common = { organisationId, instrument, units }
  first = await publish(world.services.db, {
    ...common,
    title: 'Voorjaar',
    closedAt: '2026-05-01T21:59:59Z',
    opensAt: '2026-04-01T08:00:00Z',
  })
  second = await publish(world.services.db, {
    ...common,
    previousScanId: first,
    changes: { 'client-control': change('higher', 9, 3, 15), network: change('no-clear-change', -1, -6, 4) },
  })
  await world.stranger()
})
beforeEach(async () => {
  world.clock.set('2026-10-01T09:00:00Z')
  await world.signIn(cast.mia)
})
afterAll(() => world.close())

const owner = { name: 'Olga Smit', email: null }
const action = (title: string, dimensionId: string) => ({
  id: crypto.randomUUID(),
  title,
  dimensionId,
  description: '',
  unitId: null,
  owner,
  dueOn: '2026-10-15',
  libraryActionId: null,
  checks: [],
})

test('a follow-up scan says per topic and per action what moved', async () => {
  const plan = await api.startPlan(first)
  for (const [title, dimensionId] of [
    ['Vragen', 'client-control'],
    ['Netwerk', 'network'],
    ['Nog bezig', 'network'],
  ] as const) {
    const { id } = await api.addAction(plan.id, action(title, dimensionId))
    world.clock.addDays(1)
    if (title !== 'Nog bezig')
      await api.addEvent(id, { id: crypto.randomUUID(), kind: 'done', evidence: 'Verslag' })
  }
  const followUp = await api.getFollowUp(second)
  if (followUp.state !== 'compared') throw new Error('a comparison expected')
  expect(followUp).toMatchObject({
    scan: { id: second },
    previous: { id: first, title: 'Voorjaar' },
    planId: plan.id,
  })
  expect(followUp.dimensions.find(({ id }) => id === 'client-control')?.perspectives).toMatchObject([
    {
      perspective: 'professional',
      change: { label: 'higher', difference: 9, interval: { low: 3, high: 15 } },
    },
  ])
  expect(followUp.actions.map(({ title, verdict }) => [title, verdict.state])).toEqual([
    ['Vragen', 'moved'],
    ['Netwerk', 'not-moved'],
    ['Nog bezig', 'cannot-tell'],
  ])
  expect(await api.getPlanChanges(plan.id)).toEqual({ scan: followUp.scan, actions: followUp.actions })
})

test('a first scan has nothing to compare with, and a plan without a later scan no changes', async () => {
  expect(await api.getFollowUp(first)).toMatchObject({ state: 'first-scan', scan: { title: 'Voorjaar' } })
  const { id } = await api.startPlan(second)
  expect(await api.getPlanChanges(id)).toEqual({ scan: null, actions: [] })
})

test('a scan that runs is not compared', async () => {
  const { scan } = await api.newScan({ title: 'Concept' })
  expect(await api.getFollowUp(scan.id)).toEqual({ state: 'not-published' })
  await api.removeScan(scan.id)
})

test('a manager whose unit was not in the scan sees no comparison', async () => {
  await world.signIn(cast.max)
  await expect(api.getFollowUp(second)).rejects.toMatchObject({ status: 404 })
})

test('home names one next step, the open actions and the latest results', async () => {
  const { id } = await api.startPlan(second)
  expect((await api.getHome()).next).toMatchObject({ kind: 'plan', planId: id })
  await api.addAction(id, action('Te laat', 'network'))
  world.clock.set('2026-11-21T09:00:00Z')
  const home = await api.getHome()
  expect(home.next).toMatchObject({ kind: 'follow-up', planId: id, late: 2 })
  expect(home.stops.map(({ state }) => state)).toEqual(['ahead', 'done', 'done', 'done', 'current', 'done'])
  expect(home.openActions[0]).toMatchObject({ owner: 'Olga Smit', late: true })
  expect(home).toMatchObject({ openActionCount: 2, latestResults: { scanId: second } })
})

test('a manager is led to results of the own part only', async () => {
  await world.signIn(cast.max)
  expect(await api.getHome()).toMatchObject({ next: { kind: 'wait' }, latestResults: null })
  await world.signIn(wim)
  expect(await api.getHome()).toMatchObject({
    next: { kind: 'read-results', scanId: second },
    latestResults: { scanId: second },
  })
})

test('a stranger starts at the beginning and is told of nothing here', async () => {
  const { id } = await api.startPlan(first)
  await world.signIn(cast.sam)
  expect(await api.getHome()).toMatchObject({
    next: { kind: 'add-units' },
    openActions: [],
    latestResults: null,
  })
  await expect(api.getFollowUp(second)).rejects.toMatchObject({ status: 404, code: 'not-found' })
  await expect(api.getPlanChanges(id)).rejects.toMatchObject({ status: 404, code: 'not-found' })
})

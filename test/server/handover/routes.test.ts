import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as api from '#client/api.ts'
import { found } from '#server/errors.ts'
import { datesOf } from '#server/handover/dates.ts'
import { cast } from '../../support/cast.ts'
import { newWorld, type World } from '../../support/world.ts'
import { publish } from '../plans/published.ts'

const { mia, max } = cast
const eva = { name: 'Eva Smit', email: 'eva@debrug.test', password: 'eva-neemt-het-werk-over' }
const secretIn = (link: string) => link.split('#')[1] ?? ''
const memberOf = async (email: string) =>
  found((await api.getMembers()).members.find((one) => one.email === email))

let world: World
let planId: string
let scanId: string

beforeAll(async () => {
  world = await newWorld()
  const { organisationId, rootUnitId } = await world.settle()
  const instrument = found(world.services.catalogue.instruments.get('competences'))
  const units = [{ id: rootUnitId, parentId: null, name: 'De Brug' }]
  scanId = await publish(world.services.db, { organisationId, instrument, units, ranked: ['client-control'] })
  planId = (await api.startPlan(scanId)).id
  for (const person of [max, eva]) {
    const { name, email, password } = person
    await world.signIn(mia)
    const { link } = await api.inviteMember({ name, email, role: 'manager', unitId: null })
    await api.acceptInvitation({ secret: secretIn(link), password })
  }
  await world.signIn(mia)
})
afterAll(() => world.close())

async function addOwn(title: string, membershipId: string) {
  return api.addAction(planId, {
    id: crypto.randomUUID(),
    title,
    description: '',
    dimensionId: 'client-control',
    unitId: null,
    dueOn: '2026-12-15',
    owner: { membershipId },
    libraryActionId: null,
    checks: [],
  })
}

describe('handing over', () => {
  test('the summary tells scans and what was promised, dates, open actions and people', async () => {
    const { id } = await memberOf(mia.email)
    await addOwn('Bel de werkgever', id)
    const handover = await api.getHandover()
    expect(handover).toMatchObject({
      organisation: 'De Brug',
      by: mia.name,
      scans: [{ id: scanId, status: 'closed', hasResults: true, planId, commentsWait: false }],
      actions: [{ title: 'Bel de werkgever', own: true, dueOn: '2026-12-15', hasLink: false }],
    })
    expect(handover.scans[0]?.minimums).toMatchObject({ professional: 5, client: 10 })
    expect(handover.scans[0]?.answersUntil).toBeTruthy()
    expect(handover.dates[0]).toMatchObject({ on: '2026-12-15', kind: 'due' })
    expect(handover.people.map(({ name }) => name).toSorted()).toEqual(
      [eva.name, max.name, mia.name].toSorted(),
    )
  })

  test('is for the messenger only, and not to oneself or to somebody who is not there', async () => {
    const [own, other] = [await memberOf(mia.email), await memberOf(max.email)]
    const body = { actionIds: [], leave: true }
    await expect(api.completeHandover({ ...body, successorId: own.id })).rejects.toMatchObject({
      code: 'other-person-needed',
    })
    const nobody = crypto.randomUUID()
    await expect(api.completeHandover({ ...body, successorId: nobody })).rejects.toMatchObject({
      status: 404,
    })
    await world.signIn(max)
    await expect(api.getHandover()).rejects.toMatchObject({ status: 403 })
    await expect(api.completeHandover({ ...body, successorId: other.id })).rejects.toMatchObject({
      status: 403,
    })
    await world.signIn(mia)
  })

  test('actions other than those that were shown are looked at first, and nothing is done', async () => {
    const successor = await memberOf(eva.email)
    const shown = (await api.getHandover()).actions.map(({ actionId }) => actionId)
    await addOwn('Nog iets', (await memberOf(mia.email)).id)
    const late = api.completeHandover({ successorId: successor.id, actionIds: shown, leave: true })
    await expect(late).rejects.toMatchObject({ status: 409, code: 'handover-changed' })
    expect((await memberOf(eva.email)).role).toBe('manager')
  })

  test('the successor becomes messenger and gets the actions, and only then the leaver is gone', async () => {
    const successor = await memberOf(eva.email)
    const { actions } = await api.getHandover()
    const [first] = actions
    if (!first) throw new Error('an open action expected')
    await api.makeOwnerLink(first.actionId)
    const actionIds = actions.map(({ actionId }) => actionId)
    await api.completeHandover({ successorId: successor.id, actionIds, leave: true })
    expect(await api.getSession()).toMatchObject({ state: 'signed-out' })
    await world.signIn(eva)
    expect(await api.getSession()).toMatchObject({ role: 'messenger' })
    const handover = await api.getHandover()
    expect(handover.actions).toMatchObject([{ own: true, hasLink: false }, { own: true }])
    expect(handover.people.map(({ name }) => name)).not.toContain(mia.name)
    const action = found((await api.getPlan(planId)).actions.find(({ id }) => id === first.actionId))
    expect(action.history.find(({ kind }) => kind === 'change')).toMatchObject({
      byName: mia.name,
      changes: [{ from: mia.name, to: eva.name }],
    })
    const { entries } = await api.getAuditLog('organisation', '')
    expect(entries.find(({ deed }) => deed === 'handover:complete')).toMatchObject({
      person: { name: mia.name },
      things: [{ kind: 'member', name: eva.name }],
      details: { actions: '2', leave: 'true' },
    })
  })
})

test.each([
  ['of a scan that runs', 'open', ['reminder 2026-11-25', 'closes 2026-12-01']],
  ['of one that is planned', 'scheduled', ['opens 2026-11-22', 'reminder 2026-11-25', 'closes 2026-12-01']],
  ['of one that has closed', 'closed', ['answers-destroyed 2028-12-01']],
] as const)('dates to come: %s', (_rule, status, dates) => {
  const scan = {
    title: 'Najaar',
    status,
    opensOn: '2026-11-22',
    closesOn: '2026-12-01',
    remindersOn: ['2026-11-20', '2026-11-25'],
    answersUntil: status === 'closed' ? '2028-12-01' : null,
    answersDestroyedOn: null,
  }
  expect(datesOf([scan], [], '2026-11-21').map(({ kind, on }) => `${kind} ${on}`)).toEqual(dates)
})

import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as api from '#client/api.ts'
import type { Publication } from '#server/results/contract.ts'
import type { DistributedGroup } from '#server/scans/contract.ts'
import { cast } from './support/cast.ts'
import { answerAs, codeOf } from './support/respondents.ts'
import { newWorld, type World } from './support/world.ts'

/** The whole main job as one story; each test goes on where the one before it ended. */
let world: World
beforeAll(async () => {
  world = await newWorld()
})
afterAll(() => world.close())

let units: { root: string; oost: string; west: string; klein: string }
let firstScan: string
let groups: DistributedGroup[]
let actionId: string
let planId: string

const groupOf = (unitId: string, perspective: string): DistributedGroup => {
  const group = groups.find((one) => one.unitId === unitId && one.perspective === perspective)
  if (!group) throw new Error('no such group')
  return group
}

test('Mia opens the one-time link, founds De Brug and finds one next step', async () => {
  const { rootUnitId } = await world.settle()
  const add = async (name: string) => (await api.addUnit({ parentId: rootUnitId, name })).id
  units = {
    root: rootUnitId,
    oost: await add('Team Oost'),
    west: await add('Team West'),
    klein: await add('Team Klein'),
  }
  expect((await api.getHome()).next.kind).toBe('prepare')
  await api.savePreparation({ worksCouncil: true, privacy: true, whoTellsWhom: true, units: true })
  expect((await api.getHome()).next.kind).toBe('start-scan')
})

test('she invites Max, who may see Team Oost only', async () => {
  const { name, email, password } = cast.max
  const invitation = await api.inviteMember({ name, email, role: 'manager', unitId: units.oost })
  world.signOut()
  const session = await api.acceptInvitation({ secret: codeOf(invitation.link), password })
  expect(session).toMatchObject({ state: 'signed-in', role: 'manager', unitName: 'Team Oost' })
})

test('she launches a competence scan for three teams; the forecast warns about the small one', async () => {
  await world.signIn(cast.mia)
  const draft = await api.newScan({ instrumentId: 'competences' })
  firstScan = draft.scan.id
  const settings = {
    ...draft.settings,
    opensOn: draft.today,
    units: [
      { unitId: units.oost, invited: { professional: 14, client: 24 } },
      { unitId: units.west, invited: { professional: 16, client: 30 } },
      { unitId: units.klein, invited: { professional: 3 } },
    ],
  }
  const saved = await api.saveSettings(firstScan, { version: draft.scan.version, settings })
  expect(saved.checks.some(({ level }) => level === 'red')).toBe(false)
  expect(JSON.stringify(await api.getForecast(firstScan))).toContain(units.klein)
  const scan = await api.launchScan(firstScan, saved.scan.version)
  expect(scan.status).toBe('open')
  groups = (await api.getDistribution(firstScan)).groups
  expect(groups).toHaveLength(5)
})

test('colleagues and clients answer by their links, without an account', async () => {
  world.signOut()
  const point = (id: string) => (id === 'obstacles-first' ? 2 : id === 'transparency' ? 5 : 4)
  const pressing = ['obstacles-first']
  await answerAs(groupOf(units.oost, 'professional'), { people: 12, point, pressing })
  await answerAs(groupOf(units.west, 'professional'), { people: 14, point, pressing })
  await answerAs(groupOf(units.klein, 'professional'), { people: 3, point })
  await answerAs(groupOf(units.oost, 'client'), { people: 15, point: (id) => point(id) - 1 })
  await answerAs(groupOf(units.west, 'client'), { people: 18, point: (id) => point(id) - 1 })
  await world.signIn(cast.mia)
  expect((await api.getProgress(firstScan)).total.answeredAtLeast).toBe(0)
  await world.mixAnswers()
  const { total } = await api.getProgress(firstScan)
  expect(total).toEqual({ invited: 87, answeredAtLeast: 55 })
})

test('nobody sees a score before the end, and after it the small team is protected', async () => {
  await expect(api.getResults(firstScan)).rejects.toMatchObject({ status: 409, code: 'not-published' })
  world.clock.addDays(30)
  await api.closeScan(firstScan)
  const publication = await api.getResults(firstScan)
  expect(shownUnits(publication, 'professional')).toEqual(['De Brug', 'Team West'])
  expect(shownUnits(publication, 'client').toSorted()).toEqual(['De Brug', 'Team Oost', 'Team West'])
})

test('a late answer is refused clearly and changes nothing', async () => {
  const late = answerAs(groupOf(units.oost, 'client'), { people: 1, point: () => 1 })
  await expect(late).rejects.toMatchObject({ code: 'scan-closed' })
})

test('Max reads his own part, and Sam from elsewhere learns that nothing exists', async () => {
  await world.signIn(cast.max)
  expect(shownUnits(await api.getResults(firstScan), 'client')).toEqual(['Team Oost'])
  await world.stranger()
  await expect(api.getResults(firstScan)).rejects.toMatchObject({ status: 404, code: 'not-found' })
})

test('from the first priority Mia makes an action; its owner reports by a personal link', async () => {
  await world.signIn(cast.mia)
  expect((await api.getHome()).next).toMatchObject({ kind: 'discuss', scanId: firstScan })
  const plan = await api.startPlan(firstScan)
  planId = plan.id
  const { suggestions } = await api.getSuggestions(planId, 'obstacles-first')
  const [suggestion] = suggestions
  if (!suggestion) throw new Error('nothing was suggested')
  actionId = randomUUID()
  await api.addAction(planId, {
    id: actionId,
    title: suggestion.title.nl ?? '',
    description: '',
    dimensionId: 'obstacles-first',
    libraryActionId: suggestion.libraryActionId,
    unitId: null,
    owner: { name: 'Fatima Aydin', email: 'fatima@debrug.test' },
    dueOn: '2027-03-01',
    checks: [],
  })
  const secret = codeOf((await api.makeOwnerLink(actionId)).link)
  world.signOut()
  await api.reportOwnAction({ id: randomUUID(), secret, kind: 'start' })
  const done = {
    id: randomUUID(),
    secret,
    kind: 'done' as const,
    evidence: 'De vraag staat in elk formulier.',
  }
  await api.reportOwnAction(done)
  await world.signIn(cast.mia)
  const confirmed = await api.addEvent(actionId, { id: randomUUID(), kind: 'confirm' })
  expect(confirmed.status).toBe('confirmed')
  expect((await api.getPlan(planId)).figures.done).toBe(1)
})

test('half a year later the scan is repeated and says what changed, and what cannot be told', async () => {
  world.clock.addDays(200)
  await world.signIn(cast.mia)
  const draft = await api.newScan({ previousScanId: firstScan })
  const { scan, settings, today } = draft
  const saved = await api.saveSettings(scan.id, {
    version: scan.version,
    settings: { ...settings, opensOn: today },
  })
  await api.launchScan(scan.id, saved.scan.version)
  groups = (await api.getDistribution(scan.id)).groups
  const point = (id: string) => (id === 'transparency' ? 5 : 4)
  await answerAs(groupOf(units.oost, 'professional'), { people: 13, point })
  await answerAs(groupOf(units.west, 'professional'), { people: 15, point })
  await api.closeScan(scan.id)
  const { dimensions, units: published } = await api.getResults(scan.id)
  const whole = published.find((unit) => unit.parentId === null)
  const changes = whole?.perspectives.find(({ perspective }) => perspective === 'professional')?.change ?? []
  const labels = dimensions.map(({ id }, index) => {
    const cell = changes[index]
    return [id, cell?.state === 'shown' ? cell.label : 'hidden']
  })
  expect(Object.fromEntries(labels)).toMatchObject({
    'obstacles-first': 'higher',
    motivation: 'no-clear-change',
  })
  const followUp = await api.getFollowUp(scan.id)
  if (followUp.state !== 'compared') throw new Error('nothing was compared')
  expect(followUp.actions.find((action) => action.actionId === actionId)?.verdict).toEqual({
    state: 'moved',
    direction: 'higher',
  })
})

test('the processes scan is made on the same screens', async () => {
  const { settings, scan } = await api.newScan({ instrumentId: 'processes', previousScanId: firstScan })
  expect(settings.instrumentId).toBe('processes')
  expect(settings.units.map(({ unitId }) => unitId)).toContain(units.oost)
  expect(scan.phase).toBe(2)
})

function shownUnits({ units: all }: Publication, perspective: string): string[] {
  return all
    .filter(({ perspectives }) =>
      perspectives
        .filter((one) => one.perspective === perspective)
        .some(({ dimensions }) => dimensions.some(({ state }) => state === 'shown')),
    )
    .map(({ name }) => name)
}

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import * as api from '#client/api.ts'
import type { Action, AddAction, ChangeAction, EventKind, Plan } from '#server/plans/contract.ts'
import { cast } from '../../support/cast.ts'
import { newWorld, type World } from '../../support/world.ts'
import { publish } from './published.ts'

const NOWHERE = '00000000-0000-4000-8000-000000000000'

let world: World
let organisationId: string
let oost: string
let west: string
let scanId: string

beforeAll(async () => {
  world = await newWorld()
  const place = await world.settle()
  organisationId = place.organisationId
  oost = (await api.addUnit({ parentId: place.rootUnitId, name: 'Team Oost' })).id
  west = (await api.addUnit({ parentId: place.rootUnitId, name: 'Team West' })).id
  scanId = await publishScan()
  const { password, ...person } = cast.max
  const { link } = await api.inviteMember({ ...person, role: 'manager', unitId: oost })
  await api.acceptInvitation({ secret: link.split('#')[1] ?? '', password })
  await world.stranger()
})
beforeEach(async () => {
  world.clock.set('2026-11-21T09:00:00Z')
  await world.signIn(cast.mia)
})
afterAll(() => world.close())

async function publishScan(ranked = ['client-control', 'network']): Promise<string> {
  const root = (await api.listUnits()).find(({ parentId }) => parentId === null)
  const instrument = world.services.catalogue.instruments.get('competences')
  if (!root || !instrument) throw new Error('a root and the competences expected')
  const units = [
    { id: root.id, parentId: null, name: root.name },
    { id: oost, parentId: root.id, name: 'Team Oost' },
  ]
  return publish(world.services.db, { organisationId, instrument, units, ranked })
}

const refused = (promise: Promise<unknown>) => expect(promise).rejects
const newPlan = async () => api.startPlan(await publishScan())
const max = async () =>
  (await api.getPlan((await api.startPlan(scanId)).id)).members.find(({ name }) => name === cast.max.name)
    ?.membershipId ?? ''

function proposal(changes: Partial<AddAction> = {}): AddAction {
  return {
    id: crypto.randomUUID(),
    title: 'De cliënt opent het gesprek',
    description: '',
    dimensionId: 'client-control',
    unitId: null,
    owner: null,
    dueOn: null,
    libraryActionId: null,
    checks: [],
    ...changes,
  }
}

const olga = { name: 'Olga Smit', email: 'olga@elders.test' }
const planned = (changes: Partial<AddAction> = {}) =>
  proposal({ owner: olga, dueOn: '2026-12-01', ...changes })

function asChange({ version, title, description, dimensionId, unit, owner, dueOn }: Action): ChangeAction {
  const choice =
    owner &&
    (owner.membershipId ? { membershipId: owner.membershipId } : { name: owner.name, email: owner.email })
  return { version, title, description, dimensionId, unitId: unit?.id ?? null, owner: choice, dueOn }
}

async function stored({ id, planId }: Pick<Action, 'id' | 'planId'>): Promise<Action> {
  const action = (await api.getPlan(planId)).actions.find((one) => one.id === id)
  if (!action) throw new Error('the action expected')
  return action
}

const words = { evidence: 'Verslag van 3 december', reason: 'Geen tijd', note: 'Gaat goed' }
const report = (action: Action, kind: EventKind, changes: object = {}) =>
  api.addEvent(action.id, { id: crypto.randomUUID(), kind, ...words, ...changes })

describe('the plan', () => {
  test('a published scan gets one plan, however often it is asked for', async () => {
    const [first, second] = await Promise.all([api.startPlan(scanId), api.startPlan(scanId)])
    expect(first.id).toBe(second.id)
    expect(first).toMatchObject({
      scan: { id: scanId, title: 'Najaar', phase: 1 },
      actions: [],
      mayChange: true,
    })
    expect(first.dimensions.find(({ rank }) => rank === 1)?.id).toBe('client-control')
    const { plans, withoutPlan } = await api.listPlans()
    expect(plans.some(({ id }) => id === first.id)).toBe(true)
    expect(withoutPlan.some(({ id }) => id === scanId)).toBe(false)
  })

  test('a scan without results has no plan yet', async () => {
    const { scan } = await api.newScan({ title: 'Concept' })
    await refused(api.startPlan(scan.id)).toMatchObject({ status: 409, code: 'not-published' })
  })

  test('its questions keep their order', async () => {
    const plan = await newPlan()
    const questions = [{ text: 'Wat eerst?' }, { text: 'Wie helpt?' }]
    const before = await api.changePlan(plan.id, {
      version: 1,
      mainQuestion: 'Hoe houdt de cliënt de regie?',
      subQuestions: questions,
    })
    const after = await api.changePlan(plan.id, {
      version: 2,
      mainQuestion: before.mainQuestion,
      subQuestions: before.subQuestions.toReversed(),
    })
    expect(after.subQuestions).toEqual(before.subQuestions.toReversed())
    expect(after).toMatchObject({ version: 3, mainQuestion: 'Hoe houdt de cliënt de regie?' })
  })

  test('the second of two tabs gets both versions', async () => {
    const plan = await newPlan()
    const change = { version: plan.version, subQuestions: [] }
    await api.changePlan(plan.id, { ...change, mainQuestion: 'Van de eerste' })
    await refused(api.changePlan(plan.id, { ...change, mainQuestion: 'Van de tweede' })).toMatchObject({
      status: 409,
      code: 'version-conflict',
      current: { mainQuestion: 'Van de eerste', version: 2 },
    })
  })

  test('the same question twice is refused', async () => {
    const plan = await newPlan()
    const line = { id: crypto.randomUUID(), text: 'Wat eerst?' }
    const change = { version: 1, mainQuestion: '', subQuestions: [line, line] }
    await refused(api.changePlan(plan.id, change)).toMatchObject({ status: 400 })
  })
})

describe('suggestions', () => {
  test('come from the library for the dimensions that came out, without what the plan has', async () => {
    const plan = await newPlan()
    const { suggestions } = await api.getSuggestions(plan.id, 'client-control')
    const [first] = suggestions
    if (!first) throw new Error('a suggestion expected')
    expect(first).toMatchObject({ dimensionId: 'client-control', prerequisites: [] })
    await api.addAction(plan.id, proposal({ libraryActionId: first.libraryActionId }))
    const left = (await api.getSuggestions(plan.id, 'client-control')).suggestions
    expect(left.map(({ libraryActionId }) => libraryActionId)).not.toContain(first.libraryActionId)
  })

  test('wait with phase 2 until a processes scan was published', async () => {
    const plan = await newPlan()
    expect(await api.getSuggestions(plan.id, 'intake')).toEqual({ suggestions: [] })
  })
})

describe('an action', () => {
  test('is proposed, planned, started, done and confirmed by someone else, and keeps its history', async () => {
    const plan = await newPlan()
    const proposed = await api.addAction(plan.id, proposal({ checks: ['Bespreken in het team'] }))
    expect(proposed).toMatchObject({
      status: 'proposed',
      checks: [{ text: 'Bespreken in het team', done: false }],
    })
    const owner = { membershipId: await max() }
    world.clock.addDays(1)
    const later = await api.changeAction(proposed.id, { ...asChange(proposed), owner, dueOn: '2026-12-01' })
    expect(later).toMatchObject({ status: 'planned', owner: { name: cast.max.name, email: cast.max.email } })
    world.clock.addDays(1)
    expect(await report(later, 'start')).toMatchObject({ status: 'started' })
    world.clock.addDays(1)
    await world.signIn(cast.max)
    expect(await report(later, 'done')).toMatchObject({
      status: 'done',
      evidence: words.evidence,
      doneOn: '2026-11-24',
    })
    await refused(report(later, 'confirm')).toMatchObject({ status: 409, code: 'other-person-needed' })
    world.clock.addDays(1)
    await world.signIn(cast.mia)
    const confirmed = await report(later, 'confirm')
    expect(confirmed.status).toBe('confirmed')
    expect(confirmed.history.map(({ kind, byName }) => [kind, byName])).toEqual([
      ['confirm', cast.mia.name],
      ['done', cast.max.name],
      ['start', cast.mia.name],
      ['plan', cast.mia.name],
      ['propose', cast.mia.name],
    ])
  })

  test('the same new action sent twice is one', async () => {
    const plan = await newPlan()
    const body = planned()
    const [first, second] = await Promise.all([api.addAction(plan.id, body), api.addAction(plan.id, body)])
    expect(first).toEqual(second)
    expect((await api.getPlan(plan.id)).actions).toHaveLength(1)
  })

  test('the same report sent twice is one line in the history', async () => {
    const plan = await newPlan()
    const action = await api.addAction(plan.id, planned())
    const event = { id: crypto.randomUUID(), kind: 'start' as const }
    await api.addEvent(action.id, event)
    const after = await api.addEvent(action.id, event)
    expect(after.status).toBe('started')
    expect(after.history.filter(({ kind }) => kind === 'start')).toHaveLength(1)
  })

  test.each<[string, Partial<AddAction>, EventKind, object, string]>([
    ['without owner and date it does not start', {}, 'start', {}, 'owner-and-date-needed'],
    ['without evidence it is not done', planned(), 'done', { evidence: '' }, 'evidence-needed'],
    ['without a reason it is not stopped', planned(), 'stop', { reason: ' ' }, 'reason-needed'],
    ['what is not done cannot be confirmed', planned(), 'confirm', {}, 'status-not-allowed'],
  ])('%s', async (_rule, changes, kind, event, code) => {
    const plan = await newPlan()
    const action = await api.addAction(plan.id, { ...proposal(), ...changes, id: crypto.randomUUID() })
    await refused(report(action, kind, event)).toMatchObject({ status: 409, code })
    expect((await stored(action)).status).toBe(action.status)
  })

  test('what was stopped stays visible with its reason, and can be opened again', async () => {
    const plan = await newPlan()
    const action = await api.addAction(plan.id, planned())
    expect(await report(action, 'stop')).toMatchObject({ status: 'stopped', stopReason: 'Geen tijd' })
    expect((await api.getPlan(plan.id)).figures).toMatchObject({ stopped: 1, open: 0 })
    expect(await report(action, 'reopen')).toMatchObject({ status: 'planned', stopReason: null })
  })

  test('two tabs: the second gets both versions, and nothing of the first is lost', async () => {
    const plan = await newPlan()
    const action = await api.addAction(plan.id, planned())
    await api.changeAction(action.id, { ...asChange(action), title: 'Van de eerste' })
    const second = { ...asChange(action), title: 'Van de tweede' }
    await refused(api.changeAction(action.id, second)).toMatchObject({
      code: 'version-conflict',
      current: { title: 'Van de eerste', version: 2 },
    })
    expect(await api.changeAction(action.id, { ...second, version: 2 })).toMatchObject({
      title: 'Van de tweede',
    })
  })

  test('two people ticking the same list: the second is asked to look again', async () => {
    const plan = await newPlan()
    const { id, version, checks } = await api.addAction(plan.id, planned({ checks: ['Een', 'Twee'] }))
    const ticked = checks.map((check) => ({ ...check, done: true }))
    expect(await api.changeChecks(id, { version, checks: ticked })).toMatchObject({ checks: ticked })
    await refused(api.changeChecks(id, { version, checks: [] })).toMatchObject({ code: 'version-conflict' })
  })

  test('keeps in its history what it was before', async () => {
    const plan = await newPlan()
    const action = await api.addAction(plan.id, planned({ checks: ['Bespreken'], unitId: oost }))
    world.clock.addDays(1)
    const owner = { name: 'Piet', email: 'piet@elders.test' }
    const change = { title: 'Anders', dueOn: '2026-12-24', unitId: null, dimensionId: 'network', owner }
    const { version } = await api.changeAction(action.id, { ...asChange(action), ...change })
    world.clock.addDays(1)
    const checks = [{ id: crypto.randomUUID(), text: 'Uitproberen', done: false }]
    const { history } = await api.changeChecks(action.id, { version, checks })
    expect(history.map(({ kind, changes }) => [kind, changes])).toEqual([
      [
        'checks',
        [
          { field: 'check', from: 'Bespreken', to: null },
          { field: 'check', from: null, to: 'Uitproberen' },
        ],
      ],
      [
        'change',
        [
          { field: 'title', from: action.title, to: 'Anders' },
          {
            field: 'dimensionId',
            from: expect.objectContaining({ nl: expect.any(String) }),
            to: expect.objectContaining({ nl: expect.any(String) }),
          },
          { field: 'unitId', from: 'Team Oost', to: null },
          { field: 'ownerName', from: 'Olga Smit', to: 'Piet' },
          { field: 'ownerEmail' },
          { field: 'dueOn', from: '2026-12-01', to: '2026-12-24' },
        ],
      ],
      ['plan', []],
    ])
  })

  test.each<[string, EventKind[]]>([
    ['done', ['done']],
    ['confirmed', ['done', 'confirm']],
    ['stopped', ['stop']],
  ])('that is %s stays as it was until it is opened again', async (status, steps) => {
    const plan = await newPlan()
    const { id } = await api.addAction(plan.id, planned({ checks: ['Een'] }))
    for (const kind of steps) {
      await world.signIn(kind === 'confirm' ? cast.max : cast.mia)
      await report(await stored({ id, planId: plan.id }), kind)
    }
    await world.signIn(cast.mia)
    const action = await stored({ id, planId: plan.id })
    expect(action.status).toBe(status)
    const moved = { ...asChange(action), dueOn: '2030-01-01' }
    const ticked = { version: action.version, checks: action.checks.map((one) => ({ ...one, done: true })) }
    const ended = { status: 409, code: 'status-not-allowed' }
    await refused(api.changeAction(action.id, moved)).toMatchObject(ended)
    await refused(api.changeChecks(action.id, ticked)).toMatchObject(ended)
    expect(await stored(action)).toEqual(action)
    const { version } = await report(action, 'reopen')
    expect(await api.changeAction(action.id, { ...moved, version })).toMatchObject({ dueOn: '2030-01-01' })
  })

  test('a step is a new version: a tab that saw the one before gets both', async () => {
    const plan = await newPlan()
    const action = await api.addAction(plan.id, planned())
    const started = await report(action, 'start')
    expect(started.version).toBe(action.version + 1)
    const stale = { code: 'version-conflict', current: { status: 'started', version: started.version } }
    await refused(api.changeAction(action.id, { ...asChange(action), title: 'Anders' })).toMatchObject(stale)
    const done = { id: crypto.randomUUID(), version: action.version }
    await refused(report(action, 'done', done)).toMatchObject({ status: 409, ...stale })
    const seen = { ...done, version: started.version }
    expect(await report(action, 'done', seen)).toMatchObject({ status: 'done' })
    expect(await report(action, 'done', seen)).toMatchObject({ version: started.version + 1 })
  })

  test('a note leaves the version as it was', async () => {
    const plan = await newPlan()
    const action = await api.addAction(plan.id, planned())
    expect(await report(action, 'note')).toMatchObject({ version: action.version })
  })

  test('is late from the day after its due date', async () => {
    const plan = await newPlan()
    const action = await api.addAction(plan.id, planned())
    world.clock.set('2026-12-01T22:30:00Z')
    expect((await stored(action)).late).toBe(false)
    world.clock.set('2026-12-01T23:30:00Z')
    expect((await stored(action)).late).toBe(true)
    const { figures } = await api.getPlan(plan.id)
    expect(figures).toMatchObject({ late: 1, completion: { done: 0, due: 1 } })
  })

  test.each([
    ['an unknown dimension', { dimensionId: 'elsewhere' }, 404],
    ['an unknown unit', { unitId: NOWHERE }, 404],
    ['an unknown colleague', { owner: { membershipId: NOWHERE } }, 404],
    ['an action that the library does not have', { libraryActionId: 'A-NONE-1' }, 404],
    ['an empty title', { title: '  ' }, 400],
    ['a date that does not exist', { dueOn: '2026-02-30' }, 400],
    ['a field that is not known', { status: 'done' }, 400],
  ])('%s is refused', async (_what, changes, status) => {
    const plan = await newPlan()
    await refused(api.addAction(plan.id, { ...proposal(), ...changes })).toMatchObject({ status })
  })

  test('a new date lies ahead; one that was agreed on may pass', async () => {
    const plan = await newPlan()
    await refused(api.addAction(plan.id, planned({ dueOn: '2026-11-20' }))).toMatchObject({
      status: 422,
      code: 'date-in-past',
      faults: [{ path: '/dueOn', code: 'date-in-past' }],
    })
    const action = await api.addAction(plan.id, planned({ dueOn: '2026-11-21' }))
    world.clock.addDays(30)
    const moved = { ...asChange(action), dueOn: '2026-12-20' }
    await refused(api.changeAction(action.id, moved)).toMatchObject({ status: 422, code: 'date-in-past' })
    const renamed = { ...asChange(action), title: 'Anders' }
    expect(await api.changeAction(action.id, renamed)).toMatchObject({ title: 'Anders', late: true })
  })

  test('what is planned keeps an owner and a date', async () => {
    const plan = await newPlan()
    const action = await api.addAction(plan.id, planned())
    const change = { ...asChange(action), dueOn: null }
    await refused(api.changeAction(action.id, change)).toMatchObject({ code: 'owner-and-date-needed' })
  })
})

describe('what has to come first', () => {
  test('an action starts when its prerequisite is done, in whatever plan', async () => {
    const plan = await newPlan()
    const { suggestions } = await api.getSuggestions(plan.id, 'strengths')
    const later = suggestions.find(({ prerequisites }) => prerequisites.length === 1)
    const needed = later?.prerequisites[0]?.libraryActionId ?? ''
    const place = { dimensionId: 'strengths' }
    const action = await api.addAction(
      plan.id,
      planned({ ...place, libraryActionId: later?.libraryActionId ?? '' }),
    )
    expect(action.prerequisites).toMatchObject([{ state: 'open', title: { nl: expect.any(String) } }])
    await refused(report(action, 'start')).toMatchObject({
      code: 'prerequisites-open',
      current: [{ libraryActionId: needed }],
    })
    const other = await newPlan()
    const first = await api.addAction(other.id, planned({ ...place, libraryActionId: needed }))
    await report(first, 'done')
    expect(await report(action, 'start')).toMatchObject({
      status: 'started',
      prerequisites: [{ state: 'done', by: { title: first.title, scan: 'Najaar', doneOn: '2026-11-21' } }],
    })
    await world.signIn(cast.max)
    expect((await stored(action)).prerequisites).toMatchObject([
      { state: 'done', by: { title: first.title } },
    ])
  })

  test('who may not see the action that met it learns only that it is met', async () => {
    const plan = await newPlan()
    const { suggestions } = await api.getSuggestions(plan.id, 'client-control')
    const later = suggestions.find(({ prerequisites }) => prerequisites.length === 1)
    const needed = later?.prerequisites[0]?.libraryActionId ?? ''
    await report(await api.addAction(plan.id, planned({ libraryActionId: needed, unitId: west })), 'done')
    const action = await api.addAction(plan.id, planned({ libraryActionId: later?.libraryActionId ?? '' }))
    const secret = (await api.makeOwnerLink(action.id)).link.split('#')[1] ?? ''
    expect((await api.lookUpOwnAction(secret)).prerequisites).toMatchObject([{ state: 'done', by: null }])
    expect((await stored(action)).prerequisites).toMatchObject([{ by: { scan: 'Najaar' } }])
    await world.signIn(cast.max)
    expect((await stored(action)).prerequisites).toMatchObject([{ state: 'done', by: null }])
  })

  test('or when it is waived with a reason', async () => {
    const plan = await newPlan()
    const { suggestions } = await api.getSuggestions(plan.id, 'network')
    const later = suggestions.find(({ prerequisites }) => prerequisites.length > 0)
    const place = { dimensionId: 'network', libraryActionId: later?.libraryActionId ?? '' }
    const action = await api.addAction(plan.id, planned(place))
    for (const { libraryActionId } of action.prerequisites) {
      await refused(api.waivePrerequisite(action.id, { libraryActionId, reason: ' ' })).toMatchObject({
        code: 'reason-needed',
      })
      await api.waivePrerequisite(action.id, { libraryActionId, reason: 'Dat deden we al' })
      await api.waivePrerequisite(action.id, { libraryActionId, reason: 'Nog eens' })
    }
    const started = await report(action, 'start')
    expect(started.prerequisites[0]).toMatchObject({
      state: 'waived',
      reason: 'Dat deden we al',
      byName: cast.mia.name,
    })
    expect(started.history.filter(({ kind }) => kind === 'waive')).toHaveLength(action.prerequisites.length)
    await refused(
      api.waivePrerequisite(action.id, { libraryActionId: 'A-OTHER', reason: 'x' }),
    ).toMatchObject({ status: 404 })
  })
})

describe('priorities', () => {
  const dimensions = ['client-control', 'self-efficacy', 'initiative', 'motivation']
  const waitingOf = ({ priorities }: Plan) =>
    priorities.filter(({ waiting }) => waiting).map(({ dimensionId }) => dimensionId)

  async function fullPlan() {
    const plan = await newPlan()
    for (const dimensionId of dimensions.slice(0, 3)) {
      await api.addAction(plan.id, planned({ dimensionId }))
      world.clock.addDays(1)
    }
    return plan
  }

  test('the fourth asks which one waits, and keeps the choice', async () => {
    const { id } = await fullPlan()
    const fourth = planned({ dimensionId: 'motivation' })
    await refused(api.addAction(id, fourth)).toMatchObject({
      status: 409,
      code: 'too-many-priorities',
      current: dimensions.slice(0, 3).map((dimensionId) => ({ dimensionId, waiting: false })),
    })
    expect((await api.getPlan(id)).actions).toHaveLength(3)
    await api.addAction(id, { ...fourth, waiting: 'initiative' })
    expect(waitingOf(await api.getPlan(id))).toEqual(['initiative'])
  })

  test('what waits comes back in the place of another', async () => {
    const { id } = await fullPlan()
    await api.addAction(id, planned({ dimensionId: 'motivation', waiting: 'motivation' }))
    expect(waitingOf(await api.getPlan(id))).toEqual(['motivation'])
    await refused(api.setPriority(id, 'motivation', { waiting: false })).toMatchObject({
      code: 'too-many-priorities',
    })
    const swapped = await api.setPriority(id, 'motivation', { waiting: false, instead: 'client-control' })
    expect(waitingOf(swapped)).toEqual(['client-control'])
    expect(waitingOf(await api.setPriority(id, 'motivation', { waiting: true }))).toHaveLength(2)
  })

  test('a topic that the scan does not have can neither wait nor begin', async () => {
    const { id } = await newPlan()
    for (const waiting of [true, false]) {
      await refused(api.setPriority(id, 'weather', { waiting })).toMatchObject({ code: 'not-found' })
    }
  })

  test('starting an action of a topic that waits asks again', async () => {
    const { id } = await fullPlan()
    const action = await api.addAction(id, planned({ dimensionId: 'motivation', waiting: 'motivation' }))
    await refused(report(action, 'start')).toMatchObject({ code: 'too-many-priorities' })
    expect((await stored(action)).status).toBe('planned')
    await report(action, 'start', { waiting: 'initiative' })
    expect(waitingOf(await api.getPlan(id))).toEqual(['initiative'])
  })

  test('opening an ended action again counts as a priority again', async () => {
    const { id } = await newPlan()
    const ended = await report(await api.addAction(id, planned({ dimensionId: 'motivation' })), 'stop')
    for (const dimensionId of dimensions.slice(0, 3)) await api.addAction(id, planned({ dimensionId }))
    await refused(report(ended, 'reopen')).toMatchObject({ code: 'too-many-priorities' })
    expect(await report(ended, 'reopen', { waiting: 'initiative' })).toMatchObject({ status: 'planned' })
  })
})

describe('an owner without an account', () => {
  const secretOf = (link: string) => link.split('#')[1] ?? ''

  test('gets a link by mail, sees just that action and reports on it', async () => {
    const plan = await newPlan()
    const action = await api.addAction(plan.id, planned({ checks: ['Een'] }))
    const { link, mailed } = await api.makeOwnerLink(action.id)
    expect(link).toMatch(/^http:\/\/regie\.test\/a#.{20,}$/)
    expect(mailed).toBe(false)
    const mails = await world.outbox(organisationId)
    expect(mails.find(({ text }) => text.includes(link))?.recipient).toBe('olga@elders.test')

    world.signOut()
    const secret = secretOf(link)
    const own = await api.lookUpOwnAction(secret)
    expect(own).toMatchObject({ organisation: 'De Brug', status: 'planned', ownerName: 'Olga Smit' })
    expect(Object.keys(own)).not.toContain('planId')
    const checks = own.checks.map((check) => ({ ...check, done: true }))
    expect(await api.changeOwnChecks({ secret, version: own.version, checks })).toMatchObject({ checks })
    await refused(api.changeOwnChecks({ secret, version: own.version, checks: [] })).toMatchObject({
      code: 'version-conflict',
    })
    const done = { secret, id: crypto.randomUUID(), kind: 'done' as const }
    await refused(api.reportOwnAction(done)).toMatchObject({ code: 'evidence-needed' })
    const { version } = own
    await refused(api.reportOwnAction({ ...done, version, evidence: 'Foto' })).toMatchObject({
      code: 'version-conflict',
      current: { version: version + 1 },
    })
    await api.reportOwnAction({ ...done, evidence: 'Foto van het bord' })
    const again = await api.reportOwnAction({ ...done, evidence: 'Foto van het bord' })
    expect(again).toMatchObject({ status: 'done', evidence: 'Foto van het bord' })
    expect(again.history.filter(({ kind }) => kind === 'done')).toMatchObject([{ byName: 'Olga Smit' }])
    expect((await api.getOwnCalendar(secret)).calendar).toContain('BEGIN:VCALENDAR')
    await refused(api.changeOwnChecks({ secret, version: again.version, checks: [] })).toMatchObject({
      status: 409,
      code: 'status-not-allowed',
    })

    await world.signIn(cast.mia)
    expect(await report(action, 'confirm')).toMatchObject({ status: 'confirmed' })
  })

  test('does not confirm with it', async () => {
    const plan = await newPlan()
    const { link } = await api.makeOwnerLink((await api.addAction(plan.id, planned())).id)
    const event = { secret: secretOf(link), id: crypto.randomUUID(), kind: 'confirm' as 'done' }
    await refused(api.reportOwnAction(event)).toMatchObject({ status: 400 })
  })

  test.each([
    ['when it is withdrawn', (id: string) => api.revokeOwnerLinks(id)],
    ['when a new one is made', (id: string) => api.makeOwnerLink(id)],
    [
      'when someone else becomes the owner',
      async (id: string, planId: string) =>
        api.changeAction(id, {
          ...asChange(await stored({ id, planId })),
          owner: { name: 'Piet', email: null },
        }),
    ],
  ])('loses it %s', async (_when, end) => {
    const plan = await newPlan()
    const action = await api.addAction(plan.id, planned())
    const { link } = await api.makeOwnerLink(action.id)
    await end(action.id, plan.id)
    await refused(api.lookUpOwnAction(secretOf(link))).toMatchObject({ status: 404, code: 'link-revoked' })
  })

  test('an unknown link and a withdrawn one get the same answer', async () => {
    await refused(api.lookUpOwnAction('niemand-kent-deze-link')).toMatchObject({ code: 'link-revoked' })
  })

  test('without an address nothing is mailed', async () => {
    const plan = await newPlan()
    const owner = { name: 'Olga Smit', email: null }
    const before = (await world.outbox(organisationId)).length
    await api.makeOwnerLink((await api.addAction(plan.id, planned({ owner }))).id)
    expect(await world.outbox(organisationId)).toHaveLength(before)
  })
})

describe('who sees and changes what', () => {
  test('a manager sees the own part, what concerns everybody and what he owns', async () => {
    const plan = await newPlan()
    const titles = { oost: oost, west: west, all: null }
    for (const [title, unitId] of Object.entries(titles))
      await api.addAction(plan.id, planned({ title, unitId }))
    const owned = await api.addAction(
      plan.id,
      planned({ title: 'own', unitId: west, owner: { membershipId: await max() } }),
    )
    const west1 = (await api.getPlan(plan.id)).actions.find(({ title }) => title === 'west')

    await world.signIn(cast.max)
    const seen = await api.getPlan(plan.id)
    expect(seen.actions.map(({ title }) => title).toSorted()).toEqual(['all', 'oost', 'own'])
    expect(seen).toMatchObject({ mayChange: false, members: [], figures: { open: 3 } })
    await refused(report(west1 as Action, 'note')).toMatchObject({ status: 404 })

    const started = await report(owned, 'start')
    expect(started).toMatchObject({ status: 'started' })
    const title = 'Met eigen woorden'
    const after = await api.changeAction(owned.id, { ...asChange(started), title })
    expect(after).toMatchObject({ title })
    const away = { ...asChange(after), owner: olga }
    await refused(api.changeAction(owned.id, away)).toMatchObject({ status: 403 })
    const other = seen.actions.find((action) => action.title === 'oost')
    world.clock.addDays(1)
    await refused(report(other as Action, 'start')).toMatchObject({ status: 403, code: 'forbidden' })
    expect(await report(other as Action, 'note')).toMatchObject({
      history: [{ kind: 'note', note: words.note }, {}],
    })
  })

  test('an address is for the messenger and for who it belongs to', async () => {
    const plan = await newPlan()
    const others = await api.addAction(plan.id, planned())
    const own = await api.addAction(plan.id, planned({ owner: { membershipId: await max() } }))
    expect((await stored(others)).owner).toMatchObject({ email: olga.email })
    await world.signIn(cast.max)
    expect((await stored(others)).owner).toMatchObject({ name: olga.name, email: null })
    expect((await stored(own)).owner).toMatchObject({ email: cast.max.email })
  })

  test('planning is for the messenger', async () => {
    const plan = await newPlan()
    const action = await api.addAction(plan.id, planned())
    await world.signIn(cast.max)
    const refusals = [
      () => api.startPlan(scanId),
      () => api.changePlan(plan.id, { version: 1, mainQuestion: '', subQuestions: [] }),
      () => api.addAction(plan.id, proposal()),
      () => api.setPriority(plan.id, 'network', { waiting: true }),
      () => api.waivePrerequisite(action.id, { libraryActionId: 'A-CON-1', reason: 'x' }),
      () => api.makeOwnerLink(action.id),
      () => api.revokeOwnerLinks(action.id),
    ]
    for (const ask of refusals) await refused(ask()).toMatchObject({ status: 403 })
  })

  test('a stranger gets the same answer as for what does not exist', async () => {
    const plan = await newPlan()
    const action = await api.addAction(plan.id, planned())
    await world.signIn(cast.sam)
    expect(await api.listPlans()).toEqual({ plans: [], withoutPlan: [] })
    const asked = (planId: string, actionId: string, scan: string) => [
      () => api.startPlan(scan),
      () => api.getPlan(planId),
      () => api.changePlan(planId, { version: 1, mainQuestion: '', subQuestions: [] }),
      () => api.setPriority(planId, 'network', { waiting: true }),
      () => api.getSuggestions(planId, 'network'),
      () =>
        fetch(api.planCalendarPath(planId)).then(({ status }) =>
          Promise.reject({ status, code: 'not-found' }),
        ),
      () => api.addAction(planId, proposal()),
      () => api.changeAction(actionId, asChange(action)),
      () => report({ ...action, id: actionId }, 'start'),
      () => api.changeChecks(actionId, { version: 1, checks: [] }),
      () => api.waivePrerequisite(actionId, { libraryActionId: 'A-CON-1', reason: 'x' }),
      () => api.makeOwnerLink(actionId),
      () => api.revokeOwnerLinks(actionId),
      () =>
        fetch(api.actionCalendarPath(actionId)).then(({ status }) =>
          Promise.reject({ status, code: 'not-found' }),
        ),
    ]
    for (const ask of [...asked(plan.id, action.id, scanId), ...asked(NOWHERE, NOWHERE, NOWHERE)]) {
      await refused(ask()).toMatchObject({ status: 404, code: 'not-found' })
    }
  })

  test('nobody in particular gets nothing', async () => {
    world.signOut()
    await refused(api.listPlans()).toMatchObject({ status: 401 })
  })
})

test('due dates can be taken along in a calendar', async () => {
  const plan = await newPlan()
  const action = await api.addAction(plan.id, planned())
  for (const path of [api.planCalendarPath(plan.id), api.actionCalendarPath(action.id)]) {
    const answer = await fetch(path)
    expect(answer.headers.get('content-type')).toContain('text/calendar')
    expect(await answer.text()).toContain('DTSTART;VALUE=DATE:20261201')
  }
})

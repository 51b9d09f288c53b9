import { beforeEach, describe, expect, test } from 'vitest'
import { isFiltered, matching, NOBODY, ownersOf, pathWith, readChoice } from '#client/plans/filters.ts'
import { changeWords } from '#client/plans/History.tsx'
import { ownerChoice } from '#client/plans/OwnerFields.tsx'
import { swapped } from '#client/plans/Questions.tsx'
import { needsOf, stepsFor, stepTo } from '#client/plans/steps.ts'
import { inOrder } from '#client/plans/Topics.tsx'
import { completionWords } from '#client/plans/words.ts'
import { setLanguage } from '#client/text/text.ts'
import type { ActionStatus, EventKind, HistoryChange } from '#server/plans/contract.ts'
import { action, needed, plan } from './plan-fixture.ts'

beforeEach(() => setLanguage('en'))

describe('moving a card', () => {
  test.each<[ActionStatus, ActionStatus, EventKind | undefined]>([
    ['proposed', 'planned', 'plan'],
    ['proposed', 'done', 'done'],
    ['planned', 'started', 'start'],
    ['planned', 'proposed', undefined],
    ['started', 'stopped', 'stop'],
    ['started', 'confirmed', undefined],
    ['done', 'confirmed', 'confirm'],
    ['done', 'started', 'reopen'],
    ['confirmed', 'done', undefined],
    ['stopped', 'planned', 'reopen'],
    ['planned', 'planned', undefined],
  ])('from %s to %s means %s', (status, column, step) => {
    expect(stepTo(action({ status }), column)).toBe(step)
  })

  test('who may only look has no steps, and may confirm what others did', () => {
    const may = { change: false, confirm: true }
    expect(stepsFor(action({ may }))).toEqual([])
    expect(stepsFor(action({ may, status: 'done' }))).toEqual(['confirm'])
  })

  test.each<[string, Parameters<typeof needsOf>, object]>([
    ['planning asks for owner and date', [action({ owner: null }), 'plan'], { owner: true }],
    ['done asks for evidence', [action(), 'done'], { owner: false, words: 'evidence' }],
    [
      'starting asks about what comes first',
      [action({ prerequisites: [needed] }), 'start'],
      { prerequisites: true },
    ],
    [
      'what has started is not asked again',
      [action({ prerequisites: [needed], status: 'started' }), 'done'],
      { prerequisites: false },
    ],
    [
      'stopping asks why and nothing else',
      [action({ owner: null }), 'stop'],
      { owner: false, words: 'reason' },
    ],
  ])('%s', (_rule, [one, kind], needs) => {
    expect(needsOf(one, kind)).toMatchObject(needs)
  })
})

describe('what the address says', () => {
  test('a phone starts with the list, a wide screen with the board', () => {
    expect(readChoice({}, true).view).toBe('list')
    expect(readChoice({}, false).view).toBe('board')
    expect(readChoice({ view: 'board' }, true).view).toBe('board')
    expect(readChoice({ view: 'nonsense', late: '1' }, false)).toMatchObject({ view: 'board', late: true })
  })

  test('what is as usual is left out of it', () => {
    expect(pathWith('/plans/1', { owner: 'Olga', late: '1' }, { late: '' })).toBe('/plans/1?owner=Olga')
    expect(pathWith('/plans/1', {}, {})).toBe('/plans/1')
  })

  test('actions are chosen by owner, topic and lateness', () => {
    const actions = [action(), action({ id: 'a2', owner: null, late: true, dimensionId: 'network' })]
    const ids = (query: Record<string, string>) =>
      matching(actions, readChoice(query, false)).map(({ id }) => id)
    expect(ids({})).toEqual(['a1', 'a2'])
    expect(ids({ owner: 'Olga Smit' })).toEqual(['a1'])
    expect(ids({ owner: NOBODY })).toEqual(['a2'])
    expect(ids({ topic: 'network', late: '1' })).toEqual(['a2'])
    expect(ids({ topic: 'client-control', late: '1' })).toEqual([])
    expect(ownersOf(actions)).toEqual(['Olga Smit'])
    expect(isFiltered(readChoice({ view: 'list' }, false))).toBe(false)
  })
})

test('the completion is a sentence with its uncertainty, and one action is no rate', () => {
  const figures = plan().figures
  const counted = { state: 'counted' as const, done: 7, due: 12, share: 7 / 12, low: 0.3195, high: 0.8067 }
  expect(completionWords({ ...figures, completion: counted })).toContain('7 of 12 due actions are done: 58%')
  expect(completionWords({ ...figures, completion: counted })).toContain('between 32% and 81%')
  expect(completionWords({ ...figures, completion: { ...counted, done: 1, due: 1 } })).toContain('is done')
  expect(completionWords(figures)).toContain('No action is due yet')
})

test('topics: what is worked on, what waits, then by rank', () => {
  const ids = (changes: Parameters<typeof plan>[0]) => inOrder(plan(changes)).map(({ id }) => id)
  expect(ids({})).toEqual(['client-control', 'network', 'motivation'])
  expect(ids({ priorities: [] })).toEqual(['network', 'client-control', 'motivation'])
  const waiting = [{ dimensionId: 'motivation', waiting: true, openActions: 1 }]
  expect(ids({ priorities: waiting })[0]).toBe('motivation')
})

test.each([
  ['the first goes down', 0, ['b', 'a', 'c']],
  ['the last goes nowhere', 2, ['a', 'b', 'c']],
])('lines change places: %s', (_rule, place, expected) => {
  expect(swapped(['a', 'b', 'c'], place)).toEqual(expected)
})

const network = { nl: 'Netwerk', en: 'Network' }
test.each<[string, HistoryChange, string, string]>([
  [
    'a date',
    { field: 'dueOn', from: '2026-12-01', to: '2027-01-15' },
    'Done by: 15 January 2027 (was: 1 December 2026)',
    'Uiterlijk klaar op: 15 januari 2027 (eerst: 1 december 2026)',
  ],
  [
    'a first owner',
    { field: 'ownerName', from: null, to: 'Olga' },
    'Owner: Olga (was: Nobody yet)',
    'Actiehouder: Olga (eerst: Nog niemand)',
  ],
  [
    'a team',
    { field: 'unitId', from: 'Team Oost', to: null },
    'Team: The whole organisation (was: Team Oost)',
    'Team: De hele organisatie (eerst: Team Oost)',
  ],
  [
    'a topic',
    { field: 'dimensionId', from: network, to: { nl: 'Regie', en: 'Control' } },
    'Topic: Control (was: Network)',
    'Onderwerp: Regie (eerst: Netwerk)',
  ],
  [
    'an address, without telling it',
    { field: 'ownerEmail' },
    'E-mail of the owner: changed',
    'E-mail van de actiehouder: gewijzigd',
  ],
  ['a new point', { field: 'check', from: null, to: 'Call' }, 'Point added: Call', 'Punt erbij: Call'],
  ['a point gone', { field: 'check', from: 'Call', to: null }, 'Point removed: Call', 'Punt weg: Call'],
  [
    'other words',
    { field: 'check', from: 'Call', to: 'Visit' },
    'Point: Visit (was: Call)',
    'Punt: Visit (eerst: Call)',
  ],
  ['a tick', { field: 'ticked', text: 'Call', done: true }, 'Ticked: Call', 'Afgevinkt: Call'],
  [
    'a tick taken back',
    { field: 'ticked', text: 'Call', done: false },
    'No longer ticked: Call',
    'Vinkje weg: Call',
  ],
])('the history says what it was and what it became: %s', async (_what, change, english, dutch) => {
  expect(changeWords(change)).toBe(english)
  await setLanguage('nl')
  expect(changeWords(change)).toBe(dutch)
})

test('an owner is a colleague, a name with or without address, or nobody', () => {
  const draft = { kind: 'other' as const, membershipId: 'm1', name: ' Olga ', email: '', dueOn: '' }
  expect(ownerChoice(draft)).toEqual({ name: 'Olga', email: null })
  expect(ownerChoice({ ...draft, kind: 'member' })).toEqual({ membershipId: 'm1' })
  expect(ownerChoice({ ...draft, kind: 'nobody' })).toBeNull()
  expect(ownerChoice({ ...draft, name: ' ' })).toBeNull()
})

import { expect, test } from 'vitest'
import { checkChanges, noteOf, readNote } from '#server/plans/actions/changes.ts'
import { decideChange, newAction, ownerColumns } from '#server/plans/actions/edit.ts'
import type { ActionRow } from '#server/plans/actions/queries.ts'
import type { AddAction, ChangeAction, Check, HistoryChange } from '#server/plans/contract.ts'
import { tinyLibrary } from '../../support/cast-survey.ts'

const now = new Date('2026-11-21T09:00:00Z')
const people = [{ membershipId: 'm1', name: 'Max', email: 'max@debrug.test' }]
const nobody = { ownerMembershipId: null, ownerName: null, ownerEmail: null }
const olga = { ownerMembershipId: null, ownerName: 'Olga', ownerEmail: null }

test('an owner is a colleague, someone by name, or nobody yet', () => {
  expect(ownerColumns({ membershipId: 'm1' }, people)).toEqual({
    ownerMembershipId: 'm1',
    ownerName: 'Max',
    ownerEmail: 'max@debrug.test',
  })
  expect(ownerColumns({ name: ' Olga ', email: 'OLGA@x.nl' }, people)).toEqual({
    ...olga,
    ownerEmail: 'olga@x.nl',
  })
  expect(ownerColumns(null, people)).toEqual(nobody)
  expect(ownerColumns({ membershipId: 'gone' }, people)).toBeUndefined()
})

const body: AddAction = {
  id: 'a1',
  title: ' Listen ',
  description: '',
  dimensionId: 'listening',
  unitId: null,
  owner: null,
  dueOn: '2026-12-01',
  libraryActionId: 'A-LIS-2',
  checks: [],
}
const place = { organisationId: 'o', planId: 'p' }

test('a new action is planned when it has an owner and a date, and keeps what has to come first', () => {
  const library = tinyLibrary.actions[1]
  expect(newAction(body, place, nobody, library, now)).toMatchObject({
    title: 'Listen',
    plannedAt: null,
    proposedAt: now,
    prerequisites: ['A-LIS-1'],
  })
  expect(newAction(body, place, olga, library, now).plannedAt).toBe(now)
  expect(newAction({ ...body, dueOn: null }, place, olga, undefined, now)).toMatchObject({
    plannedAt: null,
    libraryActionId: null,
    prerequisites: [],
  })
})

const names = {
  topics: new Map([
    ['listening', { nl: 'Luisteren' }],
    ['tempo', { nl: 'Tempo' }],
  ]),
  units: new Map([['u', 'Team Oost']]),
}
const sender = { owns: false, names, now }
const owning = { ...sender, owns: true }
const row = {
  ...newAction(body, place, nobody, undefined, now),
  version: 3,
} as unknown as ActionRow
const same: ChangeAction = {
  version: 3,
  title: 'Listen',
  description: '',
  dimensionId: 'listening',
  unitId: null,
  owner: null,
  dueOn: '2026-12-01',
}

test.each<[string, Partial<ChangeAction>, HistoryChange[]]>([
  ['nothing changed', {}, []],
  ['spaces around a title are no change', { title: 'Listen ' }, []],
  [
    'each changed field is told, before and after',
    { title: 'Hear', dueOn: '2027-01-01' },
    [
      { field: 'title', from: 'Listen', to: 'Hear' },
      { field: 'dueOn', from: '2026-12-01', to: '2027-01-01' },
    ],
  ],
  [
    'topic and team are told by their names',
    { dimensionId: 'tempo', unitId: 'u' },
    [
      { field: 'dimensionId', from: { nl: 'Luisteren' }, to: { nl: 'Tempo' } },
      { field: 'unitId', from: null, to: 'Team Oost' },
    ],
  ],
])('%s', (_rule, fields, changes) => {
  expect(decideChange(row, { ...same, ...fields }, nobody, sender)).toMatchObject({ changes, kind: 'change' })
})

test('the history tells that an address changed, not which', () => {
  const mailed = { ...olga, ownerEmail: 'olga@x.nl' }
  expect(decideChange(row, same, mailed, sender)).toMatchObject({
    changes: [{ field: 'ownerName', from: null, to: 'Olga' }, { field: 'ownerEmail' }],
  })
  expect(JSON.stringify(decideChange({ ...row, ...olga }, same, mailed, sender))).not.toContain('from":"olga')
})

test('giving an owner to an action with a date plans it, and withdraws the link of the owner before', () => {
  expect(decideChange(row, same, olga, sender)).toMatchObject({
    kind: 'plan',
    columns: { plannedAt: now, version: 4 },
    changesOwner: true,
  })
})

test('an owner changes words and date, and nothing else', () => {
  const owned = { ...row, ...olga }
  expect(decideChange(owned, { ...same, title: 'Hear' }, olga, owning)).toMatchObject({ state: 'allowed' })
  for (const change of [{ dimensionId: 'tempo' }, { unitId: 'u' }]) {
    expect(decideChange(owned, { ...same, ...change }, olga, owning)).toMatchObject({ status: 403 })
  }
  expect(decideChange(owned, same, nobody, owning)).toMatchObject({ code: 'forbidden' })
})

test('what is planned cannot lose its date', () => {
  const planned = { ...row, ...olga, plannedAt: now }
  expect(decideChange(planned, { ...same, dueOn: null }, olga, sender)).toMatchObject({
    code: 'owner-and-date-needed',
  })
})

const call: Check = { id: 'c1', text: 'Call', done: false }
const visit: Check = { id: 'c2', text: 'Visit', done: true }
test.each<[string, Check[], Check[], HistoryChange[]]>([
  ['nothing', [call, visit], [call, visit], []],
  ['another order', [call, visit], [visit, call], []],
  ['a new point', [call], [call, { ...visit, done: false }], [{ field: 'check', from: null, to: 'Visit' }]],
  ['a point that went', [call, visit], [visit], [{ field: 'check', from: 'Call', to: null }]],
  ['other words', [call], [{ ...call, text: 'Mail' }], [{ field: 'check', from: 'Call', to: 'Mail' }]],
  ['a tick', [call], [{ ...call, done: true }], [{ field: 'ticked', text: 'Call', done: true }]],
  ['a tick back', [visit], [{ ...visit, done: false }], [{ field: 'ticked', text: 'Visit', done: false }]],
])('of a check list the history tells %s', (_what, before, after, changes) => {
  expect(checkChanges(before, after)).toEqual(changes)
})

test('a line of the history holds what changed or what someone said', () => {
  const changes: HistoryChange[] = [{ field: 'title', from: 'A', to: 'B' }]
  expect(readNote('change', noteOf(changes) ?? null)).toEqual({ note: null, changes })
  expect(readNote('stop', '[not ours')).toEqual({ note: '[not ours', changes: [] })
  expect(readNote('plan', null)).toEqual({ note: null, changes: [] })
  expect(noteOf([])).toBeUndefined()
})

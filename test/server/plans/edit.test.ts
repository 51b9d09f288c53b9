import { expect, test } from 'vitest'
import { countOf, decideChange, newAction, ownerColumns } from '#server/plans/actions/edit.ts'
import type { ActionRow } from '#server/plans/actions/queries.ts'
import type { AddAction, ChangeAction } from '#server/plans/contract.ts'
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

test.each<[string, Partial<ChangeAction>, string[]]>([
  ['nothing changed', {}, []],
  ['spaces around a title are no change', { title: 'Listen ' }, []],
  ['each changed field is named', { title: 'Hear', dueOn: '2027-01-01' }, ['title', 'dueOn']],
])('%s', (_rule, changes, fields) => {
  expect(decideChange(row, { ...same, ...changes }, nobody, false, now)).toMatchObject({
    fields,
    kind: 'change',
  })
})

test('giving an owner to an action with a date plans it, and withdraws the link of the owner before', () => {
  expect(decideChange(row, same, olga, false, now)).toMatchObject({
    kind: 'plan',
    columns: { plannedAt: now, version: 4 },
    changesOwner: true,
  })
})

test('an owner changes words and date, and nothing else', () => {
  const owned = { ...row, ...olga }
  expect(decideChange(owned, { ...same, title: 'Hear' }, olga, true, now)).toMatchObject({ state: 'allowed' })
  for (const change of [{ dimensionId: 'tempo' }, { unitId: 'u' }]) {
    expect(decideChange(owned, { ...same, ...change }, olga, true, now)).toMatchObject({ status: 403 })
  }
  expect(decideChange(owned, same, nobody, true, now)).toMatchObject({ code: 'forbidden' })
})

test('what is planned cannot lose its date', () => {
  const planned = { ...row, ...olga, plannedAt: now }
  expect(decideChange(planned, { ...same, dueOn: null }, olga, false, now)).toMatchObject({
    code: 'owner-and-date-needed',
  })
})

test('the history tells how far a check list is', () => {
  expect(countOf([{ done: true }, { done: false }, { done: true }])).toBe('2/3')
})

import { expect, test } from 'vitest'
import { changesIn, judge, verdictOn } from '#server/follow-ups/verdict.ts'
import type { ChangeCell } from '#server/results/contract.ts'
import { tinyInstrument } from '../../support/cast-survey.ts'
import { change, type Published, publicationOf } from '../plans/published.ts'

type Shown = Extract<ChangeCell, { state: 'shown' }>
const up = change('higher', 9, 3, 15) as Shown
const down = change('lower', -9, -15, -3) as Shown
const still = change('no-clear-change', -1, -6, 4) as Shown
const vague = change('no-clear-change', 2, -8, 12) as Shown
const banded: Shown = { ...still, difference: null, interval: { state: 'none' } }

test.each<[string, Shown[], object]>([
  ['a clear rise is a move', [up], { state: 'moved', direction: 'higher' }],
  ['a clear fall is a move too', [down], { state: 'moved', direction: 'lower' }],
  ['one perspective that rises is enough', [still, up, vague], { state: 'moved', direction: 'higher' }],
  ['a rise and a fall cannot be told', [up, down], { state: 'cannot-tell', reason: 'mixed' }],
  ['not moved when five points of improvement are left out', [still], { state: 'not-moved' }],
  ['not when they are still possible', [vague], { state: 'cannot-tell', reason: 'uncertain' }],
  [
    'not when they are possible in one perspective',
    [still, vague],
    { state: 'cannot-tell', reason: 'uncertain' },
  ],
  [
    'exactly five points are still possible',
    [change('no-clear-change', 0, -5, 5) as Shown],
    { state: 'cannot-tell', reason: 'uncertain' },
  ],
  ['a band tells no interval', [banded], { state: 'cannot-tell', reason: 'uncertain' }],
  ['nothing shown, nothing told', [], { state: 'cannot-tell', reason: 'hidden' }],
])('%s', (_rule, changes, verdict) => {
  expect(verdictOn(changes)).toEqual(verdict)
})

const published: Published = {
  organisationId: 'o',
  instrument: tinyInstrument,
  units: [
    { id: 'root', parentId: null, name: 'De Brug' },
    { id: 'east', parentId: 'root', name: 'Oost' },
  ],
  changes: { listening: up, choosing: still },
}
const publication = publicationOf(published, 'scan')
const [whole] = publication.units
const opensAt = new Date('2026-11-01T08:00:00Z')
const before = new Date('2026-10-01T08:00:00Z')
const done = { dimensionId: 'listening', unitId: null, status: 'done' as const, doneAt: before }

test.each([
  ['done before the scan, it is judged', done, { state: 'moved', direction: 'higher' }],
  ['confirmed too', { ...done, status: 'confirmed' as const }, { state: 'moved', direction: 'higher' }],
  ['not done, not judged', { ...done, status: 'started' as const, doneAt: null }, { reason: 'not-done' }],
  ['stopped, not judged', { ...done, status: 'stopped' as const }, { reason: 'not-done' }],
  [
    'done after people could answer, not judged',
    { ...done, doneAt: new Date('2026-11-02T08:00:00Z') },
    { reason: 'done-after-scan' },
  ],
  ['a topic the scan did not ask about', { ...done, dimensionId: 'intake' }, { reason: 'not-measured' }],
  ['a topic that may not be shown', { ...done, dimensionId: 'tempo' }, { reason: 'hidden' }],
])('%s', (_rule, action, verdict) => {
  expect(judge(action, publication, whole, opensAt).verdict).toMatchObject(verdict)
})

test('a unit too small to show change is judged by the whole, and says so', () => {
  expect(judge({ ...done, unitId: 'east' }, publication, whole, opensAt)).toMatchObject({
    unitName: 'De Brug',
    verdict: { state: 'moved' },
  })
})

test('change is listed per dimension in the order of the scan', () => {
  if (!whole) throw new Error('a unit expected')
  expect(
    changesIn(publication, whole).map(({ id, perspectives }) => [id, perspectives[0]?.change.state]),
  ).toEqual([
    ['listening', 'shown'],
    ['choosing', 'shown'],
    ['tempo', 'hidden'],
  ])
})

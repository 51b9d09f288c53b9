import { expect, test } from 'vitest'
import { type ActionLibrary, actionsFor, findAction } from '#server/surveys/actions.ts'
import { tinyLibrary } from '../../support/cast-survey.ts'

const later: ActionLibrary = {
  ...tinyLibrary,
  actions: tinyLibrary.actions.map((action) => (action.id === 'A-LIS-2' ? { ...action, phase: 2 } : action)),
}

test.each([
  [
    'the order of the dimensions is kept',
    tinyLibrary,
    ['choosing', 'listening'],
    1,
    ['A-CHO-1', 'A-LIS-1', 'A-LIS-2'],
  ],
  ['a dimension named twice is suggested once', tinyLibrary, ['choosing', 'choosing'], 1, ['A-CHO-1']],
  ['a phase 2 action waits for the phase 2 scan', later, ['listening'], 1, ['A-LIS-1']],
  ['after the phase 2 scan both phases count', later, ['listening'], 2, ['A-LIS-1', 'A-LIS-2']],
  ['an unknown dimension suggests nothing', tinyLibrary, ['money'], 2, []],
  ['no dimension suggests nothing', tinyLibrary, [], 2, []],
] as const)('%s', (_rule, library, dimensions, phase, ids) => {
  expect(actionsFor(library, [...dimensions], phase).map(({ id }) => id)).toEqual(ids)
})

test('an action is found by its id, and may be absent', () => {
  expect(findAction(tinyLibrary, 'A-CHO-1')).toMatchObject({ dimension: 'choosing' })
  expect(findAction(tinyLibrary, 'A-XXX-1')).toBeUndefined()
})

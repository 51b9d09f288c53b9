import { expect, test } from 'vitest'
import { suggest } from '#server/plans/suggest.ts'
import { tinyLibrary } from '../../support/cast-survey.ts'

const wish = {
  dimensionIds: ['listening'],
  phase: 1 as const,
  inPlan: new Set<string>(),
  done: new Set<string>(),
}
const idsOf = (...args: Parameters<typeof suggest>) => suggest(...args).map((one) => one.libraryActionId)

test('what can begin now comes before what needs something first', () => {
  expect(idsOf(tinyLibrary, wish)).toEqual(['A-LIS-1', 'A-LIS-2'])
  const [, second] = suggest(tinyLibrary, wish)
  expect(second?.prerequisites).toMatchObject([{ libraryActionId: 'A-LIS-1', met: false }])
})

test('a prerequisite that was done anywhere in the organisation is met', () => {
  const [first] = suggest(tinyLibrary, { ...wish, inPlan: new Set(['A-LIS-1']), done: new Set(['A-LIS-1']) })
  expect(first).toMatchObject({ libraryActionId: 'A-LIS-2', prerequisites: [{ met: true }] })
})

test('what is in the plan is not suggested again', () => {
  expect(idsOf(tinyLibrary, { ...wish, inPlan: new Set(['A-LIS-1']) })).toEqual(['A-LIS-2'])
})

test('least work first among what can begin', () => {
  const actions = tinyLibrary.actions.map((action, place) => ({
    ...action,
    prerequisites: [],
    dimension: 'listening',
    effort: (['L', 'S', 'M'] as const)[place] ?? 'S',
  }))
  expect(suggest({ ...tinyLibrary, actions }, wish).map(({ effort }) => effort)).toEqual(['S', 'M', 'L'])
})

test('actions of phase 2 wait for a scan of phase 2', () => {
  const actions = tinyLibrary.actions.map((action) => ({ ...action, phase: 2 as const }))
  expect(suggest({ ...tinyLibrary, actions }, wish)).toEqual([])
  expect(suggest({ ...tinyLibrary, actions }, { ...wish, phase: 2 })).toHaveLength(2)
})

test('dimensions keep the order asked, each once', () => {
  const ids = idsOf(tinyLibrary, { ...wish, dimensionIds: ['choosing', 'listening', 'choosing'] })
  expect(ids).toEqual(['A-CHO-1', 'A-LIS-1', 'A-LIS-2'])
})

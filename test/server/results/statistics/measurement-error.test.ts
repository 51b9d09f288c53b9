import { expect, test } from 'vitest'
import {
  ASSUMED,
  measurementError,
  personalBand,
  smallestRealChange,
  smallestRealDifference,
  worthLookingAt,
} from '#server/results/statistics/measurement-error.ts'
import { figureIn, printed } from './outcomes.ts'

test('sd 18 and reliability .75: an error of 9, a band of 17.6, a real change from 24.9', () => {
  const error = figureIn(measurementError(ASSUMED.sd, ASSUMED.reliability))
  expect(error).toBe(9)
  const { margin, band } = figureIn(personalBand(60, error))
  expect(printed(margin, 1)).toBe(17.6)
  expect(band.map((bound) => printed(bound, 1))).toEqual([42.4, 77.6])
  expect(printed(figureIn(smallestRealChange(error)), 1)).toBe(24.9)
})

test('the band stays between 0 and 100', () => {
  expect(figureIn(personalBand(5, 9)).band[0]).toBe(0)
  expect(figureIn(personalBand(95, 9)).band[1]).toBe(100)
})

test('components with reliabilities .75 and .80 differ from 23.7', () => {
  expect(printed(figureIn(smallestRealDifference(18, 0.75, 0.8)), 1)).toBe(23.7)
})

test('a reliability of 1 leaves no error, a negative one more than the spread, and above 1 is none', () => {
  expect(figureIn(measurementError(18, 1))).toBe(0)
  expect(figureIn(measurementError(18, -0.5))).toBeGreaterThan(18)
  const none = { state: 'undefined', reason: 'too_few' }
  expect([measurementError(18, 1.2), smallestRealDifference(18, 1.2, 0.5)]).toEqual([none, none])
})

test.each([
  ['one far below the own mean', [80, 75, 70, 30, 78], ['d']],
  ['two far below, lowest first', [90, 30, 95, 20, 85], ['d', 'b']],
  ['a third is never named', [90, 20, 100, 10, 95, 100, 25, 100, 100], ['d', 'b']],
  ['below, but within the band', [60, 55, 50, 45, 58], []],
  ['all alike: no clear difference', [50, 50, 50], []],
  ['a component without a score does not count', [80, null, 80, 30], ['d']],
  ['nothing answered', [null, null], []],
  ['no components', [], []],
])('worth looking at: %s', (_case, scores, named) => {
  const components = scores.map((score, index) => ({ component: 'abcdefghi'[index] ?? '', score }))
  expect(worthLookingAt(components, 17.6)).toEqual(named)
})

test('at exactly the margin below the own mean there is no clear difference', () => {
  const components = [
    { component: 'a', score: 40 },
    { component: 'b', score: 80 },
  ]
  expect(worthLookingAt(components, 20)).toEqual([])
  expect(worthLookingAt(components, 19.9)).toEqual(['a'])
})

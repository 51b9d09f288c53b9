import { expect, test } from 'vitest'
import { responseBound } from '#server/results/response-bound.ts'
import { responseBand } from '#server/scans/bands.ts'

test.each([
  [41, 100, { bound: 'at-least', percentage: 40, low: false }],
  [39, 100, { bound: 'at-least', percentage: 35, low: true }],
  [7, 10, { bound: 'at-least', percentage: 50, low: false }],
  [4, 12, { bound: 'below', percentage: 42, low: true }],
  [0, 200, { bound: 'below', percentage: 3, low: true }],
  [40, 40, { bound: 'at-least', percentage: 87, low: false }],
  [12, 10, { bound: 'at-least', percentage: 50, low: false }],
])('%d answers of %d invited', (answered, invited, told) => {
  expect(responseBound(answered, invited)).toEqual(told)
})

test('a response rate is true and fits two counts or more, also beside the band of the running scan', () => {
  for (let invited = 10; invited <= 250; invited++) {
    const counts = Array.from({ length: invited + 1 }, (_none, answered) => answered)
    for (const { bound, percentage } of counts.map((answered) => responseBound(answered, invited)))
      expect([0, 100].includes(percentage), `${bound} ${percentage}`).toBe(false)
    const told = Map.groupBy(counts, (answered) => JSON.stringify(responseBound(answered, invited)))
    for (const [words, fitting] of told) {
      const { bound, percentage } = JSON.parse(words)
      expect(fitting.length, `${words} of ${invited}`).toBeGreaterThanOrEqual(2)
      const rates = fitting.map((answered) => (100 * answered) / invited)
      expect(rates.every((rate) => (bound === 'below' ? rate < percentage : rate >= percentage))).toBe(true)
      expect(new Set(fitting.map((answered) => responseBand(invited, answered).answeredAtLeast)).size).toBe(1)
    }
  }
})

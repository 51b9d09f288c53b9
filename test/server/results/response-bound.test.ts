import { expect, test } from 'vitest'
import { responseBound } from '#server/results/response-bound.ts'
import { addParts, type BandedGroup, partsOf, responseBand } from '#server/scans/bands.ts'

const boundOf = (groups: BandedGroup[], onPaper = 0) =>
  responseBound({
    parts: groups.map(partsOf).reduce(addParts),
    onPaper,
    invited: groups.reduce((sum, { invited }) => sum + invited, 0),
  })

test.each([
  [41, 100, { bound: 'at-least', percentage: 40, low: false }],
  [39, 100, { bound: 'at-least', percentage: 35, low: true }],
  [7, 10, { bound: 'at-least', percentage: 50, low: false }],
  [4, 12, { bound: 'below', percentage: 42, low: true }],
  [0, 200, { bound: 'below', percentage: 3, low: true }],
  [40, 40, { bound: 'at-least', percentage: 87, low: false }],
  [12, 10, { bound: 'at-least', percentage: 50, low: false }],
])('%d answers of %d invited', (answered, invited, told) => {
  expect(boundOf([{ invited, answered }])).toEqual(told)
})

test.each([
  [
    '4 of 8 beside 6 of 6, where "at least 71 %" would tell both',
    [group(8, 4), group(6, 6)],
    0,
    'at-least',
    35,
  ],
  ['two full groups of five, which fit no rate from above', [group(5, 5), group(5, 5)], 0, 'hidden', 0],
  ['nobody in forty groups of eight', Array.from({ length: 40 }, () => group(8, 0)), 0, 'below', 2],
  ['seven on paper beside three', [group(12, 3)], 7, 'at-least', 58],
  ['everyone on paper: never the last', [group(12, 0)], 12, 'at-least', 91],
  [
    'five of five that grew to twenty',
    [{ ...group(20, 5), launched: 5, heldAnswers: 5, heldBand: 0 }],
    0,
    'below',
    55,
  ],
] as const)('%s', (_groups, groups, onPaper, bound, percentage) => {
  const told = boundOf([...groups], onPaper)
  expect([told?.bound ?? 'hidden', told?.percentage ?? 0]).toEqual([bound, percentage])
})

test('a response rate is true and fits two counts or more, also beside the band of the running scan', () => {
  for (let invited = 10; invited <= 250; invited++) {
    const counts = Array.from({ length: invited + 1 }, (_none, answered) => answered)
    const told = Map.groupBy(counts, (answered) => JSON.stringify(boundOf([{ invited, answered }])))
    for (const [words, fitting] of told) {
      const { bound, percentage } = JSON.parse(words)
      expect([0, 100].includes(percentage), words).toBe(false)
      expect(fitting.length, `${words} of ${invited}`).toBeGreaterThanOrEqual(2)
      const rates = fitting.map((answered) => (100 * answered) / invited)
      expect(rates.every((rate) => (bound === 'below' ? rate < percentage : rate >= percentage))).toBe(true)
      expect(new Set(fitting.map((answered) => responseBand(invited, answered).answeredAtLeast)).size).toBe(1)
    }
  }
})

function group(invited: number, answered: number): BandedGroup {
  return { invited, answered }
}

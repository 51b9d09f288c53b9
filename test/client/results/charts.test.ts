import { beforeAll, describe, expect, test } from 'vitest'
import { chosenFrom } from '#client/results/chosen.ts'
import { changeChart, gapChart, hasFigures, isTested } from '#client/results/difference-chart.ts'
import { itemTopics } from '#client/results/item-bars.ts'
import {
  importanceChart,
  type Order,
  perspectiveChart,
  scoreChart,
  someAreFew,
} from '#client/results/score-chart.ts'
import { setLanguage } from '#client/text/text.ts'
import type { ChangeCell, Gap } from '#server/results/contract.ts'
import {
  type Asked,
  baseScores,
  change,
  dimensions,
  gapCell,
  publication,
  result,
  richPublication,
  unit,
} from './publication-fixture.ts'

beforeAll(() => setLanguage('en'))

function chosen(...asked: Asked[]) {
  const found = chosenFrom(
    publication([unit({ id: 'whole', name: 'De Brug', results: asked.map(result) })]),
    {},
  )
  if (!found) throw new Error('The fixture has nothing to read')
  return found
}

const three = (...scores: (number | null)[]) => [
  ...scores,
  ...baseScores.slice(scores.length).map(() => null),
]

describe('scores per dimension', () => {
  test.each([
    ['instrument', [40, null, 60]],
    ['score', [60, 40, null]],
  ] as [
    Order,
    (number | null)[],
  ][])('come in the order of the %s, hidden ones last when sorted', (order, values) => {
    expect(scoreChart(chosen({ scores: three(40, null, 60) }), order).series[0]?.values.slice(0, 3)).toEqual(
      values,
    )
  })

  test.each([
    ['a score with its interval', { n: 25, invited: 60 }, '60', [52, 68], '25 of 60'],
    ['everyone answered: no interval', { n: 25, invited: 25 }, '60', undefined, '25 of 25, everyone'],
    ['few answers: no interval and no number', { n: 7, invited: 12 }, '60', undefined, 'not stated'],
  ])('%s', (_rule, counts, written, interval, answers) => {
    const { series, columns } = scoreChart(chosen({ scores: three(60), ...counts }), 'instrument')
    expect([series[0]?.written?.[0], series[0]?.intervals?.[0], columns?.[0]?.cells[0]]).toEqual([
      written,
      interval,
      answers,
    ])
  })

  test('a band is drawn at its edge and written as a band; a hidden score is a dash', () => {
    const { series, columns } = scoreChart(chosen({ scores: three(99, 2, null) }), 'instrument')
    expect(series[0]?.values.slice(0, 3)).toEqual([95, 5, null])
    expect(series[0]?.written?.slice(0, 3)).toEqual(['>95', '<5', '–'])
    expect(columns?.[0]?.cells[2]).toBe('–')
  })

  test('say when some rest on few answers', () => {
    expect(someAreFew(chosen({ n: 7, invited: 12 }))).toBe(true)
    expect(someAreFew(chosen({}))).toBe(false)
  })
})

test.each([
  'dots',
  'radar',
] as const)('each readable perspective has its own mark and colour, as %s', (type) => {
  const chart = perspectiveChart(
    chosen({}, { perspective: 'client' }, { perspective: 'manager', scores: three() }),
    type,
  )
  expect(chart.type).toBe(type)
  expect(chart.series.map(({ label, mark, colour }) => [label, mark, colour])).toEqual([
    ['Professionals', 'circle', 'professional'],
    ['Clients', 'triangle', 'client'],
  ])
})

describe('differences', () => {
  const gap = (...cells: Gap['dimensions']): Gap => ({
    first: 'professional',
    second: 'client',
    dimensions: cells,
  })

  test('a gap tells both scores, its interval and what it says', () => {
    const chart = gapChart(
      richPublication(),
      gap(gapCell(70, 50), gapCell(50, 51), gapCell(60, 40, null), gapCell(null, 1)),
    )
    expect(chart.series[0]).toMatchObject({ values: [20, -1, 20, null], written: ['+20', '−1', '+20', '–'] })
    expect(chart.series[0]?.intervals).toEqual([[14, 26], [-7, 5], null, null])
    expect(chart.columns?.map(({ cells }) => cells)).toEqual([
      ['70', '50', '60', '–'],
      ['50', '51', '40', '–'],
      ['professionals higher', 'no clear difference', 'too few answers', '–'],
    ])
  })

  test.each([
    ['small differences', [gapCell(52, 50)], 20],
    ['an interval beyond the first step', [gapCell(70, 50)], 40],
    ['the farthest there is', [gapCell(95, 5, 30)], 100],
  ])('the axis lies around zero and fits %s', (_rule, cells, end) => {
    expect(gapChart(richPublication(), gap(...cells))).toMatchObject({ min: -end, max: end })
  })

  test('a gap without any figure is not drawn', () => {
    expect(hasFigures(gap(gapCell(null, 1)))).toBe(false)
    expect(hasFigures(gap(gapCell(5, 1)))).toBe(true)
  })

  test('nor one of which nobody can say whether it is chance', () => {
    expect(isTested(gap(gapCell(70, 50, null), gapCell(null, 1)))).toBe(false)
    expect(isTested(gap(gapCell(70, 50, null), gapCell(51, 50)))).toBe(true)
  })

  test('what is not clear is an open dot', () => {
    const cells = [gapCell(70, 50), gapCell(50, 51), gapCell(60, 40, null), gapCell(null, 1)]
    expect(gapChart(richPublication(), gap(...cells)).series[0]?.open).toEqual([false, true, true, true])
    const changes = changeChart(chosen({ change: [change(9), change(2), change(-9), change(null)] }))
    expect(changes?.series[0]?.open).toEqual([false, true, false, true])
  })

  test('a change tells before, after and whether it is clear; shared questions get a star', () => {
    const shared: ChangeCell = { ...change(9), ...{ sharedItemsOnly: true } } as ChangeCell
    const chart = changeChart(chosen({ change: [shared, change(2), change(null)] }))
    expect(chart?.labels.slice(0, 2)).toEqual(['Client in control *', 'Belief in own ability'])
    expect(chart?.columns?.map(({ cells }) => cells)).toEqual([
      ['50', '50', '–'],
      ['59', '52', '–'],
      ['higher', 'no clear change', 'cannot be compared'],
    ])
  })

  test.each([
    ['there was no earlier round', []],
    ['all changes are hidden', [change(null)]],
  ])('nothing is drawn when %s', (_rule, cells) => {
    expect(changeChart(chosen({ change: cells }))).toBeNull()
  })
})

test('importance goes from most to least chosen, and is absent below ten answers', () => {
  const values = importanceChart(chosen({}))?.series[0]?.values ?? []
  expect(values).toEqual(values.toSorted((a, b) => (b ?? 0) - (a ?? 0)))
  expect(importanceChart(chosen({ n: 7, invited: 12 }))).toBeNull()
})

describe('answers per question', () => {
  test('stand per dimension, in segments that fill the bar', () => {
    const topics = itemTopics(chosen({}))
    expect(topics).toHaveLength(dimensions.length)
    const [bar] = topics[0]?.bars ?? []
    expect(bar?.segments.map(({ start }) => start)).toEqual([0, 4, 16, 40, 76])
    expect(bar?.segments.map(({ anchor }) => anchor).at(-1)).toBe('(Almost) always')
    expect(bar?.favourable).toBe(60)
  })

  test('of a reversed question the low end is favourable', () => {
    const bars = itemTopics(chosen({})).flatMap((topic) => topic.bars)
    const reversed = bars.find(({ reverse }) => reverse)
    const [lowest, second] = reversed?.segments ?? []
    expect(reversed?.favourable).toBe((lowest?.share ?? 0) + (second?.share ?? 0))
  })

  test('use the wording of the perspective, and leave out what may not be shown', () => {
    const [topic] = itemTopics(chosen({ perspective: 'client' }))
    expect(topic?.bars[0]?.text).toBe('My coach first asks what I want to achieve myself.')
    expect(itemTopics(chosen({ n: 7, invited: 12 }))).toEqual([])
  })
})

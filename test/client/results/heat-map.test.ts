import { describe, expect, test } from 'vitest'
import { heatMap, matching } from '#client/results/heat-map.ts'
import type { ScoreCell } from '#server/results/contract.ts'
import {
  baseScores,
  cell,
  hiddenResult,
  largePublication,
  publication,
  result,
  unit,
} from './publication-fixture.ts'

function toneOf(own: ScoreCell, whole: ScoreCell = cell(60)) {
  const of = (id: string, first: ScoreCell, parentId: string | null) => {
    const all = result()
    return unit({
      id,
      name: id,
      parentId,
      level: parentId ? 1 : 0,
      results: [{ ...all, dimensions: [first, ...all.dimensions.slice(1)] }],
    })
  }
  const map = heatMap(publication([of('whole', whole, null), of('team', own, 'whole')]), 'professional')
  return map.rows[0]?.cells[0]
}

const range = (value: number, low: number, high: number): ScoreCell => ({
  state: 'shown',
  score: { value, label: String(value) },
  basis: { state: 'counted', n: 20, invited: 40 },
  interval: { state: 'range', low, high, margin: value - low },
})

describe('a cell beside the whole of 60', () => {
  test.each([
    ['far above, beyond noise', range(75, 68, 82), 15, 'above-2'],
    ['somewhat above, beyond noise', range(68, 62, 74), 8, 'above-1'],
    ['somewhat below, beyond noise', range(53, 47, 59), -7, 'below-1'],
    ['far below, beyond noise', range(45, 38, 52), -15, 'below-2'],
    ['far above, but within noise', range(75, 58, 92), 15, 'even'],
    ['beyond noise, but less than five points', range(64, 61, 67), 4, 'even'],
    ['everyone answered, so there is no noise', cell(70, 40, 40), 10, 'above-2'],
    ['few answers claim nothing', cell(90, 7, 12), 30, 'even'],
  ])('%s', (_rule, own, difference, tone) => {
    expect(toneOf(own)).toMatchObject({ state: 'shown', difference, tone })
  })

  test.each([
    ['a band of its own', cell(99), cell(60)],
    ['a band of the whole', cell(60), cell(2)],
    ['a hidden whole', cell(60), { state: 'hidden' } as ScoreCell],
  ])('has no difference beside %s', (_rule, own, whole) => {
    expect(toneOf(own, whole)).toMatchObject({ difference: null, tone: 'even' })
  })

  test('stays hidden when it is hidden', () => {
    expect(toneOf({ state: 'hidden' })).toEqual({ state: 'hidden' })
  })
})

describe('rows', () => {
  const map = heatMap(
    publication([
      unit({ id: 'whole', name: 'De Brug', results: [result({ n: 60, invited: 100 })] }),
      unit({
        id: 'small',
        name: 'Small',
        parentId: 'whole',
        level: 1,
        results: [result({ n: 11, invited: 20 })],
      }),
      unit({
        id: 'hidden',
        name: 'Hidden',
        parentId: 'whole',
        level: 1,
        results: [hiddenResult('professional')],
      }),
      unit({
        id: 'large',
        name: 'Large',
        parentId: 'whole',
        level: 1,
        results: [result({ n: 30, invited: 60 })],
      }),
      unit({
        id: 'below',
        name: 'Café',
        parentId: 'large',
        level: 2,
        results: [result({ n: 20, invited: 40 })],
      }),
    ]),
    'professional',
  )

  test('come largest first, with the hidden ones last and the whole apart', () => {
    expect(map.rows.map(({ unit: { id } }) => id)).toEqual(['large', 'below', 'small', 'hidden'])
    expect(map.whole?.unit.id).toBe('whole')
  })

  test('name the unit above, unless that is the whole', () => {
    expect(map.rows.map(({ within }) => within)).toEqual([undefined, 'Large', undefined, undefined])
  })

  test.each([
    ['nothing typed', '', 4],
    ['part of a name, without accent or capital', ' CAFE', 1],
    ['the name of the unit above', 'large', 2],
    ['a name that is not there', 'xyz', 0],
  ])('are found by %s', (_rule, typed, count) => {
    expect(matching(map.rows, typed)).toHaveLength(count)
  })
})

test('units without one unit above them are compared with nothing', () => {
  const two = publication([unit({ id: 'a', name: 'A' }), unit({ id: 'b', name: 'B' })])
  const map = heatMap(two, 'professional')
  expect(map.whole).toBeUndefined()
  expect(map.rows).toHaveLength(2)
  expect(map.standingOut).toBe(0)
})

test('two hundred units keep every row, and count what stands out', () => {
  const map = heatMap(largePublication(), 'professional')
  const tones = map.rows.flatMap(({ cells }) =>
    cells.flatMap((each) => (each.state === 'shown' ? [each.tone] : [])),
  )
  expect(map.rows).toHaveLength(200)
  expect(map.rows.filter(({ hidden }) => hidden)).toHaveLength(40)
  expect(map.standingOut).toBe(tones.filter((tone) => tone !== 'even').length)
  const ranges = map.rows.flatMap(({ unit: { perspectives } }) =>
    (perspectives.find(({ perspective }) => perspective === 'professional')?.dimensions ?? []).filter(
      (cell) => cell.state === 'shown' && cell.interval.state === 'range',
    ),
  )
  expect(ranges.length).toBeGreaterThan(100)
  expect(map.byChance).toBe(Math.ceil(ranges.length / 20))
  expect(map.rows[0]?.cells).toHaveLength(baseScores.length)
})

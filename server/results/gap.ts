import type { GapCell } from './contract.ts'
import { isBanded } from './disclosure/bands.ts'
import { figureOf } from './figure.ts'
import { changeLabel, holm, type Sample, welch } from './statistics/change.ts'
import { standardDeviation } from './statistics/interval.ts'
import { roundHalfAway } from './statistics/rounding.ts'
import type { MeasureTable } from './tables.ts'

interface Sides {
  first: MeasureTable | undefined
  second: MeasureTable | undefined
}

/**
 * What the first perspective scores above the second on the items that both were asked, per dimension. From ten answers on both
 * sides with the interval and a verdict (Welch, Holm over the dimensions, at least five points).
 */
export function gapCells(dimensions: readonly (Sides | null)[], place: number): GapCell[] {
  const tests = dimensions.map((sides) => sides && testOf(sides, place))
  const adjusted = holm(tests.flatMap((test) => (test ? [test.p] : [])))
  let tested = 0
  return dimensions.map((sides, dimension): GapCell => {
    const test = tests[dimension]
    const p = test ? (adjusted[tested++] ?? 1) : 1
    const first = meanOf(sides?.first, place)
    const second = meanOf(sides?.second, place)
    if (first === null || second === null) return { state: 'hidden' }
    const figures = { state: 'shown' as const, first: figureOf(first), second: figureOf(second) }
    const verdict = test ? verdictOf(first - second, p) : null
    if (isBanded(first) || isBanded(second)) {
      return { ...figures, difference: null, interval: { state: 'none' }, verdict }
    }
    return { ...figures, difference: roundHalfAway(first - second), interval: boundsOf(test), verdict }
  })
}

function meanOf(table: MeasureTable | undefined, place: number): number | null {
  return table?.shown[place] ? (table.moments[place]?.mean ?? null) : null
}

function testOf({ first, second }: Sides, place: number) {
  const [above, below] = [sampleOf(first, place), sampleOf(second, place)]
  const test = above && below && welch(below, above)
  return test?.state === 'defined' ? test.value : null
}

function sampleOf(table: MeasureTable | undefined, place: number): Sample | null {
  const moments = table?.moments[place]
  const sd = moments && standardDeviation(moments)
  if (!moments || !table.detailed[place] || sd?.state !== 'defined') return null
  return { n: moments.n, mean: moments.mean, sd: sd.value }
}

function verdictOf(difference: number, p: number): Exclude<GapCell, { state: 'hidden' }>['verdict'] {
  const label = changeLabel(difference, p)
  if (label === 'no-clear-change') return 'no-clear-difference'
  return label === 'higher' ? 'first-higher' : 'second-higher'
}

function boundsOf(test: { interval: [number, number] } | null | undefined) {
  if (!test) return { state: 'none' as const }
  const [low, high] = test.interval
  return { state: 'range' as const, low: roundHalfAway(low), high: roundHalfAway(high) }
}

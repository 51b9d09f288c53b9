import type { PerspectiveResult, ScoreCell } from '#server/results/contract.ts'
import { t } from '../text/text.ts'
import type { ChartSpec, Colour, Interval, Mark, Series } from '../ui/chart-spec.ts'
import { agreementColumns } from './agreement.ts'
import { type Chosen, readableResults, titlesOf } from './chosen.ts'
import { nameOf } from './findings.ts'

export type Order = 'instrument' | 'score'

/** One bar per dimension with its interval; the table also tells how many answered. */
export function scoreChart(chosen: Chosen, order: Order): ChartSpec {
  const { publication, result } = chosen
  const places = placesIn(order, result.dimensions)
  const titles = titlesOf(publication)
  const cells = places.map((place): ScoreCell => result.dimensions[place] ?? { state: 'hidden' })
  return {
    type: 'bars',
    labels: places.map((place) => titles[place] ?? ''),
    series: [seriesOf(result.perspective, cells)],
    columns: [
      { label: t('results.scores.answers'), cells: cells.map(answersOf), number: true },
      ...agreementColumns(chosen, places),
    ],
  }
}

/** Hidden ones come last. */
function placesIn(order: Order, cells: readonly ScoreCell[]): number[] {
  const places = cells.map((_cell, place) => place)
  if (order === 'instrument') return places
  const height = (place: number) => scoreOf(cells[place]) ?? -1
  return places.toSorted((a, b) => height(b) - height(a))
}

function answersOf(cell: ScoreCell): string {
  if (cell.state === 'hidden') return '–'
  if (cell.basis.state === 'few') return t('results.scores.untold')
  const { n, invited } = cell.basis
  if (invited === null) return t('results.scores.howMany', { n })
  return t(cell.interval.state === 'everyone' ? 'results.scores.everyone' : 'results.scores.counted', {
    n,
    invited,
  })
}

/** Every readable perspective on one line per dimension, or as a radar. */
export function perspectiveChart({ publication, unit }: Chosen, type: 'dots' | 'radar'): ChartSpec {
  return {
    type,
    labels: titlesOf(publication),
    series: readableResults(unit).map(({ perspective, dimensions }) => seriesOf(perspective, dimensions)),
  }
}

const marks: Record<PerspectiveResult['perspective'], { colour: Colour; mark: Mark }> = {
  professional: { colour: 'professional', mark: 'circle' },
  client: { colour: 'client', mark: 'triangle' },
  manager: { colour: 'manager', mark: 'rect' },
}

function seriesOf(perspective: PerspectiveResult['perspective'], cells: readonly ScoreCell[]): Series {
  const intervals = cells.map(rangeOf)
  return {
    label: nameOf(perspective),
    ...marks[perspective],
    values: cells.map(scoreOf),
    written: cells.map((cell) => (cell.state === 'shown' ? cell.score.label : '–')),
    ...(intervals.some((each) => each !== null) ? { intervals } : {}),
  }
}

const scoreOf = (cell: ScoreCell | undefined) => (cell?.state === 'shown' ? cell.score.value : null)

function rangeOf(cell: ScoreCell): Interval | null {
  return cell.state === 'shown' && cell.interval.state === 'range'
    ? [cell.interval.low, cell.interval.high]
    : null
}

/** Where the number is not stated it is said why; without a range such a score is a first impression. */
export function someAreFew({ result }: Chosen): boolean {
  return result.dimensions.some((cell) => cell.state === 'shown' && cell.basis.state === 'few')
}

/** The share that chose each dimension, most chosen first. */
export function importanceChart({ publication, result }: Chosen): ChartSpec | null {
  if (result.importance.state === 'hidden') return null
  const titles = titlesOf(publication)
  const shares = result.importance.dimensions
    .map((figure, place) => ({ ...figure, title: titles[place] ?? '' }))
    .toSorted((a, b) => b.value - a.value)
  return {
    type: 'bars',
    labels: shares.map(({ title }) => title),
    series: [
      {
        label: t('results.importance.label'),
        colour: marks[result.perspective].colour,
        values: shares.map(({ value }) => value),
        written: shares.map(({ label }) => label),
      },
    ],
  }
}

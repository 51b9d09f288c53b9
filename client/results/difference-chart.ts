import type { Bounds, ChangeCell, Gap, GapCell, Publication } from '#server/results/contract.ts'
import { t } from '../text/text.ts'
import type { ChartSpec, Interval } from '../ui/chart-spec.ts'
import { formatSigned } from '../ui/format.ts'
import { type Chosen, titlesOf } from './chosen.ts'
import { isClearChange, isClearGap, nameOf, who } from './findings.ts'

const STEP = 20

/** What the first perspective scores above the second, with the interval of that difference. */
export function gapChart(publication: Publication, gap: Gap): ChartSpec {
  const { first, second, dimensions: cells } = gap
  const labelOf = (side: 'first' | 'second') =>
    cells.map((cell) => (cell.state === 'shown' ? cell[side].label : '–'))
  return {
    ...differences(titlesOf(publication), { label: t('results.gap.label'), cells, isClear: isClearGap }),
    columns: [
      { label: nameOf(first), cells: labelOf('first'), number: true },
      { label: nameOf(second), cells: labelOf('second'), number: true },
      { label: t('results.gap.verdict'), cells: cells.map((cell) => gapVerdict(cell, gap)) },
    ],
  }
}

function gapVerdict(cell: GapCell, { first, second }: Gap): string {
  if (cell.state === 'hidden') return '–'
  return t(`results.gap.${cell.verdict ?? 'untested'}`, { first: who(first), second: who(second) })
}

export function hasFigures({ dimensions }: Gap): boolean {
  return dimensions.some(({ state }) => state === 'shown')
}

/** Differences of which nobody can say whether they are chance are not drawn: a dot would be read as a finding. */
export function isTested({ dimensions }: Gap): boolean {
  return dimensions.some((cell) => cell.state === 'shown' && cell.verdict !== null)
}

/** What came out higher or lower than in the previous round; null when nothing can be compared. */
export function changeChart({ publication, result }: Chosen): ChartSpec | null {
  const cells = result.change
  if (!cells.some(({ state }) => state === 'shown')) return null
  const titles = titlesOf(publication).map((title, place) => title + (sharesItems(cells[place]) ? ' *' : ''))
  return {
    ...differences(titles, { label: t('results.change.label'), cells, isClear: isClearChange }),
    columns: [
      {
        label: t('results.change.before'),
        cells: cells.map((cell) => figureOf(cell, 'before')),
        number: true,
      },
      { label: t('results.change.after'), cells: cells.map((cell) => figureOf(cell, 'after')), number: true },
      { label: t('results.change.verdict'), cells: cells.map(changeVerdict) },
    ],
  }
}

export const sharesItems = (cell: ChangeCell | undefined): boolean =>
  cell?.state === 'shown' && cell.sharedItemsOnly

const figureOf = (cell: ChangeCell, side: 'before' | 'after') =>
  cell.state === 'shown' ? cell[side].label : '–'

function changeVerdict(cell: ChangeCell): string {
  return cell.state === 'shown' ? t(`results.change.labels.${cell.label}`) : t('results.change.hidden')
}

type Differing = { state: 'hidden' } | { state: 'shown'; difference: number | null; interval: Bounds }

interface Told<Cell extends Differing> {
  label: string
  cells: readonly Cell[]
  isClear: (cell: Cell) => boolean
}

/** Zero in the middle, and one axis for all: as wide as the farthest interval needs. */
function differences<Cell extends Differing>(
  labels: string[],
  { label, cells, isClear }: Told<Cell>,
): ChartSpec {
  const values = cells.map((cell) => (cell.state === 'shown' ? cell.difference : null))
  const intervals = cells.map(boundsOf)
  const written = values.map((value) => formatSigned(value))
  const some = intervals.some((each) => each !== null)
  const farthest = Math.max(STEP, ...[...values, ...intervals.flat()].map((each) => Math.abs(each ?? 0)))
  const end = Math.min(100, Math.ceil(farthest / STEP) * STEP)
  return {
    type: 'dots',
    labels,
    min: -end,
    max: end,
    series: [
      {
        label,
        colour: 'brand',
        values,
        written,
        open: cells.map((cell) => !isClear(cell)),
        ...(some ? { intervals } : {}),
      },
    ],
  }
}

function boundsOf(cell: Differing): Interval | null {
  return cell.state === 'shown' && cell.interval.state === 'range'
    ? [cell.interval.low, cell.interval.high]
    : null
}

import { t } from '../text/text.ts'
import { formatNumber } from './format.ts'
import type { Column } from './Table.tsx'

export type Interval = readonly [low: number, high: number]
export type Colour = 'brand' | 'chance' | 'muted' | 'professional' | 'client' | 'manager'
export type Mark = 'circle' | 'triangle' | 'rect'

export interface Series {
  label: string
  /** One per label of the chart; null where nothing may be shown. */
  values: readonly (number | null)[]
  /** Drawn as thin whiskers; one per value. */
  intervals?: readonly (Interval | null)[]
  colour: Colour
  mark?: Mark
}

/** What a chart shows, in our own words: pure, so that a chart and its table come from one source. */
export interface ChartSpec {
  /** bars: one bar per label; dots: perspectives on one line per label; radar; line: change over time. */
  type: 'bars' | 'dots' | 'radar' | 'line'
  labels: readonly string[]
  series: readonly Series[]
  /** 0 to 100 unless told. */
  min?: number
  max?: number
  digits?: number
}

export type ChartRow = { label: string; index: number }

/** The same figures as rows: one per label, a column per series, its interval beside it. */
export function chartRows(spec: ChartSpec): ChartRow[] {
  return spec.labels.map((label, index) => ({ label, index }))
}

export function chartColumns(spec: ChartSpec): Column<ChartRow>[] {
  const topic: Column<ChartRow> = { label: t('common.chartTopic'), cell: (row) => row.label, heading: true }
  return [topic, ...spec.series.flatMap((series) => seriesColumns(series, spec.digits ?? 0))]
}

function seriesColumns(series: Series, digits: number): Column<ChartRow>[] {
  const figure = (value: number | null | undefined) => formatNumber(value ?? null, digits)
  const range = (interval: Interval | null | undefined) =>
    interval ? t('common.range', { low: figure(interval[0]), high: figure(interval[1]) }) : figure(null)
  const values = {
    label: series.label,
    number: true,
    cell: ({ index }: ChartRow) => figure(series.values[index]),
  }
  if (!series.intervals) return [values]
  const label = t('common.chartInterval', { label: series.label })
  return [values, { label, number: true, cell: ({ index }: ChartRow) => range(series.intervals?.[index]) }]
}

/** A label over several lines, so that it fits beside a chart on a phone. */
export function wrapLabel(label: string, width: number): string[] {
  const lines: string[] = []
  for (const word of label.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + word.length < width) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}

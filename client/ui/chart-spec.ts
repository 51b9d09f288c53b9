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
  /** What is written for each value, where that is more than its number: a band such as >95, or a sign. */
  written?: readonly string[]
  /** Drawn as thin whiskers; one per value. */
  intervals?: readonly (Interval | null)[]
  /** Dots that are drawn open, because what they show is not clear; one per value. */
  open?: readonly boolean[]
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
  /** What only the table tells, such as how many answered. */
  columns?: readonly { label: string; cells: readonly string[]; number?: boolean }[]
}

type ChartRow = { label: string; index: number }

/** The same figures as rows: one per label, a column per series, its interval beside it. */
export function chartRows(spec: ChartSpec): ChartRow[] {
  return spec.labels.map((label, index) => ({ label, index }))
}

export function chartColumns(spec: ChartSpec): Column<ChartRow>[] {
  const topic: Column<ChartRow> = { label: t('common.chartTopic'), cell: (row) => row.label, heading: true }
  const more = (spec.columns ?? []).map(({ label, cells, number = false }) => ({
    label,
    number,
    cell: ({ index }: ChartRow) => cells[index],
  }))
  return [topic, ...spec.series.flatMap((series) => seriesColumns(series, spec.digits ?? 0)), ...more]
}

/** The words of one value: its own, or its number. */
export function writtenValue({ values, written }: Series, index: number, digits = 0): string {
  return written?.[index] ?? formatNumber(values[index] ?? null, digits)
}

function seriesColumns(series: Series, digits: number): Column<ChartRow>[] {
  const figure = (value: number | null | undefined) => formatNumber(value ?? null, digits)
  const range = (interval: Interval | null | undefined) =>
    interval ? t('common.range', { low: figure(interval[0]), high: figure(interval[1]) }) : figure(null)
  const values = {
    label: series.label,
    number: true,
    cell: ({ index }: ChartRow) => writtenValue(series, index, digits),
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

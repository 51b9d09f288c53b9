import {
  BarController,
  BarElement,
  CategoryScale,
  type ChartConfiguration,
  type ChartDataset,
  Chart as ChartJs,
  LinearScale,
  LineController,
  LineElement,
  type Plugin,
  PointElement,
  RadarController,
  RadialLinearScale,
  Tooltip,
} from 'chart.js'
import { useEffect, useRef } from 'preact/hooks'
import { language } from '../text/text.ts'
import {
  type ChartSpec,
  type Colour,
  chartColumns,
  chartRows,
  type Series,
  wrapLabel,
  writtenValue,
} from './chart-spec.ts'
import { ShowAsTable } from './ShowAsTable.tsx'
import { Table } from './Table.tsx'

ChartJs.register(BarController, BarElement, CategoryScale, LinearScale, LineController, LineElement)
ChartJs.register(PointElement, RadarController, RadialLinearScale, Tooltip)

interface ChartProps {
  title: string
  /** The finding in one sentence. */
  finding: string
  spec: ChartSpec
}

/** A chart with its title, its finding, and the same figures as a table. */
export function Chart({ title, finding, spec }: ChartProps) {
  const table = (
    <Table
      caption={title}
      hideCaption
      columns={chartColumns(spec)}
      rows={chartRows(spec)}
      keyOf={(row) => row.label}
    />
  )
  return (
    <figure class="chart">
      <figcaption>
        <h3>{title}</h3>
        <p>{finding}</p>
        {spec.series.length > 1 && <Legend series={spec.series} />}
      </figcaption>
      <ShowAsTable
        title={title}
        chart={<Canvas label={`${title}. ${finding}`} spec={spec} />}
        table={table}
      />
    </figure>
  )
}

const signs = { circle: '●', triangle: '▲', rect: '■' }

function Legend({ series }: { series: readonly Series[] }) {
  return (
    <ul class="chart-legend">
      {series.map(({ label, colour, mark }) => (
        <li key={label}>
          <span class={`ink-${colour}`} aria-hidden="true">
            {signs[mark ?? 'circle']}
          </span>
          {label}
        </li>
      ))}
    </ul>
  )
}

function Canvas({ label, spec }: { label: string; spec: ChartSpec }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const now = language()
  useEffect(() => {
    const place = canvas.current
    if (!place?.getContext('2d')) return
    let chart = new ChartJs(place, configuration(spec, place))
    const redraw = () => {
      chart.destroy()
      chart = new ChartJs(place, configuration(spec, place))
    }
    const stops = [onColours(redraw), onNarrow(place, redraw)]
    return () => {
      for (const stop of stops) stop()
      chart.destroy()
    }
  }, [JSON.stringify(spec), now])

  return (
    <div class={`chart-canvas chart-${spec.type}`} style={roomFor(spec)}>
      <canvas ref={canvas} role="img" aria-label={label} />
    </div>
  )
}

/** How much room the labels need, in units that the style sheet turns into height. */
function roomFor(spec: ChartSpec) {
  return { '--rows': spec.labels.length, '--bars': barsOf(spec) }
}

/** The theme, the device's colours and print each ask for other colours. */
function onColours(redraw: () => void): () => void {
  const theme = new MutationObserver(redraw)
  theme.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] })
  const media = ['(prefers-color-scheme: dark)', 'print'].map((query) => matchMedia(query))
  for (const each of media) each.addEventListener('change', redraw)
  return () => {
    theme.disconnect()
    for (const each of media) each.removeEventListener('change', redraw)
  }
}

/** A phone that is turned, or a window made smaller: labels then need another place. */
function onNarrow(place: HTMLCanvasElement, redraw: () => void): () => void {
  let before = isNarrow(place)
  const sizes = new ResizeObserver(() => {
    if (isNarrow(place) === before) return
    before = !before
    redraw()
  })
  if (place.parentElement) sizes.observe(place.parentElement)
  return () => sizes.disconnect()
}

const isNarrow = (place: HTMLCanvasElement) => (place.parentElement?.clientWidth ?? 0) < 560

interface Palette {
  colour: (name: Colour | 'ink' | 'line' | 'hairline' | 'paper' | 'surface') => string
  font: string
}

function paletteOf(place: Element): Palette {
  const style = getComputedStyle(place)
  return { colour: (name) => style.getPropertyValue(`--${name}`).trim(), font: style.fontFamily }
}

function configuration(spec: ChartSpec, place: HTMLCanvasElement): ChartConfiguration {
  const palette = paletteOf(place)
  const sideways = spec.type === 'bars' || spec.type === 'dots'
  // Paper does not wait: a chart that still has to move would be printed as an empty box.
  const calm = matchMedia('print, (prefers-reduced-motion: reduce)').matches
  const narrow = isNarrow(place)
  return {
    type: spec.type === 'bars' ? 'bar' : spec.type === 'radar' ? 'radar' : 'line',
    data: {
      labels: spec.labels.map((label) => wrapLabel(label, narrow && !sideways ? 14 : 28)),
      datasets: spec.series.map((series) => dataset(series, spec, palette, narrow)),
    },
    options: {
      indexAxis: sideways ? 'y' : 'x',
      responsive: true,
      maintainAspectRatio: false,
      animation: calm ? false : { duration: 150 },
      locale: language(),
      font: { family: palette.font, size: narrow ? 13 : 15 },
      layout: { padding: { right: sideways ? 44 : 8, top: 8 } },
      scales: spec.type === 'radar' ? radial(spec, palette, narrow) : axes(spec, palette, sideways, narrow),
      plugins: {
        tooltip: {
          enabled: true,
          displayColors: false,
          callbacks: {
            title: ([item]) => spec.labels[item?.dataIndex ?? 0],
            label: ({ datasetIndex, dataIndex }) => valueWords(spec, datasetIndex, dataIndex),
          },
        },
      },
    },
    plugins: [whiskers(spec, palette), valuesBeside(spec, palette)],
  }
}

function valueWords({ series, digits }: ChartSpec, at: number, index: number): string {
  const own = series[at]
  return own ? `${own.label}: ${writtenValue(own, index, digits)}` : ''
}

function dataset(series: Series, spec: ChartSpec, { colour }: Palette, narrow: boolean): ChartDataset {
  const own = colour(series.colour)
  const base = { label: series.label, data: [...series.values], borderColor: own, backgroundColor: own }
  if (spec.type === 'bars')
    return { ...base, borderRadius: 4, maxBarThickness: narrow ? 16 : 22, categoryPercentage: 0.75 }
  const isOpen = (place: number) => series.open?.[place] ?? false
  const points = {
    pointStyle: series.mark ?? 'circle',
    pointRadius: narrow ? 5 : 7,
    pointHoverRadius: 9,
    pointBackgroundColor: series.values.map((_value, place) => (isOpen(place) ? colour('surface') : own)),
    pointBorderColor: series.open ? own : colour('surface'),
    pointBorderWidth: series.open ? 2 : 1.5,
  }
  if (spec.type === 'radar')
    return { ...base, ...points, pointRadius: 5, borderWidth: 2, backgroundColor: `${own}14` }
  return { ...base, ...points, showLine: spec.type === 'line', borderWidth: 2.5, spanGaps: true }
}

function barsOf({ type, series }: ChartSpec): number {
  return type === 'bars' ? series.length : 1
}

function axes(spec: ChartSpec, { colour, font }: Palette, sideways: boolean, narrow: boolean) {
  const ticks = { color: colour('ink'), font: { family: font, size: narrow ? 13 : 15 }, autoSkip: false }
  const figures = {
    min: spec.min ?? 0,
    max: spec.max ?? 100,
    border: { display: false },
    grid: {
      color: ({ tick }: { tick?: { value: number } }) =>
        colour(tick?.value === 0 && (spec.min ?? 0) < 0 ? 'line' : 'hairline'),
      drawTicks: false,
    },
    ticks: {
      ...ticks,
      color: colour('muted'),
      padding: 8,
      maxTicksLimit: 6,
      autoSkip: true,
      callback: (value: string | number) => String(value).replace('-', '−'),
    },
  }
  const above = { mirror: true, labelOffset: -(14 + 9 * barsOf(spec)), padding: 2 }
  const names = {
    border: { color: colour('line') },
    grid: { display: false },
    ticks: sideways && narrow ? { ...ticks, ...above } : ticks,
    offset: true,
  }
  return sideways ? { x: figures, y: names } : { x: names, y: figures }
}

function radial(spec: ChartSpec, { colour, font }: Palette, narrow: boolean) {
  return {
    r: {
      min: spec.min ?? 0,
      max: spec.max ?? 100,
      angleLines: { color: colour('hairline') },
      grid: { color: colour('hairline') },
      pointLabels: { color: colour('ink'), font: { family: font, size: narrow ? 11 : 14 } },
      ticks: {
        color: colour('muted'),
        backdropColor: 'transparent',
        stepSize: 25,
        font: { family: font, size: 11 },
      },
    },
  }
}

/** Thin lines from the low to the high end of each interval, across the bar or dot. */
function whiskers(spec: ChartSpec, { colour }: Palette): Plugin {
  return {
    id: 'whiskers',
    [spec.type === 'bars' ? 'afterDatasetsDraw' : 'beforeDatasetsDraw'](chart: ChartJs) {
      if (spec.type === 'radar') return
      const { ctx, scales } = chart
      const figures = spec.type === 'line' ? scales.y : scales.x
      for (const [at, series] of spec.series.entries()) {
        const elements = chart.getDatasetMeta(at).data
        const inks = { ink: colour(spec.type === 'bars' ? 'ink' : series.colour), paper: colour('surface') }
        for (const [index, interval] of (series.intervals ?? []).entries()) {
          const element = elements[index]
          if (!interval || !element || !figures) continue
          const [low, high] = interval.map((value) => figures.getPixelForValue(value)) as [number, number]
          if (spec.type === 'line') line(ctx, inks, [element.x, low, element.x, high])
          else line(ctx, inks, [low, element.y, high, element.y])
        }
      }
    },
  }
}

/** Ink on a wider edge of paper, so that it shows on a bar as well as beside it. */
function line(ctx: CanvasRenderingContext2D, { ink, paper }: Inks, [x1, y1, x2, y2]: Ends) {
  for (const [style, width] of [
    [paper, 4.5],
    [ink, 1.75],
  ] as const) {
    ctx.strokeStyle = style
    ctx.lineWidth = width
    ctx.beginPath()
    ctx.moveTo(x1, y1)
    ctx.lineTo(x2, y2)
    ctx.stroke()
  }
}

interface Inks {
  ink: string
  paper: string
}

type Ends = [x1: number, y1: number, x2: number, y2: number]

/** The figure beside each bar, so that nobody has to read it off the axis. */
function valuesBeside(spec: ChartSpec, { colour, font }: Palette): Plugin {
  return {
    id: 'values-beside',
    afterDatasetsDraw(chart) {
      if (spec.type !== 'bars' && !(spec.type === 'dots' && spec.series.length === 1)) return
      const { ctx, chartArea } = chart
      ctx.fillStyle = colour('ink')
      ctx.font = `600 14px ${font}`
      ctx.textBaseline = 'middle'
      for (const [at, series] of spec.series.entries()) {
        for (const [index, element] of chart.getDatasetMeta(at).data.entries()) {
          const value = series.values[index]
          if (typeof value === 'number')
            ctx.fillText(writtenValue(series, index, spec.digits), chartArea.right + 6, element.y)
        }
      }
    },
  }
}

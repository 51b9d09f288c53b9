import { inLanguage, t } from '../text/text.ts'
import { Card } from '../ui/Card.tsx'
import { ShowAsTable } from '../ui/ShowAsTable.tsx'
import { type Column, Table } from '../ui/Table.tsx'
import type { Chosen } from './chosen.ts'
import { type ItemBar, type ItemTopic, itemTopics } from './item-bars.ts'

/** How the answers to each question are spread, where there are enough of them. */
export function ItemSection({ chosen }: { chosen: Chosen }) {
  const topics = itemTopics(chosen)
  const count = topics.reduce((sum, { bars }) => sum + bars.length, 0)
  const { minimums, instrument } = chosen.publication
  const anchors = instrument.scale.anchors.map(({ label }) => inLanguage(label))
  return (
    <Card title={t('results.items.title')}>
      <p>
        {count > 0
          ? t('results.items.finding', { count })
          : t('results.items.none', { detail: minimums.detail })}
      </p>
      {count > 0 && (
        <div class="questions">
          {topics.map((topic) => (
            <Topic key={topic.dimension} topic={topic} anchors={anchors} />
          ))}
        </div>
      )}
    </Card>
  )
}

function Topic({ topic, anchors }: { topic: ItemTopic; anchors: string[] }) {
  const { title, bars } = topic
  const words = t('results.items.topics', { topic: title })
  return (
    <details>
      <summary>
        {title} <span class="hint">{t('results.items.count', { count: bars.length })}</span>
      </summary>
      <ShowAsTable
        title={words}
        chart={<Bars bars={bars} anchors={anchors} />}
        table={<Shares caption={words} bars={bars} anchors={anchors} />}
      />
    </details>
  )
}

function Bars({ bars, anchors }: { bars: ItemBar[]; anchors: string[] }) {
  return (
    <div class="item-bars">
      <ul class="swatches">
        {anchors.map((anchor, place) => (
          <li key={anchor}>
            <span class={`swatch ${lookOf(place + 1, anchors.length)}`} aria-hidden="true" />
            {anchor}
          </li>
        ))}
      </ul>
      <ol class="plain-list">
        {bars.map((bar) => (
          <li key={bar.id} class="item-bar">
            <p>{bar.text}</p>
            <Stack bar={bar} points={anchors.length} />
            <p class="hint">{sentenceOf(bar)}</p>
          </li>
        ))}
      </ol>
    </div>
  )
}

function sentenceOf({ n, reverse, favourable, manySkipped }: ItemBar): string {
  const mostly = reverse ? 'results.items.mostlyReverse' : 'results.items.mostly'
  const sentences = [`${t('results.items.n', { count: n })}.`, t(mostly, { share: favourable })]
  return [...sentences, ...(manySkipped ? [t('results.items.skipped')] : [])].join(' ')
}

/** Five looks, however many points the scale has. */
const lookOf = (step: number, points: number) => `item-step-${Math.ceil((5 * step) / points)}`

const WIDE_ENOUGH = 8

function Stack({ bar, points }: { bar: ItemBar; points: number }) {
  const words = bar.segments.map(({ anchor, share }) => `${anchor}: ${t('results.items.share', { share })}`)
  return (
    <svg class="item-stack" role="img" aria-label={words.join(', ')}>
      {bar.segments.map(({ start, share, step }) => (
        <g key={step} class={lookOf(step, points)}>
          <rect x={`${start}%`} width={`${share}%`} height="100%" />
          {share >= WIDE_ENOUGH && (
            <text x={`${start + share / 2}%`} y="50%" dominant-baseline="central" text-anchor="middle">
              {share}
            </text>
          )}
        </g>
      ))}
    </svg>
  )
}

function Shares({ caption, bars, anchors }: { caption: string; bars: ItemBar[]; anchors: string[] }) {
  const columns: Column<ItemBar>[] = [
    { label: t('results.items.question'), cell: ({ text }) => text, heading: true },
    ...anchors.map((label, place) => ({
      label,
      number: true,
      cell: ({ segments }: ItemBar) => t('results.items.share', { share: segments[place]?.share ?? 0 }),
    })),
    { label: t('results.items.answers'), number: true, cell: ({ n }) => n },
  ]
  return <Table caption={caption} hideCaption columns={columns} rows={bars} keyOf={({ id }) => id} />
}

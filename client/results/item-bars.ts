import type { PublishedItem } from '#server/results/contract.ts'
import { inLanguage } from '../text/text.ts'
import type { Chosen } from './chosen.ts'

interface Segment {
  start: number
  share: number
  anchor: string
  /** 1 is the lowest point of the scale. */
  step: number
}

export interface ItemBar {
  id: string
  text: string
  reverse: boolean
  n: number
  manySkipped: boolean
  segments: Segment[]
  /** The share at the favourable end: the two highest points, or the two lowest of a reversed question. */
  favourable: number
}

export interface ItemTopic {
  dimension: string
  title: string
  bars: ItemBar[]
}

/** Per dimension the questions whose distribution may be shown; dimensions without any are left out. */
export function itemTopics({ publication, result }: Chosen): ItemTopic[] {
  const shown = new Map(result.items.map((item) => [item.item, item]))
  const anchors = publication.instrument.scale.anchors.map(({ label }) => inLanguage(label))
  const barOf = ({ id, reverse, texts }: PublishedItem): ItemBar[] => {
    const item = shown.get(id)
    if (!item) return []
    const { n, manySkipped, shares } = item
    const text = inLanguage(texts[result.perspective])
    const ends = reverse ? shares.slice(0, 2) : shares.slice(-2)
    const favourable = ends.reduce((sum, share) => sum + share, 0)
    return [{ id, text, reverse, n, manySkipped, segments: segmentsOf(shares, anchors), favourable }]
  }
  return publication.dimensions
    .map(({ id, title, items }) => ({ dimension: id, title: inLanguage(title), bars: items.flatMap(barOf) }))
    .filter(({ bars }) => bars.length > 0)
}

function segmentsOf(shares: readonly number[], anchors: readonly string[]): Segment[] {
  let start = 0
  return shares.map((share, place) => {
    const segment = { start, share, anchor: anchors[place] ?? '', step: place + 1 }
    start += share
    return segment
  })
}

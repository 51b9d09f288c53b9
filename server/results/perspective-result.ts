import { agreementOf } from './agreement.ts'
import type { Earlier } from './compare.ts'
import type { Importance, ItemDistribution, PerspectiveResult, ResponseRate, ScoreCell } from './contract.ts'
import { isBanded } from './disclosure/bands.ts'
import { figureOf } from './figure.ts'
import { highlightsOf } from './highlights.ts'
import { responseBound } from './response-bound.ts'
import { changeOf } from './rounds.ts'
import { meanInterval, NO_SPREAD } from './statistics/interval.ts'
import { roundHalfAway, wholeShares } from './statistics/rounding.ts'
import type { MeasureTable, PerspectiveTable, Tables } from './tables.ts'

/** A question that more than this share of the respondents left open is marked. */
export const OFTEN_SKIPPED = 0.2

const HIDDEN = { state: 'hidden' as const }

/** What one unit may tell about one perspective. */
export function perspectiveOf(
  tables: Tables,
  table: PerspectiveTable,
  place: number,
  earlier: Earlier | null,
): PerspectiveResult {
  const { perspective } = table
  const full = tables.measures.full.get(perspective) ?? []
  const scores = full.map((measure) => (measure === null ? undefined : tables.scores[measure]))
  return {
    perspective,
    response: responseOf(table, place),
    dimensions: scores.map((score) => cellOf(score, table, place)),
    agreement: scores.map((score) => agreementOf(score, place, tables.points)),
    highlights: highlightsOf(tables.dimensionIds, scores, table.invited[place] ?? null, place),
    importance: importanceOf(table, place),
    items: table.items.flatMap((_item, item) => distributionOf(table, item, place)),
    change: changeOf(tables, perspective, place, earlier),
  }
}

/** Nobody invited has no rate; which units may tell one is decided by the gate over the people invited. */
function responseOf({ invited, bands, responseShown }: PerspectiveTable, place: number): ResponseRate {
  const total = invited[place] ?? null
  const band = bands[place]
  if (!responseShown[place] || !total || !band) return HIDDEN
  const bound = responseBound({ ...band, invited: total })
  return bound ? { state: 'shown', invited: total, ...bound } : HIDDEN
}

/** Where n must not be told, an interval may be. No interval where it would give back what a band hides. Scores that are all equal are told like those of a few. */
function cellOf(score: MeasureTable | undefined, { invited }: PerspectiveTable, place: number): ScoreCell {
  const moments = score?.moments[place]
  if (!moments || !score.shown[place]) return HIDDEN
  const figure = figureOf(moments.mean)
  const few: ScoreCell = {
    state: 'shown',
    score: figure,
    basis: { state: 'few' },
    interval: { state: 'none' },
  }
  const known = invited[place] ?? null
  const total = known === null ? null : Math.max(moments.n, known)
  const estimate = meanInterval(moments, total)
  if (!score.detailed[place] || estimate.state === 'undefined') return few
  const { basis } = score.numbered[place]
    ? { basis: { state: 'counted' as const, n: moments.n, invited: total } }
    : few
  const { everyone, sd, clipped, margin } = estimate.value
  if (everyone) return { ...few, basis, interval: { state: 'everyone' } }
  if (isBanded(moments.mean)) return { ...few, basis }
  if (sd < NO_SPREAD) return few
  const [low, high] = clipped
  const range = { low: roundHalfAway(low), high: roundHalfAway(high), margin: roundHalfAway(margin) }
  return { ...few, basis, interval: { state: 'range', ...range } }
}

function importanceOf(
  { importance, importanceShown, respondents }: PerspectiveTable,
  place: number,
): Importance {
  const total = respondents[place] ?? 0
  if (!importanceShown[place] || total === 0) return HIDDEN
  const dimensions = importance.map((chosen) => figureOf((100 * (chosen[place] ?? 0)) / total))
  return { state: 'shown', dimensions }
}

/** Nothing when all chose the same point: then the answer of everyone would be known. */
function distributionOf(table: PerspectiveTable, item: number, place: number): ItemDistribution[] {
  const { id, counts, shown } = table.items[item] ?? { id: '', counts: [], shown: [] }
  const points = counts.map((point) => point[place] ?? 0)
  const n = points.reduce((sum, count) => sum + count, 0)
  if (!shown[place] || points.includes(n)) return []
  const manySkipped = n < (1 - OFTEN_SKIPPED) * (table.respondents[place] ?? 0)
  return [{ item: id, n, shares: wholeShares(points), manySkipped }]
}

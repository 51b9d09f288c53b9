import { itemsFor, type Perspective } from '../surveys/survey.ts'
import { type ComparedCell, changesOf, type Earlier, earlierRound } from './compare.ts'
import type {
  ChangeCell,
  Gap,
  Importance,
  ItemDistribution,
  Notice,
  PerspectiveResult,
  Publication,
  PublishedDimension,
  PublishedInstrument,
  ResponseRate,
  ScoreCell,
  StoredComparison,
  UnitResult,
} from './contract.ts'
import type { CountedScan } from './counted.ts'
import { figureOf, isBanded } from './disclosure/bands.ts'
import { gapCells } from './gap.ts'
import { highlightsOf } from './highlights.ts'
import { prioritiesOf } from './priority-list.ts'
import { meanInterval, NO_SPREAD, standardDeviation } from './statistics/interval.ts'
import { responseRate } from './statistics/response-rate.ts'
import { roundHalfAway, roundToStep, wholeShares } from './statistics/rounding.ts'
import { DETAIL, type MeasureTable, type PerspectiveTable, type Tables, tabulate } from './tables.ts'

/** Goes up whenever the same answers would be published differently. */
export const ENGINE_VERSION = '1'
const HIDDEN = { state: 'hidden' as const }

export interface Published {
  publication: Publication
  comparison: StoredComparison
}

/** The frozen publication of a closed scan, and beside it what a next round needs to compare. */
export function publish(counted: CountedScan): Published {
  const tables = tabulate(counted)
  const head = headOf(counted, tables)
  const earlier = counted.previous
    ? earlierRound(head, counted.previous.publication, counted.previous.comparison)
    : null
  const units = tables.tree.units.map((_unit, place) => unitOf(tables, place, earlier))
  return {
    publication: { ...head, units, notices: noticesOf(counted, tables) },
    comparison: { cells: tables.tree.units.flatMap((_unit, place) => comparedCells(tables, place).flat(2)) },
  }
}

function headOf(counted: CountedScan, { perspectives }: Tables): Omit<Publication, 'units' | 'notices'> {
  const { scan, minimums, previous } = counted
  const asked = perspectives.map(({ perspective }) => perspective)
  return {
    engineVersion: ENGINE_VERSION,
    scan,
    previous: previous && {
      scanId: previous.publication.scan.id,
      title: previous.publication.scan.title,
      closedAt: previous.publication.scan.closedAt,
    },
    instrument: presentInstrument(counted),
    minimums: { ...minimums, detail: DETAIL },
    perspectives: asked,
    dimensions: presentDimensions(counted, asked),
  }
}

/** Field by field, so that an old publication stays readable and nothing unknown to the contract comes along. */
function presentInstrument({ instrument, form }: CountedScan): PublishedInstrument {
  const { id, version, phase, title, validation, scale } = instrument
  return {
    id,
    version,
    phase,
    form,
    title,
    validation: { status: validation.status, note: validation.note },
    scale: {
      min: scale.min,
      max: scale.max,
      anchors: scale.anchors.map(({ value, label }) => ({ value, label })),
    },
  }
}

function presentDimensions({ instrument, form }: CountedScan, asked: Perspective[]): PublishedDimension[] {
  const texts = new Map(
    asked.map((perspective) => [
      perspective,
      new Map(itemsFor(instrument, perspective, form).map(({ id, text }) => [id, text])),
    ]),
  )
  return instrument.dimensions.map(({ id, title, definition, items }) => ({
    id,
    title,
    definition,
    items: items.flatMap((item) => {
      const wordings = asked.flatMap((perspective) => {
        const text = texts.get(perspective)?.get(item.id)
        return text ? [[perspective, text] as const] : []
      })
      if (wordings.length === 0) return []
      return [{ id: item.id, reverse: item.reverse, texts: Object.fromEntries(wordings) }]
    }),
  }))
}

function unitOf(tables: Tables, place: number, earlier: Earlier | null): UnitResult {
  const { tree, perspectives } = tables
  const unit = tree.units[place]
  const results = perspectives.map((table) => perspectiveOf(tables, table, place, earlier))
  return {
    id: unit?.id ?? '',
    parentId: unit?.parentId ?? null,
    name: unit?.name ?? '',
    level: tree.level[place] ?? 0,
    perspectives: results,
    gaps: gapsOf(tables, place),
    priorities: prioritiesOf(tables, results, place),
  }
}

function perspectiveOf(
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
    highlights: highlightsOf(tables.dimensionIds, scores, table.invited[place] ?? 0, place),
    importance: importanceOf(table, place),
    items: table.items.flatMap((_item, item) => distributionOf(table, item, place)),
    change: changeOf(tables, perspective, place, earlier),
  }
}

function responseOf({ invited, respondents, responseShown }: PerspectiveTable, place: number): ResponseRate {
  const rate = responseRate(respondents[place] ?? 0, invited[place] ?? 0)
  if (!responseShown[place] || rate.state === 'undefined') return HIDDEN
  const percentage = roundToStep(100 * rate.value.rate, 5)
  return { state: 'shown', invited: invited[place] ?? 0, percentage, low: rate.value.low }
}

/** No interval where it would give back what a band hides. Scores that are all equal are told like those of a few. */
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
  const total = Math.max(moments.n, invited[place] ?? 0)
  const estimate = meanInterval(moments, total)
  if (!score.detailed[place] || estimate.state === 'undefined') return few
  const basis = { state: 'counted' as const, n: moments.n, invited: total }
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
  const manySkipped = n < 0.8 * (table.respondents[place] ?? 0)
  return [{ item: id, n, shares: wholeShares(points), manySkipped }]
}

function gapsOf(tables: Tables, place: number): Gap[] {
  return tables.measures.shared.map(({ first, second, dimensions }) => ({
    first,
    second,
    dimensions: gapCells(
      dimensions.map(
        (pair) => pair && { first: tables.scores[pair.first], second: tables.scores[pair.second] },
      ),
      place,
    ),
  }))
}

function changeOf(
  tables: Tables,
  perspective: Perspective,
  place: number,
  earlier: Earlier | null,
): ChangeCell[] {
  if (!earlier) return []
  const index = tables.perspectives.findIndex((table) => table.perspective === perspective)
  return changesOf(comparedCells(tables, place)[index] ?? [], earlier, tables.tree.parent[place] === -1)
}

/** Per perspective and dimension the cells that a later round may be compared with, all items first. */
function comparedCells(
  { tree, scores, perspectives, dimensionIds }: Tables,
  place: number,
): ComparedCell[][][] {
  return perspectives.map(({ perspective }) =>
    dimensionIds.map((dimensionId, dimension) =>
      scores
        .filter(({ measure }) => measure.perspective === perspective && measure.dimension === dimension)
        .flatMap(({ measure, moments, detailed }): ComparedCell[] => {
          const own = moments[place]
          const sd = own && standardDeviation(own)
          if (!own || sd?.state !== 'defined' || !detailed[place]) return []
          const items = measure.items.map(({ id }) => id)
          const unitId = tree.units[place]?.id ?? ''
          return [
            { unitId, perspective, dimension: dimensionId, items, n: own.n, mean: own.mean, sd: sd.value },
          ]
        })
        .toSorted((a, b) => b.items.length - a.items.length),
    ),
  )
}

function noticesOf({ instrument }: CountedScan, { perspectives }: Tables): Notice[] {
  const tooMany = perspectives.some(({ respondents, invited }) =>
    respondents.some((count, place) => count > (invited[place] ?? 0)),
  )
  return [
    ...(instrument.validation.status === 'not-validated' ? (['not-validated'] as const) : []),
    ...(tooMany ? (['more-answers-than-invited'] as const) : []),
  ]
}

/** A manager's view: their unit and everything below it, with that unit as the top. Null when the scan does not know the unit. */
export function forSubtree(publication: Publication, unitId: string): Publication | null {
  const top = publication.units.find(({ id }) => id === unitId)
  if (!top) return null
  const inside = new Set([unitId])
  const units = publication.units.filter(({ id, parentId }) => {
    if (parentId !== null && inside.has(parentId)) inside.add(id)
    return inside.has(id)
  })
  return {
    ...publication,
    units: units.map((unit) => ({
      ...unit,
      parentId: unit === top ? null : unit.parentId,
      level: unit.level - top.level,
    })),
    notices: [...publication.notices, 'units-only'],
  }
}

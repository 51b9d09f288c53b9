import { itemsFor, type Perspective } from '../surveys/survey.ts'
import { addItemSums, type ItemSums, NO_ITEMS } from './agreement.ts'
import type { CompleteCount, CountedScan, CountedUnit } from './counted.ts'
import { type Gate, gateOver } from './disclosure/gate.ts'
import { numbersTold } from './disclosure/numbers.ts'
import { publishedUnits } from './disclosure/suppress.ts'
import { readTree, rollUp, type Tree } from './disclosure/tree.ts'
import { type Measure, type Measures, measuresOf, perspectivesIn } from './measures.ts'
import { type Moments, mergeMoments, momentsOfSums, NO_MOMENTS } from './statistics/interval.ts'
import { type Scale, toHundred } from './statistics/score.ts'
import { type UnitBands, unitBands } from './unit-bands.ts'

/** Intervals, distributions, importance, exact numbers and response rates need this many (scoring.md 10.1). */
export const DETAIL = 10

/** A score over the tree: every list follows `tree.units`, everyone below a unit is in it. */
export interface MeasureTable {
  measure: Measure
  /** Only of the people placed directly in each unit. */
  direct: Moments[]
  moments: Moments[]
  /** May give its mean. */
  shown: boolean[]
  /** May also give its interval. */
  detailed: boolean[]
  /** May also give n. */
  numbered: boolean[]
  /** Only where the measure is all that was asked of its dimension. */
  agreement: AgreementTable | null
}

interface AgreementTable {
  complete: ItemSums[]
  shown: boolean[]
}

interface ItemTable {
  id: string
  /** Per point of the scale, from low to high, the answers over the tree. */
  counts: number[][]
  /** Only where their number may be told: shares give it away. */
  shown: boolean[]
}

export interface PerspectiveTable {
  perspective: Perspective
  /** null = unknown for someone in the unit. */
  invited: (number | null)[]
  respondents: number[]
  /** What was told of how many answered while the scan was open. */
  bands: UnitBands['over']
  responseShown: boolean[]
  /** Per dimension the respondents who chose it, over the tree. */
  importance: number[][]
  /** Nowhere when nobody in the whole scan chose anything, as in a file without that column: then the question was not asked. */
  importanceShown: boolean[]
  items: ItemTable[]
}

export interface Tables {
  tree: Tree<CountedUnit>
  dimensionIds: string[]
  /** Of the answer scale. */
  points: number
  measures: Measures
  scores: MeasureTable[]
  perspectives: PerspectiveTable[]
}

const add = (a: number, b: number) => a + b

/** Sums the counts over the tree and asks the gate, once per score, item, choice and head count, what may be shown. */
export function tabulate(counted: CountedScan): Tables {
  const read = readTree(counted.units)
  if (read.state === 'faulty') throw new Error(`The unit tree has faults: ${JSON.stringify(read.faults)}`)
  const { tree } = read
  const perspectives = perspectivesIn(counted.groups)
  const measures = measuresOf(counted.instrument, counted.form, perspectives)
  const gate = gateOver(tree, counted.groups, counted.minimums)
  const bands = perspectives.map((perspective) => unitBands(tree, counted, perspective))
  const scores = tabulateScores(counted, tree, measures, gate, bands)
  return {
    tree,
    dimensionIds: counted.instrument.dimensions.map(({ id }) => id),
    points: pointsOf(counted.instrument.scale).length,
    measures,
    scores,
    perspectives: bands.map((own) => tabulatePerspective(counted, tree, gate, own, { measures, scores })),
  }
}

/**
 * Scores on shared items are only told where the score on all items is, so that the one cannot stand in for the other where it
 * is hidden; likewise whatever needs ten answers.
 */
function tabulateScores(
  counted: CountedScan,
  tree: Tree<CountedUnit>,
  measures: Measures,
  gate: Gate,
  bands: readonly UnitBands[],
): MeasureTable[] {
  const { scale } = counted.instrument
  const rows = Map.groupBy(counted.counts.scores, ({ place }) => place)
  const complete = Map.groupBy(counted.counts.complete, ({ place }) => place)
  const blank = measures.all.map((measure, place) => {
    const ofUnit = new Map((rows.get(place) ?? []).map((row) => [row.unitId, row]))
    const factor = toHundred(scale.min + 1 / measure.parts, scale)
    const direct = tree.units.map(({ id }) => {
      const own = ofUnit.get(id)
      return own ? momentsOfSums(own.n, own.sum, own.squares, factor) : NO_MOMENTS
    })
    const unseen = tree.units.map(({ id }) => ofUnit.get(id)?.unseen ?? 0)
    const moments = rollUp(tree, direct, (a, b) => mergeMoments(a, b))
    const table: MeasureTable = {
      measure,
      direct,
      moments,
      shown: [],
      detailed: [],
      numbered: [],
      agreement: null,
    }
    return { table, unseen, complete: complete.get(place) ?? [] }
  })
  const tables = blank.map(({ table }) => table)
  for (const { table, unseen, complete } of blank.toSorted(
    (a, b) => b.table.measure.items.length - a.table.measure.items.length,
  )) {
    const { perspective, dimension } = table.measure
    const full = tables[measures.full.get(perspective)?.[dimension] ?? -1]
    const answers = { respondents: table.direct.map(({ n }) => n), unseen }
    table.shown = gate(perspective, answers, 0, full === table ? undefined : full?.shown)
    table.detailed = gate(perspective, answers, DETAIL, table.shown)
    const own = bands.find((band) => band.perspective === perspective)
    if (full === table && own) {
      const known = { shown: table.shown, minimum: counted.minimums[perspective], detail: DETAIL }
      table.numbered = numbersTold(tree, table.detailed, { ...own, ...known, n: answers.respondents })
    }
    if (full === table) table.agreement = tabulateAgreement(tree, gate, table, complete)
  }
  return tables
}

/** Complete cases have numbers of their own, and so their own question to the gate. */
function tabulateAgreement(
  tree: Tree<CountedUnit>,
  gate: Gate,
  { measure, detailed }: MeasureTable,
  counts: readonly CompleteCount[],
): AgreementTable {
  const ofUnit = new Map(counts.map((count) => [count.unitId, count]))
  const own = tree.units.map(({ id }) => ofUnit.get(id))
  const answers = {
    respondents: own.map((count) => count?.n ?? 0),
    unseen: own.map((count) => count?.unseen ?? 0),
  }
  const direct = own.map((count) =>
    count ? { n: count.n, sums: count.sums, squares: squaresOf(count) } : NO_ITEMS,
  )
  return {
    complete: rollUp(tree, direct, addItemSums),
    shown: gate(measure.perspective, answers, DETAIL, detailed),
  }
}

/** Each item's product with itself stands first in its row. */
function squaresOf({ sums, products }: CompleteCount): number[] {
  let place = 0
  return sums.map((_sum, item) => {
    const square = products[place] ?? 0
    place += sums.length - item
    return square
  })
}

function tabulatePerspective(
  counted: CountedScan,
  tree: Tree<CountedUnit>,
  gate: Gate,
  bands: UnitBands,
  { measures, scores }: Pick<Tables, 'measures' | 'scores'>,
): PerspectiveTable {
  const { perspective, invited } = bands
  const placeOf = new Map(tree.units.map(({ id }, place) => [id, place]))
  const own = <Row extends { perspective: Perspective }>(rows: readonly Row[]) =>
    rows.filter((row) => row.perspective === perspective)
  const sumUp = <Row extends { unitId: string }>(rows: readonly Row[], countOf: (row: Row) => number) => {
    const direct = tree.units.map(() => 0)
    for (const row of rows) direct[placeOf.get(row.unitId) ?? -1] = countOf(row)
    return direct
  }
  const countOf = ({ count }: { count: number }) => count
  const unseenOf = ({ unseen }: { unseen: number }) => unseen
  const { counts, instrument, form } = counted
  const answered = own(counts.respondents)
  const respondents = sumUp(answered, countOf)
  const chosen = own(counts.importance)
  const choices = Map.groupBy(chosen, ({ dimension }) => dimension)
  const answers = Map.groupBy(own(counts.answers), ({ position }) => position)
  return {
    perspective,
    invited: rollUp(tree, invited, (a, b) => (a === null || b === null ? null : a + b)),
    bands: bands.over,
    responseShown: responseShown(tree, invited),
    respondents: rollUp(tree, respondents, add),
    importance: instrument.dimensions.map((_dimension, index) =>
      rollUp(tree, sumUp(choices.get(index) ?? [], countOf), add),
    ),
    importanceShown: chosen.some(({ count }) => count > 0)
      ? gate(perspective, { respondents, unseen: sumUp(answered, unseenOf) }, DETAIL)
      : tree.units.map(() => false),
    items: itemsFor(instrument, perspective, form).map((item, position) => {
      const points = Map.groupBy(answers.get(position) ?? [], ({ value }) => value)
      const direct = pointsOf(instrument.scale).map((point) => sumUp(points.get(point) ?? [], countOf))
      const unseen = pointsOf(instrument.scale).map((point) => sumUp(points.get(point) ?? [], unseenOf))
      const dimension = instrument.dimensions.findIndex(({ id }) => id === item.dimensionId)
      const score = scores[measures.full.get(perspective)?.[dimension] ?? -1]
      const n = sumPoints(direct)
      const detailed = gate(
        perspective,
        { respondents: n, unseen: sumPoints(unseen) },
        DETAIL,
        score?.detailed,
      )
      return {
        id: item.id,
        counts: direct.map((point) => rollUp(tree, point, add)),
        shown: numbersTold(tree, detailed, { ...bands, n, shown: [], minimum: 0, detail: DETAIL }),
      }
    }),
  }
}

/** No rate at all where someone's number is unknown: it could be worked out from the others. */
function responseShown(tree: Tree, invited: readonly (number | null)[]): boolean[] {
  const known = invited.filter((count) => count !== null)
  if (known.length < invited.length) return invited.map(() => false)
  return publishedUnits(tree, { respondents: known }, { minimum: DETAIL })
}

function pointsOf({ min, max }: Scale): number[] {
  return Array.from({ length: max - min + 1 }, (_point, index) => min + index)
}

function sumPoints(points: readonly number[][]): number[] {
  return (points[0] ?? []).map((_count, place) => points.reduce((sum, point) => sum + (point[place] ?? 0), 0))
}

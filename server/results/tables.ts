import { itemsFor, type Perspective } from '../surveys/survey.ts'
import type { CountedScan, CountedUnit } from './counted.ts'
import { type Gate, gateOver } from './disclosure/gate.ts'
import { publishedUnits } from './disclosure/suppress.ts'
import { readTree, rollUp, type Tree } from './disclosure/tree.ts'
import { type Measure, type Measures, measuresOf, perspectivesIn } from './measures.ts'
import { type Moments, mergeMoments, momentsOfSums, NO_MOMENTS } from './statistics/interval.ts'
import { type Scale, toHundred } from './statistics/score.ts'

/** Intervals, distributions, importance, exact numbers and response rates need this many (scoring.md 10.1). */
export const DETAIL = 10

/** A score over the tree: every list follows `tree.units`, everyone below a unit is in it. */
export interface MeasureTable {
  measure: Measure
  moments: Moments[]
  /** May give its mean. */
  shown: boolean[]
  /** May also give n and interval. */
  detailed: boolean[]
}

interface ItemTable {
  id: string
  /** Per point of the scale, from low to high, the answers over the tree. */
  counts: number[][]
  shown: boolean[]
}

export interface PerspectiveTable {
  perspective: Perspective
  invited: number[]
  respondents: number[]
  responseShown: boolean[]
  /** Per dimension the respondents who chose it, over the tree. */
  importance: number[][]
  importanceShown: boolean[]
  items: ItemTable[]
}

export interface Tables {
  tree: Tree<CountedUnit>
  dimensionIds: string[]
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
  const scores = tabulateScores(counted, tree, measures, gate)
  return {
    tree,
    dimensionIds: counted.instrument.dimensions.map(({ id }) => id),
    measures,
    scores,
    perspectives: perspectives.map((perspective) =>
      tabulatePerspective(counted, tree, gate, perspective, {
        measures,
        scores,
      }),
    ),
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
): MeasureTable[] {
  const { scale } = counted.instrument
  const rows = Map.groupBy(counted.counts.scores, ({ place }) => place)
  const tables = measures.all.map((measure, place): MeasureTable => {
    const ofUnit = new Map((rows.get(place) ?? []).map((row) => [row.unitId, row]))
    const factor = toHundred(scale.min + 1 / measure.parts, scale)
    const direct = tree.units.map(({ id }) => {
      const own = ofUnit.get(id)
      return own ? momentsOfSums(own.n, own.sum, own.squares, factor) : NO_MOMENTS
    })
    return { measure, moments: direct, shown: [], detailed: [] }
  })
  for (const table of [...tables].sort((a, b) => b.measure.items.length - a.measure.items.length)) {
    const { perspective, dimension } = table.measure
    const full = tables[measures.full.get(perspective)?.[dimension] ?? -1]
    const direct = table.moments.map(({ n }) => n)
    table.shown = gate(perspective, { respondents: direct }, 0, full === table ? undefined : full?.shown)
    table.detailed = gate(perspective, { respondents: direct }, DETAIL, table.shown)
    table.moments = rollUp(tree, table.moments, (a, b) => mergeMoments(a, b))
  }
  return tables
}

function tabulatePerspective(
  counted: CountedScan,
  tree: Tree<CountedUnit>,
  gate: Gate,
  perspective: Perspective,
  { measures, scores }: Pick<Tables, 'measures' | 'scores'>,
): PerspectiveTable {
  const placeOf = new Map(tree.units.map(({ id }, place) => [id, place]))
  const own = <Row extends { perspective: Perspective }>(rows: readonly Row[]) =>
    rows.filter((row) => row.perspective === perspective)
  const sumUp = (rows: readonly { unitId: string; count: number }[]) => {
    const direct = tree.units.map(() => 0)
    for (const { unitId, count } of rows) direct[placeOf.get(unitId) ?? -1] = count
    return direct
  }
  const { counts, groups, instrument, form } = counted
  const invited = sumUp(own(groups).map((group) => ({ unitId: group.unitId, count: group.invited ?? 0 })))
  const respondents = sumUp(own(counts.respondents))
  const choices = Map.groupBy(own(counts.importance), ({ dimension }) => dimension)
  const answers = Map.groupBy(own(counts.answers), ({ position }) => position)
  return {
    perspective,
    invited: rollUp(tree, invited, add),
    responseShown: publishedUnits(tree, { respondents: invited }, { minimum: DETAIL }),
    respondents: rollUp(tree, respondents, add),
    importance: instrument.dimensions.map((_dimension, index) =>
      rollUp(tree, sumUp(choices.get(index) ?? []), add),
    ),
    importanceShown: gate(perspective, { respondents }, DETAIL),
    items: itemsFor(instrument, perspective, form).map((item, position) => {
      const points = Map.groupBy(answers.get(position) ?? [], ({ value }) => value)
      const direct = pointsOf(instrument.scale).map((point) => sumUp(points.get(point) ?? []))
      const dimension = instrument.dimensions.findIndex(({ id }) => id === item.dimensionId)
      const score = scores[measures.full.get(perspective)?.[dimension] ?? -1]
      return {
        id: item.id,
        counts: direct.map((point) => rollUp(tree, point, add)),
        shown: gate(perspective, { respondents: sumPoints(direct) }, DETAIL, score?.detailed),
      }
    }),
  }
}

function pointsOf({ min, max }: Scale): number[] {
  return Array.from({ length: max - min + 1 }, (_point, index) => min + index)
}

function sumPoints(points: readonly number[][]): number[] {
  return (points[0] ?? []).map((_count, place) => points.reduce((sum, point) => sum + (point[place] ?? 0), 0))
}

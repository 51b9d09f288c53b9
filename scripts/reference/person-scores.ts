import { type Static, Type } from 'typebox'
import { personScore } from '#server/results/statistics/score.ts'
import { type Instrument, itemsFor, type Perspective, sharedItemIds } from '#server/surveys/survey.ts'
import { type Source, valueOrNull } from './block.ts'
import { Fault } from './fault.ts'
import { type Row, type Table, tableOf } from './folder.ts'
import { checked } from './schema.ts'

export const QuickScan = Type.Object({
  file: Type.String(),
  instrument: Type.String(),
  minimumGroup: Type.Integer({ minimum: 1 }),
  units: Type.Array(Type.Object({ id: Type.String(), parent: Type.Union([Type.String(), Type.Null()]) })),
  invited: Type.Record(Type.String(), Type.Record(Type.String(), Type.Integer({ minimum: 0 }))),
})
export type QuickScan = Static<typeof QuickScan>

/** The columns that name a person, in the file of answers and in the table of scores. */
export const WHO = ['respondent', 'perspective', 'unit']

type Items = ReturnType<typeof itemsFor>
type ItemsOf = (perspective: Perspective) => Items

/** One row per person and one column per dimension, as in a personScoresFile: 0–100, empty below the half rule. */
export function personScores(scan: QuickScan, source: Source): Table {
  const instrument = instrumentOf(scan, source)
  return scoresOn(scan, source, (perspective) => itemsFor(instrument, perspective, 'full'))
}

/**
 * The same on the items that both perspectives were asked; null when the file is not that of a quick scan's person scores or the
 * perspectives are not two.
 */
export function sharedItemScores(
  file: string,
  first: string | number | undefined,
  second: string | number | undefined,
  source: Source,
): Table | null {
  const block = source.blocks.find(
    ({ kind, expected }) => kind === 'quick-scan' && Object(expected).personScoresFile === file,
  )
  if (!block || first === second) return null
  const scan = checked(QuickScan, block.input, `the input of "${block.name}"`)
  const instrument = instrumentOf(scan, source)
  const [a, b] = [first, second].map((name) => instrument.perspectives.find((one) => one === name))
  if (!a || !b) return null
  const shared = new Set(sharedItemIds(instrument, 'full', a, b))
  return scoresOn(scan, source, (perspective) =>
    itemsFor(instrument, perspective, 'full').filter(({ id }) => shared.has(id)),
  )
}

function instrumentOf({ instrument: id }: QuickScan, { instruments }: Source): Instrument {
  const instrument = instruments.get(id)
  if (!instrument) throw new Fault(`the instrument "${id}" is not in surveys/`)
  return instrument
}

function scoresOn(scan: QuickScan, source: Source, itemsOf: ItemsOf): Table {
  const instrument = instrumentOf(scan, source)
  const answers = source.folder.table(scan.file)
  const rows = answers.rows.map((row) => {
    const perspective = perspectiveOf(answers, row, instrument)
    const items = Map.groupBy(itemsOf(perspective), ({ dimensionId }) => dimensionId)
    const scores = instrument.dimensions.map(({ id }): [string, string] => [
      id,
      `${scoreOf(instrument, answers, row, items.get(id) ?? []) ?? ''}`,
    ])
    const respondent = answers.text(row, 'respondent') ?? ''
    return { respondent, perspective, unit: unitOf(answers, row, scan), ...Object.fromEntries(scores) }
  })
  return tableOf(scan.file, [...WHO, ...instrument.dimensions.map(({ id }) => id)], rows)
}

/** A person outside the tree would be counted nowhere. */
function unitOf(answers: Table, row: Row, { units }: QuickScan): string {
  const unit = answers.text(row, 'unit')
  if (!units.some(({ id }) => id === unit)) throw new Fault(`the unit "${unit}" is not among the units`)
  return unit ?? ''
}

function perspectiveOf(answers: Table, row: Row, { id, perspectives }: Instrument): Perspective {
  const given = answers.text(row, 'perspective')
  const perspective = perspectives.find((one) => one === given)
  if (!perspective) throw new Fault(`the instrument "${id}" does not ask the perspective "${given}"`)
  return perspective
}

function scoreOf({ scale, scoring }: Instrument, answers: Table, row: Row, items: Items): number | null {
  const given = items.map(({ id }) => answers.number(row, id))
  const reverse = items.map((item) => item.reverse)
  const rule = { share: scoring.minAnsweredShare, items: scoring.minAnsweredItems }
  return valueOrNull(personScore(given, reverse, scale, rule))
}

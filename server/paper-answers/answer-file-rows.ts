import {
  dimensionsFor,
  isCommentShort,
  itemsFor,
  NOT_APPLICABLE,
  type Perspective,
  type Scale,
} from '../surveys/survey.ts'
import { cleanText, isStorableText } from '../text.ts'
import type { AnswerFileOptions, AnswerRow } from './answer-file.ts'
import type { Columns } from './answer-file-columns.ts'
import { columnLetter, type FileFault, type FileFaultCode, shorten } from './answer-file-faults.ts'
import type { FileRecord } from './answer-file-records.ts'

const EVERYONE: Perspective[] = ['professional', 'client', 'manager']

/** What a row of one perspective may hold, worked out once. */
interface Asked {
  perspective: Perspective
  /** In the order of itemsFor; −1 where the file has no such column. */
  items: number[]
  notAsked: number[]
  placeOfDimension: Map<string, number>
}

type Complain = (code: FileFaultCode, at: number | null, value?: string) => void

/** Checks one record after the other; a row with a fault is told as faults only. */
export function newRowReader(
  options: AnswerFileOptions,
  columns: Columns,
  onRow: (row: AnswerRow) => void,
  onFault: (fault: FileFault) => void,
): (record: FileRecord) => void {
  const points = pointsOf(options.instrument.scale)
  const askedOf = perspectiveReader(options, columns, onFault)
  const findUnit = unitReader(options)
  const respondents = new Set<string>()

  return ({ line, cells }) => {
    let faults = 0
    const complain: Complain = (code, at, value) => {
      faults += 1
      const column = at === null ? null : columnName(columns, at)
      onFault({ line, column, code, value: value === undefined ? null : shorten(value) })
    }
    if (!hasRightLength(columns, cells, complain)) return
    const respondent = readRespondent(respondents, columns, cells, complain)
    const unitId = findUnit(cells, columns.unit, complain)
    const asked = askedOf(cells, complain)
    if (!asked) return
    const answers = readAnswers(asked, points, options.instrument.scale, cells, complain)
    const importance = readImportance(asked, options, columns, cells, complain)
    const comments = readComments(columns, cells, complain)
    if (faults > 0 || unitId === undefined) return
    onRow({ line, respondent, perspective: asked.perspective, unitId, answers, importance, comments })
  }
}

function columnName({ names }: Columns, at: number): string {
  const name = names[at]
  return name || columnLetter(at)
}

/** Cells without a name above them may only be empty; a spreadsheet leaves such ones behind. */
function hasRightLength({ names, unnamed }: Columns, cells: string[], complain: Complain): boolean {
  if (cells.length < names.length) {
    complain('too-few-cells', null, String(cells.length))
    return false
  }
  for (const at of unnamed) {
    const cell = cells[at] ?? ''
    if (cell.trim() !== '') complain('unnamed-column', at, cell)
  }
  if (cells.slice(names.length).every((cell) => cell.trim() === '')) return true
  complain('too-many-cells', null, String(cells.length))
  return false
}

function readRespondent(
  known: Set<string>,
  { respondent: at }: Columns,
  cells: string[],
  complain: Complain,
): string {
  const respondent = copied(cells[at]?.trim() ?? '')
  if (at < 0) return respondent
  if (respondent === '') complain('empty-cell', at)
  else if (known.has(respondent)) complain('duplicate-respondent', at, respondent)
  known.add(respondent)
  return respondent
}

/** A piece of a text keeps all of that text in memory, here everything that was read with it. */
function copied(piece: string): string {
  return ` ${piece}`.slice(1)
}

function unitReader({ unitOf }: AnswerFileOptions) {
  const found = new Map<string, ReturnType<AnswerFileOptions['unitOf']>>()
  const find = (written: string) => {
    const known = found.get(written)
    if (known) return known
    const name = copied(written)
    const unit = unitOf(name)
    found.set(name, unit)
    return unit
  }
  return (cells: string[], at: number, complain: Complain): string | undefined => {
    if (at < 0) return undefined
    const written = cells[at]?.trim() ?? ''
    if (written === '') {
      complain('empty-cell', at)
      return undefined
    }
    const unit = find(written)
    if (unit.state === 'found') return unit.unitId
    complain(unit.state === 'unknown' ? 'unknown-unit' : 'ambiguous-unit', at, written)
  }
}

function perspectiveReader(
  options: AnswerFileOptions,
  columns: Columns,
  onFault: (fault: FileFault) => void,
) {
  const missing = new Set<string>()
  const known = new Map<string, Asked>()
  const newAsked = (perspective: Perspective): Asked => {
    const { instrument, form } = options
    const items = itemsFor(instrument, perspective, form)
    for (const { id } of items) {
      if (columns.items.has(id) || missing.has(id)) continue
      missing.add(id)
      onFault({ line: columns.line, column: id, code: 'missing-column', value: null })
    }
    const own = new Set(items.map(({ id }) => id))
    const dimensionIds = new Set(dimensionsFor(instrument, perspective, form).map(({ id }) => id))
    return {
      perspective,
      items: items.map(({ id }) => columns.items.get(id) ?? -1),
      notAsked: [...columns.items].flatMap(([id, at]) => (own.has(id) ? [] : [at])),
      placeOfDimension: new Map(
        instrument.dimensions.flatMap(({ id }, place) => (dimensionIds.has(id) ? [[id, place]] : [])),
      ),
    }
  }
  return (cells: string[], complain: Complain): Asked | undefined => {
    const at = columns.perspective
    if (at < 0) return undefined
    const written = cells[at]?.trim() ?? ''
    const asked = known.get(written)
    if (asked) return asked
    const perspective = EVERYONE.find((one) => one === written.toLowerCase())
    if (written === '') complain('empty-cell', at)
    else if (!perspective) complain('unknown-perspective', at, written)
    else if (!options.perspectives.includes(perspective)) complain('perspective-not-in-scan', at, written)
    else {
      const fresh = known.get(perspective) ?? newAsked(perspective)
      known.set(perspective, fresh).set(copied(written), fresh)
      return fresh
    }
  }
}

/** Everything that may stand in a cell of an item. */
function pointsOf({ min, max }: Scale): Map<string, number | null> {
  const points = Array.from({ length: max - min + 1 }, (_point, index) => min + index)
  return new Map<string, number | null>([
    ['', null],
    ['na', NOT_APPLICABLE],
    ['nvt', NOT_APPLICABLE],
    ...points.map((point): [string, number] => [String(point), point]),
  ])
}

function readAnswers(
  { items, notAsked }: Asked,
  points: Map<string, number | null>,
  scale: Scale,
  cells: string[],
  complain: Complain,
): (number | null)[] {
  let isEmpty = true
  const answers = items.map((at) => {
    const cell = at < 0 ? '' : (cells[at] ?? '')
    const answer = points.get(cell) ?? points.get(asPoint(cell))
    if (answer === undefined) complain(wrongAnswer(cell.trim(), scale), at, cell.trim())
    if (answer !== null) isEmpty = false
    return answer ?? null
  })
  for (const at of notAsked) {
    const cell = cells[at]?.trim() ?? ''
    if (cell !== '' && points.get(cell.toLowerCase()) !== NOT_APPLICABLE) complain('item-not-asked', at, cell)
  }
  if (isEmpty && items.some((at) => at >= 0)) complain('no-answers', null)
  return answers
}

/** Programs that keep empty cells among numbers write 4 as 4.0, or 4,0. */
function asPoint(cell: string): string {
  return cell
    .trim()
    .toLowerCase()
    .replace(/^(\d+)[.,]0+$/, '$1')
}

function wrongAnswer(cell: string, { min, max }: Scale): FileFaultCode {
  const value = /^[+-]?\d+([.,]\d+)?$/.test(cell) ? Number(cell.replace(',', '.')) : Number.NaN
  if (Number.isNaN(value)) return 'not-a-number'
  return value < min || value > max ? 'outside-scale' : 'not-whole'
}

/** Sorted, so that the order of writing says nothing. */
function readImportance(
  { placeOfDimension }: Asked,
  { instrument }: AnswerFileOptions,
  { importance: at }: Columns,
  cells: string[],
  complain: Complain,
): number[] {
  const picks = at < 0 ? [] : (cells[at] ?? '').split(/[\s|]+/).filter((pick) => pick !== '')
  if (picks.length === 0) return []
  if (picks.length > (instrument.importanceQuestion?.maxPicks ?? 0)) {
    complain('too-many-picks', at, picks.join(' '))
  }
  const places = picks.map((pick, index) => {
    const place = placeOfDimension.get(pick)
    if (place === undefined) complain('unknown-dimension', at, pick)
    else if (picks.indexOf(pick) < index) complain('picked-twice', at, pick)
    return place ?? -1
  })
  return places.sort((a, b) => a - b)
}

function readComments(
  { questions }: Columns,
  cells: string[],
  complain: Complain,
): Record<string, string> | null {
  const comments: Record<string, string> = {}
  for (const { id, maxLength, at } of questions) {
    const typed = cells[at]?.trim() ?? ''
    const comment = copied(cleanText(typed))
    if (!isStorableText(typed)) complain('invalid-text', at)
    else if (comment === '') continue
    else if (!isCommentShort(comment, maxLength)) complain('comment-too-long', at)
    comments[id] = comment
  }
  return Object.keys(comments).length > 0 ? comments : null
}

import type { AnswerFileOptions } from './answer-file.ts'
import { columnLetter, type FileFault, shorten } from './answer-file-faults.ts'
import type { FileRecord } from './answer-file-records.ts'

const FIXED = ['respondent', 'perspective', 'unit'] as const

/** Where in a record each column stands; −1 where the file has none. */
export interface Columns {
  /** As they are named in the file. */
  names: string[]
  line: number
  respondent: number
  perspective: number
  unit: number
  importance: number
  items: Map<string, number>
  questions: { id: string; maxLength: number; at: number }[]
  unnamed: number[]
}

/** Any order; capitals and spaces around a name do not matter. */
export function readColumns(
  { line, cells }: FileRecord,
  { instrument, questions }: Pick<AnswerFileOptions, 'instrument' | 'questions'>,
  onFault: (fault: FileFault) => void,
): Columns {
  const names = cells.map((cell) => cell.trim())
  const itemIds = instrument.dimensions.flatMap(({ items }) => items.map(({ id }) => id))
  const known = [...FIXED, 'importance', ...itemIds, ...questions.map(({ id }) => id)]
  const byKey = new Map(known.toReversed().map((name) => [keyOf(name), name]))
  const at = new Map<string, number>()
  names.forEach((name, place) => {
    if (name === '') return
    const meant = byKey.get(keyOf(name))
    if (!meant) onFault({ line, column: columnLetter(place), code: 'unknown-column', value: shorten(name) })
    else if (at.has(meant)) onFault({ line, column: meant, code: 'duplicate-column', value: null })
    else at.set(meant, place)
  })
  for (const column of FIXED) {
    if (!at.has(column)) onFault({ line, column, code: 'missing-column', value: null })
  }
  const place = (name: string) => at.get(name) ?? -1
  return {
    names,
    line,
    respondent: place('respondent'),
    perspective: place('perspective'),
    unit: place('unit'),
    importance: place('importance'),
    items: new Map(itemIds.flatMap((id) => (at.has(id) ? [[id, place(id)]] : []))),
    questions: questions.flatMap((question) =>
      at.has(question.id) ? [{ ...question, at: place(question.id) }] : [],
    ),
    unnamed: names.flatMap((name, index) => (name === '' ? [index] : [])),
  }
}

function keyOf(name: string): string {
  return name.toLowerCase()
}

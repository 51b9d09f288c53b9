import type { Form, Instrument, Perspective } from '../surveys/survey.ts'
import { readColumns } from './answer-file-columns.ts'
import type { FileFault } from './answer-file-faults.ts'
import { newRecordReader, type RecordReader } from './answer-file-records.ts'
import { newRowReader } from './answer-file-rows.ts'

export interface AnswerFileOptions {
  instrument: Instrument
  form: Form
  /** Each may have a column of comments, named by its id. */
  questions: { id: string; maxLength: number }[]
  /** Who takes part in this scan. */
  perspectives: readonly Perspective[]
  unitOf(name: string): { state: 'found'; unitId: string } | { state: 'unknown' } | { state: 'ambiguous' }
}

/** One response, as the database stores it: answers in the order of itemsFor, importance as places in the instrument's dimensions. */
export interface AnswerRow {
  line: number
  respondent: string
  perspective: Perspective
  unitId: string
  answers: (number | null)[]
  importance: number[]
  comments: Record<string, string> | null
}

/**
 * Reads a file of answers part by part and tells each row without faults and every fault as it comes by; keeps none of them, only the
 * respondents' ids. A column that is missing for someone is told when their first row comes by.
 */
export function newAnswerReader(
  options: AnswerFileOptions,
  onRow: (row: AnswerRow) => void,
  onFault: (fault: FileFault) => void,
): RecordReader {
  let readRow: ReturnType<typeof newRowReader> | undefined
  let isFaulty = false
  let rows = 0
  const tell = (fault: FileFault) => {
    isFaulty = true
    onFault(fault)
  }
  /** Then nothing below it can be judged. */
  const isHeaderLost = () => !readRow && isFaulty
  const records = newRecordReader(
    (record) => {
      if (isHeaderLost()) return
      if (!readRow) {
        readRow = newRowReader(options, readColumns(record, options, tell), onRow, tell)
        return
      }
      rows += 1
      readRow(record)
    },
    (fault) => {
      if (!isHeaderLost()) tell(fault)
    },
  )
  return {
    read: records.read,
    end() {
      records.end()
      if (isFaulty || rows > 0) return
      tell({ line: 1, column: null, code: readRow ? 'no-rows' : 'empty-file', value: null })
    },
  }
}

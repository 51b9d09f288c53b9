import Papa from 'papaparse'
import { type FileFault, shorten } from './answer-file-faults.ts'

/** One record of a comma-separated file. `line` is where it starts, from 1: a cell in quotes may hold line ends. */
export interface FileRecord {
  line: number
  cells: string[]
}

export interface RecordReader {
  /** The next part of the text, cut anywhere. */
  read(part: string): void
  end(): void
}

/** Beyond these a quote was opened and never closed, or it is no such file at all. */
const MOST_LINES = 200
const MOST_CHARACTERS = 1_000_000

const LINE_END = /\r\n|\n|\r/

/**
 * Finds the records in a text with comma, semicolon (Dutch Excel) or tab, told by the first record; with or without byte order mark and
 * quotes, any line ends, empty lines skipped. After a broken quote it goes on at the next line, so that every fault is found.
 */
export function newRecordReader(
  onRecord: (record: FileRecord) => void,
  onFault: (fault: FileFault) => void,
): RecordReader {
  const records = newLineJoiner(onRecord, onFault)
  let rest = ''
  let isFirst = true
  let stopped = false

  const stopAtLongLine = (text: string) => {
    if (text.length <= MOST_CHARACTERS) return
    stopped = true
    onFault({ line: records.next(), column: null, code: 'line-too-long', value: shorten(text) })
  }

  return {
    read(part) {
      if (stopped || part === '') return
      const text = rest + (isFirst ? part.replace(/^\uFEFF/, '') : part)
      isFirst = false
      const isCut = text.endsWith('\r')
      const lines = (isCut ? text.slice(0, -1) : text).split(LINE_END)
      rest = (lines.pop() ?? '') + (isCut ? '\r' : '')
      for (const line of lines) records.add(line)
      stopAtLongLine(rest)
    },
    end() {
      if (stopped) return
      if (rest !== '') records.add(rest.replace(/\r$/, ''))
      records.end()
    },
  }
}

/** Lines to records: a line with an open quote goes on in the next. */
function newLineJoiner(onRecord: (record: FileRecord) => void, onFault: (fault: FileFault) => void) {
  let delimiter: string | undefined
  let line = 0
  let open: string[] = []
  let isOpen = false

  const add = (text: string) => {
    line += 1
    open.push(text)
    if (hasOddQuotes(text)) isOpen = !isOpen
    if (!isOpen) finish()
    else if (open.length >= MOST_LINES) giveUp()
  }
  const finish = () => {
    const text = open.length === 1 ? (open[0] ?? '') : open.join('\n')
    if (text.trim() === '') return reset()
    delimiter ??= delimiterOf(text)
    const cells = cellsOf(text, delimiter)
    if (!cells) return giveUp()
    const start = line - open.length + 1
    reset()
    const damage = text.search(/[\uFFFD\0]/)
    if (damage >= 0) {
      const around = text.slice(Math.max(0, damage - 20), damage + 20)
      onFault({ line: start, column: null, code: 'not-utf8', value: around })
    } else if (cells.some((cell) => cell.trim() !== '')) onRecord({ line: start, cells })
  }
  /** The first line is at fault; those after it are read anew. */
  const giveUp = () => {
    const [first = '', ...others] = open
    line -= others.length
    onFault({ line, column: null, code: 'broken-quotes', value: shorten(first.slice(first.indexOf('"'))) })
    reset()
    for (const other of others) add(other)
  }
  const reset = () => {
    open = []
    isOpen = false
  }
  return {
    add,
    end() {
      while (isOpen) giveUp()
    },
    next: () => line - open.length + 1,
  }
}

function hasOddQuotes(text: string): boolean {
  let odd = false
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) odd = !odd
  return odd
}

function delimiterOf(header: string): string {
  const bare = header.replace(/"[^"]*"/g, '')
  const times = (delimiter: string) => bare.split(delimiter).length
  return [';', '\t'].reduce((best, one) => (times(one) > times(best) ? one : best), ',')
}

/** Undefined when the quotes make no sense. */
function cellsOf(text: string, delimiter: string): string[] | undefined {
  if (!text.includes('"')) return text.split(delimiter)
  const { data, errors } = Papa.parse<string[]>(text, { delimiter, newline: '\n' })
  return errors.length === 0 && data.length === 1 ? data[0] : undefined
}

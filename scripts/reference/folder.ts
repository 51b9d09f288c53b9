import { existsSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import Papa from 'papaparse'
import { Fault, wordsOf } from './fault.ts'
import type { Filter } from './schema.ts'

export interface Folder {
  table(file: string): Table
  json(file: string): unknown
}

export type Row = Readonly<Record<string, string>>

/** A CSV file; an empty cell is missing. */
export interface Table {
  columns: readonly string[]
  rows: readonly Row[]
  text(row: Row, column: string): string | null
  number(row: Row, column: string): number | null
}

export function openFolder(folder: string): Folder {
  if (!existsSync(folder) || !statSync(folder).isDirectory())
    throw new Fault(`${folder}: there is no such folder`)
  const read = (file: string) => {
    const name = path.join(folder, file)
    if (!existsSync(name)) throw new Fault(`${file}: there is no such file in the folder`)
    return readFileSync(name, 'utf8')
  }
  return { table: (file) => readTable(file, read(file)), json: (file) => readJson(file, read(file)) }
}

function readJson(file: string, content: string): unknown {
  try {
    return JSON.parse(content)
  } catch (error) {
    throw new Fault(`${file} is not JSON: ${wordsOf(error)}`)
  }
}

function readTable(file: string, content: string): Table {
  const { data, errors, meta } = Papa.parse<Record<string, string>>(content, {
    header: true,
    delimiter: ',',
    skipEmptyLines: true,
  })
  const [error] = errors
  if (error) throw new Fault(`${file}, row ${(error.row ?? 0) + 1}: ${error.message}`)
  if (meta.renamedHeaders) throw new Fault(`${file} has two columns with the same name`)
  return tableOf(file, meta.fields ?? [], data)
}

export function tableOf(name: string, columns: readonly string[], rows: readonly Row[]): Table {
  const text = (row: Row, column: string) => {
    if (!columns.includes(column)) throw new Fault(`${name} has no column "${column}"`)
    const cell = row[column] ?? ''
    return cell.trim() === '' ? null : cell
  }
  const number = (row: Row, column: string) => {
    const cell = text(row, column)
    if (cell === null) return null
    const value = INFINITE.get(cell) ?? Number(cell)
    if (Number.isNaN(value)) {
      throw new Fault(`${name}, row ${rows.indexOf(row) + 1}, column "${column}": "${cell}" is not a number`)
    }
    return value
  }
  return { columns, rows, text, number }
}

/** As R writes them. */
const INFINITE = new Map([
  ['Inf', Number.POSITIVE_INFINITY],
  ['-Inf', Number.NEGATIVE_INFINITY],
])

export function rowsWhere({ rows, text }: Table, filter: Filter = {}): Row[] {
  const fits = (row: Row) =>
    Object.entries(filter).every(([column, value]) => {
      const cell = text(row, column)
      return cell === value || (cell !== null && typeof value === 'number' && Number(cell) === value)
    })
  return rows.filter(fits)
}

/** What was filled in of one column. */
export function valuesOf(table: Table, rows: readonly Row[], column: string): number[] {
  return rows.flatMap((row) => table.number(row, column) ?? [])
}

/** The rows in which all these columns are filled in. */
export function completeRows(table: Table, rows: readonly Row[], columns: readonly string[]): number[][] {
  return rows.flatMap((row) => {
    const values = columns.flatMap((column) => table.number(row, column) ?? [])
    return values.length === columns.length ? [values] : []
  })
}

/** Rows by what one column says; rows without a group are left out. */
export function groupsOf(table: Table, column: string): Map<string, Row[]> {
  const grouped = table.rows.filter((row) => table.text(row, column) !== null)
  return Map.groupBy(grouped, (row) => table.text(row, column) ?? '')
}

/** Per row the mean of those of these columns that are filled in. */
export function meansOf(table: Table, rows: readonly Row[], columns: readonly string[]): number[] {
  return rows.flatMap((row) => {
    const values = columns.flatMap((column) => table.number(row, column) ?? [])
    return values.length === 0 ? [] : [values.reduce((sum, value) => sum + value, 0) / values.length]
  })
}

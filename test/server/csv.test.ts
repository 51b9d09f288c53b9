import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import Papa from 'papaparse'
import { describe, expect, test } from 'vitest'
import { csvOf } from '#server/csv.ts'

const SERVER = path.join(import.meta.dirname, '../../server')
const FORMULAS = [
  '=1+1',
  '+1+1',
  '-1+1',
  '@SUM(1)',
  '\t=1+1',
  '\r=1+1',
  '\n=1+1',
  '\0=1+1',
  '=1+1\nanders',
  '=cmd|"/c calc"!A1',
  '=HYPERLINK("http://elders.test";"klik")',
  '＝1+1',
]

const cellsOf = (csv: string) =>
  Papa.parse<string[]>(csv.slice(1).trimEnd(), { delimiter: ';', newline: '\r\n' }).data

describe('no cell of a file runs as a formula (row 34)', () => {
  test.each(FORMULAS)('%j is shown, not run', (text) => {
    const [[cell = ''] = []] = cellsOf(csvOf([[text, 'x']]))
    expect(cell).toBe(`'${text}`)
  })

  test('numbers stay numbers, and other texts stay as they are', () => {
    const texts = ['Team Oost', 'a;b', 'a "b" c', 'regel\nregel', ' =1', '5-6', 'é']
    expect(cellsOf(csvOf([[-5, 0, 3.5], texts]))).toEqual([['-5', '0', '3.5'], texts])
    expect(csvOf([[-5]])).toBe('\uFEFF-5\r\n')
  })

  test('every file of the server is written by this one function', () => {
    const files = readdirSync(SERVER, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.ts'),
    )
    const read = (name: string) => readFileSync(path.join(SERVER, name), 'utf8')
    expect(files.filter((name) => /unparse/.test(read(name)))).toEqual(['csv.ts'])
    const answering = files.filter((name) => /\.type\('text\/csv/.test(read(name)))
    expect(answering.length).toBeGreaterThan(3)
    for (const name of answering) expect(read(name)).toMatch(/[cC]sv\(/)
  })
})

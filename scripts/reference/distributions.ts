import { Type } from 'typebox'
import {
  fisherCdf,
  fisherQuantile,
  normalCdf,
  normalQuantile,
  studentCdf,
  studentQuantile,
} from '#server/results/statistics/distributions.ts'
import { logGamma } from '#server/results/statistics/gamma.ts'
import { beside, type Kind } from './block.ts'
import { Fault } from './fault.ts'
import type { Row, Table } from './folder.ts'
import { checked } from './schema.ts'

const Input = Type.Object({ file: Type.String() })

/** By R's name and the number of arguments. */
const FUNCTIONS: Record<string, (a: number, b: number, c: number) => number> = {
  'lgamma 1': logGamma,
  'pnorm 1': normalCdf,
  'qnorm 1': normalQuantile,
  'pt 2': studentCdf,
  'qt 2': studentQuantile,
  'pf 3': fisherCdf,
  'qf 3': fisherQuantile,
}

/** The file holds the expected values itself, one call of a function per row. */
export const distributions: Kind = ({ input, expected }, { folder }) => {
  const { file } = checked(Input, input, 'input')
  const table = folder.table(file)
  if (table.rows.length === 0) throw new Fault(`${file} has no rows`)
  const calls = table.rows.map((row, index) => callOf(table, row, index + 1))
  return [
    {
      own: Object.fromEntries(calls.map(({ key, own }) => [key, own])),
      expected: { ...beside(expected), ...Object.fromEntries(calls.map(({ key, value }) => [key, value])) },
    },
  ]
}

function callOf(table: Table, row: Row, number: number) {
  const given = ['a', 'b', 'c'].map((column) => table.number(row, column))
  const [a = Number.NaN, b = Number.NaN, c = Number.NaN] = given.flatMap((value) => value ?? [])
  const count = given.filter((value) => value !== null).length
  const name = table.text(row, 'fn') ?? ''
  const call = Object.entries(FUNCTIONS).find(([key]) => key === `${name} ${count}`)?.[1]
  if (!call) throw new Fault(`row ${number}: the function "${name}" of ${count} numbers is not known`)
  const value = table.number(row, 'value')
  if (value === null) throw new Fault(`row ${number} has no value`)
  return { key: `row ${number}, ${name}`, own: call(a, b, c), value }
}

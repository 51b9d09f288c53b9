import { expect, test } from 'vitest'
import { decode, type Part } from '#server/backup/decode.ts'
import { encode } from '#server/backup/encode.ts'
import { BYTES_AT_ONCE, FORMAT, type Header, ROWS_AT_ONCE } from '#server/backup/format.ts'
import { newSum, type Sums } from '#server/backup/sum.ts'

const HEADER: Header = {
  regieBackup: FORMAT,
  regie: '1.2.3',
  migrations: ['0001-first'],
  tables: [
    { name: 'only scans', columns: [['id', 'integer']] },
    { name: 'only plans', columns: [['id', 'integer']] },
  ],
  sequences: [{ name: 'public.scans_id_seq', value: '7' }],
}

async function encoded(scans: string[]): Promise<{ lines: string[]; sums: Sums }> {
  const sums: Sums = new Map()
  const rows = async function* (table: { name: string }) {
    if (table.name === 'only scans' && scans.length > 0) yield scans
  }
  const text = (await Array.fromAsync(encode(HEADER, rows, sums))).join('')
  return { lines: text.split('\n').slice(0, -1), sums }
}

async function decoded(lines: string[]): Promise<Part[]> {
  return Array.fromAsync(decode(lines[Symbol.iterator]() as unknown as AsyncIterator<string>))
}

function sumOf(lines: string[]) {
  const sum = newSum()
  sum.add(lines)
  return sum.read()
}

test('what was written is read, table by table, with the same sums', async () => {
  const { lines, sums } = await encoded(['["1"]', '["2"]'])
  const empty = sumOf([])
  expect(await decoded(lines)).toEqual([
    { header: HEADER },
    { table: 'only scans', lines: ['["1"]', '["2"]'] },
    { sums },
  ])
  expect([...sums]).toEqual([
    ['only scans', sumOf(['["1"]', '["2"]'])],
    ['only plans', empty],
  ])
})

test.each([
  ['many rows', Array.from({ length: ROWS_AT_ONCE * 2 + 1 }, (_, n) => `["${n}"]`), [500, 500, 1]],
  ['as many rows as fit', Array.from({ length: ROWS_AT_ONCE }, (_, n) => `["${n}"]`), [500]],
  ['large rows', Array.from({ length: 3 }, () => `["${'x'.repeat(BYTES_AT_ONCE / 2)}"]`), [2, 1]],
  ['no rows', [], []],
])('%s come in handfuls', async (_rule, rows, sizes) => {
  const parts = await decoded((await encoded(rows)).lines)
  expect(parts.flatMap((part) => ('lines' in part ? part.lines.length : []))).toEqual(sizes)
})

test.each<[string, (lines: string[]) => string[], string]>([
  ['nothing at all', () => [], 'not-a-backup'],
  ['another first line', ([, ...rest]) => rest, 'not-a-backup'],
  ['only a header', ([header = '']) => [header], 'truncated'],
  ['no end', (lines) => lines.slice(0, -1), 'truncated'],
  ['half a table', (lines) => lines.slice(0, 3), 'truncated'],
  ['a table that is gone with its sums', (lines) => [...lines.slice(0, -3), ...lines.slice(-1)], 'damaged'],
  ['a line after the end', (lines) => [...lines, '{}'], 'damaged'],
  ['a row elsewhere', ([header = '', ...rest]) => [header, '["1"]', ...rest], 'damaged'],
  ['a line that is no JSON', (lines) => lines.with(1, '{"table":'), 'damaged'],
])('%s is noticed', async (_flaw, change, code) => {
  const { lines } = await encoded(['["1"]', '["2"]'])
  await expect(decoded(change(lines))).rejects.toMatchObject({ code })
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type AnswerFileOptions, type AnswerRow, newAnswerReader } from '#server/paper-answers/answer-file.ts'
import type { FileFault } from '#server/paper-answers/answer-file-faults.ts'
import { tinyInstrument } from '../../support/cast-survey.ts'

const ITEMS = 'LIS1,LIS2,LIS3,CHO1,CHO2,TEM1,TEM2'
const HEADER = `respondent,perspective,unit,${ITEMS}`
const GOOD = 'r1,professional,North,4,2,1,5,,na,nvt'

const options: AnswerFileOptions = {
  instrument: tinyInstrument,
  form: 'full',
  questions: [{ id: 'OPEN-KEEP', maxLength: 10 }],
  perspectives: ['professional', 'client'],
  unitOf: (name) => {
    if (name === 'Twice') return { state: 'ambiguous' }
    return ['North', 'South'].includes(name)
      ? { state: 'found', unitId: name.toLowerCase() }
      : { state: 'unknown' }
  },
}

/** Faults in the order of the lines. */
function read(text: string, more: Partial<AnswerFileOptions> = {}, parts = [text]) {
  const rows: AnswerRow[] = []
  const faults: FileFault[] = []
  const reader = newAnswerReader(
    { ...options, ...more },
    (row) => rows.push(row),
    (fault) => faults.push(fault),
  )
  for (const part of parts) reader.read(part)
  reader.end()
  return { rows, faults: faults.toSorted((a, b) => a.line - b.line) }
}
/** Each fault as `line column code value`. */
const faultsOf = (text: string, more: Partial<AnswerFileOptions> = {}) =>
  read(text, more).faults.map(({ line, column, code, value }) => `${line} ${column} ${code} ${value}`)

const north = {
  line: 2,
  respondent: 'r1',
  perspective: 'professional',
  unitId: 'north',
  answers: [4, 2, 1, 5, null, -1, -1],
  importance: [],
  comments: null,
}

test('a row is read as it would be stored', () => {
  expect(read(`${HEADER}\n${GOOD}\n`)).toEqual({ rows: [north], faults: [] })
})

test('importance are places, in order, and a comment is trimmed', () => {
  const { rows, faults } = read(
    `${HEADER},importance,OPEN-KEEP\n${GOOD},tempo | listening,"  ""Tea"", ok "\n`,
  )
  expect(faults).toEqual([])
  expect(rows).toEqual([{ ...north, importance: [0, 2], comments: { 'OPEN-KEEP': '"Tea", ok' } }])
})

test.each([
  ['semicolons, as Dutch Excel writes', `${HEADER}\n${GOOD}\n`.replaceAll(',', ';')],
  ['tabs', `${HEADER}\n${GOOD}\n`.replaceAll(',', '\t')],
  ['a byte order mark', `\uFEFF${HEADER}\n${GOOD}\n`],
  ['CRLF', `${HEADER}\r\n${GOOD}\r\n`],
  ['old Macintosh line ends', `${HEADER}\r${GOOD}\r`],
  ['no line end at the end', `${HEADER}\n${GOOD}`],
  ['quotes around everything', `${quoted(HEADER)}\r\n${quoted(GOOD)}\r\n`],
  ['capitals and spaces', `${HEADER.toUpperCase()}\n r1 , Professional , North , 4 ,2,1,5, ,NA,NVT\n`],
  ['whole numbers with a decimal point or comma', `${HEADER}\n${GOOD.replace(/,4,2,/, ',4.0,"2,00",')}\n`],
  ['empty cells and columns that a spreadsheet leaves behind', `${HEADER},,\n${GOOD},,,,\n,,,,,,,,\n`],
])('a file may have %s', (_what, text) => {
  expect(read(text)).toEqual({ rows: [north], faults: [] })
})

function quoted(line: string): string {
  return line
    .split(',')
    .map((cell) => `"${cell}"`)
    .join(',')
}

test('columns stand in any order, and clients need no columns of items they are not asked', () => {
  const { rows, faults } = read(
    'CHO2,LIS3,unit,CHO1,LIS2,LIS1,respondent,perspective\n1,2,South,3,4,5,c,client\n',
  )
  expect(faults).toEqual([])
  expect(rows).toMatchObject([{ unitId: 'south', perspective: 'client', answers: [5, 4, 2, 3, 1] }])
})

test('the short form is asked its own items', () => {
  const short = 'respondent,perspective,unit,LIS1,LIS2,LIS3,CHO1,CHO2\nr1,professional,North,1,2,3,4,5\n'
  expect(read(short, { form: 'short' })).toMatchObject({ rows: [{ answers: [1, 2, 3, 4, 5] }], faults: [] })
  expect(faultsOf(`${HEADER}\n${GOOD.replace(',na', ',3')}\n`, { form: 'short' })).toEqual([
    '2 TEM1 item-not-asked 3',
  ])
})

test('empty lines are skipped, and lines are counted as they stand in the file', () => {
  const { rows } = read(`\n${HEADER}\n\n${GOOD}\n\n\n${GOOD.replace('r1', 'r2')}\n\n`)
  expect(rows.map(({ line }) => line)).toEqual([4, 7])
})

test('a cell in quotes may hold line ends; the line told is where the row starts', () => {
  const text = `${HEADER},OPEN-KEEP\n${GOOD},"a\r\nb"\nr2,professional,North,9,,,,,,,\n`
  expect(read(text)).toMatchObject({
    rows: [{ line: 2, comments: { 'OPEN-KEEP': 'a\nb' } }],
    faults: [{ line: 4, column: 'LIS1', code: 'outside-scale', value: '9' }],
  })
})

describe('of the header it says', () => {
  test.each([
    ['that the file is empty', '', ['1 null empty-file null']],
    ['that the file holds only empty lines', '\n\r\n \n', ['1 null empty-file null']],
    ['that there are no rows', `${HEADER}\n`, ['1 null no-rows null']],
    ['which column it does not know', `${HEADER},LIS9\n${GOOD},4\n`, ['1 K unknown-column LIS9']],
    ['which column stands there twice', `${HEADER},lis1\n${GOOD},4\n`, ['1 LIS1 duplicate-column null']],
    [
      'all columns that are missing',
      `LIS1\n4\n`,
      ['1 respondent missing-column null', '1 perspective missing-column null', '1 unit missing-column null'],
    ],
    [
      'each item that is missing for someone who is asked it, once',
      `respondent,perspective,unit,LIS1,LIS2,LIS3,CHO1,CHO2\nr1,client,North,1,2,3,4,5\nr2,professional,North,1,2,3,4,5\nr3,professional,North,1,2,3,4,5\n`,
      ['1 TEM1 missing-column null', '1 TEM2 missing-column null'],
    ],
    [
      'that it is no text in UTF-8',
      new TextDecoder().decode(Buffer.from(`${HEADER},café\n${GOOD},\n`, 'latin1')),
      ['1 null not-utf8 1,CHO2,TEM1,TEM2,caf\uFFFD'],
    ],
  ])('%s', (_what, text, faults) => {
    expect(faultsOf(text)).toEqual(faults)
  })
})

const withGood = (row: string) => faultsOf(`${HEADER},importance,OPEN-KEEP\n${GOOD},,\n${row}\n`)

describe('of a row it says', () => {
  test.each([
    ['that an answer is above the scale', 'r2,client,North,6,2,1,5,,,,,', ['3 LIS1 outside-scale 6']],
    [
      'that an answer is below the scale',
      'r2,client,North,4,0,-1,5,,,,,',
      ['3 LIS2 outside-scale 0', '3 LIS3 outside-scale -1'],
    ],
    [
      'that an answer is not a whole number',
      'r2,client,North,"3,5",2.5,1,5,,,,,',
      ['3 LIS1 not-whole 3,5', '3 LIS2 not-whole 2.5'],
    ],
    [
      'that an answer is not a number',
      'r2,client,North,often,1e0,1,5,,,,,',
      ['3 LIS1 not-a-number often', '3 LIS2 not-a-number 1e0'],
    ],
    ['that an item is not asked of clients', 'r2,client,North,4,2,1,5,,3,,,', ['3 TEM1 item-not-asked 3']],
    [
      'that nobody is a teacher',
      'r2,teacher,North,4,2,1,5,,,,,',
      ['3 perspective unknown-perspective teacher'],
    ],
    [
      'that managers were not invited',
      'r2,manager,North,4,2,1,5,,,,,',
      ['3 perspective perspective-not-in-scan manager'],
    ],
    ['that there is no such unit', 'r2,client,West,4,2,1,5,,,,,', ['3 unit unknown-unit West']],
    [
      'that there are more units of that name',
      'r2,client,Twice,4,2,1,5,,,,,',
      ['3 unit ambiguous-unit Twice'],
    ],
    [
      'that a respondent was there before',
      ' r1,client,North,4,2,1,5,,,,,',
      ['3 respondent duplicate-respondent r1'],
    ],
    [
      'what must not be empty',
      ' ,,,4,2,1,5,,,,,',
      ['3 respondent empty-cell null', '3 unit empty-cell null', '3 perspective empty-cell null'],
    ],
    ['that nothing was answered', 'r2,client,North,,,,,,,,,', ['3 null no-answers null']],
    [
      'that a topic is unknown',
      'r2,client,North,4,2,1,5,,,,speed,',
      ['3 importance unknown-dimension speed'],
    ],
    [
      'that a topic is not asked of clients',
      'r2,client,North,4,2,1,5,,,,tempo,',
      ['3 importance unknown-dimension tempo'],
    ],
    [
      'that a topic is picked twice',
      'r2,client,North,4,2,1,5,,,,choosing choosing,',
      ['3 importance picked-twice choosing'],
    ],
    [
      'that too many topics are picked',
      'r2,professional,North,4,2,1,5,,,,choosing tempo listening,',
      ['3 importance too-many-picks choosing tempo listening'],
    ],
    [
      'that a comment is too long, without repeating it',
      'r2,client,North,4,2,1,5,,,,,twelve words',
      ['3 OPEN-KEEP comment-too-long null'],
    ],
    ['that cells are missing', 'r2,client,North,4,2,1,5,,,', ['3 null too-few-cells 10']],
    ['that there are too many cells', 'r2,client,North,4,2,1,5,,,,,,,x', ['3 null too-many-cells 14']],
    [
      'that a quote is broken',
      'r2,"client"s,North,4,2,1,5,,,,,',
      ['3 null broken-quotes "client"s,North,4,2,1,5,,,,,'],
    ],
    [
      'that a byte is not UTF-8',
      'r2,client,caf\uFFFD,4,2,1,5,,,,,',
      ['3 null not-utf8 r2,client,caf\uFFFD,4,2,1,5,,,,,'],
    ],
    [
      'only the start of a long value',
      `r2,client,${'x'.repeat(50)},4,2,1,5,,,,,`,
      [`3 unit unknown-unit ${'x'.repeat(40)}…`],
    ],
  ])('%s', (_what, row, faults) => {
    expect(withGood(row)).toEqual(faults)
  })
})

test('a column without a name may not hold anything', () => {
  expect(faultsOf(`${HEADER},,\n${GOOD},,x\n`)).toEqual(['2 L unnamed-column x'])
})

test('every fault is told, not the first, and sound rows are read all the same', () => {
  const { rows, faults } = read(
    `${HEADER},EXTRA\nr1,client,West,6,2.5,x,5,,1,,\nr2,client,South,1,1,1,1,1,,,\nr2,boss,,1,1,1,1,1,,,\n`,
  )
  expect(faults.map(({ line, code }) => `${line} ${code}`)).toEqual([
    '1 unknown-column',
    '2 unknown-unit',
    '2 outside-scale',
    '2 not-whole',
    '2 not-a-number',
    '2 item-not-asked',
    '4 duplicate-respondent',
    '4 empty-cell',
    '4 unknown-perspective',
  ])
  expect(rows).toMatchObject([{ line: 3 }])
})

test('after a quote that is never closed the lines below are still checked', () => {
  const row = (id: string, first: number) => `${id},client,North,${first},2,1,5,,,`
  const many = Array.from({ length: 300 }, (_row, index) => row(`c${index}`, index === 299 ? 7 : 3))
  const text = [HEADER, row('"open', 3), ...many, row('last"', 9), ''].join('\n')
  expect(read(text)).toMatchObject({
    faults: [
      { line: 2, code: 'broken-quotes' },
      { line: 302, column: 'LIS1', code: 'outside-scale', value: '7' },
      { line: 303, code: 'broken-quotes' },
    ],
  })
  expect(read(text).rows).toHaveLength(299)
})

test('of a file in another encoding the first line is told, not every line', () => {
  const utf16 = Buffer.from(`\uFEFF${HEADER}\r\n${GOOD}\r\n${GOOD}\r\n`, 'utf16le').toString()
  expect(faultsOf(utf16)).toEqual([expect.stringMatching(/^1 null not-utf8 /)])
})

test('something that is no lines of text at all is given up soon', () => {
  expect(faultsOf('x'.repeat(3_000_000))).toEqual([`1 null line-too-long ${'x'.repeat(40)}…`])
})

test('wherever the text is cut into parts, the same is read', () => {
  const text = `\uFEFF${HEADER},OPEN-KEEP\r\n${GOOD},"a\r\n""b"""\r\n\r\nr2,client,West,4,2,1,5,,,,\r\nr3,client,South,4,2,1,5,,,,é\r\n`
  const whole = read(text)
  expect(whole.rows).toHaveLength(2)
  fc.assert(
    fc.property(fc.array(fc.nat(text.length), { maxLength: 8 }), (cuts) => {
      const ends = [...cuts, text.length].toSorted((a, b) => a - b)
      const parts = ends.map((end, index) => text.slice(ends[index - 1] ?? 0, end))
      expect(read(text, {}, parts)).toEqual(whole)
    }),
  )
})

test('no text at all makes it throw', () => {
  const pieces = fc.constantFrom(
    HEADER,
    GOOD,
    '"',
    ',',
    '\n',
    '\r',
    ';',
    'r2,client',
    '\uFEFF',
    '\uFFFD',
    'é',
    '',
  )
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
      const { rows, faults } = read(parts.join(''))
      expect(rows.length + faults.length).toBeGreaterThan(0)
    }),
  )
})

import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { words as english } from '#client/text/en.ts'
import { words as dutch } from '#client/text/nl.ts'
import { flatten } from '#client/text/text.ts'
import { PaperFault } from '#server/paper-answers/contract.ts'
import { faultsOf, newPaperReader, type PaperScan, weigh } from '#server/paper-answers/reading.ts'
import { paperReceipts } from '#server/paper-answers/receipts.ts'
import { launchTiny, ownQuestion } from '../../support/cast-survey.ts'

const scan: PaperScan = {
  instrument: launchTiny('short', [ownQuestion]),
  units: [{ id: 'oost', parentId: null, name: 'Oost' }],
  groups: [
    { id: 'g1', unitId: 'oost', perspective: 'professional', invited: 12 },
    { id: 'g2', unitId: 'oost', perspective: 'client', invited: 20 },
  ],
}
const HEADER = 'respondent,perspective,unit,LIS1,LIS2,LIS3,CHO1,CHO2,OWN-1'

const receiptsOf = paperReceipts('a secret of these tests', 'scan')

function read(...lines: string[]) {
  const reader = newPaperReader(scan, receiptsOf)
  reader.read([HEADER, ...lines].join('\n'))
  return reader.end()
}

describe('reading a file against a scan', () => {
  test('every row gets its group, its answers in the order of the form, and its comments', () => {
    const { rows, faultCount } = read('1,client,Oost,1,2,3,4,5,Fijn', '2,professional,oost,5,,na,4,5,')
    expect(faultCount).toBe(0)
    expect(rows).toMatchObject([
      { groupId: 'g2', answers: [1, 2, 3, 4, 5], comments: { 'OWN-1': 'Fijn' } },
      { groupId: 'g1', answers: [5, null, -1, 4, 5], comments: null },
    ])
  })

  test('the form of the scan decides which statements have a column', () => {
    const reader = newPaperReader(scan, receiptsOf)
    reader.read(`${HEADER},TEM1\n1,professional,Oost,1,2,3,4,5,,4`)
    expect(reader.end().faults).toMatchObject([{ code: 'item-not-asked', column: 'TEM1' }])
  })

  test('faults beyond two hundred are counted and not kept', () => {
    const wrong = read(...Array.from({ length: 500 }, (_one, index) => `${index},client,West,1,2,3,4,5,`))
    expect(wrong.faultCount).toBe(500)
    expect(wrong.faults).toHaveLength(200)
  })
})

describe('which rows are new', () => {
  const { rows } = read('1,client,Oost,1,2,3,4,5,', '2,client,Oost,1,2,3,4,5,', '3,client,Oost,1,2,3,4,5,')
  const hex = (...macs: (Buffer | undefined)[]) => new Set(macs.map((mac) => mac?.toString('hex') ?? ''))
  const respondents = (some: { respondent: string }[]) => some.map(({ respondent }) => respondent)

  test('those without a receipt; those with both are known', () => {
    const { fresh, known, elsewhere } = weigh(rows, hex(rows[1]?.number, rows[1]?.place))
    expect([fresh, known, elsewhere].map(respondents)).toEqual([['1', '3'], ['2'], []])
  })

  test('a number of which only the number is known came with another team', () => {
    const { elsewhere } = weigh(rows, hex(rows[2]?.number))
    expect(faultsOf({ faults: [], faultCount: 0 }, elsewhere)).toEqual({
      faults: [{ line: 4, column: 'respondent', code: 'number-in-other-group' }],
      faultCount: 1,
    })
  })

  test('faults of both kinds stand in the order of the lines', () => {
    const { elsewhere } = weigh(rows, hex(rows[0]?.number))
    const later = { line: 9, column: null, code: 'broken-quotes' as const }
    const { faults, faultCount } = faultsOf({ faults: [later], faultCount: 1 }, elsewhere)
    expect([faults.map(({ line }) => line), faultCount]).toEqual([[2, 9], 2])
  })
})

describe('the receipts of a form', () => {
  const form = { respondent: '7', groupId: 'g1' }
  const of = (secret: string, scanId: string, changes: Partial<typeof form> = {}) => {
    const { number, place } = paperReceipts(secret, scanId)({ ...form, ...changes })
    return [number.toString('hex'), place.toString('hex')]
  }

  test('are the same for the same form', () => {
    expect(of('secret', 'scan')).toEqual(of('secret', 'scan'))
  })

  test.each([
    ['another secret', of('other', 'scan')],
    ['another scan', of('secret', 'scam')],
    ['another number', of('secret', 'scan', { respondent: '8' })],
  ])('share nothing with those of %s', (_which, others) => {
    for (const receipt of of('secret', 'scan')) expect(others).not.toContain(receipt)
  })

  test('tell the group apart in one of the two', () => {
    const [number, place] = of('secret', 'scan')
    const [sameNumber, otherPlace] = of('secret', 'scan', { groupId: 'g2' })
    expect(sameNumber).toBe(number)
    expect(otherPlace).not.toBe(place)
  })
})

describe('the faults of a file and their words', () => {
  const codes = PaperFault.properties.code.enum

  test.each([
    ['Dutch', flatten(dutch)],
    ['English', flatten(english)],
  ])('every code has words in %s, and every word a code', (_language, leaves) => {
    const prefix = 'paperAnswers.fault.'
    const told = [...leaves.keys()].flatMap((key) =>
      key.startsWith(prefix) ? [key.slice(prefix.length)] : [],
    )
    expect(told.sort()).toEqual([...codes].sort())
  })

  test('every code is sent by something', () => {
    const folder = path.join(import.meta.dirname, '../../../server/paper-answers')
    const source = readdirSync(folder)
      .filter((name) => name !== 'contract.ts' && name !== 'answer-file-faults.ts')
      .map((name) => readFileSync(path.join(folder, name), 'utf8'))
      .join('\n')
    expect(codes.filter((code) => !source.includes(`'${code}'`))).toEqual([])
  })
})

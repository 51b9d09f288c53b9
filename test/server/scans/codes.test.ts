import fc from 'fast-check'
import { expect, test } from 'vitest'
import { codeHash, codeMaker, normaliseCode, spacedCode } from '#server/scans/codes.ts'

const codes = codeMaker('a secret of the installation, long enough')
const code = codes.personalCode('scan', 'group', 0)

test('a code has 26 characters that cannot be mixed up on paper', () => {
  expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/)
})

test('the same slip can be printed again', () => {
  expect(codes.personalCode('scan', 'group', 0)).toBe(code)
  expect(codeMaker('a secret of the installation, long enough').linkCode('scan', 'group')).toBe(
    codes.linkCode('scan', 'group'),
  )
})

test('every scan, group, place, kind and installation gives another code', () => {
  const other = codeMaker('another secret, of another installation')
  const all = [
    code,
    codes.personalCode('scan', 'group', 1),
    codes.personalCode('scan', 'group2', 0),
    codes.personalCode('scan2', 'group', 0),
    codes.linkCode('scan', 'group'),
    other.personalCode('scan', 'group', 0),
  ]
  expect(new Set(all).size).toBe(all.length)
})

test('100,000 codes of one group all differ', () => {
  const all = Array.from({ length: 100_000 }, (_none, place) => codes.personalCode('scan', 'group', place))
  expect(new Set(all).size).toBe(100_000)
})

test.each([
  ['as printed', spacedCode(code)],
  ['in small letters', code.toLowerCase()],
  ['with dashes', code.replace(/(.{4})/g, '$1-')],
  ['with spaces around', `  ${code}\n`],
])('a code is understood %s', (_how, typed) => {
  expect(normaliseCode(typed)).toBe(code)
})

test.each([
  ['the letter O is a zero', 'O', '0'],
  ['the letter I is a one', 'i', '1'],
  ['the letter L is a one', 'l', '1'],
])('%s', (_rule, typed, meant) => {
  expect(normaliseCode(typed + 'A'.repeat(25))).toBe(meant + 'A'.repeat(25))
})

test.each([
  ['nothing', ''],
  ['one character too few', code.slice(1)],
  ['one too many', `${code}0`],
  ['a letter that is never printed', `U${code.slice(1)}`],
  ['a look-alike from another script', `А${code.slice(1)}`],
])('%s is not a code', (_what, typed) => {
  expect(normaliseCode(typed)).toBeUndefined()
})

test('whatever someone types gives a code or nothing, never a fault', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (typed) => {
      const answer = normaliseCode(typed)
      return answer === undefined || /^[0-9A-HJKMNP-TV-Z]{26}$/.test(answer)
    }),
  )
})

test('the database keeps a hash of 32 bytes that does not hold the code', () => {
  expect(codeHash(code)).toHaveLength(32)
  expect(codeHash(code).toString('latin1')).not.toContain(code.slice(0, 8))
})

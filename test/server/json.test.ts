import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { invalidTextPath, isTooDeep } from '#server/json.ts'

const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth)

describe('nesting is counted before parsing', () => {
  test.each([
    ['a flat object', '{"a":1}', false],
    ['twelve levels', nested(12), false],
    ['thirteen levels', nested(13), true],
    ['a hundred thousand levels', nested(100_000), true],
    ['brackets inside a text', JSON.stringify({ text: nested(50) }), false],
    ['brackets after an escaped quote inside a text', JSON.stringify({ text: `"${nested(50)}\\` }), false],
    ['nothing', '', false],
    ['many siblings', JSON.stringify(Array.from({ length: 1000 }, () => [])), false],
  ])('%s', (_rule, text, tooDeep) => {
    expect(isTooDeep(text)).toBe(tooDeep)
  })
})

describe('text that the database would refuse or change is named by its path', () => {
  test.each([
    ['ordinary text', { name: 'Team Oost' }, undefined],
    ['an emoji is a whole character', { name: '👍' }, undefined],
    ['NUL', { name: 'a\0b' }, '/name'],
    ['a lone surrogate', { names: ['goed', '\ud83d'] }, '/names/1'],
    ['a broken key', { 'a\0': 1 }, ''],
    ['numbers and nulls', { a: [1, null, true] }, undefined],
  ])('%s', (_rule, value, path) => {
    expect(invalidTextPath(value)).toBe(path)
  })

  test('whole text of any kind passes', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' })), (texts) => {
        const clean = texts.map((text) => text.replaceAll('\0', '').toWellFormed())
        expect(invalidTextPath(clean)).toBeUndefined()
      }),
    )
  })
})

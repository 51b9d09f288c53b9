import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hasTwinKeys, isTooDeep, makeSound } from '#server/json.ts'

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

describe('a key that stands twice in one object is found', () => {
  test.each([
    ['two that are equal', '{"a":1,"a":2}', true],
    ['two of which one is written in signs', '{"a":1,"\\u0061":2}', true],
    ['deep inside', '{"a":[{"b":{"c":1,"d":[],"c":2}}]}', true],
    ['in two objects beside each other', '[{"a":1},{"a":1}]', false],
    ['in an object and the one inside', '{"a":{"a":1}}', false],
    ['after an object inside', '{"a":{"b":1},"c":2,"a":3}', true],
    ['as a value', '{"a":"b","b":"a","c":["a","a"]}', false],
    ['in a text', '{"a":"\\"b\\":1,\\"b\\":2"}', false],
    ['no object at all', '["a","a"]', false],
  ])('%s', (_rule, text, isFound) => {
    expect(hasTwinKeys(text)).toBe(isFound)
  })

  test('what JSON.stringify writes has none', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(hasTwinKeys(JSON.stringify(value))).toBe(false)
      }),
    )
  })

  test('a hundred thousand keys are read once (row 51)', () => {
    const text = `{${Array.from({ length: 100_000 }, (_one, place) => `"k${place}":"${'\\\\'.repeat(5)}"`).join(',')}}`
    const begin = performance.now()
    expect(hasTwinKeys(text)).toBe(false)
    expect(performance.now() - begin).toBeLessThan(2000)
  })
})

describe('what the database would refuse or change is named by its path (rows 52 and 54)', () => {
  test.each([
    ['NUL', { name: 'a\0b' }, '/name', 'invalid-text'],
    ['a lone surrogate', { names: ['goed', '\ud83d'] }, '/names/1', 'invalid-text'],
    ['a broken key', { 'a\0': 1 }, '', 'invalid-text'],
    ['an endless number', JSON.parse('{"a":[1e400]}'), '/a/0', 'invalid-number'],
    ['an endless number below zero', JSON.parse('-1e400'), '', 'invalid-number'],
    ['a zero below zero', JSON.parse('{"a":-0}'), '/a', 'invalid-number'],
    ['a number that was rounded', JSON.parse('{"a":9007199254740993}'), '/a', 'invalid-number'],
  ])('%s', (_rule, value, path, code) => {
    expect(makeSound(value)).toEqual({ path, code })
  })

  test.each([
    ['ordinary text', { name: 'Team Oost' }],
    ['an emoji is a whole character', { name: '👍' }],
    ['numbers and nulls', { a: [1, null, true, -2.5, 9007199254740991, 1e-7] }],
  ])('%s stays', (_rule, value) => {
    expect(makeSound(structuredClone(value))).toEqual({ value })
  })

  test('texts within are put in one form', () => {
    expect(makeSound({ a: ['e\u0301', { b: 'x\u202ey' }] })).toEqual({ value: { a: ['é', { b: 'xy' }] } })
    expect(makeSound('\u200b')).toEqual({ value: '' })
  })
})

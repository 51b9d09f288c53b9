import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findJsonFault } from '#server/surveys/json-text.ts'

describe('the place where a file stops being JSON', () => {
  test.each([
    ['an empty file', '', 1, 1, 'the file ends too early'],
    ['a file that breaks off', '{\n "id": "x",\n', 3, 1, 'the file ends too early'],
    ['a forgotten comma', '{\n "id": "x"\n "version": 1\n}', 3, 2, 'a comma or } was expected here'],
    ['a comma too many in a group', '{"id": 1,}', 1, 10, 'a name in double quotes was expected here'],
    ['a comma too many in a list', '[1,\n]', 2, 1, 'a value was expected here'],
    ['a list without commas', '[1 2]', 1, 4, 'a comma or ] was expected here'],
    ['single quotes', "{'id': 1}", 1, 2, 'a name in double quotes was expected here'],
    ['a missing colon', '{"id" 1}', 1, 7, 'a colon was expected here'],
    ['an unknown word', '[yes]', 1, 2, 'a value was expected here'],
    ['a word that goes on', '[truely]', 1, 2, 'a value was expected here'],
    ['a number that starts with 0', '[01]', 1, 2, 'a value was expected here'],
    ['text after the end', '{}\n{}', 2, 1, 'the end of the file was expected here'],
    ['a text over two lines', '["a\nb"]', 1, 2, 'this text is not closed on its own line'],
    ['a forgotten quote', '{"id": "x,\n"version": 1}', 1, 8, 'this text is not closed on its own line'],
    ['a name over two lines', '{"a\nb": 1}', 1, 2, 'this text is not closed on its own line'],
    ['a name that stands twice', '{"nl": 1,\n "nl": 2}', 2, 2, 'the name "nl" stands here a second time'],
    ['too many levels', '['.repeat(50), 1, 34, 'this is nested too deep'],
  ])('%s', (_rule, text, line, column, words) => {
    expect(findJsonFault(text)).toEqual({ line, column, words })
  })

  test('whatever is JSON passes', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 5 }), fc.boolean(), (text, spread) => {
        const document: unknown = JSON.parse(text)
        expect(findJsonFault(JSON.stringify(document, null, spread ? 2 : 0))).toBeUndefined()
      }),
    )
  })

  test('whatever passes is JSON', () => {
    const piece = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '"b"',
      '1',
      '-',
      '0',
      'true',
      ' ',
      '\n',
      '\\',
      '"',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = pieces.join('')
        if (!findJsonFault(text)) expect(() => JSON.parse(text)).not.toThrow()
      }),
      { numRuns: 2000 },
    )
  })
})

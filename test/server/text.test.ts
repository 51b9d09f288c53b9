import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cleanText, isStorableText } from '#server/text.ts'

/** Row 53 of the threat model: what is not seen, turned around or piled up. */
test.each([
  ['ordinary words stay', 'Team Oost, 3e laag', 'Team Oost, 3e laag'],
  ['an accent is one sign, however it was typed', 'cafe\u0301', 'café'],
  ['a turned name is read as it was typed', 'Oost\u202etaalam\u202c', 'Oosttaalam'],
  ['a turning mark is dropped', '\u2066a\u2069\u200e\u200f\u061cb', 'ab'],
  ['what has no width is dropped', 'Te\u200bam\u2060 O\ufeffost', 'Team Oost'],
  ['a joiner between letters is dropped', 'Te\u200dam\u200c', 'Team'],
  ['a joined emoji stays whole', '👩\u200d👩\u200d👧 👍🏽', '👩\u200d👩\u200d👧 👍🏽'],
  ['a script that is written joined keeps its signs', 'می\u200cخواهم', 'می\u200cخواهم'],
  ['controls of both sets are dropped', 'a\u0007b\u001bc\u007fd\u0085e\u009ff', 'abcdef'],
  ['a tab is a space, a line end one sign', 'a\tb\r\nc\rd\u2028e\nf', 'a b\nc\nd\ne\nf'],
  ['hidden words in tags are dropped', `ja${String.fromCodePoint(0xe006e, 0xe0065)}`, 'ja'],
  ['marks are not piled up', `o${'\u0336'.repeat(10_000)}k`, `o${'\u0336'.repeat(4)}k`],
  ['Finnish, Turkish and Chinese stay', 'Työ İş 工作', 'Työ İş 工作'],
])('%s', (_rule, typed, kept) => {
  expect(cleanText(typed)).toBe(kept)
})

test('cleaning twice is cleaning once, and gives text that can be kept', () => {
  const marks = fc.constantFrom(
    'e',
    '\u0301',
    '\u0327',
    '\u202e',
    '\u200d',
    '\u00ad',
    '👩',
    '\r',
    '\n',
    '\t',
    'ا',
  )
  const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: marks, maxLength: 40 }))
  fc.assert(
    fc.property(text, (typed) => {
      const kept = cleanText(typed)
      expect(cleanText(kept)).toBe(kept)
      expect(kept.length).toBeLessThanOrEqual(typed.normalize('NFC').length)
      if (isStorableText(typed)) expect(isStorableText(kept)).toBe(true)
    }),
    { numRuns: 500 },
  )
})

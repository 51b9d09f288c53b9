import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { hintsIn } from '#server/comments/hints.ts'
import { csvOf } from '#server/csv.ts'
import { hasTwinKeys, isTooDeep, makeSound } from '#server/json.ts'
import { cleanText } from '#server/text.ts'

/** Row 51: no text, however made, keeps a pattern busy. */
const SERVER = path.join(import.meta.dirname, '../../server')
const LENGTH = 50_000
const SOON = 50

const PIECES = [
  'a',
  ' ',
  '0',
  '\n',
  '"',
  '/',
  '\\',
  '.',
  ':',
  '-',
  'a ',
  ' a',
  '0 ',
  '0-',
  'a.',
  '="',
  '\u0301',
  'é',
  '👩',
  '\u200d',
  '{a}',
  '(0',
  '+0 ',
  'a@',
  'https://',
]
const TEXTS = PIECES.flatMap((piece) => {
  const body = piece.repeat(LENGTH / piece.length)
  return [body, `${body}!`, `!${body}`, `a${body}\0`]
})

interface Found {
  file: string
  source: string
  flags: string
}

/** Patterns as they stand in the code, after a sign that cannot end a value; and those of schemas. */
function patternsOf(file: string): Found[] {
  const text = readFileSync(path.join(SERVER, file), 'utf8').replace(/^\s*(\/\*\*?|\*|\/\/).*$/gm, '')
  const literals = text.matchAll(
    /(?:[=(,:?!&|[{]|=>|return)\s*\/(?![*/])((?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+)\/([dgimsuvy]*)/g,
  )
  const schemas = text.matchAll(/\bpattern: '((?:\\.|[^'\\\n])+)'/g)
  return [
    ...[...literals].map(([, source = '', flags = '']) => ({ file, source, flags })),
    ...[...schemas].map(([, source = '']) => ({ file, source: source.replaceAll('\\\\', '\\'), flags: 'u' })),
  ]
}

const files = readdirSync(SERVER, { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.ts'),
)
const patterns = files.flatMap(patternsOf)

function timeOf(work: () => unknown): number {
  const begin = performance.now()
  work()
  return performance.now() - begin
}

/** The first text that takes long each of three times, since other work may come in between. */
const slowText = (work: (text: string) => unknown): string | undefined =>
  TEXTS.find((text) => [1, 2, 3].every(() => timeOf(() => work(text)) > SOON))

describe('a text of fifty thousand characters, made to be slow', () => {
  test('is soon done with by every pattern of the server', () => {
    expect(patterns.length).toBeGreaterThan(60)
    const slow = patterns.flatMap(({ file, source, flags }) => {
      const pattern = new RegExp(source, flags.replace('g', ''))
      const text = slowText((each) => pattern.test(each))
      return text === undefined ? [] : [`${file}: ${source} is slow at ${JSON.stringify(text.slice(0, 8))}`]
    })
    expect(slow).toEqual([])
  })

  test.each([
    ['put in one form', cleanText],
    ['looked through for what it gives away', (text: string) => hintsIn(text.slice(0, 8000), new Set())],
    [
      'looked through for a key that stands twice',
      (text: string) => hasTwinKeys(JSON.stringify({ text, [text]: 1 })),
    ],
    ['measured in depth', isTooDeep],
    ['weighed as a body', (text: string) => makeSound({ text: [text, { text }] })],
    ['written as a cell', (text: string) => csvOf([[text]])],
  ])('is soon %s', (_what, work) => {
    expect(slowText(work)?.slice(0, 8)).toBeUndefined()
  })

  test('a slow pattern would be found', () => {
    expect(timeOf(() => /^(?:a|a?)*b$/.test('a'.repeat(23)))).toBeGreaterThan(SOON)
  })
})

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { words as english } from '#client/text/en.ts'
import { words as dutch } from '#client/text/nl.ts'
import {
  faultWords,
  firstLanguage,
  flatten,
  type Key,
  language,
  onLanguage,
  setLanguage,
  t,
  words,
} from '#client/text/text.ts'

const nl = flatten(dutch)
const en = flatten(english)

function sentences(leaf: string | { one?: string; other: string } | undefined): string[] {
  return typeof leaf === 'object' ? Object.values(leaf) : leaf === undefined ? [] : [leaf]
}

function holes(leaf: string | { one?: string; other: string } | undefined): string[] {
  return [
    ...new Set(
      sentences(leaf)
        .join(' ')
        .match(/\{\w+\}/g) ?? [],
    ),
  ].sort()
}

describe('the words of both languages', () => {
  test('have the same keys', () => {
    expect([...nl.keys()].sort()).toEqual([...en.keys()].sort())
  })

  test('have the same placeholders', () => {
    const differing = [...en.keys()].filter((key) => `${holes(en.get(key))}` !== `${holes(nl.get(key))}`)
    expect(differing).toEqual([])
  })

  test.each([
    ['Dutch', nl],
    ['English', en],
  ])('in %s are never empty, shouted or jargon', (_name, leaves) => {
    const wrong = [...leaves].filter(([, leaf]) =>
      sentences(leaf).some((each) => each.trim() === '' || /!|\btenants?\b|\btokens?\b|k-anonym/i.test(each)),
    )
    expect(wrong).toEqual([])
  })

  test('give every plural a form for one and for others', () => {
    for (const leaves of [nl, en]) {
      const plurals = [...leaves.values()].filter((leaf) => typeof leaf === 'object')
      for (const plural of plurals) expect(Object.keys(plural).sort()).toEqual(['one', 'other'])
    }
  })
})

describe('the words of an error and the codes of the server', () => {
  const server = sourcesOf('server')
  const codesIn = (pattern: RegExp) => [...server.matchAll(pattern)].map(([, code]) => code ?? '')

  test.each([
    ['refusal', /(?:Refusal\(\s*\d+,\s*|'refused', code: |status: \d+, code: |\{ fault: )'([a-z-]+)'/g, ''],
    ['fault in a field', /\bpath(?:: [^{}]*)?, code: '([a-z-]+)'/g, 'fault.'],
  ])('every %s has words in both languages', (_kind, pattern, place) => {
    const codes = codesIn(pattern)
    expect(codes.length).toBeGreaterThan(0)
    const wordless = codes.filter((code) => [nl, en].some((leaves) => !leaves.has(`errors.${place}${code}`)))
    expect([...new Set(wordless)]).toEqual([])
  })

  test('no words are left of a code that nobody sends', () => {
    const sources = server + sourcesOf('client')
    const isSent = (key: string) => {
      const code = key.replace(/^errors\.(fault\.)?/, '')
      const named = sources.includes(`'${code}'`) || sources.includes(`'${key}'`)
      return named || (key.includes('.fault.') && server.includes(`${code}: `))
    }
    const errors = [...nl.keys()].filter((key) => key.startsWith('errors.'))
    expect(errors.filter((key) => !isSent(key))).toEqual([])
  })
})

function sourcesOf(folder: string): string {
  const root = join(import.meta.dirname, '../../..', folder)
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => readFileSync(join(root, name), 'utf8'))
    .join('\n')
}

describe('t', () => {
  beforeEach(() => setLanguage('en'))

  test('fills the placeholders, and writes numbers as the language does', async () => {
    expect(t('common.stepOf', { number: 2, count: 5 })).toBe('Step 2 of 5')
    await setLanguage('nl')
    expect(t('common.range', { low: 1234.5, high: 'x' })).toBe('1.234,5 tot x')
  })

  test('leaves a placeholder without a value as it is', () => {
    expect(t('common.range', { low: 3 })).toBe('3 to {high}')
  })

  test('a name in a script that runs the other way does not turn the words around it (row 53)', () => {
    expect(t('common.range', { low: 'שלום', high: 'Oost' })).toBe('\u2068שלום\u2069 to Oost')
  })

  test('shows the key itself when there are no words for it', () => {
    expect(t('common.nothing' as Key)).toBe('common.nothing')
  })
})

describe('the words of an error', () => {
  beforeEach(() => setLanguage('en'))

  test.each([
    ['a known code', { code: 'scan-closed' }, 'This scan is closed'],
    ['an unknown code', { code: 'never-heard-of', requestId: 'r42' }, 'pass on this number: r42'],
    ['a bug in the page', new TypeError('x is not a function'), 'Something went wrong on our side'],
    ['nothing at all', undefined, 'Something went wrong on our side'],
  ])('are found for %s', (_case, error, expected) => {
    expect(words(error)).toContain(expected)
  })

  test('are found for a fault in a field, known or not', () => {
    expect(faultWords('required')).toBe('Fill this in.')
    expect(faultWords('never-heard-of')).toBe('This is not filled in correctly.')
  })
})

test('choosing a language tells the page, marks the document and is remembered', async () => {
  const heard: string[] = []
  const stop = onLanguage(() => heard.push(language()))
  await setLanguage('en')
  stop()
  await setLanguage('nl')
  expect(heard).toEqual(['en'])
  expect(document.documentElement.lang).toBe('nl')
  expect(firstLanguage()).toBe('nl')
})

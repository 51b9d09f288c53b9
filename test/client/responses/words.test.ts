import { beforeEach, describe, expect, test } from 'vitest'
import { dayOf, languages, nameOf, said, speak, t, timeOf } from '#client/responses/words.ts'
import en from '../../../client/text/en/responses.json' with { type: 'json' }
import fi from '../../../client/text/fi/responses.json' with { type: 'json' }
import nl from '../../../client/text/nl/responses.json' with { type: 'json' }

type Leaf = string | { one: string; other: string }
const holes = (leaf: Leaf | undefined) =>
  [...new Set(JSON.stringify(leaf).match(/\{\w+\}/g) ?? [])].sort().join()

beforeEach(() => speak('nl'))

describe.each([
  ['Dutch', nl],
  ['Finnish', fi],
])('the %s words', (_name, words) => {
  test('are complete, and fill the same holes as the English ones', () => {
    expect(Object.keys(words).sort()).toEqual(Object.keys(en).sort())
    const open = Object.entries(en).filter(
      ([key, leaf]) => holes(leaf) !== holes((words as Record<string, Leaf>)[key]),
    )
    expect(open).toEqual([])
  })

  test('are plain: no exclamation marks, no words of the trade', () => {
    expect(JSON.stringify(words)).not.toMatch(/!|tenant|token|k-anonym/i)
  })
})

test('speaking another language changes the page at once', () => {
  expect(t('start')).toBe('Beginnen')
  speak('fi')
  expect(t('start')).toBe('Aloita')
  expect([document.documentElement.lang, document.title]).toEqual(['fi', 'Kysely'])
})

test('one and many have their own words', () => {
  speak('en')
  expect([t('reviewOpen', { count: 1 }), t('reviewOpen', { count: 2 })]).toEqual([
    '1 statement is not answered. You may leave it so.',
    '2 statements are not answered. You may leave it so.',
  ])
})

test('languages call themselves by their own name', () => {
  expect(languages.map(nameOf)).toEqual(['Nederlands', 'English', 'Suomi'])
})

test('words of the questionnaire that lack the chosen language fall back to another', () => {
  speak('fi')
  expect([said({ nl: 'ja', fi: 'joo' }), said({ nl: 'ja' }), said({})]).toEqual(['joo', 'ja', ''])
})

test('days are those of Amsterdam', () => {
  expect(dayOf('2026-12-01T22:59:00Z')).toBe('dinsdag 1 december')
  speak('en')
  expect(dayOf('2026-12-01T23:30:00Z')).toBe('Wednesday 2 December')
  expect(timeOf(new Date(2026, 11, 1, 12, 4).getTime())).toBe('12:04')
})

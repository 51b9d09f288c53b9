import { expect, test } from 'vitest'
import { freeTitle } from '#server/scans/launch.ts'

test.each([
  ['the first scan has the plain name', [], 'Competenties'],
  ['a repeat is numbered', ['Competenties'], 'Competenties (2)'],
  ['the next free number is taken', ['Competenties', 'Competenties (2)'], 'Competenties (3)'],
  ['another name does not count', ['Processen'], 'Competenties'],
])('%s', (_rule, titles, title) => {
  const scans = titles.map((taken) => ({ title: taken }))
  expect(freeTitle('Competenties', scans)).toBe(title)
})

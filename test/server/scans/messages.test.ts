import { expect, test } from 'vitest'
import { DEFAULT_MESSAGES, fillIn, fillMessage, hasLink, holesOf } from '#server/scans/messages.ts'

const filling = {
  organisation: 'De Brug',
  unit: 'Team Oost',
  link: 'http://regie.test/r#ABC',
  closesOn: '2026-12-04',
  minutes: 7.5,
  today: '2026-11-21',
}

test.each([
  ['nl', 'Tot en met {sluitdatum}, {minuten} minuten', 'Tot en met vrijdag 4 december, 8 minuten'],
  ['en', 'Until {closing date}, {team}', 'Until Friday 4 December, Team Oost'],
  ['fi', '{organisaatio}: {linkki}', 'De Brug: http://regie.test/r#ABC'],
] as const)('holes are filled in %s', (language, text, filled) => {
  expect(fillIn(text, language, filling)).toBe(filled)
})

test('a closing date of another year is told with its year', () => {
  expect(fillIn('{sluitdatum}', 'nl', { ...filling, closesOn: '2027-01-08' })).toBe('vrijdag 8 januari 2027')
})

test.each([
  ['a hole nobody knows stays as typed', '{naam} {link}', '{naam} http://regie.test/r#ABC'],
  ['a hole of another language stays as typed', '{organisation}', '{organisation}'],
  ['spaces inside do not matter', '{ team }', 'Team Oost'],
  ['braces without a name stay', 'a {} b { c', 'a {} b { c'],
])('%s', (_rule, text, filled) => {
  expect(fillIn(text, 'nl', filling)).toBe(filled)
})

test('what fills a hole is not read again, so a unit called {link} stays a name', () => {
  expect(fillIn('{team}', 'nl', { ...filling, unit: '{link}' })).toBe('{link}')
})

test.each([
  'nl',
  'en',
  'fi',
] as const)('the default texts in %s are complete and lead to the questions', (language) => {
  const filled = fillMessage(DEFAULT_MESSAGES[language], language, filling)
  expect(Object.values(filled).join(' ')).not.toMatch(/[{}]/)
  expect(hasLink(DEFAULT_MESSAGES[language].invitation, language)).toBe(true)
  expect(hasLink(DEFAULT_MESSAGES[language].reminder, language)).toBe(true)
  expect(hasLink(DEFAULT_MESSAGES[language].chat, language)).toBe(true)
})

test('no default text promises work or uses an exclamation mark', () => {
  const words = Object.values(DEFAULT_MESSAGES).flatMap((message) => Object.values(message))
  expect(words.join(' ')).not.toContain('!')
})

test('without a closing date the preview shows that something is missing', () => {
  expect(holesOf({ ...filling, closesOn: null }).nl).toContainEqual({ name: 'sluitdatum', example: '…' })
})

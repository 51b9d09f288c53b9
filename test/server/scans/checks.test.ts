import { expect, test } from 'vitest'
import { checkLaunch, mayLaunch } from '#server/scans/checks.ts'
import type { ScanSettings } from '#server/scans/contract.ts'
import { DEFAULT_MESSAGES } from '#server/scans/messages.ts'
import { newSettings } from '#server/scans/scan.ts'
import type { Instrument } from '#server/surveys/survey.ts'
import { tinyInstrument } from '../../support/cast-survey.ts'

const TODAY = '2026-11-21'
const instruments = new Map<string, Instrument>([[tinyInstrument.id, tinyInstrument]])
const units = new Set(['oost', 'west'])
const ready: ScanSettings = {
  ...newSettings(tinyInstrument, TODAY),
  units: [
    { unitId: 'oost', invited: { professional: 12, client: 20 } },
    { unitId: 'west', invited: { professional: 8, client: 14 } },
  ],
}

function check(changes: Partial<ScanSettings>, today = TODAY) {
  return checkLaunch({ ...ready, ...changes }, units, instruments, today)
}
const codesOf = (level: string, changes: Partial<ScanSettings>, today?: string) =>
  check(changes, today)
    .filter((line) => line.level === level)
    .map(({ code }) => code)

test('the defaults with people filled in may be launched', () => {
  expect(codesOf('red', {})).toEqual([])
  expect(mayLaunch(check({}))).toBe(true)
  expect(check({})).toContainEqual(expect.objectContaining({ code: 'people-invited', count: 54 }))
})

test.each<[string, Partial<ScanSettings>, string]>([
  ['nobody is invited', { units: [] }, 'nobody-invited'],
  [
    'people stand only in a perspective that does not take part',
    { perspectives: ['manager'] },
    'nobody-invited',
  ],
  ['no perspective is chosen', { perspectives: [] }, 'no-perspective'],
  ['a unit has disappeared', { units: [{ unitId: 'noord', invited: { professional: 9 } }] }, 'unit-gone'],
  [
    'all groups together are below the minimum',
    { units: [{ unitId: 'oost', invited: { professional: 4, client: 9 } }] },
    'too-few-people',
  ],
  [
    'a raised minimum is out of reach',
    { minimums: { professional: 50, client: 50, manager: 50 } },
    'too-few-people',
  ],
  ['there is no opening date', { opensOn: null }, 'opening-missing'],
  ['there is no closing date', { closesOn: null }, 'closing-missing'],
  ['the opening is past', { opensOn: '2026-11-20' }, 'opens-in-past'],
  ['the dates are reversed', { opensOn: '2026-12-05', closesOn: '2026-12-04' }, 'closes-before-opens'],
  ['both dates are past', { opensOn: '2026-11-02', closesOn: '2026-11-13' }, 'closes-in-past'],
  ['the opening is more than a year away', { opensOn: '2027-11-22', closesOn: '2027-12-03' }, 'date-too-far'],
  ['it would be open for more than a year', { opensOn: TODAY, closesOn: '2027-11-22' }, 'date-too-far'],
  ['the instrument is unknown', { instrumentId: 'horoscope' }, 'unknown-instrument'],
  [
    'an own question lacks a chosen language',
    { ownQuestions: [{ text: { en: 'Why?' } }] },
    'own-question-incomplete',
  ],
  ['no language is chosen', { languages: [] }, 'no-language'],
  ['a message is empty', { messages: { nl: { ...DEFAULT_MESSAGES.nl, invitation: '  ' } } }, 'message-empty'],
  [
    'a chosen language has no message',
    { languages: ['nl', 'en'], messages: { nl: DEFAULT_MESSAGES.nl } },
    'message-empty',
  ],
])('a scan is not launched when %s', (_why, changes, code) => {
  expect(codesOf('red', changes)).toContain(code)
  expect(mayLaunch(check(changes))).toBe(false)
})

test('an instrument without a short form cannot be launched with one', () => {
  const onlyFull: Instrument = {
    ...tinyInstrument,
    dimensions: tinyInstrument.dimensions.map((dimension) => ({
      ...dimension,
      items: dimension.items.map((item) => ({ ...item, core: false })),
    })),
  }
  const lines = checkLaunch({ ...ready, form: 'short' }, units, new Map([[onlyFull.id, onlyFull]]), TODAY)
  expect(lines).toContainEqual(expect.objectContaining({ level: 'red', code: 'no-short-form' }))
})

test.each<[string, Partial<ScanSettings>, string]>([
  [
    'a chosen perspective without people',
    { perspectives: ['professional', 'client', 'manager'] },
    'perspective-empty',
  ],
  [
    'a perspective that can never be shown',
    { units: [{ unitId: 'oost', invited: { professional: 12, client: 9 } }] },
    'perspective-too-small',
  ],
  ['less than a week', { opensOn: '2026-11-23', closesOn: '2026-11-27' }, 'short-period'],
  ['more than six weeks', { opensOn: '2026-11-23', closesOn: '2027-01-29' }, 'long-period'],
  ['an end in the weekend', { opensOn: '2026-11-23', closesOn: '2026-12-05' }, 'closes-in-weekend'],
  ['no reminder', { remindersOn: [] }, 'no-reminder'],
  ['a reminder after the end', { remindersOn: ['2026-12-31'] }, 'reminder-outside'],
  ['questions that are not validated', {}, 'not-validated'],
  [
    'an invitation without its link',
    { messages: { nl: { ...DEFAULT_MESSAGES.nl, invitation: 'Doe mee.' } } },
    'message-without-link',
  ],
])('an amber line tells of %s, and does not stop the launch', (_what, changes, code) => {
  expect(codesOf('amber', changes)).toContain(code)
  expect(mayLaunch(check(changes))).toBe(true)
})

test('every line that is not green says where it is mended', () => {
  const lines = [check({ units: [] }), check({ opensOn: null }), check({ remindersOn: [] }), check({})].flat()
  for (const { level, field } of lines) if (level !== 'green') expect(field).not.toBeNull()
})

test('a whole year is allowed', () => {
  expect(codesOf('red', { opensOn: '2027-11-21', closesOn: '2028-11-21' })).toEqual([])
})

test('opening today is allowed', () => {
  expect(codesOf('red', { opensOn: TODAY })).toEqual([])
})

test('an own question that was left empty does not count', () => {
  expect(codesOf('red', { ownQuestions: [{ text: { nl: ' ' } }] })).toEqual([])
})

import { describe, expect, test } from 'vitest'
import { setLanguage } from '#client/text/text.ts'
import {
  closingDay,
  formatDate,
  formatDateTime,
  formatList,
  formatNumber,
  formatPercent,
  formatShortDate,
  formatSigned,
  formatTime,
} from '#client/ui/format.ts'

describe.each([
  ['nl', ['1 juli 2026', '1.234,6', '+9', '−3', '72%', 'Oost, West en Zuid']],
  ['en', ['1 July 2026', '1,234.6', '+9', '−3', '72%', 'Oost, West and Zuid']],
] as const)('in %s', (name, expected) => {
  test('dates, numbers and lists are written as people do', async () => {
    await setLanguage(name)
    const written = [
      formatDate('2026-06-30T22:30:00Z'),
      formatNumber(1234.56, 1),
      formatSigned(9),
      formatSigned(-3),
      formatPercent(0.72),
      formatList(['Oost', 'West', 'Zuid']),
    ]
    expect(written).toEqual(expected)
  })
})

test('moments are shown in the time of the Netherlands, summer and winter', async () => {
  await setLanguage('nl')
  expect(formatTime('2026-07-01T07:00:00Z')).toBe('09:00')
  expect(formatTime('2026-12-01T07:00:00Z')).toBe('08:00')
  expect(formatDateTime('2026-07-01T07:00:00Z')).toBe('woensdag 1 juli 2026 om 09:00')
})

test.each([
  ['the first moment after the last day, in winter', '2026-11-06T23:00:00.000Z', '2026-11-06'],
  ['the first moment after the last day, in summer', '2026-07-06T22:00:00Z', '2026-07-06'],
  ['closed early, by hand', '2026-11-06T10:30:00Z', '2026-11-06'],
  ['not closed', null, null],
])('the closing day: %s', (_moment, closedAt, day) => {
  expect(closingDay(closedAt)).toBe(day)
})

test('a day without a time stays that day', async () => {
  await setLanguage('en')
  expect(formatShortDate('2026-12-04')).toBe('4 Dec 2026')
})

test('what is not known is a dash, never a zero', () => {
  expect([formatDate(null), formatNumber(null), formatNumber(Number.NaN), formatPercent(null)]).toEqual([
    '–',
    '–',
    '–',
    '–',
  ])
})

test('no difference has no sign', () => {
  expect(formatSigned(0)).toBe('0')
  expect(formatSigned(-0.2)).toBe('0')
})

import { expect, test } from 'vitest'
import {
  dayOf,
  daysBetween,
  endOf,
  lastDayBefore,
  presetsFrom,
  remindersBetween,
  startOf,
} from '#server/scans/calendar.ts'

test.each([
  ['in winter a day starts at 23:00 UTC', '2026-11-21', '2026-11-20T23:00:00.000Z'],
  ['in summer at 22:00', '2026-07-01', '2026-06-30T22:00:00.000Z'],
])('%s', (_rule, day, start) => {
  expect(startOf(day).toISOString()).toBe(start)
})

test.each([
  ['the day on which summer time starts lasts 23 hours', '2027-03-28', 23],
  ['the day on which it ends lasts 25', '2026-10-25', 25],
  ['any other lasts 24', '2026-11-21', 24],
])('%s', (_rule, day, hours) => {
  expect((endOf(day).getTime() - startOf(day).getTime()) / 3_600_000).toBe(hours)
})

test('the last minute before midnight in the Netherlands belongs to the day that ends', () => {
  expect(dayOf(new Date('2026-11-21T22:59:59Z'))).toBe('2026-11-21')
  expect(dayOf(new Date('2026-11-21T23:00:00Z'))).toBe('2026-11-22')
  expect(lastDayBefore(endOf('2026-11-21'))).toBe('2026-11-21')
})

test.each([
  ['on a Saturday the coming Monday', '2026-11-21', '2026-11-23'],
  ['on a Monday the next one, so that there is time to tell people', '2026-11-23', '2026-11-30'],
  ['on a Sunday the day after', '2026-11-22', '2026-11-23'],
])('a preset opens %s', (_rule, today, opensOn) => {
  expect(presetsFrom(today).map((preset) => preset.opensOn)).toEqual([opensOn, opensOn])
})

test('presets end on the Friday of the second and third week', () => {
  expect(presetsFrom('2026-11-21')).toEqual([
    {
      id: 'two-weeks',
      opensOn: '2026-11-23',
      closesOn: '2026-12-04',
      remindersOn: ['2026-11-27', '2026-12-01'],
    },
    {
      id: 'three-weeks',
      opensOn: '2026-11-23',
      closesOn: '2026-12-11',
      remindersOn: ['2026-12-02', '2026-12-08'],
    },
  ])
})

test.each([
  ['are half-way and near the end', '2026-11-23', '2026-12-11', ['2026-12-02', '2026-12-08']],
  ['avoid the weekend', '2026-11-23', '2026-12-01', ['2026-11-27', '2026-11-30']],
  ['are left out of a period too short for them', '2026-11-23', '2026-11-26', []],
])('reminders %s', (_rule, opensOn, closesOn, days) => {
  expect(remindersBetween(opensOn, closesOn)).toEqual(days)
})

test('days between two dates do not depend on the clock', () => {
  expect(daysBetween('2027-03-27', '2027-03-29')).toBe(2)
  expect(daysBetween('2026-11-21', '2026-11-21')).toBe(0)
  expect(daysBetween('2026-11-21', '2026-11-20')).toBe(-1)
})

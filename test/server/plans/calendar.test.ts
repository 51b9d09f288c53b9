import { expect, test } from 'vitest'
import { calendarOf, type DatedAction } from '#server/plans/calendar.ts'

const then = new Date('2026-11-01T09:00:00Z')
const action: DatedAction = {
  id: '7',
  version: 3,
  title: 'Ask first; then, listen',
  description: 'One line\nand another',
  dueOn: '2026-12-31',
  plannedAt: then,
  startedAt: null,
  doneAt: null,
  confirmedAt: null,
  stoppedAt: null,
}
const linesOf = (actions: DatedAction[]) => calendarOf('Plan', actions, then).split('\r\n')

test('a due date is a whole day, and the same action keeps its name in the calendar', () => {
  const lines = linesOf([{ ...action, url: 'http://regie.test/plans/1' }])
  expect(lines).toEqual(
    expect.arrayContaining([
      'UID:7@regie',
      'SEQUENCE:3',
      'DTSTART;VALUE=DATE:20261231',
      'SUMMARY:Ask first\\; then\\, listen',
      'URL;VALUE=URI:http://regie.test/plans/1',
    ]),
  )
})

test.each([
  ['without a date', { dueOn: null }],
  ['that is done', { doneAt: then }],
  ['that was stopped', { stoppedAt: then }],
])('an action %s is not in the calendar', (_what, changes) => {
  expect(linesOf([{ ...action, ...changes }]).some((line) => line === 'BEGIN:VEVENT')).toBe(false)
})

test('words cannot break out of their line', () => {
  const lines = linesOf([{ ...action, title: 'x\r\nATTENDEE:mailto:a@b.nl' }])
  expect(lines.some((line) => line.startsWith('ATTENDEE'))).toBe(false)
})

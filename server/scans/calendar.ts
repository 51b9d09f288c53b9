import { Temporal } from 'temporal-polyfill'
import type { Preset } from './contract.ts'

const ZONE = 'Europe/Amsterdam'

/** The day in the Netherlands at this moment, as in 2026-11-21. */
export function dayOf(moment: Date): string {
  return Temporal.Instant.fromEpochMilliseconds(moment.getTime())
    .toZonedDateTimeISO(ZONE)
    .toPlainDate()
    .toString()
}

export function startOf(day: string): Date {
  return new Date(Temporal.PlainDate.from(day).toZonedDateTime(ZONE).epochMilliseconds)
}

/** The end of a day is the start of the next one, also on the two days that last 23 or 25 hours. */
export function endOf(day: string): Date {
  return startOf(addDays(day, 1))
}

/** The last day of which any moment lies before this one. */
export function lastDayBefore(moment: Date): string {
  return dayOf(new Date(moment.getTime() - 1))
}

function addDays(day: string, days: number): string {
  return Temporal.PlainDate.from(day).add({ days }).toString()
}

/** The same day a year later; of 29 February the 28th. */
export function yearAfter(day: string): string {
  return Temporal.PlainDate.from(day).add({ years: 1 }).toString()
}

export function daysBetween(first: string, last: string): number {
  return Temporal.PlainDate.from(first).until(Temporal.PlainDate.from(last)).days
}

export function isWeekend(day: string): boolean {
  return Temporal.PlainDate.from(day).dayOfWeek > 5
}

/** A period from the coming Monday to the Friday of its last week, with reminders half-way and near the end. */
export function presetsFrom(today: string): Preset[] {
  const opensOn = mondayAfter(today)
  return [
    { id: 'two-weeks' as const, lasts: 11 },
    { id: 'three-weeks' as const, lasts: 18 },
  ].map(({ id, lasts }) => {
    const closesOn = addDays(opensOn, lasts)
    return { id, opensOn, closesOn, remindersOn: remindersBetween(opensOn, closesOn) }
  })
}

/** Half-way and three days before the end, on working days, and only where that leaves days to answer. */
export function remindersBetween(opensOn: string, closesOn: string): string[] {
  const days = daysBetween(opensOn, closesOn)
  if (days < 4) return []
  const halfWay = workingDayUntil(addDays(opensOn, Math.floor(days / 2)))
  const nearTheEnd = workingDayFrom(addDays(closesOn, -3))
  return [...new Set([halfWay, nearTheEnd])].filter((day) => day > opensOn && day < closesOn)
}

function mondayAfter(day: string): string {
  return addDays(day, 8 - Temporal.PlainDate.from(day).dayOfWeek)
}

function workingDayFrom(day: string): string {
  return isWeekend(day) ? workingDayFrom(addDays(day, 1)) : day
}

function workingDayUntil(day: string): string {
  return isWeekend(day) ? workingDayUntil(addDays(day, -1)) : day
}

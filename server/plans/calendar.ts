import ical, { ICalEventTransparency } from 'ical-generator'
import { isOpen, type Moments, statusOf } from './action.ts'

export interface DatedAction extends Moments {
  id: string
  version: number
  title: string
  description: string
  dueOn: string | null
  url?: string
}

/**
 * One whole day per due date of what is still open. The same action keeps its place when the file is read again, and its
 * version tells a calendar that a moved date is the newer one.
 */
export function calendarOf(name: string, actions: readonly DatedAction[], stamp: Date): string {
  const calendar = ical({ name, prodId: { company: 'Regie', product: 'Regie' } })
  for (const { id, version, title, description, dueOn, url, ...moments } of actions) {
    if (!dueOn || !isOpen(statusOf(moments))) continue
    calendar.createEvent({
      id: `${id}@regie`,
      sequence: version,
      stamp,
      start: new Date(`${dueOn}T00:00:00Z`),
      allDay: true,
      timezone: 'UTC',
      summary: title,
      description: description || null,
      url: url ?? null,
      transparency: ICalEventTransparency.TRANSPARENT,
    })
  }
  return calendar.toString()
}

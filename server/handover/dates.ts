import type { HandoverAction, HandoverDate, HandoverScan } from './contract.ts'

type DatedScan = Pick<
  HandoverScan,
  'title' | 'status' | 'opensOn' | 'closesOn' | 'answersUntil' | 'answersDestroyedOn'
> & {
  remindersOn: readonly string[]
}

/** What is still to come, the first day first. */
export function datesOf(
  scans: readonly DatedScan[],
  actions: readonly Pick<HandoverAction, 'title' | 'dueOn'>[],
  today: string,
): HandoverDate[] {
  const due = actions.flatMap(({ title, dueOn }) =>
    dueOn ? [{ on: dueOn, kind: 'due' as const, title }] : [],
  )
  return [...scans.flatMap(ofScan), ...due]
    .filter(({ on, kind }) => on >= today || kind === 'due')
    .toSorted((a, b) => a.on.localeCompare(b.on))
}

function ofScan({ title, status, ...scan }: DatedScan): HandoverDate[] {
  const dates: HandoverDate[] = []
  const add = (kind: HandoverDate['kind'], on: string | null) => on && dates.push({ on, kind, title })
  if (status === 'scheduled') add('opens', scan.opensOn)
  if (status === 'scheduled' || status === 'open') {
    for (const day of scan.remindersOn) add('reminder', day)
    add('closes', scan.closesOn)
  }
  if (!scan.answersDestroyedOn) add('answers-destroyed', scan.answersUntil)
  return dates
}

import { wilson } from '../results/statistics/wilson.ts'
import { dayOf } from '../scans/calendar.ts'
import { isLate, isOpen, type Moments, statusOf } from './action.ts'
import type { Figures } from './contract.ts'

export type CountedAction = Moments & { dueOn: string | null }

/** `today` is a day. Nothing is counted that the reader may not see: give the actions of the reader. */
export function figuresOf(actions: readonly CountedAction[], today: string): Figures {
  const count = (matches: (action: CountedAction) => boolean) => actions.filter(matches).length
  return {
    done: count(isDone),
    late: count((action) => isLate(action, today)),
    open: count((action) => isOpen(statusOf(action))),
    stopped: count((action) => action.stoppedAt !== null),
    completion: completionOf(actions, today),
  }
}

/** Scoring section 14: done of those planned and due by today, leaving out what was stopped before its due date. */
function completionOf(actions: readonly CountedAction[], today: string): Figures['completion'] {
  const due = actions.filter((action) => isDue(action, today) && !stoppedInTime(action))
  const done = due.filter(isDone).length
  const proportion = wilson(done, due.length)
  if (proportion.state === 'undefined') return { state: 'none' }
  const { share, interval } = proportion.value
  return { state: 'counted', done, due: due.length, share, low: interval[0], high: interval[1] }
}

function isDone(action: CountedAction): boolean {
  return action.doneAt !== null && action.stoppedAt === null
}

function isDue({ plannedAt, dueOn }: CountedAction, today: string): boolean {
  return plannedAt !== null && dueOn !== null && dueOn <= today
}

function stoppedInTime({ stoppedAt, dueOn }: CountedAction): boolean {
  return stoppedAt !== null && dueOn !== null && dayOf(stoppedAt) < dueOn
}

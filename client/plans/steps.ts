import type { Action, ActionStatus, EventKind } from '#server/plans/contract.ts'

/** In the order of the board; stopped actions stand apart. */
export const COLUMNS = ['proposed', 'planned', 'started', 'done', 'confirmed'] as const

const OPEN: readonly ActionStatus[] = ['proposed', 'planned', 'started']
const BY_STATUS: Record<ActionStatus, readonly EventKind[]> = {
  proposed: ['plan', 'start', 'done', 'stop'],
  planned: ['start', 'done', 'stop'],
  started: ['done', 'stop'],
  done: ['confirm', 'reopen'],
  confirmed: ['reopen'],
  stopped: ['reopen'],
}
const LEADS_TO: Partial<Record<ActionStatus, EventKind>> = {
  planned: 'plan',
  started: 'start',
  done: 'done',
  confirmed: 'confirm',
  stopped: 'stop',
}

export const isOpen = (status: ActionStatus): boolean => OPEN.includes(status)

/** The steps that the reader may take now. */
export function stepsFor({ status, may }: Pick<Action, 'status' | 'may'>): EventKind[] {
  return BY_STATUS[status].filter((kind) => (kind === 'confirm' ? may.confirm : may.change))
}

/** What dropping an action on a column means; undefined when it means nothing. */
export function stepTo(action: Pick<Action, 'status' | 'may'>, column: ActionStatus): EventKind | undefined {
  if (action.status === column) return undefined
  const step = !isOpen(action.status) && isOpen(column) ? 'reopen' : LEADS_TO[column]
  return step && stepsFor(action).includes(step) ? step : undefined
}

interface Needs {
  owner: boolean
  prerequisites: boolean
  words: 'evidence' | 'reason' | 'note' | undefined
}

/** What the dialog of a step has to ask for. */
export function needsOf({ owner, dueOn, prerequisites, status }: Action, kind: EventKind): Needs {
  const goesOn = kind === 'plan' || kind === 'start' || kind === 'done'
  const begins = (kind === 'start' || kind === 'done') && status !== 'started'
  const words = { done: 'evidence', stop: 'reason', reopen: 'reason', note: 'note' } as const
  return {
    owner: goesOn && (owner === null || dueOn === null),
    prerequisites: begins && prerequisites.some(({ state }) => state === 'open'),
    words: kind in words ? words[kind as keyof typeof words] : undefined,
  }
}

import type { Priority } from './contract.ts'

/** A plan that works on everything moves nothing: the fourth open priority asks which one waits. */
const MOST_OPEN_PRIORITIES = 3

interface PlannedAction {
  dimensionId: string
  open: boolean
}

/** Dimensions with an action that is neither done nor stopped, in the order in which they came onto the plan. */
export function prioritiesOf(actions: readonly PlannedAction[], waiting: ReadonlySet<string>): Priority[] {
  const counts = new Map<string, number>()
  for (const { dimensionId, open } of actions) {
    if (open) counts.set(dimensionId, (counts.get(dimensionId) ?? 0) + 1)
  }
  return [...counts].map(([dimensionId, openActions]) => ({
    dimensionId,
    waiting: waiting.has(dimensionId),
    openActions,
  }))
}

export type Opening =
  | { state: 'room'; changes: { dimensionId: string; waiting: boolean }[] }
  | { state: 'too-many'; open: Priority[] }

/** May work on this dimension begin? `gives` is the dimension that waits for it, which may be this one itself. */
export function openingOf(priorities: readonly Priority[], dimensionId: string, gives?: string): Opening {
  const others = priorities.filter((other) => !other.waiting && other.dimensionId !== dimensionId)
  const isOpen = priorities.some((one) => one.dimensionId === dimensionId && !one.waiting)
  const opens = { dimensionId, waiting: false }
  if (isOpen) return { state: 'room', changes: [] }
  if (others.length < MOST_OPEN_PRIORITIES) return { state: 'room', changes: [opens] }
  if (gives === dimensionId) return { state: 'room', changes: [{ dimensionId, waiting: true }] }
  if (!others.some((other) => other.dimensionId === gives)) return { state: 'too-many', open: others }
  return { state: 'room', changes: [{ dimensionId: gives as string, waiting: true }, opens] }
}

import type { Perspective } from '../../surveys/survey.ts'

/** A group of an open scan, as it stands in the database. */
export interface MixingGroup {
  id: string
  perspective: Perspective
  /** How many had answered when the scan was mixed last. */
  counted: number
  /** In the inbox. */
  waiting: number
  /** Among the responses, apart from those on paper. */
  mixed: number
}

export type Minimums = Record<Perspective, number>

/**
 * What joins the responses of a group joins them with at least so many others: whoever compares two moments never sees what few
 * people answered between them.
 */
export function readyGroups(groups: readonly MixingGroup[], minimums: Minimums): string[] {
  return groups.filter(({ perspective, waiting }) => waiting >= minimums[perspective]).map(({ id }) => id)
}

export function isAnsweredSince({ counted, waiting, mixed }: MixingGroup): boolean {
  return waiting + mixed !== counted
}

/** Why a figure does not exist. It is never replaced by 0 or NaN. */
type Reason = 'too_few' | 'zero_variance' | 'not_enough_groups' | 'suppressed'

export type Outcome<Value> = { state: 'defined'; value: Value } | { state: 'undefined'; reason: Reason }

export function defined<Value>(value: Value): Outcome<Value> {
  return { state: 'defined', value }
}

export function missing(reason: Reason): Outcome<never> {
  return { state: 'undefined', reason }
}

/**
 * Defined when every number in it is finite. Input that is no number, or whose squares are larger than a double holds,
 * is no usable answer: `too_few`.
 */
export function sound<Value>(value: Value): Outcome<Value> {
  return allFinite(value) ? defined(value) : missing('too_few')
}

function allFinite(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value)
  return typeof value !== 'object' || value === null || Object.values(value).every(allFinite)
}

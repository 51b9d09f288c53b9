/** Why a figure does not exist. It is never replaced by 0 or NaN. */
type Reason = 'too_few' | 'zero_variance' | 'not_enough_groups' | 'suppressed'

export type Outcome<Value> = { state: 'defined'; value: Value } | { state: 'undefined'; reason: Reason }

export function defined<Value>(value: Value): Outcome<Value> {
  return { state: 'defined', value }
}

export function missing(reason: Reason): Outcome<never> {
  return { state: 'undefined', reason }
}

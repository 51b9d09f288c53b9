import type { Outcome } from '#server/results/statistics/outcome.ts'

export function figureIn<Value>(outcome: Outcome<Value>): Value {
  if (outcome.state === 'undefined') throw new Error(outcome.reason)
  return outcome.value
}

/** To so many decimals, as a table in print gives it. */
export function printed(value: number, decimals: number): number {
  return Math.round(value * 10 ** decimals) / 10 ** decimals
}

import { defined, missing, type Outcome } from './outcome.ts'

export const LOW_RESPONSE = 0.4

export interface ResponseShare {
  /** 0..1 */
  rate: number
  low: boolean
  moreAnswersThanInvited: boolean
}

/** n answers of N invited. Nobody invited: `too_few`. More answers than invited: flagged, the rate is 1. */
export function responseRate(answered: number, invited: number): Outcome<ResponseShare> {
  if (invited < 1) return missing('too_few')
  const rate = Math.min(1, answered / invited)
  return defined({ rate, low: rate < LOW_RESPONSE, moreAnswersThanInvited: answered > invited })
}

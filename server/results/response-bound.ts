import { mostOfNone, type TotalParts, totalOf } from '../scans/bands.ts'

export const LOW_RESPONSE = 40

interface ResponseBound {
  bound: 'at-least' | 'below'
  /** Of the people invited. */
  percentage: number
  low: boolean
}

interface Answered {
  /** Of all groups below the unit, without answers on paper. */
  parts: TotalParts
  onPaper: number
  invited: number
}

/**
 * What may be told of how many of N ≥ 10 invited answered (docs/decisions/0006): the same total in steps of five people that the
 * running scan showed, so the two never cut each other, and answers on paper, as a whole percentage that the true rate is at least.
 * Where that is nothing it is told from above, or not at all (null) where everyone may have answered. It never takes in the last person, so
 * every bound fits two counts or more. `low`: the bound is below 40 %. More answers than invited count as all of them.
 */
export function responseBound({ parts, onPaper, invited }: Answered): ResponseBound | null {
  const answeredAtLeast = Math.min(totalOf(parts) + onPaper, invited - 1)
  if (answeredAtLeast === 0) {
    const fewerThan = mostOfNone(parts) + 1
    if (fewerThan > invited) return null
    return { bound: 'below', percentage: Math.ceil((100 * fewerThan) / invited), low: true }
  }
  const percentage = Math.floor((100 * answeredAtLeast) / invited)
  return { bound: 'at-least', percentage, low: percentage < LOW_RESPONSE }
}

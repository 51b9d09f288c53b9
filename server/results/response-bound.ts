import { responseBand } from '../scans/bands.ts'

export const LOW_RESPONSE = 40

interface ResponseBound {
  bound: 'at-least' | 'below'
  /** Of the people invited. */
  percentage: number
  low: boolean
}

/**
 * What may be told of n answers of N ≥ 10 invited (docs/decisions/0006): the same band of five people that the running scan
 * showed, so the two never cut each other, as a whole percentage that the true rate is at least. The lowest band is told from
 * above, the highest takes in N, so every bound fits two counts or more. `low`: the bound is below 40 %. More answers than invited
 * count as all of them.
 */
export function responseBound(answered: number, invited: number): ResponseBound {
  const { answeredAtLeast } = responseBand(invited, answered)
  if (answeredAtLeast === 0) return { bound: 'below', percentage: Math.ceil((100 * 5) / invited), low: true }
  const percentage = Math.floor((100 * answeredAtLeast) / invited)
  return { bound: 'at-least', percentage, low: percentage < LOW_RESPONSE }
}

import { fisherQuantile } from './distributions.ts'
import type { Matrix } from './eigen.ts'
import { type Omega, omegaTotal } from './factor.ts'
import { defined, missing, type Outcome } from './outcome.ts'
import { diagonal, sumOf, totalOf } from './spreads.ts'

/** Cronbach's alpha (1951) of two items or more whose total varies; the unit of the (co)variances does not matter. */
export function alphaOf(spreads: Matrix): number {
  const items = spreads.length
  return (items / (items - 1)) * (1 - sumOf(diagonal(spreads)) / totalOf(spreads))
}

/** 95 % interval of alpha from n rows (Feldt, Woodruff & Salih 1987). */
export function feldtInterval(alpha: number, n: number, items: number): [number, number] {
  const quantile = (p: number) => fisherQuantile(p, n - 1, (n - 1) * (items - 1))
  return [1 - (1 - alpha) * quantile(0.975), 1 - (1 - alpha) * quantile(0.025)]
}

/** `too_few` when one item would be left, `zero_variance` when the total of the others does not vary. */
export function alphaWithout(spreads: Matrix, item: number): Outcome<number> {
  if (spreads.length < 3) return missing('too_few')
  const others = without(spreads, item)
  return totalOf(others) > 0 ? defined(alphaOf(others)) : missing('zero_variance')
}

/** Correlation of an item with the total of the others; `zero_variance` when one of the two does not vary. */
export function itemRest(spreads: Matrix, item: number): Outcome<number> {
  const row = spreads[item] ?? []
  const own = row[item] ?? 0
  const shared = sumOf(row.filter((_cell, at) => at !== item))
  const rest = totalOf(without(spreads, item))
  return own > 0 && rest > 0 ? defined(shared / Math.sqrt(own) / Math.sqrt(rest)) : missing('zero_variance')
}

function without(spreads: Matrix, item: number): Matrix {
  return spreads.filter((_row, at) => at !== item).map((row) => row.filter((_cell, at) => at !== item))
}

interface Standardised {
  standardisedAlpha: Outcome<number>
  meanCorrelation: Outcome<number>
  omega: Outcome<Omega>
}

/** From the correlations between the items: `zero_variance` when one of them does not vary. */
export function standardised(spreads: Matrix): Standardised {
  const none = missing('zero_variance')
  const own = diagonal(spreads).map(Math.sqrt)
  if (!own.every((one) => one > 0)) return { standardisedAlpha: none, meanCorrelation: none, omega: none }
  const correlations = spreads.map((row, item) =>
    row.map((cell, at) => (at === item ? 1 : cell / (own[item] ?? 1) / (own[at] ?? 1))),
  )
  const items = spreads.length
  const mean = (totalOf(correlations) - items) / (items * (items - 1))
  const below = 1 + (items - 1) * mean
  return {
    standardisedAlpha: below > 1e-12 ? defined((items * mean) / below) : none,
    meanCorrelation: defined(mean),
    omega: omegaTotal(correlations),
  }
}

import type { Matrix } from './eigen.ts'
import type { Omega } from './factor.ts'
import { alphaOf, alphaWithout, feldtInterval, itemRest, standardised } from './item-analysis.ts'
import { missing, type Outcome, sound } from './outcome.ts'
import { diagonal, spreadsOf, totalOf } from './spreads.ts'

/**
 * What reliability needs of complete rows of recoded answers: how many rows, the sum of each item, and the sums of the
 * products of each pair (of an item with itself on the diagonal). Whole answers give whole sums, so that organisations
 * can be pooled in any order.
 */
export interface ItemMoments {
  n: number
  sums: number[]
  products: number[][]
}

/** One row per person, complete and recoded, all of the same length. No rows: no items. */
export function itemMomentsOf(rows: readonly (readonly number[])[]): ItemMoments {
  const items = rows[0]?.map((_answer, item) => item) ?? []
  const total = (value: (row: readonly number[]) => number) => rows.reduce((sum, row) => sum + value(row), 0)
  return {
    n: rows.length,
    sums: items.map((item) => total((row) => row[item] ?? 0)),
    products: items.map((item) => items.map((other) => total((row) => (row[item] ?? 0) * (row[other] ?? 0)))),
  }
}

/** Two pools of the same items together; a pool without rows changes nothing. */
export function mergeItemMoments(a: ItemMoments, b: ItemMoments): ItemMoments {
  if (a.n === 0) return b
  if (b.n === 0) return a
  const products = a.products.map((row, item) => added(row, b.products[item] ?? []))
  return { n: a.n + b.n, sums: added(a.sums, b.sums), products }
}

function added(a: readonly number[], b: readonly number[]): number[] {
  return a.map((value, index) => value + (b[index] ?? 0))
}

interface ItemFigures {
  /** Per item, in the order of the items, as is the next. */
  itemMean: number[]
  itemSd: number[]
  /** Of the mean over the items, in answer points. */
  scaleMeanSd: number
}

/** What there is also of one item, and of answers that do not vary. `too_few` below two rows or without items. */
export function itemFiguresOf({ n, sums, products }: ItemMoments): Outcome<ItemFigures> {
  if (n < 2 || sums.length === 0) return missing('too_few')
  return sound(figuresFrom(n, sums, spreadsOf(n, sums, products)))
}

function figuresFrom(n: number, sums: readonly number[], spreads: Matrix): ItemFigures {
  const sdOf = (spread: number) => Math.sqrt(Math.max(0, spread) / n / (n - 1))
  return {
    itemMean: sums.map((sum) => sum / n),
    itemSd: diagonal(spreads).map(sdOf),
    scaleMeanSd: sdOf(totalOf(spreads)) / sums.length,
  }
}

export interface Reliability extends ItemFigures {
  /** Complete rows. */
  n: number
  /** At most 1; a negative one is told as it is. */
  alpha: number
  /** 95 % interval of alpha. */
  feldt: [number, number]
  standardisedAlpha: Outcome<number>
  /** Of all pairs of items. */
  meanCorrelation: Outcome<number>
  omega: Outcome<Omega>
  /** Per item, in the order of the items, as is the next. */
  alphaIfDeleted: Outcome<number>[]
  itemRestCorrelation: Outcome<number>[]
  /** Of the mean over the items, in answer points. */
  scaleMeanSem: number
  warnings: 'negative-item-rest-correlation'[]
}

/**
 * Reliability of one scale (scoring.md section 5): Cronbach's alpha with Feldt's interval, standardised alpha, item
 * analysis, standard error of measurement, omega total. `too_few` below two rows or two items, `zero_variance` when the
 * total does not vary. A negative item-rest correlation warns: the key for reverse items may be wrong. A negative alpha
 * never comes without it.
 */
export function reliabilityOf({ n, sums, products }: ItemMoments): Outcome<Reliability> {
  const items = sums.map((_sum, item) => item)
  if (n < 2 || items.length < 2) return missing('too_few')
  const spreads = spreadsOf(n, sums, products)
  const total = totalOf(spreads)
  if (!Number.isFinite(total)) return missing('too_few')
  if (total <= 0) return missing('zero_variance')
  const alpha = alphaOf(spreads)
  const itemRestCorrelation = items.map((item) => itemRest(spreads, item))
  const figures = figuresFrom(n, sums, spreads)
  return sound({
    ...{ n, alpha, feldt: feldtInterval(alpha, n, items.length), ...standardised(spreads) },
    alphaIfDeleted: items.map((item) => alphaWithout(spreads, item)),
    itemRestCorrelation,
    ...{ ...figures, scaleMeanSem: figures.scaleMeanSd * Math.sqrt(1 - alpha) },
    warnings: warningsOf(itemRestCorrelation),
  })
}

function warningsOf(correlations: Outcome<number>[]): Reliability['warnings'] {
  const negative = correlations.some((one) => one.state === 'defined' && one.value < -1e-12)
  return negative ? ['negative-item-rest-correlation'] : []
}

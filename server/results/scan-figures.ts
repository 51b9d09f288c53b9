import type { ScanFigures } from './contract.ts'
import type { CompleteCount, CountedScan } from './counted.ts'
import type { Measure } from './measures.ts'
import { groupMomentsOf } from './statistics/icc.ts'
import { DETAIL, type Tables } from './tables.ts'

/**
 * Sums of the whole scan for the programme centre to pool, per perspective and dimension with ten complete cases or more. Of no unit:
 * what is told between units are sums over all of them.
 */
export function scanFiguresOf(
  { counts }: CountedScan,
  { measures, scores, dimensionIds }: Tables,
): ScanFigures {
  const complete = Map.groupBy(counts.complete, ({ place }) => place)
  const dimensions = [...measures.full].flatMap(([perspective, places]) =>
    places.flatMap((place, dimension) => {
      const score = place === null ? undefined : scores[place]
      if (place === null || !score) return []
      const own = wholeOf(score.measure, complete.get(place) ?? [])
      if (own.n < DETAIL) return []
      return [
        {
          perspective,
          dimension: dimensionIds[dimension] ?? '',
          items: score.measure.items.map(({ id }) => id),
          complete: own,
          between: groupMomentsOf(score.direct),
        },
      ]
    }),
  )
  return { dimensions }
}

/** Over all units, with the products as a full matrix. */
function wholeOf({ items }: Measure, counts: readonly CompleteCount[]) {
  const total = (of: (count: CompleteCount) => number) => counts.reduce((sum, count) => sum + of(count), 0)
  const product = (a: number, b: number) => {
    const [first, second] = a < b ? [a, b] : [b, a]
    const place = first * items.length - (first * (first - 1)) / 2 + (second - first)
    return total(({ products }) => products[place] ?? 0)
  }
  return {
    n: total(({ n }) => n),
    sums: items.map((_item, index) => total(({ sums }) => sums[index] ?? 0)),
    products: items.map((_row, a) => items.map((_column, b) => product(a, b))),
  }
}

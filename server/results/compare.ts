import type { ChangeCell, Publication, StoredComparison } from './contract.ts'
import { isBanded } from './disclosure/bands.ts'
import { figureOf } from './figure.ts'
import { changeLabel, hedges, holm, welch } from './statistics/change.ts'
import { roundHalfAway } from './statistics/rounding.ts'

export type ComparedCell = StoredComparison['cells'][number]

/** From here on a unit shows change; the organisation as a whole from 10 on (scoring.md sections 9 and 17). */
export const MINIMUM_UNIT_CHANGE = 30

export interface Earlier {
  /** The same people's unit, perspective and dimension, each with the items it was made of. */
  cells: Map<string, ComparedCell[]>
  /** Item ids that were asked in the same words on the same scale in both rounds, per perspective. */
  unchanged: Map<string, Set<string>>
}

const keyOf = ({ unitId, perspective, dimension }: Omit<ComparedCell, 'items' | 'n' | 'mean' | 'sd'>) =>
  `${unitId} ${perspective} ${dimension}`

type Asked = Pick<Publication, 'instrument' | 'dimensions' | 'perspectives'>

export function earlierRound(current: Asked, previous: Publication, { cells }: StoredComparison): Earlier {
  return {
    cells: Map.groupBy(cells, keyOf),
    unchanged: new Map(
      current.perspectives.map((perspective) => [
        perspective,
        unchangedItems(current, previous, perspective),
      ]),
    ),
  }
}

function unchangedItems(current: Asked, previous: Asked, perspective: Publication['perspectives'][number]) {
  const asWritten = ({ dimensions }: Asked) =>
    new Map(
      dimensions.flatMap(({ items }) =>
        items.map((item) => [item.id, JSON.stringify([item.reverse, item.texts[perspective]])]),
      ),
    )
  const { instrument: now } = current
  const { instrument: then } = previous
  const sameScale = now.id === then.id && now.scale.min === then.scale.min && now.scale.max === then.scale.max
  const before = asWritten(previous)
  const same = sameScale ? [...asWritten(current)].filter(([id, words]) => before.get(id) === words) : []
  return new Set(same.map(([id]) => id))
}

/**
 * Change per dimension for one unit and perspective. `candidates` holds, per dimension, the cells of this round with an interval,
 * the one with all its items first; the first that was measured with the same items before is compared. Independent samples
 * (Welch, Hedges' g), Holm over the dimensions that are compared.
 */
export function changesOf(
  candidates: readonly ComparedCell[][],
  earlier: Earlier,
  isWhole: boolean,
): ChangeCell[] {
  const minimum = isWhole ? 0 : MINIMUM_UNIT_CHANGE
  const pairs = candidates.map((cells) => comparable(cells, earlier, minimum))
  const tests = pairs.map((pair) => (pair ? welch(pair.before, pair.after) : null))
  const adjusted = holm(tests.flatMap((test) => (test?.state === 'defined' ? [test.value.p] : [])))
  let tested = 0
  return pairs.map((pair, dimension): ChangeCell => {
    const test = tests[dimension]
    if (!pair || test?.state !== 'defined') return { state: 'hidden' }
    const label = changeLabel(test.value.difference, adjusted[tested++] ?? 1)
    return { state: 'shown', label, ...asShown(pair, test.value) }
  })
}

interface Pair {
  before: ComparedCell
  after: ComparedCell
  sharedItemsOnly: boolean
}

function comparable(cells: readonly ComparedCell[], earlier: Earlier, minimum: number): Pair | null {
  for (const [index, after] of cells.entries()) {
    const unchanged = earlier.unchanged.get(after.perspective)
    if (after.n < minimum || !after.items.every((id) => unchanged?.has(id))) continue
    const then = earlier.cells.get(keyOf(after)) ?? []
    const before = then.find((cell) => sameItems(cell.items, after.items))
    if (before && before.n >= minimum)
      return { before, after, sharedItemsOnly: index > 0 || before !== then[0] }
  }
  return null
}

function sameItems(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((id) => b.includes(id))
}

/** Beside a band neither the difference nor its interval may be told: they would give the score back. */
function asShown(
  { before, after, sharedItemsOnly }: Pair,
  { difference, interval }: { difference: number; interval: [number, number] },
) {
  const figures = { before: figureOf(before.mean), after: figureOf(after.mean), sharedItemsOnly }
  if (isBanded(before.mean) || isBanded(after.mean)) {
    return { ...figures, difference: null, interval: { state: 'none' as const }, effect: null }
  }
  const effect = hedges(before, after)
  return {
    ...figures,
    difference: roundHalfAway(difference),
    interval: { state: 'range' as const, low: roundHalfAway(interval[0]), high: roundHalfAway(interval[1]) },
    effect: effect.state === 'defined' ? roundHalfAway(effect.value.g, 2) : null,
  }
}

import type { Perspective } from '../surveys/survey.ts'
import { type ComparedCell, changesOf, type Earlier } from './compare.ts'
import type { ChangeCell } from './contract.ts'
import { standardDeviation } from './statistics/interval.ts'
import type { Tables } from './tables.ts'

export function changeOf(
  tables: Tables,
  perspective: Perspective,
  place: number,
  earlier: Earlier | null,
): ChangeCell[] {
  if (!earlier) return []
  const index = tables.perspectives.findIndex((table) => table.perspective === perspective)
  return changesOf(comparedCells(tables, place)[index] ?? [], earlier, tables.tree.parent[place] === -1)
}

/** Per perspective and dimension the cells that a later round may be compared with, all items first. */
export function comparedCells(
  { tree, scores, perspectives, dimensionIds }: Tables,
  place: number,
): ComparedCell[][][] {
  return perspectives.map(({ perspective }) =>
    dimensionIds.map((dimensionId, dimension) =>
      scores
        .filter(({ measure }) => measure.perspective === perspective && measure.dimension === dimension)
        .flatMap(({ measure, moments, detailed }): ComparedCell[] => {
          const own = moments[place]
          const sd = own && standardDeviation(own)
          if (!own || sd?.state !== 'defined' || !detailed[place]) return []
          const items = measure.items.map(({ id }) => id)
          const unitId = tree.units[place]?.id ?? ''
          return [
            { unitId, perspective, dimension: dimensionId, items, n: own.n, mean: own.mean, sd: sd.value },
          ]
        })
        .toSorted((a, b) => b.items.length - a.items.length),
    ),
  )
}

import { type Earlier, earlierRound } from './compare.ts'
import type { Gap, Publication, ScanFigures, StoredComparison, UnitResult } from './contract.ts'
import type { CountedScan } from './counted.ts'
import { gapCells } from './gap.ts'
import { headOf, noticesOf } from './head.ts'
import { perspectiveOf } from './perspective-result.ts'
import { prioritiesOf } from './priority-list.ts'
import { comparedCells } from './rounds.ts'
import { scanFiguresOf } from './scan-figures.ts'
import { type Tables, tabulate } from './tables.ts'

interface Published {
  publication: Publication
  comparison: StoredComparison
  figures: ScanFigures
}

/** The frozen publication of a closed scan, and beside it what a next round needs to compare and the programme centre may pool. */
export function publish(counted: CountedScan): Published {
  const tables = tabulate(counted)
  const head = headOf(counted, tables)
  const earlier = counted.previous
    ? earlierRound(head, counted.previous.publication, counted.previous.comparison)
    : null
  const units = tables.tree.units.map((_unit, place) => unitOf(tables, place, earlier))
  return {
    publication: { ...head, units, notices: noticesOf(counted, tables) },
    comparison: { cells: tables.tree.units.flatMap((_unit, place) => comparedCells(tables, place).flat(2)) },
    figures: scanFiguresOf(counted, tables),
  }
}

function unitOf(tables: Tables, place: number, earlier: Earlier | null): UnitResult {
  const { tree, perspectives } = tables
  const unit = tree.units[place]
  const results = perspectives.map((table) => perspectiveOf(tables, table, place, earlier))
  return {
    id: unit?.id ?? '',
    parentId: unit?.parentId ?? null,
    name: unit?.name ?? '',
    level: tree.level[place] ?? 0,
    perspectives: results,
    gaps: gapsOf(tables, place),
    priorities: prioritiesOf(tables, results, place),
  }
}

function gapsOf(tables: Tables, place: number): Gap[] {
  return tables.measures.shared.map(({ first, second, dimensions }) => ({
    first,
    second,
    dimensions: gapCells(
      dimensions.map(
        (pair) => pair && { first: tables.scores[pair.first], second: tables.scores[pair.second] },
      ),
      place,
    ),
  }))
}

/** A manager's view: their unit and everything below it, with that unit as the top. Null when the scan does not know the unit. */
export function forSubtree(publication: Publication, unitId: string): Publication | null {
  const top = publication.units.find(({ id }) => id === unitId)
  if (!top) return null
  const inside = new Set([unitId])
  const units = publication.units.filter(({ id, parentId }) => {
    if (parentId !== null && inside.has(parentId)) inside.add(id)
    return inside.has(id)
  })
  return {
    ...publication,
    units: units.map((unit) => ({
      ...unit,
      parentId: unit === top ? null : unit.parentId,
      level: unit.level - top.level,
    })),
    notices: [...publication.notices, 'units-only'],
  }
}

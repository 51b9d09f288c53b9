import type { Member } from '../access/member.ts'
import type { CountedGroup, ScanLine } from './queries.ts'
import { subtreeOf } from './scan.ts'

interface UnitOfScan {
  scanId: string
  id: string
  parentId: string | null
}

/** Managers do not see what is still being prepared, and a manager of one unit only scans that hold that unit. */
export function visibleScans<Line extends Pick<ScanLine, 'id' | 'launchedAt'>>(
  { role, unitId }: Pick<Member, 'role' | 'unitId'>,
  lines: Line[],
  units: readonly UnitOfScan[],
): Line[] {
  if (role === 'messenger') return lines
  const launched = lines.filter(({ launchedAt }) => launchedAt !== null)
  if (unitId === null) return launched
  const own = new Set(units.filter(({ id }) => id === unitId).map(({ scanId }) => scanId))
  return launched.filter(({ id }) => own.has(id))
}

/** A manager of one unit counts that unit and what was below it when the scan was launched. */
export function visibleGroups(
  { unitId }: Pick<Member, 'unitId'>,
  groups: CountedGroup[],
  units: readonly UnitOfScan[],
): CountedGroup[] {
  if (unitId === null) return groups
  const treeOf = Map.groupBy(units, ({ scanId }) => scanId)
  const own = new Map([...treeOf].map(([scanId, tree]) => [scanId, subtreeOf(tree, unitId)]))
  return groups.filter((group) => own.get(group.scanId)?.has(group.unitId))
}

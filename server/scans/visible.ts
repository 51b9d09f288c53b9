import type { Member } from '../access/member.ts'
import type { CountedGroup, ScanLine } from './queries.ts'
import { subtreeOf } from './scan.ts'

/** Managers do not see what is still being prepared. */
export function visibleScans({ role }: Pick<Member, 'role'>, lines: ScanLine[]): ScanLine[] {
  return role === 'messenger' ? lines : lines.filter(({ launchedAt }) => launchedAt !== null)
}

interface UnitOfScan {
  scanId: string
  id: string
  parentId: string | null
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

import type { ForecastRequest } from '../results/contract.ts'
import type { ScanSettings } from '../scans/contract.ts'
import { groupsOf, type TreeUnit, withAncestors } from '../scans/scan.ts'

/** What the gate is asked before launch: the settings so far, over the units that exist. */
export function forecastRequest(
  settings: ScanSettings,
  tree: readonly (TreeUnit & { archivedAt: Date | null })[],
): ForecastRequest {
  const existing = tree.filter(({ archivedAt }) => !archivedAt)
  const ids = new Set(existing.map(({ id }) => id))
  const serving = new Map(settings.units.map(({ unitId, professionals }) => [unitId, professionals ?? null]))
  const groups = groupsOf(settings).filter(({ unitId }) => ids.has(unitId))
  const units = withAncestors(
    existing,
    groups.map(({ unitId }) => unitId),
  ).map(({ id, parentId }) => ({ id, parentId, professionals: serving.get(id) ?? null }))
  return { units, groups, minimums: settings.minimums }
}

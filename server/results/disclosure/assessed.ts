export const MINIMUM_ASSESSED = 3

interface Staffed {
  id: string
  professionals: number | null
}

/**
 * How many professionals the clients of each unit describe, in the order of `units`: as typed for the scan, else the number of
 * professionals invited there, else unknown (null). Ten clients of one professional describe that professional.
 */
export function assessedIn(
  units: readonly Staffed[],
  groups: readonly { unitId: string; perspective: string; invited: number | null }[],
): (number | null)[] {
  const invited = new Map<string, number>()
  for (const group of groups) {
    if (group.perspective === 'professional' && group.invited) invited.set(group.unitId, group.invited)
  }
  return units.map(({ id, professionals }) => professionals ?? invited.get(id) ?? null)
}

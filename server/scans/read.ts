import type { Member } from '../access/member.ts'
import type { Db } from '../database.ts'
import { findScan, listUnitsOfScans, type ScanLine } from './queries.ts'
import { visibleScans } from './visible.ts'

/** Undefined also when this member does not see it: of another part of the organisation, or still being prepared. */
export async function readVisibleScan(
  db: Db,
  member: Pick<Member, 'organisationId' | 'role' | 'unitId'>,
  scanId: string,
): Promise<ScanLine | undefined> {
  const key = { organisationId: member.organisationId, scanId }
  const line = await findScan(db, key)
  if (!line) return undefined
  const units = member.unitId === null ? [] : await listUnitsOfScans(db, key)
  return visibleScans(member, [line], units)[0]
}

import type { Role } from '../access/permissions.ts'
import { idsBelow, type UnitRow } from '../organisations/unit-tree.ts'

/** Who reads or reports: a member of the organisation. */
export interface Reader {
  membershipId: string
  role: Role
  unitId: string | null
}

interface OwnedAction {
  unitId: string | null
  ownerMembershipId: string | null
}

/** Ids of a unit and everything below it; null stands for the whole organisation. */
export function reachOf(reader: Reader, units: UnitRow[]): ReadonlySet<string> | null {
  return reader.role === 'messenger' || reader.unitId === null ? null : idsBelow(units, reader.unitId)
}

/** Managers see what concerns everybody, their part of the tree, and what they own; plans are not for the privacy officer. */
export function maySee(reader: Reader, reach: ReadonlySet<string> | null, action: OwnedAction): boolean {
  if (reader.role === 'privacy-officer') return false
  return reach === null || action.unitId === null || reach.has(action.unitId) || owns(reader, action)
}

export function mayChange(reader: Reader, action: Pick<OwnedAction, 'ownerMembershipId'>): boolean {
  return reader.role === 'messenger' || owns(reader, action)
}

export function memberIdentity(membershipId: string): string {
  return `member:${membershipId}`
}

/** The owner as the one who acts: their account, or the holder of the personal link. */
export function ownerIdentity({ id, ownerMembershipId }: OwnedAction & { id: string }): string {
  return ownerMembershipId ? memberIdentity(ownerMembershipId) : `owner:${id}`
}

function owns(reader: Reader, { ownerMembershipId }: Pick<OwnedAction, 'ownerMembershipId'>): boolean {
  return ownerMembershipId === reader.membershipId
}

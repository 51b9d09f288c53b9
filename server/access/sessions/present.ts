import type { Session } from '../contract.ts'
import type { Member } from '../member.ts'

export function presentSession(member: Member, demo: boolean): Session {
  const { name, email, role, unitId, unitName, centre, organisationId, organisationName } = member
  const organisation = { id: organisationId, name: organisationName }
  return { state: 'signed-in', name, email, role, organisation, unitId, unitName, centre, demo }
}

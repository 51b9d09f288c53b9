import type { Session } from '../contract.ts'
import type { Account } from '../member.ts'

export function presentSession({ name, email, membership, office }: Account, demo: boolean): Session {
  return {
    state: 'signed-in',
    name,
    email,
    role: membership?.role ?? null,
    organisation: membership && { id: membership.organisationId, name: membership.organisationName },
    unitId: membership?.unitId ?? null,
    unitName: membership?.unitName ?? null,
    office: office?.role ?? null,
    region: office?.regionId ? { id: office.regionId, name: office.regionName ?? '' } : null,
    demo,
  }
}

import { mailTo } from '../../access/members/invitation.ts'
import type { OfficeInvitationLine, OfficeLine, OfficeWelcome } from './contract.ts'
import type { findOfficeInvitation, listOfficeInvitations, listOffices } from './queries.ts'

type Row<Query extends (...args: never[]) => Promise<unknown[]>> = Awaited<ReturnType<Query>>[number]

function inRegion<Line extends { regionId: string | null; regionName: string | null }>({
  regionId,
  regionName,
  ...line
}: Line) {
  return { ...line, region: regionId ? { id: regionId, name: regionName ?? '' } : null }
}

export function presentOffice(row: Row<typeof listOffices>, you: string): OfficeLine {
  const { userId, ...line } = inRegion(row)
  return { ...line, you: userId === you }
}

export function presentOfficeInvitation(
  row: Row<typeof listOfficeInvitations>,
  mails: Parameters<typeof mailTo>[1],
  now: Date,
): OfficeInvitationLine {
  const { email, expiresAt } = row
  const mail = mailTo(email, mails)
  return { ...inRegion(row), expiresAt: expiresAt.toISOString(), expired: expiresAt <= now, mail }
}

export function presentWelcome(
  row: NonNullable<Awaited<ReturnType<typeof findOfficeInvitation>>>,
  around: Pick<OfficeWelcome, 'programmeName' | 'known'>,
): OfficeWelcome {
  const { name, email, role, region } = inRegion(row)
  return { name, email, role, region, ...around }
}

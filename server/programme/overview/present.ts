import { mailTo } from '../../access/members/invitation.ts'
import { addedBand, totalBand } from '../../scans/bands.ts'
import type { ResponseBand } from '../../scans/contract.ts'
import { presentScan } from '../../scans/present.ts'
import type { ScanLine } from '../../scans/queries.ts'
import type { Catalogue } from '../../surveys/catalogue.ts'
import type { OrganisationLine, OrganisationPage, RegionOrganisation } from './contract.ts'
import type { GroupOfTotal } from './queries.ts'
import type { Standing } from './standing.ts'

type Groups = ReadonlyMap<string, readonly GroupOfTotal[]>

/** As the own messenger sees it: perspectives are totalled apart, and what is shown is added up. */
function totalOf(groups: readonly GroupOfTotal[]): ResponseBand {
  const perspectives = Map.groupBy(groups, ({ perspective }) => perspective)
  return addedBand([...perspectives.values()].map(totalBand))
}

export function presentLine(standing: Standing, groups: Groups): Omit<OrganisationLine, 'messenger'> {
  const { id, name, kind, region, stop, shown } = standing
  const total = shown && { status: shown.status, response: totalOf(groups.get(shown.id) ?? []) }
  return { id, name, kind, region, stop, total }
}

export function presentForCentre(standing: Standing, groups: Groups): OrganisationLine {
  const { hasMessenger, isInvited } = standing
  const messenger = hasMessenger ? 'active' : isInvited ? 'invited' : 'none'
  return { ...presentLine(standing, groups), messenger }
}

interface Around {
  catalogue: Catalogue
  now: Date
}

/** Scans that were launched; their titles stay where they are. */
export function presentScans(
  lines: readonly ScanLine[],
  groups: Groups,
  { catalogue, now }: Around,
): (RegionOrganisation['scans'][number] & { id: string })[] {
  return lines
    .filter(({ launchedAt }) => launchedAt !== null)
    .map((line) => {
      const { id, phase, status, opensOn, closesOn } = presentScan(line, [], catalogue, now)
      return { id, phase, status, opensOn, closesOn, response: totalOf(groups.get(id) ?? []) }
    })
}

interface Invitation {
  id: string
  name: string
  email: string
  expiresAt: Date
}

export function presentInvitation(
  { id, name, email, expiresAt }: Invitation,
  mails: Parameters<typeof mailTo>[1],
  now: Date,
): OrganisationPage['invitations'][number] {
  const mail = mailTo(email, mails)
  return { id, name, email, expiresAt: expiresAt.toISOString(), expired: expiresAt <= now, mail }
}

import { listInvitations, listMembers, listNewestMails } from '../../access/members/queries.ts'
import { type Db, narrow } from '../../database.ts'
import { listScans } from '../../scans/queries.ts'
import type { Services } from '../../services.ts'
import type { ListQuery, OrganisationList, OrganisationPage } from './contract.ts'
import { listed } from './listing.ts'
import { presentForCentre, presentInvitation, presentLine, presentScans } from './present.ts'
import { findGrantedAt, listFacts, listGroupsOf } from './queries.ts'
import { type Standing, standingOf } from './standing.ts'

type Around = Pick<Services, 'catalogue' | 'now'>

/** In a transaction of the centre every organisation, in that of a region those of the region. */
export async function readStandings(db: Db, { catalogue, now }: Around): Promise<Standing[]> {
  const around = { instruments: catalogue.instruments, now: now() }
  return (await listFacts(db)).map((facts) => standingOf(facts, around))
}

export async function readTotals(db: Db, standings: readonly Standing[]) {
  const shown = standings.flatMap(({ id: organisationId, shown }) =>
    shown ? [{ organisationId, scanId: shown.id }] : [],
  )
  return listGroupsOf(db, shown)
}

export async function readList(db: Db, around: Around, query: ListQuery): Promise<OrganisationList> {
  const { shown, ...list } = listed(await readStandings(db, around), query)
  const groups = await readTotals(db, shown)
  return { ...list, organisations: shown.map((standing) => presentForCentre(standing, groups)) }
}

/** How far one organisation is; undefined when this transaction may not see it. Goes on inside it. */
export async function readOrganisation(db: Db, { catalogue, now }: Around, id: string) {
  const [facts] = await listFacts(db, id)
  if (!facts) return undefined
  const standing = standingOf(facts, { instruments: catalogue.instruments, now: now() })
  const groups = await listGroupsOf(
    db,
    facts.scans.map(({ id: scanId }) => ({ organisationId: id, scanId })),
  )
  await narrow(db, { organisationId: id })
  const scans = presentScans(await listScans(db, id), groups, { catalogue, now: now() })
  const published = new Set(facts.scans.filter(({ publishedAt }) => publishedAt).map((scan) => scan.id))
  return { published, organisation: { ...presentLine(standing, groups), stops: standing.stops, scans } }
}

/** For the centre, which also invites the first messenger. */
export async function readOrganisationPage(
  db: Db,
  around: Around,
  id: string,
): Promise<OrganisationPage | undefined> {
  const read = await readOrganisation(db, around, id)
  if (!read) return undefined
  const { organisation, published } = read
  const grantedAt = await findGrantedAt(db, id)
  const members = await listMembers(db, id)
  const invitations = (await listInvitations(db, id)).filter(({ role }) => role === 'messenger')
  const mails = await listNewestMails(
    db,
    id,
    invitations.map(({ email }) => email),
  )
  return {
    ...organisation,
    scans: organisation.scans.map((scan) => ({
      ...scan,
      readable: grantedAt !== null && published.has(scan.id),
    })),
    messengers: members
      .filter(({ role }) => role === 'messenger')
      .map(({ name, email }) => ({ name, email })),
    invitations: invitations.map((invitation) => presentInvitation(invitation, mails, around.now())),
    grantedAt: grantedAt?.toISOString() ?? null,
  }
}

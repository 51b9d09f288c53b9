import { sql } from 'kysely'
import type { OrganisationKind } from '../../access/contract.ts'
import { insertOrganisation } from '../../access/queries.ts'
import { type Db, narrow } from '../../database.ts'
import { preparationOf } from '../../follow-ups/queries.ts'
import type { CountedGroup } from '../../scans/queries.ts'
import type { ChangeListed, NewOrganisation } from './contract.ts'
import type { Facts, ScanFacts } from './standing.ts'

type Stored<Part> = { [Key in keyof Part]: Part[Key] extends Date | null ? string | null : Part[Key] }

interface FactsRow {
  id: string
  name: string
  kind: OrganisationKind
  regionId: string | null
  regionName: string | null
  prepared: Record<string, boolean>
  facts: Pick<Facts, 'hasUnits' | 'hasMessenger' | 'isInvited'> & {
    scans: Stored<ScanFacts>[]
    actions: Stored<Facts['actions'][number]>[]
  }
}

/** Of every organisation that this transaction may see, by name; one round trip however many there are. */
export async function listFacts(db: Db, only: string | null = null): Promise<Facts[]> {
  const { rows } = await sql<FactsRow>`select * from organisation_facts(${only})`.execute(db)
  return rows.map(({ id, name, kind, regionId, regionName, prepared, facts }) => ({
    ...{ id, name, kind },
    region: regionId ? { id: regionId, name: regionName ?? '' } : null,
    preparation: preparationOf(prepared),
    ...facts,
    scans: facts.scans.map((scan) => ({
      ...scan,
      launchedAt: moment(scan.launchedAt),
      opensAt: moment(scan.opensAt),
      closesAt: moment(scan.closesAt),
      closedAt: moment(scan.closedAt),
      publishedAt: moment(scan.publishedAt),
    })),
    actions: facts.actions.map((action) => ({
      planId: action.planId,
      plannedAt: moment(action.plannedAt),
      startedAt: moment(action.startedAt),
      doneAt: moment(action.doneAt),
      confirmedAt: moment(action.confirmedAt),
      stoppedAt: moment(action.stoppedAt),
    })),
  }))
}

const moment = (stored: string | null) => (stored === null ? null : new Date(stored))

export type GroupOfTotal = Pick<
  CountedGroup,
  'scanId' | 'perspective' | 'invited' | 'answered' | 'launched' | 'heldAnswers' | 'heldBand'
>

/** What the totals of these scans are made of; only bands of it leave the server. */
export async function listGroupsOf(db: Db, scans: readonly { organisationId: string; scanId: string }[]) {
  const organisations = scans.map(({ organisationId }) => organisationId)
  const ids = scans.map(({ scanId }) => scanId)
  const { rows } = await sql<GroupOfTotal>`
    select * from groups_of_scans(${organisations}::uuid[], ${ids}::uuid[])`.execute(db)
  return Map.groupBy(rows, ({ scanId }) => scanId)
}

export async function isOpenRegion(db: Db, regionId: string): Promise<boolean> {
  // the lock keeps the region from closing before this transaction ends
  const region = await db
    .selectFrom('regions')
    .select('id')
    .where('id', '=', regionId)
    .where('closedAt', 'is', null)
    .forShare()
    .executeTakeFirst()
  return region !== undefined
}

/** Goes on inside the new organisation. */
export async function addOrganisation(db: Db, organisation: NewOrganisation): Promise<void> {
  await narrow(db, { organisationId: organisation.id })
  await insertOrganisation(db, { ...organisation, name: organisation.name.trim() })
}

/** Goes on inside this organisation; false when there is none. The name of the whole goes along where it was the same. */
export async function changeOrganisation(db: Db, id: string, { name, ...change }: ChangeListed) {
  const before = await db.selectFrom('organisations').select('name').where('id', '=', id).executeTakeFirst()
  if (!before) return false
  await narrow(db, { organisationId: id })
  const renamed = name === undefined ? {} : { name: name.trim() }
  await db
    .updateTable('organisations')
    .set({ ...change, ...renamed })
    .where('id', '=', id)
    .execute()
  await db
    .updateTable('units')
    .set({ name: before.name, ...renamed })
    .where('organisationId', '=', id)
    .where('parentId', 'is', null)
    .where('name', '=', before.name)
    .execute()
  return true
}

/** One at a time invites for an organisation. Undefined when there is none. */
export async function lockOrganisation(db: Db, id: string) {
  const seen = await db.selectFrom('organisations').select('id').where('id', '=', id).executeTakeFirst()
  if (!seen) return undefined
  await narrow(db, { organisationId: id })
  return db
    .selectFrom('organisations')
    .select(['id', 'name'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
}

/** The link that went before works no longer, whoever it was for. */
export async function withdrawAllInvitations(db: Db, organisationId: string, now: Date): Promise<void> {
  await db
    .updateTable('memberInvitations')
    .set({ withdrawnAt: now })
    .where('organisationId', '=', organisationId)
    .where('acceptedAt', 'is', null)
    .where('withdrawnAt', 'is', null)
    .execute()
}

export async function findGrantedAt(db: Db, organisationId: string): Promise<Date | null> {
  const grant = await db
    .selectFrom('resultGrants')
    .select('givenAt')
    .where('organisationId', '=', organisationId)
    .where('endedAt', 'is', null)
    .executeTakeFirst()
  return grant?.givenAt ?? null
}

/** Undefined unless the organisation granted it: then the database itself shows the row to the centre. */
export async function findGrantedPublication(db: Db, key: { organisationId: string; scanId: string }) {
  const row = await db
    .selectFrom('publications')
    .select('document')
    .where('organisationId', '=', key.organisationId)
    .where('scanId', '=', key.scanId)
    .executeTakeFirst()
  return row?.document
}

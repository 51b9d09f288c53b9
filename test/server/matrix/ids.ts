import { randomUUID } from 'node:crypto'
import type pg from 'pg'

/** Where the ids of a request come from, seen from the organisation of the one who asks. */
export type Place = 'own' | 'sibling' | 'other-region' | 'absent'

/** Ids of one organisation by the word that stands before them in an address. */
export type Ids = ReadonlyMap<string, readonly string[]>

/** The tables behind the words of an address. A new word has to be told here, or the matrix fails. */
const TABLES: Record<string, string> = {
  scans: `select id from scans where organisation_id = $1 order by launched_at nulls last, id`,
  groups: `select id from scan_groups where organisation_id = $1 order by id`,
  plans: `select id from plans where organisation_id = $1 order by created_at, id`,
  actions: `select id from actions where organisation_id = $1 order by proposed_at, id`,
  comments: `select id from comments where organisation_id = $1 order by id limit 1`,
  units: `select id from units where organisation_id = $1 order by parent_id nulls last, name`,
  members: `select id from memberships where organisation_id = $1 order by created_at, id`,
  'member-invitations': `select id from member_invitations where organisation_id = $1 and accepted_at is null order by id`,
  invitations: `select id from member_invitations where organisation_id = $1 and accepted_at is null order by id`,
  sessions: `select s.id from sessions s join memberships m on m.user_id = s.user_id where m.organisation_id = $1 order by s.id`,
  offices: `select p.id from programme_members p join organisations o on o.region_id = p.region_id where o.id = $1 order by p.id`,
  'office-invitations': `select id from programme_invitations where $1::uuid is not null order by id`,
  organisations: `select id from organisations where id = $1`,
  regions: `select region_id as id from organisations where id = $1 and region_id is not null`,
}

/** Words of an address that are followed by something else than an id of the database. */
const NAMES: Record<string, string> = { priorities: 'reflection', providers: 'none' }

/** The words of an address that stand before the ids of somebody's own account or of the programme. */
const FIELDS: Record<string, string> = {
  unitId: 'units',
  parentId: 'units',
  intoId: 'units',
  previousScanId: 'scans',
  scanId: 'scans',
  regionId: 'regions',
  organisationId: 'organisations',
  membershipId: 'members',
  successorId: 'members',
}

export async function idsOf(owner: pg.Client, organisationId: string): Promise<Ids> {
  const found = new Map<string, string[]>()
  for (const [word, query] of Object.entries(TABLES)) {
    const { rows } = await owner.query<{ id: string }>(query, [organisationId])
    found.set(
      word,
      rows.map(({ id }) => id),
    )
  }
  return found
}

const OF_UNIT: Record<string, string> = {
  scans: `select distinct s.id from scans s join scan_groups g on g.scan_id = s.id join units u on u.id = g.unit_id
    where s.organisation_id = $1 and s.closed_at is not null and u.name = $2`,
  plans: `select distinct p.id from plans p join scan_groups g on g.scan_id = p.scan_id join units u on u.id = g.unit_id
    where p.organisation_id = $1 and u.name = $2`,
  actions: `select distinct a.id from actions a join plans p on p.id = a.plan_id
    join scan_groups g on g.scan_id = p.scan_id join units u on u.id = g.unit_id where a.organisation_id = $1 and u.name = $2`,
}

/** Of a closed scan in this unit alone. */
export async function idsOfUnit(owner: pg.Client, organisationId: string, unit: string): Promise<Ids> {
  const found = new Map<string, string[]>()
  for (const [word, query] of Object.entries(OF_UNIT)) {
    const { rows } = await owner.query<{ id: string }>(query, [organisationId, unit])
    found.set(
      word,
      rows.map(({ id }) => id),
    )
  }
  return found
}

/** Ids that nothing has. */
export function absentIds(): Ids {
  return new Map(Object.keys(TABLES).map((word) => [word, [randomUUID()]]))
}

interface Hole {
  word: string
  hole: string
}

/** The holes of `/api/scans/{scanId}/groups/{groupId}`: scans and groups. */
export function holesOf(path: string): Hole[] {
  return [...path.matchAll(/\/([a-z-]+)\/(\{\w+\})/g)].map(([, word = '', hole = '']) => ({ word, hole }))
}

/** Fills each hole from the place given for it; undefined when that place has nothing of the kind. */
export function fill(path: string, sources: readonly Ids[]): string | undefined {
  let address: string | undefined = path
  for (const [at, { word, hole }] of holesOf(path).entries()) {
    const value = NAMES[word] ?? sources[at]?.get(word)?.[0]
    if (!(word in NAMES) && !(word in TABLES))
      throw new Error(`tell the matrix where the ids after /${word}/ come from`)
    address = value === undefined ? undefined : address?.replace(hole, value)
  }
  return address
}

/** The sender makes these up, so that sending again does no harm. */
const MADE_BY_SENDER = ['id', 'submissionId']

export const isKnownField = (field: string) => field in FIELDS || MADE_BY_SENDER.includes(field)

/** For a field of a body; an id that the sender makes up has no word. */
export function idOfField(ids: Ids, field: string): string | undefined {
  const word = FIELDS[field]
  return word && ids.get(word)?.[0]
}

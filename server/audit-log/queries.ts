import { sql } from 'kysely'
import type { Db } from '../database.ts'
import type { StoredEntry } from './chain.ts'
import type { AuditThing } from './contract.ts'

export interface Wanted {
  before?: number | undefined
  since?: Date | undefined
  until?: Date | undefined
  userId?: string | undefined
  deeds?: readonly string[] | undefined
  /** Of anything in the subject. */
  id?: string | undefined
}

/** Newest first. */
export function listEntries(db: Db, chainId: string, wanted: Wanted, limit: number) {
  const { before, since, until, userId, deeds, id } = wanted
  return db
    .selectFrom('auditEntries')
    .where('chainId', '=', chainId)
    .$if(before !== undefined, (query) => query.where('position', '<', before ?? 0))
    .$if(since !== undefined, (query) => query.where('happenedAt', '>=', since ?? new Date(0)))
    .$if(until !== undefined, (query) => query.where('happenedAt', '<', until ?? new Date(0)))
    .$if(userId !== undefined, (query) => query.where('userId', '=', userId ?? ''))
    .$if(deeds !== undefined, (query) => query.where('deed', 'in', deeds ?? []))
    .$if(id !== undefined, (query) =>
      query.where(sql<boolean>`jsonb_path_query_array(subject, '$.*') @> to_jsonb(${id ?? ''}::text)`),
    )
    .select(['position', 'happenedAt', 'userId', 'userName', 'role', 'deed', 'subject', 'hash'])
    .orderBy('position', 'desc')
    .limit(limit)
    .execute()
}

export type EntryRow = Awaited<ReturnType<typeof listEntries>>[number]

/** From the beginning, for checking. */
export function listStored(db: Db, chainId: string, after: number, limit: number): Promise<StoredEntry[]> {
  return db
    .selectFrom('auditEntries')
    .where('chainId', '=', chainId)
    .where('position', '>', after)
    .select(['chainId', 'position', 'happenedAt', 'userId', 'userName', 'role', 'deed'])
    .select([sql<string>`subject::text`.as('subjectText'), 'previousHash', 'hash'])
    .orderBy('position')
    .limit(limit)
    .execute()
}

export async function findHash(db: Db, chainId: string, position: number): Promise<Buffer | undefined> {
  const entry = await db
    .selectFrom('auditEntries')
    .where('chainId', '=', chainId)
    .where('position', '=', position)
    .select('hash')
    .executeTakeFirst()
  return entry?.hash
}

export async function listChains(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('auditEntries').select('chainId').distinct().orderBy('chainId').execute()
  return rows.map(({ chainId }) => chainId)
}

/** Everybody in the log under the newest name, found by jumping through the index from one person to the next. */
export async function listActors(db: Db, chainId: string): Promise<{ userId: string; name: string }[]> {
  const { rows } = await sql<{ userId: string; name: string }>`
    with recursive actor as (
      (select user_id, user_name from audit_entries where chain_id = ${chainId} order by user_id, position desc limit 1)
      union all
      select next.user_id, next.user_name from actor, lateral (
        select user_id, user_name from audit_entries
        where chain_id = ${chainId} and user_id > actor.user_id order by user_id, position desc limit 1
      ) as next
    )
    select user_id, user_name as name from actor order by name, user_id`.execute(db)
  return rows
}

export async function countFailures(db: Db, chainId: string, since: string): Promise<number> {
  const { attempts } = await db
    .selectFrom('signInFailures')
    .where('chainId', '=', chainId)
    .where('day', '>=', since)
    .select((eb) => eb.fn.coalesce(eb.fn.sum<number>('attempts'), sql.lit(0)).as('attempts'))
    .executeTakeFirstOrThrow()
  return Number(attempts)
}

type Kind = AuditThing['kind']
type Naming = (db: Db, ids: string[]) => Promise<{ id: string; name: string }[]>

const unitNames: Naming = (db, ids) =>
  db.selectFrom('units').where('id', 'in', ids).select(['id', 'name']).execute()

/** What each kind of thing is called today. */
const NAMES: Record<Kind, Naming> = {
  scan: (db, ids) => db.selectFrom('scans').where('id', 'in', ids).select(['id', 'title as name']).execute(),
  plan: (db, ids) =>
    db
      .selectFrom('plans')
      .innerJoin('scans', (join) =>
        join
          .onRef('scans.organisationId', '=', 'plans.organisationId')
          .onRef('scans.id', '=', 'plans.scanId'),
      )
      .where('plans.id', 'in', ids)
      .select(['plans.id', 'scans.title as name'])
      .execute(),
  action: (db, ids) =>
    db.selectFrom('actions').where('id', 'in', ids).select(['id', 'title as name']).execute(),
  unit: unitNames,
  into: unitNames,
  member: (db, ids) =>
    db
      .selectFrom('memberships')
      .innerJoin('users', 'users.id', 'memberships.userId')
      .where('memberships.id', 'in', ids)
      .select(['memberships.id', 'users.name'])
      .execute(),
  invitation: (db, ids) =>
    db.selectFrom('memberInvitations').where('id', 'in', ids).select(['id', 'name']).execute(),
  region: (db, ids) => db.selectFrom('regions').where('id', 'in', ids).select(['id', 'name']).execute(),
  organisation: (db, ids) =>
    db.selectFrom('organisations').where('id', 'in', ids).select(['id', 'name']).execute(),
  office: (db, ids) =>
    db
      .selectFrom('programmeMembers')
      .innerJoin('users', 'users.id', 'programmeMembers.userId')
      .where('programmeMembers.id', 'in', ids)
      .select(['programmeMembers.id', 'users.name'])
      .execute(),
}

/** Names by id; row-level security leaves out what belongs to others. */
export async function nameThings(
  db: Db,
  things: readonly { kind: Kind; id: string }[],
): Promise<Map<string, string>> {
  const names = new Map<string, string>()
  for (const [kind, same] of Map.groupBy(things, (thing) => thing.kind)) {
    const ids = [...new Set(same.map(({ id }) => id))]
    for (const { id, name } of await NAMES[kind](db, ids)) names.set(id, name)
  }
  return names
}

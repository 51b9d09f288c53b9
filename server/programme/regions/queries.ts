import { sql } from 'kysely'
import type { Db } from '../../database.ts'
import type { NewRegion, Region } from './contract.ts'

/** Regions that are open, by name. Needs a transaction of the centre, which sees every organisation. */
export function listRegions(db: Db): Promise<Region[]> {
  return db
    .selectFrom('regions')
    .where('closedAt', 'is', null)
    .select((eb) => [
      'regions.id',
      'regions.name',
      eb
        .selectFrom('organisations')
        .whereRef('organisations.regionId', '=', 'regions.id')
        .select((of) => of.fn.countAll<number>().as('count'))
        .$asScalar()
        .$notNull()
        .as('organisations'),
      sql<string[]>`array(
        select u.name from programme_members m join users u on u.id = m.user_id
        where m.region_id = regions.id and m.ended_at is null order by u.name)`.as('coordinators'),
    ])
    .orderBy(sql`lower(regions.name)`)
    .execute()
}

/** The same id twice is one region. */
export async function insertRegion(db: Db, { id, name }: NewRegion): Promise<void> {
  await db
    .insertInto('regions')
    .values({ id, name: name.trim() })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute()
}

export function renameRegion(db: Db, id: string, name: string) {
  return db
    .updateTable('regions')
    .set({ name: name.trim() })
    .where('id', '=', id)
    .where('closedAt', 'is', null)
    .returning('id')
    .executeTakeFirst()
}

/** Waits for whoever is just giving it an organisation or a coordinator. */
export function lockRegion(db: Db, id: string) {
  return db
    .selectFrom('regions')
    .select('id')
    .where('id', '=', id)
    .where('closedAt', 'is', null)
    .forUpdate()
    .executeTakeFirst()
}

export async function isInUse(db: Db, regionId: string): Promise<boolean> {
  const organisation = await db
    .selectFrom('organisations')
    .select('id')
    .where('regionId', '=', regionId)
    .executeTakeFirst()
  const coordinator = await db
    .selectFrom('programmeMembers')
    .select('id')
    .where('regionId', '=', regionId)
    .where('endedAt', 'is', null)
    .executeTakeFirst()
  return organisation !== undefined || coordinator !== undefined
}

export async function closeRegion(db: Db, id: string, closedAt: Date): Promise<void> {
  await db.updateTable('regions').set({ closedAt }).where('id', '=', id).execute()
  await db
    .updateTable('programmeInvitations')
    .set({ withdrawnAt: closedAt })
    .where('regionId', '=', id)
    .where('acceptedAt', 'is', null)
    .where('withdrawnAt', 'is', null)
    .execute()
}

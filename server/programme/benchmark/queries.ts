import { sql } from 'kysely'
import { type Db, narrow } from '../../database.ts'
import type { PublishedDimension, StoredComparison, UnitResult } from '../../results/contract.ts'
import type { FrozenPlaces } from './contract.ts'
import { keyOf, type Pool, type PublishedScan, type RenewedPool } from './edition.ts'

/** Whoever comes second waits for the first and then finds that there is nothing to do. */
export async function claimEdition(db: Db, editionOn: string, frozenAt: Date): Promise<boolean> {
  const known = await db
    .selectFrom('benchmarkEditions')
    .select('editionOn')
    .where('editionOn', '=', editionOn)
    .executeTakeFirst()
  if (known) return false
  const claimed = await db
    .insertInto('benchmarkEditions')
    .values({ editionOn, frozenAt })
    .onConflict((conflict) => conflict.doNothing())
    .returning('editionOn')
    .executeTakeFirst()
  return claimed !== undefined
}

/** Who agreed before the day of the edition and still does. */
export async function listTakingPart(db: Db, before: Date): Promise<string[]> {
  const rows = await db
    .selectFrom('benchmarkConsents')
    .select('organisationId')
    .where('givenAt', '<', before)
    .where('endedAt', 'is', null)
    .orderBy('organisationId')
    .execute()
  return rows.map(({ organisationId }) => organisationId)
}

interface ScanRow extends Omit<PublishedScan, 'closedAt'> {
  closedAt: string
}

/** Goes on inside this organisation. Of the publication only what a comparison needs. */
export async function listPublished(
  db: Db,
  organisationId: string,
  { from, until }: { from: Date; until: Date },
): Promise<PublishedScan[]> {
  await narrow(db, { organisationId })
  const rows = await db
    .selectFrom('publications')
    .innerJoin('scans', (join) =>
      join
        .onRef('scans.organisationId', '=', 'publications.organisationId')
        .onRef('scans.id', '=', 'publications.scanId'),
    )
    .where('publications.organisationId', '=', organisationId)
    .where('publications.publishedAt', '<', until)
    .where('scans.closedAt', '>=', from)
    .where('scans.closedAt', 'is not', null)
    .select(['publications.organisationId', 'publications.scanId', 'publications.comparison'])
    .select([
      sql<string>`document->'scan'->>'closedAt'`.as('closedAt'),
      sql<PublishedScan['instrument']>`document->'instrument'`.as('instrument'),
      sql<PublishedDimension[]>`document->'dimensions'`.as('dimensions'),
      sql<UnitResult>`document->'units'->0`.as('whole'),
    ])
    .execute()
  return (rows as (ScanRow & { comparison: StoredComparison })[]).map((row) => ({
    ...row,
    closedAt: new Date(row.closedAt),
  }))
}

const newestPools = (db: Db) =>
  db
    .selectFrom('benchmarkPools')
    .distinctOn(['instrumentId', 'instrumentVersion', 'form', 'perspective'])
    .selectAll()
    .orderBy('instrumentId')
    .orderBy('instrumentVersion')
    .orderBy('form')
    .orderBy('perspective')
    .orderBy('editionOn', 'desc')

/** As they are until this edition renews them. */
export async function listPools(db: Db): Promise<Pool[]> {
  const pools = new Map<string, Pool>()
  const ids = new Map<string, Pool>()
  for (const { id, instrumentId, instrumentVersion, form, perspective } of await newestPools(db).execute()) {
    const pool = { instrumentId, instrumentVersion, form, perspective, members: [] }
    pools.set(keyOf(pool), pool)
    ids.set(id, pool)
  }
  const members = await db
    .selectFrom('benchmarkMembers')
    .select(['poolId', 'organisationId', 'scanId'])
    .where('poolId', 'in', newestPools(db).clearSelect().select('id'))
    .execute()
  for (const { poolId, ...member } of members) ids.get(poolId)?.members.push(member)
  return [...pools.values()]
}

/** The place of each member goes under its own organisation. */
export async function insertPool(db: Db, editionOn: string, { members, ...asked }: RenewedPool) {
  const { id: poolId } = await db
    .insertInto('benchmarkPools')
    .values({ editionOn, ...asked })
    .returning('id')
    .executeTakeFirstOrThrow()
  for (const { organisationId, scanId, places } of members) {
    await narrow(db, { organisationId })
    await db
      .insertInto('benchmarkMembers')
      .values({ organisationId, poolId, scanId, places: JSON.stringify(places) })
      .execute()
  }
}

/** Of the pools as they are now, those that this scan is in. */
export function listPlaces(db: Db, { organisationId, scanId }: { organisationId: string; scanId: string }) {
  return db
    .selectFrom('benchmarkMembers as m')
    .innerJoin(newestPools(db).as('p'), 'p.id', 'm.poolId')
    .select(['p.perspective', 'p.editionOn as edition', 'm.places'])
    .where('m.organisationId', '=', organisationId)
    .where('m.scanId', '=', scanId)
    .$castTo<{ perspective: Pool['perspective']; edition: string; places: FrozenPlaces }>()
    .execute()
}

export async function findNewestEdition(db: Db): Promise<string | null> {
  const row = await db
    .selectFrom('benchmarkEditions')
    .select('editionOn')
    .orderBy('editionOn', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.editionOn ?? null
}

/** In a transaction of a region: how many of its organisations take part. */
export async function countTakingPart(db: Db): Promise<number> {
  const { count } = await db
    .selectFrom('benchmarkConsents')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('endedAt', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(count)
}

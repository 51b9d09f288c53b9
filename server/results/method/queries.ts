import type { Db } from '../../database.ts'
import type { ScanKey } from '../../scans/queries.ts'

/** Undefined while nothing was published. */
export async function findEngineVersion(
  db: Db,
  { organisationId, scanId }: ScanKey,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('publications')
    .select('engineVersion')
    .where('organisationId', '=', organisationId)
    .where('scanId', '=', scanId)
    .executeTakeFirst()
  return row?.engineVersion
}

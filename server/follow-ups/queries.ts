import type { Db } from '../database.ts'
import type { Preparation } from '../organisations/contract.ts'

/** Nothing is ticked until someone ticks it. */
export async function findPreparation(db: Db, organisationId: string): Promise<Preparation> {
  const { prepared } = await db
    .selectFrom('organisations')
    .select('prepared')
    .where('id', '=', organisationId)
    .executeTakeFirstOrThrow()
  return { worksCouncil: false, privacy: false, whoTellsWhom: false, units: false, ...prepared }
}

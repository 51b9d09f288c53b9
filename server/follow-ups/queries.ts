import type { Db } from '../database.ts'
import type { Preparation } from '../organisations/contract.ts'

export async function findPreparation(db: Db, organisationId: string): Promise<Preparation> {
  const { prepared } = await db
    .selectFrom('organisations')
    .select('prepared')
    .where('id', '=', organisationId)
    .executeTakeFirstOrThrow()
  return preparationOf(prepared)
}

/** Nothing is ticked until someone ticks it. */
export function preparationOf(prepared: Record<string, boolean>): Preparation {
  return { worksCouncil: false, privacy: false, whoTellsWhom: false, units: false, ...prepared }
}

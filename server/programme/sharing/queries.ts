import type { Db } from '../../database.ts'

type Agreements = 'resultGrants' | 'benchmarkConsents'

export function findAgreement(db: Db, table: Agreements, organisationId: string) {
  return db
    .selectFrom(table)
    .select(['givenBy', 'givenAt'])
    .where('organisationId', '=', organisationId)
    .where('endedAt', 'is', null)
    .executeTakeFirst()
}

/** Giving it twice is giving it once. */
export async function insertAgreement(
  db: Db,
  table: Agreements,
  agreement: { organisationId: string; givenBy: string; givenAt: Date },
): Promise<void> {
  await db
    .insertInto(table)
    .values(agreement)
    .onConflict((conflict) => conflict.column('organisationId').where('endedAt', 'is', null).doNothing())
    .execute()
}

export async function endAgreement(db: Db, table: Agreements, organisationId: string, endedAt: Date) {
  await db
    .updateTable(table)
    .set({ endedAt })
    .where('organisationId', '=', organisationId)
    .where('endedAt', 'is', null)
    .execute()
}

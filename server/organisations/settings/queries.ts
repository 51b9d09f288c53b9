import { sql } from 'kysely'
import type { OrganisationKind } from '../../access/contract.ts'
import type { Db } from '../../database.ts'
import type { ChangeOrganisationSettings } from '../contract.ts'

export function findOrganisation(db: Db, organisationId: string) {
  return db
    .selectFrom('organisations')
    .where('id', '=', organisationId)
    .select((eb) => ['name', eb.ref('kind').$castTo<OrganisationKind>().as('kind'), 'secondFactorRequired'])
    .executeTakeFirstOrThrow()
}

/** How many people work here with an account, and how many of them sign in with a second step. */
export function countSecondFactors(db: Db, organisationId: string) {
  return db
    .selectFrom('memberships')
    .where('organisationId', '=', organisationId)
    .where('endedAt', 'is', null)
    .select((eb) => [
      eb.fn.countAll<number>().as('people'),
      sql<number>`count_second_factors(${organisationId})`.as('withSecondFactor'),
    ])
    .executeTakeFirstOrThrow()
}

/** The unit at the top bears the name of the organisation, until somebody gives it another. */
export async function updateOrganisation(
  db: Db,
  organisationId: string,
  before: string,
  { name, kind, secondFactorRequired }: ChangeOrganisationSettings,
): Promise<void> {
  await db
    .updateTable('organisations')
    .set({ name, kind, secondFactorRequired })
    .where('id', '=', organisationId)
    .execute()
  await db
    .updateTable('units')
    .set({ name })
    .where('organisationId', '=', organisationId)
    .where('parentId', 'is', null)
    .where('name', '=', before)
    .execute()
}

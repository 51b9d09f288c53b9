import type { Db } from '../database.ts'
import { listActionRows } from './actions/queries.ts'
import { asPlanned } from './present.ts'
import { type Opening, openingOf, prioritiesOf } from './priorities.ts'
import { listWaiting, type PlanRow } from './queries.ts'

/** Whether work on a dimension may begin as the plan is now. Expects the plan locked. */
export async function findOpening(
  db: Db,
  plan: PlanRow,
  dimensionId: string,
  gives: string | undefined,
): Promise<Opening> {
  const key = { organisationId: plan.organisationId, planId: plan.id }
  const rows = await listActionRows(db, key)
  const priorities = prioritiesOf(rows.map(asPlanned), await listWaiting(db, key))
  return openingOf(priorities, dimensionId, gives)
}

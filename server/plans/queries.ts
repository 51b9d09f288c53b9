import { sql } from 'kysely'
import type { Db } from '../database.ts'
import type { Text } from '../surveys/contract.ts'

/** Published scans, newest first, with their plan where there is one; the documents themselves stay where they are. */
export function listPublishedScans(db: Db, organisationId: string) {
  return db
    .selectFrom('publications')
    .innerJoin('scans', (join) =>
      join
        .onRef('scans.organisationId', '=', 'publications.organisationId')
        .onRef('scans.id', '=', 'publications.scanId'),
    )
    .leftJoin('plans', (join) =>
      join
        .onRef('plans.organisationId', '=', 'publications.organisationId')
        .onRef('plans.scanId', '=', 'publications.scanId'),
    )
    .select(['scans.id', 'scans.title', 'scans.previousScanId', 'scans.opensAt', 'publications.publishedAt'])
    .where('publications.organisationId', '=', organisationId)
    .select(['plans.id as planId', 'plans.mainQuestion'])
    .select([
      sql<string>`document->'scan'->>'closedAt'`.as('closedAt'),
      sql<Text>`document->'instrument'->'title'`.as('instrument'),
      sql<number | null>`(document->'instrument'->>'phase')::integer`.as('phase'),
      sql<string>`document->'instrument'->'validation'->>'status'`.as('validation'),
      sql<number>`(document->'instrument'->'scale'->>'max')::integer - (document->'instrument'->'scale'->>'min')::integer`.as(
        'steps',
      ),
    ])
    .orderBy('publications.publishedAt', 'desc')
    .orderBy('scans.id')
    .execute()
}

export type PublishedScanRow = Awaited<ReturnType<typeof listPublishedScans>>[number]

/** Twice at once gives one plan. */
export async function insertPlan(
  db: Db,
  plan: { organisationId: string; scanId: string; createdAt: Date },
): Promise<string> {
  await db
    .insertInto('plans')
    .values(plan)
    .onConflict((conflict) => conflict.columns(['organisationId', 'scanId']).doNothing())
    .execute()
  const { id } = await db
    .selectFrom('plans')
    .select('id')
    .where('organisationId', '=', plan.organisationId)
    .where('scanId', '=', plan.scanId)
    .executeTakeFirstOrThrow()
  return id
}

export interface PlanKey {
  organisationId: string
  planId: string
}

const asRow = ({ organisationId, planId }: PlanKey) => ({ organisationId, id: planId })

function planAt(db: Db, key: PlanKey) {
  return db
    .selectFrom('plans')
    .selectAll()
    .where((eb) => eb.and(asRow(key)))
}

export function findPlan(db: Db, key: PlanKey) {
  return planAt(db, key).executeTakeFirst()
}

/** Whatever changes a plan or its actions goes one after the other, so that rules over the whole plan hold. */
export function lockPlan(db: Db, key: PlanKey) {
  return planAt(db, key).forUpdate().executeTakeFirst()
}

export type PlanRow = NonNullable<Awaited<ReturnType<typeof findPlan>>>

export function listSubQuestions(db: Db, key: PlanKey) {
  return db
    .selectFrom('subQuestions')
    .select(['id', 'text'])
    .where((eb) => eb.and({ ...key }))
    .orderBy('position')
    .execute()
}

export async function updatePlan(
  db: Db,
  { organisationId, id, version }: PlanRow,
  change: { mainQuestion: string; subQuestions: { id?: string; text: string }[] },
): Promise<void> {
  await db
    .updateTable('plans')
    .set({ mainQuestion: change.mainQuestion, version: version + 1 })
    .where('organisationId', '=', organisationId)
    .where('id', '=', id)
    .execute()
  await db
    .deleteFrom('subQuestions')
    .where('organisationId', '=', organisationId)
    .where('planId', '=', id)
    .execute()
  const rows = change.subQuestions.map((one, position) => ({ ...one, organisationId, planId: id, position }))
  if (rows.length > 0) await db.insertInto('subQuestions').values(rows).execute()
}

export async function listWaiting(db: Db, key: PlanKey): Promise<Set<string>> {
  const rows = await db
    .selectFrom('planPriorities')
    .select('dimensionId')
    .where((eb) => eb.and({ ...key }))
    .where('waiting', '=', true)
    .execute()
  return new Set(rows.map(({ dimensionId }) => dimensionId))
}

export async function savePriorities(
  db: Db,
  { organisationId, id: planId }: PlanRow,
  changes: { dimensionId: string; waiting: boolean }[],
): Promise<void> {
  for (const { dimensionId, waiting } of changes) {
    await db
      .insertInto('planPriorities')
      .values({ organisationId, planId, dimensionId, waiting })
      .onConflict((conflict) =>
        conflict.columns(['organisationId', 'planId', 'dimensionId']).doUpdateSet({ waiting }),
      )
      .execute()
  }
}

/** Who can own an action; those who left still have their name on what they owned. */
export function listPeople(db: Db, organisationId: string) {
  return db
    .selectFrom('memberships')
    .innerJoin('users', 'users.id', 'memberships.userId')
    .select(['memberships.id as membershipId', 'users.name', 'users.email'])
    .where('memberships.organisationId', '=', organisationId)
    .where('memberships.endedAt', 'is', null)
    .orderBy('users.name')
    .execute()
}

/** What this organisation has done from the library, in whatever plan; the first comes first. */
export function listDoneActions(db: Db, organisationId: string) {
  return db
    .selectFrom('actions')
    .innerJoin('plans', (join) =>
      join
        .onRef('plans.organisationId', '=', 'actions.organisationId')
        .onRef('plans.id', '=', 'actions.planId'),
    )
    .innerJoin('scans', (join) =>
      join.onRef('scans.organisationId', '=', 'plans.organisationId').onRef('scans.id', '=', 'plans.scanId'),
    )
    .select(['actions.libraryActionId', 'actions.title', 'scans.title as scan', 'actions.doneAt'])
    .select(['actions.unitId', 'actions.ownerMembershipId'])
    .where('actions.organisationId', '=', organisationId)
    .where('actions.libraryActionId', 'is not', null)
    .where('actions.doneAt', 'is not', null)
    .where('actions.stoppedAt', 'is', null)
    .orderBy('actions.doneAt')
    .orderBy('actions.id')
    .execute()
}

export type DoneAction = Awaited<ReturnType<typeof listDoneActions>>[number]

export async function listLibraryIdsInPlan(db: Db, key: PlanKey): Promise<Set<string>> {
  const rows = await db
    .selectFrom('actions')
    .select('libraryActionId')
    .where((eb) => eb.and({ ...key }))
    .where('libraryActionId', 'is not', null)
    .execute()
  return new Set(rows.flatMap(({ libraryActionId }) => libraryActionId ?? []))
}

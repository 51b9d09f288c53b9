import type { Insertable, Updateable } from 'kysely'
import type { Db, Tables } from '../../database.ts'

export type NewAction = Insertable<Tables['actions']>
export type NewEvent = Insertable<Tables['actionEvents']>
type Check = { id: string; text: string; done: boolean }

export interface ActionKey {
  organisationId: string
  actionId: string
}

const asRow = ({ organisationId, actionId }: ActionKey) => ({ organisationId, id: actionId })

/** Of one plan, or of all plans of the organisation. */
export function listActionRows(
  db: Db,
  { organisationId, planId }: { organisationId: string; planId?: string },
) {
  return db
    .selectFrom('actions')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .$if(planId !== undefined, (query) => query.where('planId', '=', planId ?? ''))
    .orderBy('proposedAt')
    .orderBy('id')
    .execute()
}

export type ActionRow = Awaited<ReturnType<typeof listActionRows>>[number]

export function findActionRow(db: Db, key: ActionKey): Promise<ActionRow | undefined> {
  return db
    .selectFrom('actions')
    .selectAll()
    .where((eb) => eb.and(asRow(key)))
    .executeTakeFirst()
}

/** Everything that hangs on these actions. */
export async function listAttachments(db: Db, organisationId: string, actionIds: string[]) {
  if (actionIds.length === 0) return { checks: [], events: [], waivers: [], links: [] }
  const checks = await db
    .selectFrom('actionChecks')
    .select(['actionId', 'id', 'text', 'done'])
    .where('organisationId', '=', organisationId)
    .where('actionId', 'in', actionIds)
    .orderBy('position')
    .execute()
  const events = await db
    .selectFrom('actionEvents')
    .select(['actionId', 'id', 'kind', 'byName', 'note', 'happenedAt'])
    .where('organisationId', '=', organisationId)
    .where('actionId', 'in', actionIds)
    .orderBy('happenedAt', 'desc')
    .orderBy('id')
    .execute()
  const waivers = await db
    .selectFrom('prerequisiteWaivers')
    .select(['actionId', 'libraryActionId', 'reason', 'byName'])
    .where('organisationId', '=', organisationId)
    .where('actionId', 'in', actionIds)
    .execute()
  const links = await db
    .selectFrom('actionLinks')
    .select(['actionId', 'createdAt'])
    .where('organisationId', '=', organisationId)
    .where('actionId', 'in', actionIds)
    .where('revokedAt', 'is', null)
    .execute()
  return { checks, events, waivers, links }
}

export function listChecks(db: Db, key: ActionKey) {
  return db
    .selectFrom('actionChecks')
    .select(['id', 'text', 'done'])
    .where((eb) => eb.and({ ...key }))
    .orderBy('position')
    .execute()
}

export type Attachments = Awaited<ReturnType<typeof listAttachments>>

export async function insertAction(db: Db, action: NewAction): Promise<void> {
  await db.insertInto('actions').values(action).execute()
}

export async function updateAction(
  db: Db,
  key: ActionKey,
  change: Updateable<Tables['actions']>,
): Promise<void> {
  if (Object.keys(change).length === 0) return
  await db
    .updateTable('actions')
    .set(change)
    .where((eb) => eb.and(asRow(key)))
    .execute()
}

export async function insertEvent(db: Db, event: NewEvent): Promise<void> {
  await db.insertInto('actionEvents').values(event).execute()
}

export async function hasEvent(db: Db, key: ActionKey, eventId: string): Promise<boolean> {
  const row = await db
    .selectFrom('actionEvents')
    .select('id')
    .where((eb) => eb.and({ ...key, id: eventId }))
    .executeTakeFirst()
  return row !== undefined
}

export async function replaceChecks(db: Db, key: ActionKey, checks: Check[]): Promise<void> {
  await db
    .deleteFrom('actionChecks')
    .where((eb) => eb.and({ ...key }))
    .execute()
  const rows = checks.map((check, position) => ({ ...check, ...key, position }))
  if (rows.length > 0) await db.insertInto('actionChecks').values(rows).execute()
}

/** Whether it was new: a prerequisite is waived once. */
export async function saveWaiver(
  db: Db,
  waiver: Insertable<Tables['prerequisiteWaivers']>,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('prerequisiteWaivers')
    .values(waiver)
    .onConflict((conflict) => conflict.columns(['organisationId', 'actionId', 'libraryActionId']).doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

export async function insertLink(
  db: Db,
  link: ActionKey & { secretHash: Buffer; createdAt: Date },
): Promise<void> {
  await db.insertInto('actionLinks').values(link).execute()
}

/** How many links stopped working. */
export async function revokeLinks(db: Db, key: ActionKey, revokedAt: Date): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable('actionLinks')
    .set({ revokedAt })
    .where((eb) => eb.and({ ...key }))
    .where('revokedAt', 'is', null)
    .executeTakeFirst()
  return Number(numUpdatedRows)
}

/** Sees the one link whose secret the transaction was opened with. */
export function findLinkedAction(db: Db, secretHash: Buffer): Promise<ActionKey | undefined> {
  return db
    .selectFrom('actionLinks')
    .select(['organisationId', 'actionId'])
    .where('secretHash', '=', secretHash)
    .where('revokedAt', 'is', null)
    .executeTakeFirst()
}

export async function organisationName(db: Db, organisationId: string): Promise<string> {
  const { name } = await db
    .selectFrom('organisations')
    .select('name')
    .where('id', '=', organisationId)
    .executeTakeFirstOrThrow()
  return name
}

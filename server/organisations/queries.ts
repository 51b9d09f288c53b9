import type { Db } from '../database.ts'
import type { Preparation } from './contract.ts'
import type { PlannedUnit, UnitRow } from './unit-tree.ts'

export function listUnits(db: Db, organisationId: string): Promise<UnitRow[]> {
  return db
    .selectFrom('units')
    .where('organisationId', '=', organisationId)
    .select(['id', 'parentId', 'name', 'archivedAt'])
    .execute()
}

/** One change of the tree at a time, so that two of them cannot make a circle together. */
export async function lockTree(db: Db, organisationId: string): Promise<UnitRow[]> {
  await db
    .selectFrom('units')
    .where('organisationId', '=', organisationId)
    .where('parentId', 'is', null)
    .select('id')
    .forUpdate()
    .execute()
  return listUnits(db, organisationId)
}

/** Units that a scan, a member or an action refers to. */
export async function listUsedUnits(db: Db, organisationId: string): Promise<Set<string>> {
  const unitsOf = (table: 'scanUnits' | 'memberships' | 'memberInvitations' | 'actions') =>
    db
      .selectFrom(table)
      .where('organisationId', '=', organisationId)
      .where('unitId', 'is not', null)
      .select((eb) => eb.ref('unitId').$notNull().as('unitId'))
  const rows = await unitsOf('scanUnits')
    .union(unitsOf('memberships'))
    .union(unitsOf('memberInvitations'))
    .union(unitsOf('actions'))
    .execute()
  return new Set(rows.map(({ unitId }) => unitId))
}

export async function isInScan(db: Db, organisationId: string, unitId: string): Promise<boolean> {
  const row = await db
    .selectFrom('scanUnits')
    .where('organisationId', '=', organisationId)
    .where('unitId', '=', unitId)
    .select('unitId')
    .executeTakeFirst()
  return row !== undefined
}

export async function insertUnits(db: Db, organisationId: string, units: PlannedUnit[]): Promise<void> {
  if (units.length === 0) return
  await db
    .insertInto('units')
    .values(units.map((unit) => ({ ...unit, organisationId })))
    .execute()
}

export interface UnitChange {
  name?: string
  parentId?: string
  archivedAt?: Date | null
}

export async function updateUnit(db: Db, organisationId: string, id: string, change: UnitChange) {
  await db
    .updateTable('units')
    .set(change)
    .where('organisationId', '=', organisationId)
    .where('id', '=', id)
    .execute()
}

export async function deleteUnit(db: Db, organisationId: string, id: string): Promise<void> {
  await db.deleteFrom('units').where('organisationId', '=', organisationId).where('id', '=', id).execute()
}

/** Units below, people and actions go to the other unit; scans keep what they were. */
export async function moveAll(db: Db, organisationId: string, id: string, intoId: string): Promise<void> {
  await db
    .updateTable('units')
    .set({ parentId: intoId })
    .where('organisationId', '=', organisationId)
    .where('parentId', '=', id)
    .execute()
  for (const table of ['memberships', 'memberInvitations', 'actions'] as const) {
    await db
      .updateTable(table)
      .set({ unitId: intoId })
      .where('organisationId', '=', organisationId)
      .where('unitId', '=', id)
      .execute()
  }
}

export async function savePreparation(db: Db, organisationId: string, preparation: Preparation) {
  await db
    .updateTable('organisations')
    .set({ prepared: JSON.stringify(preparation) })
    .where('id', '=', organisationId)
    .execute()
}

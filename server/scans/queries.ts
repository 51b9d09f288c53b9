import { sql } from 'kysely'
import type { Db } from '../database.ts'
import type { LaunchedInstrument, Perspective } from '../surveys/survey.ts'
import type { BandedGroup } from './bands.ts'
import type { Distribution, ScanSettings } from './contract.ts'
import type { TreeUnit } from './scan.ts'

const BATCH = 5000

export interface ScanKey {
  organisationId: string
  scanId: string
}

type ScanOrAll = Partial<ScanKey> & Pick<ScanKey, 'organisationId'>

const asRow = ({ organisationId, scanId }: ScanKey) => ({ organisationId, id: scanId })

export interface UnitRow extends TreeUnit {
  archivedAt: Date | null
}

export function listUnits(db: Db, organisationId: string): Promise<UnitRow[]> {
  return db
    .selectFrom('units')
    .select(['id', 'parentId', 'name', 'archivedAt'])
    .where('organisationId', '=', organisationId)
    .orderBy('name')
    .execute()
}

/** The wizard's document may be large, so lists only take the few words they show. */
function scanLines(db: Db, organisationId: string) {
  return db
    .selectFrom('scans')
    .where('organisationId', '=', organisationId)
    .select([
      'id',
      'version',
      'title',
      'previousScanId',
      'launchedAt',
      'opensAt',
      'closesAt',
      'closedAt',
      'mixedAt',
      'minimumProfessional',
      'minimumClient',
      'minimumManager',
      sql<string>`settings->>'instrumentId'`.as('instrumentId'),
      sql<ScanSettings['step']>`settings->>'step'`.as('step'),
      sql<string | null>`settings->>'opensOn'`.as('opensOn'),
      sql<string | null>`settings->>'closesOn'`.as('closesOn'),
      sql<string[]>`coalesce(settings->'remindersOn', '[]')`.as('remindersOn'),
      sql<1 | 2 | null>`(instrument->>'phase')::integer`.as('phase'),
    ])
}

export type ScanLine = Awaited<ReturnType<typeof listScans>>[number]

export function listScans(db: Db, organisationId: string) {
  return scanLines(db, organisationId)
    .orderBy(sql`coalesce(launched_at, created_at)`, 'desc')
    .orderBy('id')
    .execute()
}

export function findScan(db: Db, { organisationId, scanId }: ScanKey) {
  return scanLines(db, organisationId).where('id', '=', scanId).executeTakeFirst()
}

/** Whoever changes a scan takes turns; answers come in meanwhile. */
export function lockScan(db: Db, { organisationId, scanId }: ScanKey) {
  return scanLines(db, organisationId).where('id', '=', scanId).forNoKeyUpdate().executeTakeFirst()
}

export async function findSettings(db: Db, key: ScanKey): Promise<ScanSettings | undefined> {
  const row = await db
    .selectFrom('scans')
    .select('settings')
    .where((eb) => eb.and(asRow(key)))
    .executeTakeFirst()
  return row?.settings
}

export async function findInstrument(db: Db, key: ScanKey): Promise<LaunchedInstrument | undefined> {
  const row = await db
    .selectFrom('scans')
    .select('instrument')
    .where((eb) => eb.and(asRow(key)))
    .executeTakeFirst()
  return (row?.instrument as LaunchedInstrument | null | undefined) ?? undefined
}

interface DraftRow {
  organisationId: string
  id: string | undefined
  title: string
  settings: ScanSettings
  previousScanId: string | null
}

/** Sending the same new scan twice stores it once. */
export async function insertDraft(db: Db, { id, settings, ...draft }: DraftRow): Promise<string> {
  const row = await db
    .insertInto('scans')
    .values({ ...draft, ...(id ? { id } : {}), settings: JSON.stringify(settings) })
    .onConflict((conflict) => conflict.columns(['organisationId', 'id']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return row?.id ?? id ?? ''
}

export async function updateSettings(db: Db, key: ScanKey, settings: ScanSettings, title?: string) {
  await db
    .updateTable('scans')
    .set((eb) => ({
      settings: JSON.stringify(settings),
      version: eb('version', '+', 1),
      ...(title === undefined ? {} : { title: title.trim() }),
    }))
    .where((eb) => eb.and(asRow(key)))
    .execute()
}

export async function deleteScan(db: Db, key: ScanKey): Promise<void> {
  await db
    .deleteFrom('scans')
    .where((eb) => eb.and(asRow(key)))
    .execute()
}

interface Launch {
  instrument: LaunchedInstrument
  settings: ScanSettings
  launchedAt: Date
  opensAt: Date
  closesAt: Date
}

export async function markLaunched(db: Db, key: ScanKey, launch: Launch): Promise<void> {
  const { instrument, launchedAt, opensAt, closesAt } = launch
  const { form, minimums } = launch.settings
  await db
    .updateTable('scans')
    .set((eb) => ({
      launchedAt,
      opensAt,
      closesAt,
      instrument: JSON.stringify(instrument),
      form,
      minimumProfessional: minimums.professional,
      minimumClient: minimums.client,
      minimumManager: minimums.manager,
      version: eb('version', '+', 1),
    }))
    .where((eb) => eb.and(asRow(key)))
    .execute()
}

export interface ScanUnitRow extends TreeUnit {
  professionals: number | null
}

/** Expects parents before their children. A unit that the scan already has stays as it was. */
export async function insertScanUnits(db: Db, key: ScanKey, units: ScanUnitRow[]) {
  for (const batch of batches(units)) {
    await db
      .insertInto('scanUnits')
      .values(batch.map(({ id, ...unit }) => ({ ...unit, unitId: id, ...key })))
      .onConflict((conflict) => conflict.columns(['organisationId', 'scanId', 'unitId']).doNothing())
      .execute()
  }
}

export interface GroupRow {
  id: string
  unitId: string
  perspective: Perspective
  invited: number
  /** 0 for a group that joins later. */
  launched: number
  distribution: Distribution
  linkHash: Buffer | null
  itemCount: number
  scaleMin: number
  scaleMax: number
}

export async function insertGroups(db: Db, key: ScanKey, groups: GroupRow[]) {
  for (const batch of batches(groups)) {
    await db
      .insertInto('scanGroups')
      .values(batch.map((group) => ({ ...group, ...key })))
      .execute()
  }
}

/** The hash decides the order within a batch, so that the place in the table does not tell which slip it was. */
export async function insertInvitations(
  db: Db,
  key: ScanKey,
  invitations: Iterable<{ groupId: string; codeHash: Buffer }>,
): Promise<void> {
  for (const batch of batches(invitations)) {
    const shuffled = batch.toSorted((a, b) => Buffer.compare(a.codeHash, b.codeHash))
    await sql`
      insert into invitations (organisation_id, scan_id, group_id, code_hash)
      select ${key.organisationId}, ${key.scanId}, invitation.group_id, invitation.code_hash
      from unnest(
        ${shuffled.map(({ groupId }) => groupId)}::uuid[],
        ${shuffled.map(({ codeHash }) => codeHash)}::bytea[]
      ) as invitation (group_id, code_hash)`.execute(db)
  }
}

export interface CountedGroup extends BandedGroup {
  id: string
  scanId: string
  unitId: string
  unitName: string
  perspective: Perspective
  distribution: Distribution
}

/**
 * How many answered per group, of one scan or of all, as it stood at the last mixing. Only bands of these counts may leave the server while
 * a scan is open, and answers on paper are in none until it closes: whoever types them in could add them one by one and see where a band
 * jumps.
 */
export function countGroups(db: Db, { organisationId, scanId }: ScanOrAll): Promise<CountedGroup[]> {
  return db
    .selectFrom('scanGroups as g')
    .innerJoin('scanUnits as u', (join) =>
      join
        .onRef('u.organisationId', '=', 'g.organisationId')
        .onRef('u.scanId', '=', 'g.scanId')
        .onRef('u.unitId', '=', 'g.unitId'),
    )
    .select([
      'g.id',
      'g.scanId',
      'g.unitId',
      'u.name as unitName',
      'g.perspective',
      'g.invited',
      'g.launched',
      'g.heldAnswers',
      'g.heldBand',
      'g.distribution',
      'g.counted as answered',
    ])
    .where('g.organisationId', '=', organisationId)
    .$if(scanId !== undefined, (query) => query.where('g.scanId', '=', scanId ?? ''))
    .execute()
}

export function listGroups(db: Db, { organisationId, scanId }: ScanKey) {
  return db
    .selectFrom('scanGroups as g')
    .innerJoin('scanUnits as u', (join) =>
      join
        .onRef('u.organisationId', '=', 'g.organisationId')
        .onRef('u.scanId', '=', 'g.scanId')
        .onRef('u.unitId', '=', 'g.unitId'),
    )
    .select(['g.id', 'g.unitId', 'u.name as unitName', 'g.perspective', 'g.invited', 'g.distribution'])
    .where('g.organisationId', '=', organisationId)
    .where('g.scanId', '=', scanId)
    .execute()
}

export async function findGroup(db: Db, key: ScanKey, groupId: string) {
  const groups = await listGroups(db, key)
  return groups.find(({ id }) => id === groupId)
}

interface Growth {
  invited: number
  heldAnswers: number
  heldBand: number
}

export async function growGroup(
  db: Db,
  { organisationId, scanId }: ScanKey,
  groupId: string,
  growth: Growth,
): Promise<void> {
  await db
    .updateTable('scanGroups')
    .set(growth)
    .where('organisationId', '=', organisationId)
    .where('scanId', '=', scanId)
    .where('id', '=', groupId)
    .execute()
}

export async function extendScan(db: Db, key: ScanKey, closesOn: string, closesAt: Date): Promise<void> {
  await db
    .updateTable('scans')
    .set((eb) => ({
      closesAt,
      settings: sql`jsonb_set(settings, '{closesOn}', to_jsonb(${closesOn}::text))`,
      version: eb('version', '+', 1),
    }))
    .where((eb) => eb.and(asRow(key)))
    .execute()
}

/** The trees as they were at launch, of one scan or of all. */
export function listUnitsOfScans(db: Db, { organisationId, scanId }: ScanOrAll) {
  return db
    .selectFrom('scanUnits')
    .select(['scanId', 'unitId as id', 'parentId'])
    .where('organisationId', '=', organisationId)
    .$if(scanId !== undefined, (query) => query.where('scanId', '=', scanId ?? ''))
    .execute()
}

function* batches<Row>(rows: Iterable<Row>): Generator<Row[]> {
  let batch: Row[] = []
  for (const row of rows) {
    batch.push(row)
    if (batch.length < BATCH) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

import { type Db, inOrganisation } from '../database.ts'
import { mixInbox, tellBursts } from '../responses/mixing/queries.ts'
import type { ScanKey } from '../scans/queries.ts'
import type { Services } from '../services.ts'
import { type Form, type Instrument, itemsFor } from '../surveys/survey.ts'
import type { Publication } from './contract.ts'
import { type CountedGroup, type Counts, countsOf, joinCounts, type PreviousRound } from './counted.ts'
import { measuresFor, measuresOf, perspectivesIn } from './measures.ts'
import { publish } from './publish.ts'
import {
  type ClosableScan,
  claimDueScan,
  countAnswered,
  findPreviousRound,
  findPublication,
  forgetOrder,
  insertFigures,
  insertPublication,
  listDueScans,
  listGroups,
  listUnits,
  lockScan,
  markClosed,
  prepareToCount,
  tallyPerspective,
} from './queries.ts'

/** Closes every scan whose last day has passed, also when no process was running at that moment. One failure stops no other. */
export async function closeDueScans({ db, now }: Pick<Services, 'db' | 'now'>): Promise<void> {
  const failures: unknown[] = []
  for (const key of await listDueScans(db, now())) {
    await inOrganisation(db, key.organisationId, async (trx) => {
      const scan = await claimDueScan(trx, key, now())
      if (scan) await closeNow(trx, key, scan, now())
    }).catch((problem) => failures.push(problem))
  }
  if (failures.length > 0) throw new AggregateError(failures, 'Some scans could not be closed')
}

type Closure = { state: 'absent' } | { state: 'not-open' } | { state: 'published'; publication: Publication }

/** Closing twice gives the same publication. */
export async function closeScan(db: Db, key: ScanKey, now: Date): Promise<Closure> {
  const scan = await lockScan(db, key)
  if (!scan) return { state: 'absent' }
  const published = await findPublication(db, key.scanId)
  if (published) return { state: 'published', publication: published }
  if (!scan.launchedAt || !scan.opensAt || scan.opensAt > now) return { state: 'not-open' }
  return { state: 'published', publication: await closeNow(db, key, scan, now) }
}

async function closeNow(db: Db, key: ScanKey, scan: ClosableScan, now: Date): Promise<Publication> {
  const closedAt = scan.closesAt && scan.closesAt < now ? scan.closesAt : now
  await prepareToCount(db)
  await markClosed(db, key, closedAt)
  await mixInbox(db, key)
  await tellBursts(db, key)
  const { publication: document, comparison, figures } = await publishFrom(db, key, scan, closedAt)
  await insertPublication(db, { ...key, document, comparison, publishedAt: now })
  await insertFigures(db, { ...key, instrument: document.instrument, figures })
  await forgetOrder(db, key)
  return document
}

async function publishFrom(db: Db, key: ScanKey, scan: ClosableScan, closedAt: Date) {
  const { instrument, form } = scan
  if (!instrument || !form) throw new Error(`The launched scan ${scan.id} has no instrument`)
  const units = await listUnits(db, key)
  const groups = await listGroups(db, key)
  const answered = await countAnswered(db, key)
  return publish({
    scan: {
      id: scan.id,
      title: scan.title,
      opensAt: (scan.opensAt ?? closedAt).toISOString(),
      closedAt: closedAt.toISOString(),
    },
    instrument,
    form,
    minimums: {
      professional: scan.minimumProfessional ?? 5,
      client: scan.minimumClient ?? 10,
      manager: scan.minimumManager ?? 5,
    },
    units,
    groups: groups.map((group) => ({
      ...group,
      answered: answered.get(`${group.id} false`) ?? 0,
      onPaper: answered.get(`${group.id} true`) ?? 0,
    })),
    counts: await tally(db, key, instrument, form, groups),
    previous: await previousOf(db, key, scan.previousScanId),
  })
}

async function tally(
  db: Db,
  key: ScanKey,
  instrument: Instrument,
  form: Form,
  groups: (CountedGroup & { id: string })[],
): Promise<Counts> {
  const perspectives = perspectivesIn(groups)
  const measures = measuresOf(instrument, form, perspectives)
  const unitOf = new Map(groups.map(({ id, unitId }) => [id, unitId]))
  const parts: Counts[] = []
  for (const perspective of perspectives) {
    const own = measuresFor(measures, perspective)
    const tallies = await tallyPerspective(db, {
      ...key,
      groupIds: groups.filter((group) => group.perspective === perspective).map(({ id }) => id),
      itemCount: itemsFor(instrument, perspective, form).length,
      scale: instrument.scale,
      dimensionCount: instrument.dimensions.length,
      measures: own,
    })
    const locate = (groupId: string) => unitOf.get(groupId) ?? ''
    parts.push(countsOf(tallies, perspective, locate, own, instrument.scale))
  }
  return joinCounts(parts)
}

async function previousOf(
  db: Db,
  { organisationId }: ScanKey,
  scanId: string | null,
): Promise<PreviousRound | null> {
  const row = scanId && (await findPreviousRound(db, { organisationId, scanId }))
  return row ? { publication: row.document, comparison: row.comparison } : null
}

import { type Db, inOrganisation } from '../database.ts'
import type { Services } from '../services.ts'
import { type Form, type Instrument, itemsFor } from '../surveys/survey.ts'
import type { Publication } from './contract.ts'
import { type CountedGroup, type Counts, countsOf, joinCounts, type PreviousRound } from './counted.ts'
import { measuresFor, measuresOf, perspectivesIn } from './measures.ts'
import { publish } from './publish.ts'
import {
  type ClosableScan,
  claimDueScan,
  findPreviousRound,
  findPublication,
  forgetOrder,
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
  for (const { organisationId, id } of await listDueScans(db, now())) {
    await inOrganisation(db, organisationId, async (trx) => {
      const scan = await claimDueScan(trx, id, now())
      if (scan) await closeNow(trx, organisationId, scan, now())
    }).catch((problem) => failures.push(problem))
  }
  if (failures.length > 0) throw new AggregateError(failures, 'Some scans could not be closed')
}

export type Closure =
  | { state: 'absent' }
  | { state: 'not-open' }
  | { state: 'published'; publication: Publication }

/** Closing twice gives the same publication. */
export async function closeScan(db: Db, organisationId: string, scanId: string, now: Date): Promise<Closure> {
  const scan = await lockScan(db, scanId)
  if (!scan) return { state: 'absent' }
  const published = await findPublication(db, scanId)
  if (published) return { state: 'published', publication: published }
  if (!scan.launchedAt || !scan.opensAt || scan.opensAt > now) return { state: 'not-open' }
  return { state: 'published', publication: await closeNow(db, organisationId, scan, now) }
}

async function closeNow(db: Db, organisationId: string, scan: ClosableScan, now: Date): Promise<Publication> {
  const closedAt = scan.closesAt && scan.closesAt < now ? scan.closesAt : now
  await prepareToCount(db)
  await markClosed(db, scan.id, closedAt)
  const { publication: document, comparison } = await publishFrom(db, scan, closedAt)
  await insertPublication(db, { organisationId, scanId: scan.id, document, comparison, publishedAt: now })
  await forgetOrder(db, scan.id)
  return document
}

async function publishFrom(db: Db, scan: ClosableScan, closedAt: Date) {
  const { instrument, form } = scan
  if (!instrument || !form) throw new Error(`The launched scan ${scan.id} has no instrument`)
  const units = await listUnits(db, scan.id)
  const groups = await listGroups(db, scan.id)
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
    groups,
    counts: await tally(db, scan, instrument, form, groups),
    previous: await previousOf(db, scan.previousScanId),
  })
}

async function tally(
  db: Db,
  { id: scanId }: ClosableScan,
  instrument: Instrument,
  form: Form,
  groups: (CountedGroup & { id: string })[],
): Promise<Counts> {
  const perspectives = perspectivesIn(groups)
  const measures = measuresOf(instrument, form, perspectives)
  const unitOf = new Map(groups.map(({ id, unitId }) => [id, unitId]))
  const parts: Counts[] = []
  for (const perspective of perspectives) {
    const tallied = await tallyPerspective(db, {
      scanId,
      groupIds: groups.filter((group) => group.perspective === perspective).map(({ id }) => id),
      itemCount: itemsFor(instrument, perspective, form).length,
      scale: instrument.scale,
      measures: measuresFor(measures, perspective),
    })
    const place = (groupId: string) => unitOf.get(groupId) ?? ''
    parts.push(countsOf(tallied, perspective, place, measures.all, instrument.scale))
  }
  return joinCounts(parts)
}

async function previousOf(db: Db, scanId: string | null): Promise<PreviousRound | null> {
  const row = scanId && (await findPreviousRound(db, scanId))
  return row ? { publication: row.document, comparison: row.comparison } : null
}

import { type Db, inOrganisation } from '../../database.ts'
import type { ScanKey } from '../../scans/queries.ts'
import type { Services } from '../../services.ts'
import {
  claimToMix,
  listMixingGroups,
  listScansToMix,
  markMixed,
  mixInbox,
  rewriteComments,
  rewriteInvitations,
  rewriteReceipts,
  shuffleInbox,
  tellBursts,
  updateCounted,
} from './queries.ts'
import { isAnsweredSince, type Minimums, readyGroups } from './ready.ts'

const EVERY_MS = 3_600_000
const SCANS_AT_A_TIME = 50

/** Each scan at most once an hour, whether anybody answered or not, so that the moment tells nothing. One failure stops no other. */
export async function mixOpenScans({ db, now }: Pick<Services, 'db' | 'now'>): Promise<void> {
  const due = { now: now(), mixedBy: new Date(now().getTime() - EVERY_MS) }
  const failures: unknown[] = []
  for (const key of await listScansToMix(db, due, SCANS_AT_A_TIME)) {
    await inOrganisation(db, key.organisationId, async (trx) => {
      const minimums = await claimToMix(trx, key, due)
      if (minimums) await mix(trx, key, minimums, due.now)
    }).catch((problem) => failures.push(problem))
  }
  if (failures.length > 0) throw new AggregateError(failures, 'Some scans could not be mixed')
}

async function mix(db: Db, key: ScanKey, minimums: Minimums, now: Date): Promise<void> {
  const groups = await listMixingGroups(db, key)
  if (groups.some(isAnsweredSince)) {
    await mixInbox(db, key, readyGroups(groups, minimums))
    await shuffleInbox(db, key)
    await rewriteComments(db, key)
    await rewriteInvitations(db, key)
    await rewriteReceipts(db, key)
    await updateCounted(db, key, groups)
    await tellBursts(db, key)
  }
  await markMixed(db, key, now)
}

import { within } from '../../database.ts'
import { dayOf, startOf } from '../../scans/calendar.ts'
import type { Services } from '../../services.ts'
import { editionOf, entrantsOf, oldestFor, type PublishedScan, renewedPools } from './edition.ts'
import { claimEdition, insertPool, listPools, listPublished, listTakingPart } from './queries.ts'

/**
 * Makes the edition of the last 1 January or 1 July, once, also when no process was running on that day: of what was agreed and
 * published before it.
 */
export async function freezeEdition({ db, now }: Pick<Services, 'db' | 'now'>): Promise<void> {
  const editionOn = editionOf(dayOf(now()))
  const until = startOf(editionOn)
  await within(db, { scope: 'system' }, async (trx) => {
    if (!(await claimEdition(trx, editionOn, now()))) return
    const before = await listPools(trx)
    const scans: PublishedScan[] = []
    for (const organisationId of await listTakingPart(trx, until)) {
      const period = { from: startOf(oldestFor(editionOn)), until }
      scans.push(...(await listPublished(trx, organisationId, period)))
    }
    for (const pool of renewedPools(before, entrantsOf(scans))) await insertPool(trx, editionOn, pool)
  })
}

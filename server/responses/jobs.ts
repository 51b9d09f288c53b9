import { inOrganisation } from '../database.ts'
import { RETENTION } from '../retention.ts'
import type { Services } from '../services.ts'
import { forgetReceipts, listScansWithReceipts } from './queries.ts'

const KEPT_AFTER_CLOSING = RETENTION.receipts.daysAfterClosing * 86_400_000
const AT_A_TIME = { scans: 20, receipts: 5000 }

/** Some at a time; what remains goes the next time. */
export async function forgetOldReceipts({ db, now }: Pick<Services, 'db' | 'now'>): Promise<void> {
  const closedBy = new Date(now().getTime() - KEPT_AFTER_CLOSING)
  for (const key of await listScansWithReceipts(db, closedBy, AT_A_TIME.scans)) {
    await inOrganisation(db, key.organisationId, (trx) => forgetReceipts(trx, key, AT_A_TIME.receipts))
  }
}

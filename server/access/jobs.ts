import { deleteOldWindows } from '../rate-limits/queries.ts'
import type { Services } from '../services.ts'
import { deleteOldLinks } from './links/queries.ts'
import { deleteOldAttempts } from './passwords/queries.ts'
import { deleteSessionsOver } from './sessions/queries.ts'
import { idleSince } from './sessions/session.ts'

/** What counts or opens nothing any more. */
export async function forgetOldCounts({ db, now }: Services): Promise<void> {
  await deleteOldWindows(db, now())
  await deleteOldAttempts(db, now())
  await deleteOldLinks(db, now())
  await deleteSessionsOver(db, { now: now(), idleSince: idleSince(now()) })
}

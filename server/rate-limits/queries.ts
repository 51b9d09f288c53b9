import { sql } from 'kysely'
import type { Database } from '../database.ts'

interface Window {
  key: Buffer
  now: Date
  endsAt: Date
}

/** One use more in the present window, or the first one of a new window, in one statement. */
export function countUseOf(db: Database, { key, now, endsAt }: Window) {
  return db
    .insertInto('rateWindows')
    .values({ key, uses: 1, endsAt })
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet({
        uses: sql<number>`case when rate_windows.ends_at <= ${now} then 1 else rate_windows.uses + 1 end`,
        endsAt: sql<Date>`case when rate_windows.ends_at <= ${now} then ${endsAt} else rate_windows.ends_at end`,
      }),
    )
    .returning(['uses', 'endsAt'])
    .executeTakeFirstOrThrow()
}

export async function deleteOldWindows(db: Database, now: Date): Promise<void> {
  await db.deleteFrom('rateWindows').where('endsAt', '<=', now).execute()
}

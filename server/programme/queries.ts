import type { Db } from '../database.ts'
import type { ScanOfPool } from './pool.ts'

const BATCH = 200

/** The sums of every closed scan, a few at a time. Needs a transaction of the centre; of any other it gives its own organisation. */
export async function* listFigures(db: Db): AsyncGenerator<ScanOfPool> {
  let last: { organisationId: string; scanId: string } | undefined
  do {
    const rows = await figuresAfter(db, last)
    yield* rows
    last = rows.length === BATCH ? rows.at(-1) : undefined
  } while (last)
}

function figuresAfter(db: Db, last: { organisationId: string; scanId: string } | undefined) {
  return db
    .selectFrom('scanFigures')
    .select(['organisationId', 'scanId', 'instrumentId', 'instrumentVersion', 'form', 'figures'])
    .$if(last !== undefined, (query) =>
      query.where((eb) =>
        eb(
          eb.refTuple('organisationId', 'scanId'),
          '>',
          eb.tuple(last?.organisationId ?? '', last?.scanId ?? ''),
        ),
      ),
    )
    .orderBy('organisationId')
    .orderBy('scanId')
    .limit(BATCH)
    .execute()
}

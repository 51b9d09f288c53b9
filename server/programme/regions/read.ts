import type { Db } from '../../database.ts'
import { dayOf } from '../../scans/calendar.ts'
import type { Services } from '../../services.ts'
import { FEWEST_OTHERS, nextEditionAfter } from '../benchmark/edition.ts'
import { countTakingPart, findNewestEdition } from '../benchmark/queries.ts'
import type { RegionHome } from '../overview/contract.ts'
import { countsOf } from '../overview/listing.ts'
import { presentLine } from '../overview/present.ts'
import { readStandings, readTotals } from '../overview/read.ts'

type Around = Pick<Services, 'catalogue' | 'now'>

/** Needs a transaction of this region, which sees its organisations and no others. */
export async function readRegionHome(
  db: Db,
  around: Around,
  region: RegionHome['region'],
): Promise<RegionHome> {
  const standings = await readStandings(db, around)
  const groups = await readTotals(db, standings)
  return {
    region,
    stops: countsOf(standings),
    organisations: standings.map((standing) => presentLine(standing, groups)),
    benchmark: {
      takingPart: await countTakingPart(db),
      others: FEWEST_OTHERS,
      newestEdition: await findNewestEdition(db),
      nextEdition: nextEditionAfter(dayOf(around.now())),
    },
  }
}

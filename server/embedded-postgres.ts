import { checkCluster, holdsCluster, readPassword } from './postgres/cluster.ts'
import { systemFault } from './postgres/explain.ts'
import { EmbeddedPostgresFault } from './postgres/fault.ts'
import { initialise, removeAbandoned } from './postgres/initialise.ts'
import { choosePlace, type PlaceOptions } from './postgres/place.ts'
import { findPostmaster } from './postgres/postmaster.ts'
import { addressOf } from './postgres/settings.ts'
import { type EmbeddedPostgres, supervise } from './postgres/supervise.ts'

/** Starts, or takes over, the PostgreSQL of this data folder. Throws EmbeddedPostgresFault, in plain words. */
export function startEmbeddedPostgres(options: PlaceOptions): Promise<EmbeddedPostgres> {
  return inPlainWords(options.dataDir, async () => {
    const place = await choosePlace(options)
    await removeAbandoned(place.folder)
    if (!(await holdsCluster(place.folder))) await initialise(place)
    await checkCluster(place)
    return supervise(place)
  })
}

/** The address of the server that runs on this data folder, whoever started it; undefined when none runs. */
export function findRunningPostgres(options: PlaceOptions): Promise<string | undefined> {
  return inPlainWords(options.dataDir, async () => {
    const place = await choosePlace(options)
    if (!(await holdsCluster(place.folder)))
      throw new EmbeddedPostgresFault(`There is no database in ${place.folder} yet.`)
    await checkCluster(place)
    const { port } = (await findPostmaster(place)) ?? {}
    return port ? addressOf(port, await readPassword(place.folder), 'regie') : undefined
  })
}

async function inPlainWords<T>(dataDir: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof EmbeddedPostgresFault) throw error
    const { code = '', path: file = dataDir } = error as NodeJS.ErrnoException
    const words = systemFault(code, file)
    if (words) throw new EmbeddedPostgresFault(words, { cause: error })
    throw error
  }
}

import { setTimeout as pause } from 'node:timers/promises'
import { readPassword } from './cluster.ts'
import { explainStart } from './explain.ts'
import { EmbeddedPostgresFault } from './fault.ts'
import { type Joined, join } from './join.ts'
import type { Place } from './place.ts'
import { stopPostmaster } from './postmaster.ts'
import { createDatabase } from './queries.ts'
import { addressOf } from './settings.ts'

export interface EmbeddedPostgres {
  url: string
  dataFolder: string
  /** Ends the server in order; once is enough, more does no harm. */
  stop(): Promise<void>
}

/** Keeps the server of this place running, at one address, until it is told to stop. */
export async function supervise(place: Place): Promise<EmbeddedPostgres> {
  const stopping = new AbortController()
  const joined = await join(place, stopping.signal)
  await createDatabase(joined.session).catch(async (error) => {
    await stopPostmaster(place)
    throw new EmbeddedPostgresFault(explainStart([String(error)], place.folder), { cause: error })
  })
  const url = addressOf(joined.port, await readPassword(place.folder), 'regie')
  const rejoined = rejoinWhenLost(place, joined, stopping.signal)
  const end = async () => {
    stopping.abort()
    await rejoined()
    await stopPostmaster(place)
  }
  let ended: Promise<void> | undefined
  const stop = () => {
    ended ??= end()
    return ended
  }
  return { url, dataFolder: place.folder, stop }
}

/** Answers how to wait for an attempt that is under way. */
function rejoinWhenLost(place: Place, first: Joined, stopping: AbortSignal): () => Promise<void> {
  let rejoining = Promise.resolve()
  const watch = (joined: Joined | undefined) => {
    joined?.session.once('end', () => {
      if (!stopping.aborted) rejoining = rejoin(place, first.port, stopping).then(watch)
    })
  }
  watch(first)
  return () => rejoining
}

async function rejoin(place: Place, port: number, stopping: AbortSignal): Promise<Joined | undefined> {
  place.log('The connection with the database was lost. Looking for it again')
  for (let said = ''; !stopping.aborted; ) {
    try {
      return await join(place, stopping, port)
    } catch (error) {
      const words = error instanceof Error ? error.message : String(error)
      if (words !== said && !stopping.aborted) place.log(words)
      said = words
    }
    await pause(1000)
  }
  return undefined
}

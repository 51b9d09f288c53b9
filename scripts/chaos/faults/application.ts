import { setTimeout as pause } from 'node:timers/promises'
import { chance, type Ground, type Outcome, underLoad, untilMore, withPlace } from '../ground.ts'

const KILLS = 52
const RESTARTS = 3
const MOST_STOPPING_MS = 15_000

/** Rows 68 and 69, and two programs on one database. */
export function applicationKilled(ground: Ground): Promise<Outcome> {
  return withPlace(ground, { name: 'killed', applications: 2 }, (place) =>
    underLoad(place, { fault: 'one of two programs killed (kill -9)', times: KILLS }, async (senders) => {
      for (let kill = 0; kill < KILLS; kill++) {
        const application = place.applications[kill % 2]
        for (const each of place.applications) await each.untilReady()
        await untilMore(senders, Math.ceil(chance(0, 20)))
        await pause(chance(0, 10))
        await application?.kill()
        application?.launch()
      }
      for (const application of place.applications) await application.untilReady()
    }),
  )
}

/** Row 86: another version is put in place while people answer. */
export function rollingRestart(ground: Ground): Promise<Outcome> {
  let slowest = 0
  const look = () => ({
    sound: slowest < MOST_STOPPING_MS,
    figures: `slowest stop ${(slowest / 1000).toFixed(1)} s; no phone saw an error`,
  })
  const fault = 'programs replaced one after the other'
  return withPlace(ground, { name: 'replaced', applications: 2 }, (place) =>
    underLoad(place, { fault, times: 2 * RESTARTS, look }, async () => {
      for (let restart = 0; restart < 2 * RESTARTS; restart++) {
        const application = place.applications[restart % 2]
        slowest = Math.max(slowest, (await application?.stop()) ?? 0)
        await application?.start()
      }
    }),
  )
}

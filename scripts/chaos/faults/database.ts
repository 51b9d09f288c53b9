import { setTimeout as pause } from 'node:timers/promises'
import { chance, type Ground, type Outcome, type Place, underLoad, untilMore, withPlace } from '../ground.ts'
import { asOwner } from '../scan.ts'

const KILLS = 6
const PAUSES_MS = [1500, 4000, 8000]
const CUTS = 30

/** Row 73. */
export function databaseKilled(ground: Ground): Promise<Outcome> {
  return onOneProgram(ground, 'database killed (kill -9)', KILLS, async ({ node }, more) => {
    for (let kill = 0; kill < KILLS; kill++) {
      await pause(chance(0, 300))
      await node.kill()
      await node.start()
      await more()
    }
  })
}

/** As when the machine below it stands still. */
export function databasePaused(ground: Ground): Promise<Outcome> {
  return onOneProgram(ground, 'database paused (SIGSTOP)', PAUSES_MS.length, async ({ node }, more) => {
    for (const milliseconds of PAUSES_MS) {
      await node.pauseFor(milliseconds)
      await more()
    }
  })
}

/** Row 74. */
export function connectionsCut(ground: Ground): Promise<Outcome> {
  const cut = `select pg_terminate_backend(pid) from pg_stat_activity where datname = 'regie' and pid <> pg_backend_pid()`
  return onOneProgram(ground, 'all connections cut inside transactions', CUTS, async ({ node }) => {
    for (let number = 0; number < CUTS; number++) {
      await pause(chance(20, 250))
      await node.ask(cut)
    }
  })
}

function onOneProgram(
  ground: Ground,
  fault: string,
  times: number,
  make: (place: Place, more: () => Promise<void>) => Promise<void>,
): Promise<Outcome> {
  return withPlace(ground, { name: `database-${times}` }, async (place) => {
    const [application] = place.applications
    const look = () => ({ sound: application?.isAlive() === true, figures: 'same process all the time' })
    return underLoad(place, { fault, times, look }, (senders) => make(place, () => untilMore(senders, 30)))
  })
}

const HELD_MS = 6000
/** Two seconds for a connection, four for the patience of a request, and what a busy machine takes. */
const MOST_WAITING_MS = 8000

/** Row 75: so much waits in the database that no connection is free. */
export function connectionsExhausted(ground: Ground): Promise<Outcome> {
  let slowest = 0
  let alive = 0
  let asked = 0
  const look = () => ({
    sound: asked > 0 && alive === asked && slowest < MOST_WAITING_MS,
    figures: `slowest answer ${(slowest / 1000).toFixed(1)} s; /healthz ${alive} of ${asked} times 200`,
  })
  const fault = 'every connection in use for 6 s'
  return withPlace(ground, { name: 'exhausted' }, (place) =>
    underLoad(place, { fault, times: 1, lanes: 40, look }, async (senders) => {
      const { url } = place.applications[0] ?? { url: '' }
      const forget = senders.forgetTimes()
      await asOwner(place.databaseUrl, async (owner) => {
        await owner.query('begin; lock table invitations, receipts in access exclusive mode')
        for (const until = Date.now() + HELD_MS; Date.now() < until; await pause(250)) {
          asked++
          if ((await fetch(`${url}/healthz`)).ok) alive++
        }
        await owner.query('commit')
      })
      slowest = forget()
    }),
  )
}

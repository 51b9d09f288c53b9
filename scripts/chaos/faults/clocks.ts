import { setTimeout as pause } from 'node:timers/promises'
import { freePort } from '../../../test/support/free-port.ts'
import { Application } from '../application.ts'
import { type Ground, type Outcome, type Place, withPlace } from '../ground.ts'
import { asOwner, isSound, verify } from '../scan.ts'
import { startSenders } from '../senders.ts'

const DAY_MS = 86_400_000
const OPEN_FOR_S = 12

/** Row 80: one program a day ahead, one a day behind; the scan closes when the database says so. */
export function clocksApart(ground: Ground): Promise<Outcome> {
  return withPlace(ground, { name: 'clocks', applications: 0 }, async (place) => {
    for (const aheadMs of [DAY_MS, -DAY_MS]) {
      const options = {
        databaseUrl: place.databaseUrl,
        port: await freePort(),
        dataDir: ground.folder,
        aheadMs,
      }
      place.applications.push(new Application(options))
      await place.applications.at(-1)?.start()
    }
    await asOwner(place.databaseUrl, (owner) =>
      owner.query('update scans set closes_at = now() + make_interval(secs => $1)', [OPEN_FOR_S]),
    )
    const begun = performance.now()
    const senders = startSenders(
      place.scan,
      place.applications.map(({ url }) => url),
      4,
    )
    while (senders.refused.length < 4 && performance.now() - begun < 60_000) await pause(20)
    const openFor = (performance.now() - begun) / 1000
    await senders.stop()
    const verdict = await verify(place.databaseUrl, place.scan, senders.acknowledged)
    const told = new Set(senders.refused)
    const sound =
      isSound(verdict) && told.size === 1 && told.has('scan-closed') && Math.abs(openFor - OPEN_FOR_S) < 3
    const figures = `closed after ${openFor.toFixed(1)} s of ${OPEN_FOR_S}; both programs accepted until then`
    return {
      fault: 'clocks of two programs a day ahead and a day behind',
      state: 'run',
      times: 1,
      sound: sound && (await bothWarned(place)),
      figures,
      verdict,
    }
  })
}

async function bothWarned({ applications }: Place): Promise<boolean> {
  return applications.every((application) => application.printed().includes('The clock of this machine is'))
}

import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { freePort } from '../../../test/support/free-port.ts'
import { Application } from '../application.ts'
import { type Ground, type Outcome, underLoad } from '../ground.ts'
import { giveTo } from '../nodes.ts'
import { startPair } from '../pair.ts'
import { openScan, sumOf } from '../scan.ts'

const TIMES = 3
const FAULT = 'database lost, the second one takes over'

/** Row 73: the machine of the database is gone, the second one takes over. */
export async function failover(ground: Ground): Promise<Outcome> {
  const outcomes = []
  for (let time = 1; time <= TIMES; time++) outcomes.push(await once(ground, time))
  const run = outcomes.filter((outcome) => outcome.state === 'run')
  return {
    fault: FAULT,
    state: 'run',
    times: run.length,
    sound: run.every(({ sound }) => sound),
    figures: run.map(({ figures }) => figures.split(';')[0]).join(', '),
    verdict: sumOf(run.flatMap(({ verdict }) => verdict ?? [])),
  }
}

async function once({ programs, folder }: Ground, time: number): Promise<Outcome> {
  const home = path.join(programs.home, `pair-${time}`)
  mkdirSync(home, { mode: 0o700 })
  await giveTo(home, programs.account)
  const pair = await startPair({ ...programs, home })
  const application = new Application({ databaseUrl: pair.url, port: await freePort(), dataDir: folder })
  try {
    await application.start()
    const scan = await openScan(pair.first.url(), { codes: 20_000 })
    const place = { node: pair.second, databaseUrl: pair.second.url(), applications: [application], scan }
    return await underLoad(place, { fault: FAULT, times: 1 }, async () => {
      await pair.first.kill()
      await pair.second.promote()
    })
  } finally {
    await application.kill()
    await pair.stop()
  }
}

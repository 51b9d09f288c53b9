import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { Application } from '../application.ts'
import { type Ground, type Outcome, underLoad } from '../ground.ts'
import { freePort, giveTo } from '../nodes.ts'
import { startPair } from '../pair.ts'
import { openScan } from '../scan.ts'

const TIMES = 3

/** Row 73: the machine of the database is gone, the second one takes over. */
export async function failover(ground: Ground): Promise<Outcome> {
  const figures: string[] = []
  let sound = true
  let outcome: Outcome | undefined
  for (let time = 1; time <= TIMES; time++) {
    outcome = await once(ground, time)
    if (outcome.state === 'run') {
      sound &&= outcome.sound
      figures.push(outcome.figures.split(';')[0] ?? '')
    }
  }
  return { ...(outcome as Outcome & { state: 'run' }), times: TIMES, sound, figures: figures.join('; ') }
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
    return await underLoad(
      place,
      { fault: 'database lost, the second one takes over', times: 1 },
      async () => {
        await pair.first.kill()
        await pair.second.promote()
      },
    )
  } finally {
    await application.kill()
    await pair.stop()
  }
}

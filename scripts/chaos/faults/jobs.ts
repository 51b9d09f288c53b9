import { setTimeout as pause } from 'node:timers/promises'
import type pg from 'pg'
import { type Ground, type Outcome, type Place, untilMore, withPlace } from '../ground.ts'
import { asOwner, isSound, verify } from '../scan.ts'
import { startSenders } from '../senders.ts'

/** Tables that the job comes to one after the other. Held, it stands still there and is killed. */
const MIXING = ['inbox', 'responses', 'invitations', 'receipts', 'scan_groups']
const CLOSING = ['responses', 'publications', 'scan_figures', 'receipts']
const PATIENCE_MS = 120_000

/** Row 81. */
export function jobsKilled(ground: Ground): Promise<Outcome> {
  return withPlace(ground, { name: 'jobs' }, async (place) => {
    const senders = startSenders(
      place.scan,
      place.applications.map(({ url }) => url),
      4,
    )
    await untilMore(senders, 150)
    await senders.stop()
    let kills = 0
    for (const table of MIXING)
      kills += Number(await killAt(place, table, 'update scans set mixed_at = null'))
    await finish(place, 'mixed_at is not null')
    const afterMixing = await verify(place.databaseUrl, place.scan, senders.acknowledged)
    for (const table of CLOSING)
      kills += Number(await killAt(place, table, `update scans set closes_at = now()`))
    await finish(place, 'closed_at is not null')
    const verdict = await verify(place.databaseUrl, place.scan, senders.acknowledged)
    const published = await count(place, 'publications')
    const planned = MIXING.length + CLOSING.length
    const sound = isSound(afterMixing) && isSound(verdict) && published === 1 && kills === planned
    const figures = `killed at ${MIXING.length} places of mixing and ${CLOSING.length} of closing; published ${published} time`
    return {
      fault: 'mixing and closing killed while they work',
      state: 'run',
      times: kills,
      sound,
      figures,
      verdict,
    }
  })
}

/** Answers whether the job stood still at this table when it was killed. */
async function killAt(place: Place, table: string, makeDue: string): Promise<boolean> {
  const [application] = place.applications
  await application?.kill()
  return asOwner(place.databaseUrl, async (owner) => {
    await owner.query(makeDue)
    await owner.query(`begin; lock table ${table} in access exclusive mode`)
    application?.launch()
    const held = await until(async () => (await waitingFor(owner)) > 0)
    await application?.kill()
    await owner.query('rollback')
    return held
  })
}

/** The next program that starts does it at once. */
async function finish({ databaseUrl, applications }: Place, done: string): Promise<void> {
  await applications[0]?.start()
  await asOwner(databaseUrl, (owner) =>
    until(async () => ((await owner.query(`select from scans where ${done}`)).rowCount ?? 0) > 0),
  )
}

async function waitingFor(owner: pg.Client): Promise<number> {
  const { rowCount } = await owner.query(`select from pg_locks where not granted`)
  return rowCount ?? 0
}

async function count({ databaseUrl }: Place, table: string): Promise<number> {
  return asOwner(databaseUrl, async (owner) => (await owner.query(`select from ${table}`)).rowCount ?? 0)
}

async function until(isSo: () => Promise<boolean>): Promise<boolean> {
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await pause(20)) if (await isSo()) return true
  return false
}

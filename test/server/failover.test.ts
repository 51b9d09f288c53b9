import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { inOrganisation, openDatabase } from '#server/database.ts'
import { pickHost } from '#server/writable-pool.ts'
import { Application } from '../../scripts/chaos/application.ts'
import { findPrograms } from '../../scripts/chaos/nodes.ts'
import { startPair } from '../../scripts/chaos/pair.ts'
import { openScan, verify } from '../../scripts/chaos/scan.ts'
import { startSenders } from '../../scripts/chaos/senders.ts'
import { freePort } from '../support/free-port.ts'

const PATIENTLY = { timeout: 30_000, interval: 20 }

let folder: string
let pair: Awaited<ReturnType<typeof startPair>>
let application: Application
beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'regie-failover-'))
  pair = await startPair(await findPrograms(folder))
  application = new Application({ databaseUrl: pair.url, port: await freePort(), dataDir: folder })
  await application.start()
})
afterAll(async () => {
  for (const end of [application?.kill(), pair?.stop()]) await end
  rmSync(folder, { recursive: true, force: true })
})

test('row 70: what may be missing on the second machine, because waiting for it was cancelled, has an unknown outcome', async () => {
  const db = openDatabase(pair.url, { max: 2, statementTimeoutSeconds: 4, log: () => {} })
  const organisationId = randomUUID()
  const goOn = await pair.second.freeze()
  const stored = inOrganisation(db, organisationId, (trx) =>
    trx.insertInto('organisations').values({ id: organisationId, name: 'De Brug' }).execute(),
  )
  let code: string | undefined
  const refused = stored.catch((error) => {
    code = error.code
  })
  const cancel = `select pg_cancel_backend(pid) from pg_stat_activity where wait_event = 'SyncRep'`
  await vi.waitFor(async () => {
    await pair.first.ask(cancel)
    expect(code).toBe('08007')
  }, PATIENTLY)
  await refused
  goOn()
  await db.destroy()
})

test('rows 70 and 73: the machine of the database is gone and a second one takes over: nothing acknowledged is lost or counted twice', async () => {
  const scan = await openScan(pair.first.url(), { codes: 4000 })
  const senders = startSenders(scan, [application.url], 6)
  const untilMore = (more: number) => {
    const wanted = senders.acknowledged.size + more
    return vi.waitFor(() => expect(senders.acknowledged.size).toBeGreaterThan(wanted), PATIENTLY)
  }
  await untilMore(100)
  await pair.first.kill()
  await pair.second.promote()
  await untilMore(100)
  await senders.stop()
  const acknowledged = senders.acknowledged.size
  process.stderr.write(
    `Failover: ${acknowledged} acknowledged, longest gap ${senders.longestGapMs().toFixed()} ms\n`,
  )

  expect(senders.refused).toEqual([])
  const sound = { acknowledged, lost: 0, doubled: 0, mismatchedCodes: 0, wrongComments: 0 }
  expect(await verify(pair.second.url(), scan, senders.acknowledged)).toEqual(sound)
  expect(application.isAlive()).toBe(true)
  expect(await pickHost(pair.url)).toBe(pair.second.url())
})

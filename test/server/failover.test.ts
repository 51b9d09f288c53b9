import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { pickHost } from '#server/writable-pool.ts'
import { Application } from '../../scripts/chaos/application.ts'
import { findPrograms, freePort } from '../../scripts/chaos/nodes.ts'
import { startPair } from '../../scripts/chaos/pair.ts'
import { openScan, verify } from '../../scripts/chaos/scan.ts'
import { startSenders } from '../../scripts/chaos/senders.ts'

const PATIENTLY = { timeout: 30_000, interval: 20 }

async function startOnTwoMachines() {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'regie-failover-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const pair = await startPair(await findPrograms(folder))
  onTestFinished(pair.stop)
  const application = new Application({ databaseUrl: pair.url, port: await freePort(), dataDir: folder })
  onTestFinished(() => application.kill())
  await application.start()
  return { pair, application }
}

test('rows 70 and 73: the machine of the database is gone and a second one takes over: nothing acknowledged is lost or counted twice', async () => {
  const { pair, application } = await startOnTwoMachines()
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

import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { freePort } from '../../../test/support/free-port.ts'
import { diskAfterCut, traceDisk } from '../disk-trace.ts'
import { chance, type Ground, type Outcome, type Place, untilMore, withPlace } from '../ground.ts'
import { giveTo, Node } from '../nodes.ts'
import { isSound, sumOf, type Verdict, verify } from '../scan.ts'
import { startSenders } from '../senders.ts'

const FAULT = 'power cut: what the disk was not asked to keep is gone'
const CUTS = 5
const LANES = 8

/** Row 77: every write is recorded; the disk is put together again as at the moment of the cut, and the database starts on that. */
export async function powerCut(ground: Ground): Promise<Outcome> {
  if (spawnSync('strace', ['-V']).error)
    return { fault: FAULT, state: 'not-run', why: 'there is no strace here' }
  return withPlace(ground, { name: 'power' }, async (place) => {
    const { copy, trace, cuts } = await recorded(ground, place)
    await place.node.kill()
    const verdicts: Verdict[] = []
    let thrownAway = 0
    for (const [number, { at, acknowledged }] of cuts.entries()) {
      const disk = path.join(ground.programs.home, `power-cut-${number}`)
      thrownAway += diskAfterCut(trace, at, place.node.folder, copy, disk)
      verdicts.push(await verdictOn(ground, disk, place, acknowledged))
    }
    const last = cuts.at(-1) ?? { at: 0, acknowledged: new Set<number>() }
    const unsynced = path.join(ground.programs.home, 'power-unsynced')
    diskAfterCut({ ...trace, syncs: [] }, last.at, place.node.folder, copy, unsynced)
    const without = await verdictOn(ground, unsynced, place, last.acknowledged)
    const verdict = sumOf(verdicts)
    const written = `${trace.writes.length.toLocaleString('en')} writes`
    return {
      fault: FAULT,
      state: 'run',
      times: CUTS,
      sound:
        verdicts.every((one) => isSound(one) && one.acknowledged > 0) &&
        thrownAway > 0 &&
        without.lost === without.acknowledged,
      figures: `${(thrownAway / CUTS).toFixed()} of up to ${written} thrown away at each cut; repaired itself each time; were no sync kept, ${without.lost} of ${without.acknowledged} would be lost`,
      verdict,
    }
  })
}

interface Cut {
  at: number
  acknowledged: Set<number>
}

async function recorded({ folder, programs }: Ground, { node, applications, scan }: Place) {
  const record = path.join(folder, 'calls')
  mkdirSync(record)
  await node.ask('select pg_switch_wal()')
  const stop = await traceDisk(await node.pids(), record)
  await node.ask('checkpoint')
  const copy = path.join(programs.home, 'power-copy')
  const goOn = await node.freeze()
  cpSync(node.folder, copy, { recursive: true })
  goOn()
  const senders = startSenders(
    scan,
    applications.map(({ url }) => url),
    LANES,
  )
  const cuts: Cut[] = []
  for (let cut = 0; cut < CUTS; cut++) {
    await untilMore(senders, 30)
    await pause(chance(0, 100))
    cuts.push({ acknowledged: new Set(senders.acknowledged), at: Date.now() / 1000 })
  }
  await senders.stop()
  return { copy, trace: await stop(), cuts }
}

async function verdictOn(
  { programs }: Ground,
  disk: string,
  { scan }: Place,
  acknowledged: ReadonlySet<number>,
): Promise<Verdict> {
  await giveTo(disk, programs.account)
  const node = new Node(programs, disk, await freePort())
  try {
    await node.start()
    return await verify(node.url(), scan, acknowledged)
  } finally {
    await node.kill()
  }
}

import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { migrateToLatest } from '#server/migrate.ts'
import { freePort } from '../../test/support/free-port.ts'
import { Application } from './application.ts'
import { Node, type Programs } from './nodes.ts'
import { isSound, type OpenScan, openScan, type Verdict, verify } from './scan.ts'
import { type Senders, startSenders } from './senders.ts'

/** Where a fault is made: everything lies in one folder that is thrown away. */
export interface Ground {
  programs: Programs
  folder: string
}

/** What came of one kind of fault. */
export type Outcome =
  | { fault: string; state: 'not-run'; why: string }
  | { fault: string; state: 'run'; times: number; sound: boolean; figures: string; verdict?: Verdict }

export interface Place {
  node: Node
  databaseUrl: string
  applications: Application[]
  scan: OpenScan
}

interface Size {
  name: string
  applications?: number
  closesIn?: number
  codes?: number
  /** A folder for the database other than the usual one. */
  folder?: string
  initdb?: string[]
}

/** A database of its own, programs on it and an open scan, until the work is done. */
export async function withPlace<T>(
  ground: Ground,
  size: Size,
  work: (place: Place) => Promise<T>,
): Promise<T> {
  const { programs, folder } = ground
  const node = new Node(programs, size.folder ?? path.join(programs.home, size.name), await freePort())
  const applications: Application[] = []
  try {
    node.initialise(...(size.initdb ?? []))
    await node.start()
    await node.ask('create database regie')
    await migrateToLatest(node.url())
    for (let number = 0; number < (size.applications ?? 1); number++) {
      const options = { databaseUrl: node.url(), port: await freePort(), dataDir: folder }
      applications.push(new Application(options))
      await applications.at(-1)?.start()
    }
    const scan = await openScan(node.url(), { codes: size.codes ?? 20_000, ...size })
    return await work({ node, databaseUrl: node.url(), applications, scan })
  } finally {
    for (const application of applications) await application.kill()
    await node.kill()
  }
}

interface Loaded {
  fault: string
  times: number
  lanes?: number
  /** What else must be so, and words for the table. */
  look?: (senders: Senders) => { sound: boolean; figures: string }
}

/** Phones send all the while; afterwards every acknowledged answer is looked up. */
export async function underLoad(
  { databaseUrl, applications, scan }: Place,
  { fault, times, lanes = 8, look }: Loaded,
  make: (senders: Senders) => Promise<void>,
): Promise<Outcome> {
  const urls = applications.map(({ url }) => url)
  const senders = startSenders(scan, urls, lanes)
  await untilMore(senders, 50)
  await make(senders)
  await untilMore(senders, 50)
  await senders.stop()
  const verdict = await verify(databaseUrl, scan, senders.acknowledged)
  const looked = look?.(senders) ?? { sound: true, figures: '' }
  const sound = isSound(verdict) && senders.refused.length === 0 && looked.sound
  const gap = `longest gap ${(senders.longestGapMs() / 1000).toFixed(1)} s`
  const again = `${senders.triedAgain} attempts repeated by phones`
  const figures = [gap, again, looked.figures].filter(Boolean).join('; ')
  return { fault, state: 'run', times, sound, figures, verdict }
}

const PATIENCE_MS = 120_000

export async function untilMore(senders: Senders, more: number): Promise<void> {
  const wanted = senders.acknowledged.size + more
  const until = Date.now() + PATIENCE_MS
  while (senders.acknowledged.size < wanted) {
    if (Date.now() > until) throw new Error('answers do not come in any more')
    await pause(20)
  }
}

export const chance = (from: number, to: number): number => from + Math.random() * (to - from)

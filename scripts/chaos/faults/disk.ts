import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { type Ground, type Outcome, type Place, underLoad, untilMore, withPlace } from '../ground.ts'
import { giveTo } from '../nodes.ts'
import { answersOf } from '../scan.ts'

const MEGABYTE = 1024 * 1024
const DISK_MEGABYTES = 260
const FULL = 'disk full (a disk of 260 MB; the write-ahead log on another)'

/** Row 76: a small disk of memory, filled by somebody else. */
export async function diskFull(ground: Ground): Promise<Outcome> {
  if (process.getuid?.() !== 0)
    return { fault: FULL, state: 'not-run', why: 'a small disk can only be mounted by root' }
  const disk = path.join(ground.programs.home, 'small-disk')
  const wal = path.join(ground.programs.home, 'small-disk-wal')
  mkdirSync(disk)
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK_MEGABYTES}m`, 'tmpfs', disk])
  if (mounted.status !== 0) return { fault: FULL, state: 'not-run', why: String(mounted.stderr).trim() }
  try {
    await giveTo(disk, ground.programs.account)
    const size = { name: 'disk', folder: path.join(disk, 'cluster'), initdb: ['--waldir', wal] }
    return await withPlace(ground, size, (place) => fill(place, disk))
  } finally {
    await unmount(disk)
  }
}

/** Processes of a killed server end a moment later than it does. */
async function unmount(disk: string): Promise<void> {
  for (let attempt = 0; attempt < 20; attempt++) {
    if (spawnSync('umount', [disk]).status === 0) return
    await pause(200)
  }
  spawnSync('umount', ['--lazy', disk])
}

function fill(place: Place, disk: string): Promise<Outcome> {
  let refusals = 0
  let reads = 0
  const look = () => ({
    sound: refusals > 0 && reads > 0,
    figures: `503 storage-full, reading went on (${reads} times)`,
  })
  const filler = path.join(disk, 'filler')
  return underLoad(place, { fault: FULL, times: 1, look }, async (senders) => {
    const until = Date.now() + 60_000
    while (refusals === 0 && Date.now() < until) {
      leave(filler, disk, 0)
      await pause(300)
      if (await isRefusedForSpace(place)) refusals++
    }
    for (let read = 0; read < 5; read++) if (await canRead(place)) reads++
    rmSync(filler)
    await untilMore(senders, 100)
  })
}

/** Everything that is free but so much is taken. */
function leave(filler: string, disk: string, bytes: number): void {
  const { bavail, bsize } = statfsSync(disk)
  const taken = Math.floor((bavail * bsize - bytes) / MEGABYTE)
  if (taken > 0) writeFileSync(filler, Buffer.alloc(taken * MEGABYTE), { flag: 'a' })
  else if (bavail > 0) writeFileSync(filler, Buffer.alloc(bavail * bsize), { flag: 'a' })
}

/** Beside the phones, and never one of theirs: without a code and without a comment. */
let stranger = 9_000_001
const nextStranger = () => {
  stranger += 2
  return stranger
}

async function isRefusedForSpace({ applications, scan }: Place): Promise<boolean> {
  const body = {
    code: scan.link,
    submissionId: crypto.randomUUID(),
    answers: answersOf(nextStranger(), scan),
    importance: [],
    comments: {},
  }
  const answer = await post(applications[0]?.url ?? '', '/api/responses', body)
  return answer.status === 503 && ((await answer.json()) as { code?: string }).code === 'storage-full'
}

async function canRead({ applications, scan }: Place): Promise<boolean> {
  return (await post(applications[0]?.url ?? '', '/api/questionnaires', { code: scan.link })).ok
}

function post(url: string, address: string, body: object): Promise<Response> {
  const headers = { 'content-type': 'application/json', origin: url }
  return fetch(new URL(address, url), { method: 'POST', headers, body: JSON.stringify(body) })
}

const ANSWERS = 100
const SYNC = 'each answer reaches the disk before it is acknowledged (strace)'

/** Row 77: counts how often PostgreSQL asks the disk to keep what it wrote, while answers come one after the other. */
export async function syncedBeforeTelling(ground: Ground): Promise<Outcome> {
  if (spawnSync('strace', ['-V']).error)
    return { fault: SYNC, state: 'not-run', why: 'there is no strace here' }
  return withPlace(ground, { name: 'synced' }, async (place) => {
    const record = path.join(ground.folder, 'strace.txt')
    const pids = await place.node.pids()
    const options = pids.flatMap((pid) => ['-p', String(pid)])
    const tracer = spawn('strace', ['-f', '-qq', '-e', 'trace=fsync,fdatasync', '-o', record, ...options])
    await pause(500)
    let stored = 0
    for (let number = 0; number < ANSWERS; number++) {
      const body = {
        code: place.scan.link,
        submissionId: crypto.randomUUID(),
        answers: answersOf(number, place.scan),
      }
      const answer = await post(place.applications[0]?.url ?? '', '/api/responses', {
        ...body,
        importance: [],
        comments: {},
      })
      if (answer.ok) stored++
    }
    const ended = once(tracer, 'exit')
    tracer.kill('SIGINT')
    await ended
    const syncs = readFileSync(record, 'utf8')
      .split('\n')
      .filter((line) => /f(data)?sync\(/.test(line)).length
    const sound = stored === ANSWERS && syncs >= ANSWERS
    return {
      fault: SYNC,
      state: 'run',
      times: ANSWERS,
      sound,
      figures: `${syncs} syncs for ${stored} answers, one after the other`,
    }
  })
}

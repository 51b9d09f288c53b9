import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  closeSync,
  cpSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { endsWithUs } from './children.ts'

interface Write {
  begun: number
  ended: number
  file: string
  position: number
  bytes: Buffer
}

type Sync = Omit<Write, 'position' | 'bytes'>

/** What processes wrote to files, and which files they asked the disk to keep; moments in seconds. */
export interface Trace {
  writes: Write[]
  syncs: Sync[]
}

const CALLS = 'trace=pwrite64,pwritev,fsync,fdatasync'
const LONGEST_WRITE = 1024 * 1024

/** Follows these processes and their children; the answer ends it and gives what was seen. */
export async function traceDisk(pids: readonly number[], folder: string): Promise<() => Promise<Trace>> {
  const options = ['-ff', '-y', '-qq', '-ttt', '-T', '-xx', '-s', String(LONGEST_WRITE), '-e', CALLS]
  const record = ['-o', path.join(folder, 'calls')]
  const tracer = endsWithUs(
    spawn('strace', [...options, ...record, ...pids.flatMap((pid) => ['-p', String(pid)])]),
  )
  await pause(1000)
  return async () => {
    await ended(tracer)
    const lines = readdirSync(folder).flatMap((name) =>
      readFileSync(path.join(folder, name), 'latin1').split('\n'),
    )
    return readTrace(lines)
  }
}

async function ended(tracer: ChildProcess): Promise<void> {
  if (tracer.exitCode !== null || tracer.signalCode !== null) return
  const exit = once(tracer, 'exit')
  tracer.kill('SIGINT')
  await exit
}

const CALL = /^(\d+\.\d+) (\w+)\(\d+<([^>]*)>(.*)\) = \d+ <(\d+\.\d+)>$/

function readTrace(lines: readonly string[]): Trace {
  const trace: Trace = { writes: [], syncs: [] }
  for (const line of lines) {
    const [, at = '', call = '', name = '', given = '', lasted = ''] = CALL.exec(line) ?? []
    if (!call) continue
    const begun = Number(at)
    const moment = { begun, ended: begun + Number(lasted), file: textOf(name).toString() }
    if (call.endsWith('sync')) trace.syncs.push(moment)
    else {
      const bytes = Buffer.concat(
        [...given.matchAll(/"((?:\\x[0-9a-f]{2})*)"/g)].map(([, hex = '']) => textOf(hex)),
      )
      trace.writes.push({ ...moment, bytes, position: Number(/, (\d+)$/.exec(given)?.[1]) })
    }
  }
  trace.writes.sort((a, b) => a.begun - b.begun)
  return trace
}

const textOf = (text: string) =>
  text.includes('\\x') ? Buffer.from(text.replaceAll('\\x', ''), 'hex') : Buffer.from(text)

/**
 * The disk as a cut of power at that moment may leave it at worst: of what was written since the copy only what the disk was asked to
 * keep, and said it had, by then. Answers how many writes were thrown away.
 */
export function diskAfterCut(trace: Trace, cut: number, from: string, copy: string, to: string): number {
  rmSync(to, { recursive: true, force: true })
  cpSync(copy, to, { recursive: true })
  chmodSync(to, 0o700)
  const syncs = Map.groupBy(
    trace.syncs.filter(({ ended }) => ended <= cut),
    ({ file }) => file,
  )
  let thrownAway = 0
  for (const { begun, ended, file, position, bytes } of trace.writes) {
    if (begun > cut || !file.startsWith(`${from}/`) || file.includes('/xlogtemp')) continue
    if (syncs.get(file)?.some((sync) => sync.begun >= ended))
      writeAt(path.join(to, path.relative(from, file)), position, bytes)
    else thrownAway++
  }
  rmSync(path.join(to, 'postmaster.pid'), { force: true })
  return thrownAway
}

/** A new segment of the write-ahead log is made elsewhere, of so many zeros, kept, and only then given its name. */
const SEGMENT = 16 * 1024 * 1024

function writeAt(file: string, position: number, bytes: Buffer): void {
  if (!existsSync(file)) {
    writeFileSync(file, '')
    if (path.basename(path.dirname(file)) === 'pg_wal') truncateSync(file, SEGMENT)
  }
  const opened = openSync(file, 'r+')
  try {
    writeSync(opened, bytes, 0, bytes.length, position)
  } finally {
    closeSync(opened)
  }
}

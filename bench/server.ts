import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'

export interface BenchServer {
  url: string
  setupSecret: string
  /** Of the process since its start; NaN where the system does not tell. */
  cpuSeconds(): number
  /** Highest resident memory since the start or the last `forgetPeak`; NaN where the system does not tell. */
  peakMegabytes(): number
  forgetPeak(): void
  stop(): Promise<void>
}

const MAIN = path.join(import.meta.dirname, '..', 'server', 'main.ts')

/** The program itself in a process of its own, as a host runs it. */
export async function startServer(databaseUrl: string, port: number): Promise<BenchServer> {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'regie-bench-'))
  const env = {
    ...process.env,
    PORT: String(port),
    DATA_DIR: dataDir,
    DATABASE_URL: databaseUrl,
    LOG_LEVEL: 'warn',
  }
  const child = spawn(process.execPath, [MAIN], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  const setupSecret = await printedSecret(child)
  return {
    url: `http://localhost:${port}`,
    setupSecret,
    cpuSeconds: () => cpuSecondsOf(child.pid),
    peakMegabytes: () => peakMegabytesOf(child.pid),
    forgetPeak: () => forgetPeakOf(child.pid),
    async stop() {
      if (child.exitCode === null) {
        child.kill('SIGTERM')
        await once(child, 'exit')
      }
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

async function printedSecret(child: ChildProcess): Promise<string> {
  let printed = ''
  for await (const chunk of child.stdout ?? []) {
    printed += chunk
    const link = /setup#(\S+)/.exec(printed)
    if (link?.[1]) {
      child.stdout?.on('data', () => {})
      return link[1]
    }
  }
  throw new Error(`The server did not start: ${printed}`)
}

const CLOCK_TICKS_PER_SECOND = 100

function cpuSecondsOf(pid: number | undefined): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
    return (Number(fields[11]) + Number(fields[12])) / CLOCK_TICKS_PER_SECOND
  } catch {
    return Number.NaN
  }
}

function peakMegabytesOf(pid: number | undefined): number {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024
  } catch {
    return Number.NaN
  }
}

/** proc(5): 5 resets the peak. */
function forgetPeakOf(pid: number | undefined): void {
  const file = `/proc/${pid}/clear_refs`
  if (existsSync(file)) writeFileSync(file, '5')
}

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { endsWithUs } from './children.ts'
import { CODE_SECRET } from './scan.ts'

const MAIN = path.join(import.meta.dirname, '..', '..', 'server', 'main.ts')
const SKEWED = path.join(import.meta.dirname, 'skewed-clock.ts')
const START_PATIENCE_MS = 60_000

interface Options {
  databaseUrl: string
  port: number
  dataDir: string
  /** How far the clock of this program's machine is ahead. */
  aheadMs?: number
}

/** The program itself in a process of its own, as a host runs it. */
export class Application {
  readonly url: string
  readonly #options: Options
  #child: ChildProcess | undefined
  #printed = ''

  constructor(options: Options) {
    this.#options = options
    this.url = `http://localhost:${options.port}`
  }

  launch(): void {
    const { databaseUrl, port, dataDir, aheadMs = 0 } = this.#options
    const env = {
      PATH: process.env.PATH,
      PORT: String(port),
      DATA_DIR: dataDir,
      DATABASE_URL: databaseUrl,
      LOG_LEVEL: 'error',
      AUTH_SECRET: CODE_SECRET,
      CODE_SECRET,
      CHAOS_AHEAD_MS: String(aheadMs),
    }
    this.#printed = ''
    const skewed = aheadMs === 0 ? [] : ['--import', SKEWED]
    const child = endsWithUs(
      spawn(process.execPath, [...skewed, MAIN], { env, stdio: ['ignore', 'pipe', 'pipe'] }),
    )
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        this.#printed = (this.#printed + chunk).slice(-20_000)
      })
    }
    this.#child = child
  }

  async start(): Promise<void> {
    this.launch()
    await this.untilReady()
  }

  async untilReady(): Promise<void> {
    const until = Date.now() + START_PATIENCE_MS
    while (!this.#printed.includes('Regie is ready')) {
      if (!this.isAlive() || Date.now() > until) throw new Error(`Regie did not start: ${this.#printed}`)
      await pause(20)
    }
  }

  printed(): string {
    return this.#printed
  }

  isAlive(): boolean {
    return this.#child !== undefined && this.#child.exitCode === null && this.#child.signalCode === null
  }

  async kill(): Promise<void> {
    await this.#end('SIGKILL')
  }

  /** In order; answers how many milliseconds it took. */
  async stop(): Promise<number> {
    const begun = performance.now()
    await this.#end('SIGTERM')
    return performance.now() - begun
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child
    if (!child || !this.isAlive()) return
    const exit = once(child, 'exit')
    child.kill(signal)
    await exit
  }
}

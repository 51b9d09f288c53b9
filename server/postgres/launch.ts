import { spawn } from 'node:child_process'
import { createServer } from 'node:net'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { asAccount } from './account.ts'
import { explainStart, startFailure } from './explain.ts'
import { EmbeddedPostgresFault } from './fault.ts'
import type { Place } from './place.ts'
import { findPostmaster } from './postmaster.ts'
import { serverOptions } from './settings.ts'

const MOST_ATTEMPTS = 50
const LINES_KEPT = 50

/** Returns when a server runs on this folder: ours, or that of another Regie which was quicker. */
export async function launch(place: Place, stopping: AbortSignal, fixedPort?: number): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    stopping.throwIfAborted()
    const outcome = await spawnPostgres(place, fixedPort ?? (await freePort()))
    if (outcome === 'ready') return
    const failure = startFailure(outcome)
    if (failure === 'already-running' && (await findPostmaster(place))) return
    if (failure === 'final' || attempt === MOST_ATTEMPTS)
      throw new EmbeddedPostgresFault(explainStart(outcome, place.folder))
    await pause(200)
  }
}

/** What it said last, when it ended before it was ready. */
function spawnPostgres(place: Place, port: number): Promise<'ready' | string[]> {
  const { folder, programs, account, disposable, log } = place
  const child = spawn(path.join(programs, 'postgres'), serverOptions(folder, port, disposable), {
    ...asAccount(account),
    // its own process group: Ctrl-C reaches only us, and we close the app before the database
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
    windowsHide: true,
  })
  const lines: string[] = []
  return new Promise((resolve) => {
    createInterface(child.stderr).on('line', (line) => {
      log(`PostgreSQL: ${line}`)
      if (lines.push(line) > LINES_KEPT) lines.shift()
      if (line.includes('database system is ready to accept connections')) resolve('ready')
    })
    child.on('error', (error) => resolve([error.message]))
    child.on('close', () => resolve(lines))
  })
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

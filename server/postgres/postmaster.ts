import { promises as fs } from 'node:fs'
import path from 'node:path'
import { EmbeddedPostgresFault } from './fault.ts'
import { isAlive, isPostgresOf } from './pids.ts'
import type { Place } from './place.ts'
import { run } from './run.ts'

export interface Postmaster {
  pid: number
  port: number | undefined
}

const PID_IS_WRITTEN_MS = 3000

/** The live server of this folder by its own pid file. A pid that another program got since does not count. */
export async function findPostmaster({ folder, log }: Place): Promise<Postmaster | undefined> {
  const file = path.join(folder, 'postmaster.pid')
  const text = await fs.readFile(file, 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  const [first = '', , , port = ''] = text.split('\n')
  const pid = Math.abs(Number.parseInt(first, 10))
  if (pid && !isAlive(pid)) return undefined
  if (pid && (await isPostgresOf(pid, folder))) return { pid, port: Number.parseInt(port, 10) || undefined }
  if (pid || (await isOlderThan(file, PID_IS_WRITTEN_MS))) await setAside(file, log)
  return undefined
}

/** First in order, then at once: PostgreSQL repairs itself at the next start, and nothing acknowledged is lost. */
export async function stopPostmaster(place: Place): Promise<void> {
  for (const mode of ['fast', 'immediate']) {
    if (!(await findPostmaster(place))) return
    await run(place, 'pg_ctl', ['stop', '-D', place.folder, '-m', mode, '-w', '-t', '20'])
  }
  const postmaster = await findPostmaster(place)
  if (!postmaster) return
  throw new EmbeddedPostgresFault(
    `PostgreSQL (process ${postmaster.pid}) of the folder ${place.folder} does not stop. End that process, then start Regie again.`,
  )
}

async function isOlderThan(file: string, milliseconds: number): Promise<boolean> {
  const { mtimeMs } = await fs.stat(file).catch(() => ({ mtimeMs: Date.now() }))
  return Date.now() - mtimeMs > milliseconds
}

/** Without harm: PostgreSQL also refuses a second server by the shared memory of the first. */
async function setAside(file: string, log: Place['log']): Promise<void> {
  log(`${file} was left behind by an earlier PostgreSQL. It is set aside as postmaster.pid.stale`)
  await fs.rename(file, `${file}.stale`).catch(() => undefined)
}

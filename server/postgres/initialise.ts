import { randomBytes } from 'node:crypto'
import { promises as fs } from 'node:fs'
import path from 'node:path'
import { holdsCluster, PASSWORD_FILE } from './cluster.ts'
import { explainStart } from './explain.ts'
import { EmbeddedPostgresFault } from './fault.ts'
import { isAlive } from './pids.ts'
import type { Place } from './place.ts'
import { run } from './run.ts'
import { initdbOptions } from './settings.ts'

/** Built beside its place and moved there complete, so that an interruption leaves no half database. */
export async function initialise(place: Place): Promise<void> {
  const { folder, account, disposable, log } = place
  log(`Making a new database in ${folder}`)
  const building = await fs.mkdtemp(`${folder}.new-${process.pid}-`)
  const cluster = path.join(building, 'cluster')
  const passwordFile = path.join(building, PASSWORD_FILE)
  try {
    await fs.writeFile(passwordFile, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' })
    if (account) for (const file of [building, passwordFile]) await fs.chown(file, account.uid, account.gid)
    const { status, lines } = await run(place, 'initdb', initdbOptions(cluster, passwordFile, disposable))
    if (status !== 0) throw new EmbeddedPostgresFault(explainStart(lines, folder))
    await fs.rename(passwordFile, path.join(cluster, PASSWORD_FILE))
    await moveIntoPlace(cluster, folder)
  } finally {
    await fs.rm(building, { recursive: true, force: true })
  }
}

/** Half-built databases of starts that were killed; they never held anything. A straggling initdb may still write: then next time. */
export async function removeAbandoned(folder: string): Promise<void> {
  const parent = path.dirname(folder)
  const prefix = `${path.basename(folder)}.new-`
  for (const name of await fs.readdir(parent)) {
    const builder = name.startsWith(prefix) ? Number.parseInt(name.slice(prefix.length), 10) : Number.NaN
    if (!builder || isAlive(builder)) continue
    await fs.rm(path.join(parent, name), { recursive: true, force: true }).catch(() => undefined)
  }
}

async function moveIntoPlace(cluster: string, folder: string): Promise<void> {
  try {
    await fs.rename(cluster, folder)
  } catch (error) {
    // another Regie that started at the same moment was first: its database is used
    if (!(await holdsCluster(folder))) throw error
  }
  if (process.platform === 'win32') return
  const parent = await fs.open(path.dirname(folder), 'r')
  await parent.sync().finally(() => parent.close())
}

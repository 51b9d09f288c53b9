import { promises as fs } from 'node:fs'
import path from 'node:path'
import { damaged, EmbeddedPostgresFault, otherVersion } from './fault.ts'
import type { Place } from './place.ts'

export const PASSWORD_FILE = 'regie-password'

export async function holdsCluster(folder: string): Promise<boolean> {
  const entries = await fs.readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  return entries.length > 0
}

/** Before a server is started that nobody could enter. */
export async function checkCluster({ folder, major }: Place): Promise<void> {
  const made = await readOwn(folder, 'PG_VERSION', 'is not a complete database: PG_VERSION is missing.')
  if (made !== major) throw new EmbeddedPostgresFault(otherVersion(folder, made, major))
  await readPassword(folder)
}

export function readPassword(folder: string): Promise<string> {
  const lacks = `lacks the file ${PASSWORD_FILE}, without which Regie cannot enter its database.`
  return readOwn(folder, PASSWORD_FILE, lacks)
}

async function readOwn(folder: string, name: string, missing: string): Promise<string> {
  try {
    return (await fs.readFile(path.join(folder, name), 'utf8')).trim()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    throw new EmbeddedPostgresFault(`${folder} ${missing} ${damaged(folder)}`)
  }
}

import { promises as fs } from 'node:fs'
import path from 'node:path'
import type { Account } from './account.ts'
import { packagedBinaries, proven } from './binaries.ts'
import { homeForRoot } from './home.ts'

export interface PlaceOptions {
  dataDir: string
  log: (line: string) => void
  /** A folder with initdb, pg_ctl and postgres, instead of those that came from npm. */
  programs?: string
  /** For a database that is thrown away: faster, and lost with the machine's power. */
  disposable?: boolean
}

/** Where and as whom PostgreSQL runs, and who hears of it. */
export interface Place {
  folder: string
  programs: string
  major: string
  account: Account | undefined
  disposable: boolean
  log: (line: string) => void
}

/** The same folder is found again at the next start. */
export async function choosePlace({
  dataDir,
  log,
  programs,
  disposable = false,
}: PlaceOptions): Promise<Place> {
  await fs.mkdir(dataDir, { recursive: true })
  const wanted = await fs.realpath(dataDir)
  const root = process.getuid?.() === 0 ? await homeForRoot(wanted, log) : undefined
  const binaries = programs ? proven(programs, root?.account) : await packagedBinaries(root, log)
  const folder = path.join(root?.home ?? wanted, 'postgres')
  return { folder, account: root?.account, ...binaries, disposable, log }
}

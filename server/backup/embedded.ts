import { findRunningPostgres, startEmbeddedPostgres } from '../embedded-postgres.ts'
import { checkBackup } from './check.ts'
import { refuseExisting } from './file.ts'
import type { BackupOptions } from './format.ts'
import { restoreChecked } from './restore.ts'
import type { BackupTotals } from './sum.ts'
import { writeBackup } from './write.ts'

const quiet = () => undefined

/** Writes the database of this data folder to a file, whether Regie runs or not. */
export async function backUpEmbedded(
  dataDir: string,
  file: string,
  options: BackupOptions = {},
): Promise<BackupTotals> {
  await refuseExisting(file)
  const running = await findRunningPostgres({ dataDir, log: quiet })
  if (running) return writeBackup(running, file, options)
  const postgres = await startEmbeddedPostgres({ dataDir, log: quiet })
  return writeBackup(postgres.url, file, options).finally(() => postgres.stop())
}

/** Fills the empty database of this data folder from a file. Regie must not run meanwhile. */
export async function restoreEmbedded(
  dataDir: string,
  file: string,
  options: BackupOptions = {},
): Promise<BackupTotals> {
  await checkBackup(file, options)
  const postgres = await startEmbeddedPostgres({ dataDir, log: quiet })
  return restoreChecked(postgres.url, file, options).finally(() => postgres.stop())
}

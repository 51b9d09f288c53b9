import path from 'node:path'
import { restoreEmbedded } from '#server/backup/embedded.ts'
import { readConfig } from '#server/config.ts'
import { onFile } from './on-file.ts'

await onFile('restore', async (file) => {
  const { databaseUrl, dataDir } = readConfig(process.env)
  if (databaseUrl)
    throw new Error('DATABASE_URL is set: restore that PostgreSQL with its own pg_restore or psql.')
  const { tables, rows } = await restoreEmbedded(dataDir, file)
  console.log(`Restored ${tables} tables, ${rows} rows from ${file}; every row was compared.`)
  console.log(
    `Put the code-secret that belongs to it at ${path.join(dataDir, 'code-secret')} before you start Regie.`,
  )
})

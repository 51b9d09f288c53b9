import path from 'node:path'
import { restoreEmbedded } from '#server/backup/embedded.ts'
import { readHeader } from '#server/backup/file.ts'
import { readConfig } from '#server/config.ts'
import { onFile } from './on-file.ts'

await onFile('restore', [], async ({ file, secret }) => {
  const { databaseUrl, dataDir } = readConfig(process.env)
  if (databaseUrl)
    throw new Error('DATABASE_URL is set: restore that PostgreSQL with its own pg_restore or psql.')
  const { tables, rows } = await restoreEmbedded(dataDir, file, { secret })
  console.log(`Restored ${tables} tables, ${rows} rows from ${file}; every row was compared.`)
  if ((await readHeader(file, secret)).leftOut)
    console.log(
      'It was a long-term backup: scans that ran then have lost their codes and the answers that waited.',
    )
  console.log(
    `Put the code-secret that belongs to it at ${path.join(dataDir, 'code-secret')} before you start Regie.`,
  )
})

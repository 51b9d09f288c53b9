import path from 'node:path'
import { backUpEmbedded } from '#server/backup/embedded.ts'
import { readConfig } from '#server/config.ts'
import { onFile } from './on-file.ts'

await onFile('backup', async (file) => {
  const { databaseUrl, dataDir } = readConfig(process.env)
  if (databaseUrl)
    throw new Error('DATABASE_URL is set: make a backup of that PostgreSQL with its own pg_dump.')
  const { tables, rows } = await backUpEmbedded(dataDir, file)
  console.log(`${file} holds the database: ${tables} tables, ${rows} rows. It was read again and is sound.`)
  console.log(`It does not hold the secrets. Keep a copy of ${path.join(dataDir, 'code-secret')} with it:`)
  console.log('without that file, codes and links that were handed out do not work after a restore.')
})

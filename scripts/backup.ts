import path from 'node:path'
import { backUpEmbedded } from '#server/backup/embedded.ts'
import { readConfig } from '#server/config.ts'
import { onFile } from './on-file.ts'

await onFile('backup', async (file, options) => {
  const { databaseUrl, dataDir } = readConfig(process.env)
  if (databaseUrl)
    throw new Error('DATABASE_URL is set: make a backup of that PostgreSQL with its own pg_dump.')
  const { tables, rows } = await backUpEmbedded(dataDir, file, options)
  console.log(`${file} holds the database: ${tables} tables, ${rows} rows. It was read again and is sound.`)
  if (options.longTerm) {
    console.log(
      'It is for keeping long: it holds no personal codes and no answers that still wait to be mixed.',
    )
    console.log('A scan that runs cannot go on from it; closed scans are complete.')
  }
  console.log(
    options.secret
      ? 'It is encrypted: without the key file nobody can read it, not even you. Keep that file elsewhere.'
      : 'It is not encrypted: --key-file FILE does that.',
  )
  console.log(`It does not hold the secrets. Keep a copy of ${path.join(dataDir, 'code-secret')} with it:`)
  console.log('without that file, codes and links that were handed out do not work after a restore.')
})

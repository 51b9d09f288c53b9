import path from 'node:path'
import { backUpEmbedded } from '#server/backup/embedded.ts'
import { BackupFault } from '#server/backup/fault.ts'
import { readConfig } from '#server/config.ts'
import { onFile } from './on-file.ts'

await onFile('backup', ['unencrypted', 'long-term'], async ({ file, keyFile, secret, says }) => {
  const { databaseUrl, dataDir } = readConfig(process.env)
  if (databaseUrl)
    throw new Error('DATABASE_URL is set: make a backup of that PostgreSQL with its own pg_dump.')
  if (keyFile === undefined) wantUnencrypted(says('unencrypted'))
  else if (says('unencrypted')) throw new TypeError('Say either --key-file or --unencrypted.')
  else refuseKeyBeside(keyFile, file, dataDir)
  const longTerm = says('long-term')
  const { tables, rows } = await backUpEmbedded(dataDir, file, { secret, longTerm })
  console.log(`${file} holds the database: ${tables} tables, ${rows} rows. It was read again and is sound.`)
  if (longTerm) {
    console.log(
      'It is for keeping long: it holds no personal codes and no answers that still wait to be mixed.',
    )
    console.log('A scan that runs cannot go on from it; closed scans are complete.')
  }
  console.log(
    secret
      ? 'It is encrypted: without the key file nobody can read it, not even you. Keep that file elsewhere.'
      : 'It is NOT encrypted, as you said: whoever gets hold of this file can read all that is in it.',
  )
  console.log(
    `It does not hold the secrets. Keep a copy of ${path.join(dataDir, 'code-secret')} too, at another place:`,
  )
  console.log('without that file, codes and links that were handed out do not work after a restore.')
})

/** Row 30 of docs/security.md: who does not choose gets no file that can be read. */
function wantUnencrypted(isSaid: boolean): void {
  if (isSaid) return
  throw new TypeError(
    'A backup holds everything, also answers that are not mixed yet, so it is encrypted. Say with which key: --key-file FILE. ' +
      'To make that file, on another machine: openssl rand -base64 32 > FILE. ' +
      'If whoever finds the backup may read all of it, say --unencrypted instead.',
  )
}

function refuseKeyBeside(keyFile: string, file: string, dataDir: string): void {
  const folder = path.dirname(keyFile)
  const isInData = !path.relative(path.resolve(dataDir), folder).startsWith('..')
  if (!isInData && folder !== path.dirname(file)) return
  throw new BackupFault(
    `The key ${keyFile} lies beside what it has to protect: whoever takes that folder has both. Keep it elsewhere, best on another machine.`,
  )
}

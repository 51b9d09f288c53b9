import { listUnsentMails } from '#server/access/queries.ts'
import { readConfig } from '#server/config.ts'
import { openDatabase, within } from '#server/database.ts'
import { findRunningPostgres, startEmbeddedPostgres } from '#server/embedded-postgres.ts'

const MOST = 20
const quiet = () => undefined

try {
  const { databaseUrl, dataDir } = readConfig(process.env)
  const running = databaseUrl ?? (await findRunningPostgres({ dataDir, log: quiet }))
  if (running) await show(running)
  else {
    const postgres = await startEmbeddedPostgres({ dataDir, log: quiet })
    await show(postgres.url).finally(() => postgres.stop())
  }
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 1
}

/** Also the confidential ones: whoever can run this can read the whole database anyway. */
async function show(url: string): Promise<void> {
  const db = openDatabase(url, { max: 1, statementTimeoutSeconds: 20, log: quiet })
  try {
    const mails = await within(db, { scope: 'system' }, (trx) => listUnsentMails(trx, MOST))
    for (const { recipient, subject, text, createdAt } of mails.toReversed()) {
      console.log(
        `${'='.repeat(72)}\n${createdAt.toISOString()}\nAan/To: ${recipient}\n${subject}\n\n${text}\n`,
      )
    }
    console.log(
      mails.length === 0 ? 'No message waits to be sent.' : `The newest ${mails.length} that were not sent.`,
    )
  } finally {
    await db.destroy()
  }
}

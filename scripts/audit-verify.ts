import { parseArgs } from 'node:util'
import { verifyChains } from '#server/audit-log/verify.ts'
import { readConfig } from '#server/config.ts'
import { openDatabase } from '#server/database.ts'
import { findRunningPostgres, startEmbeddedPostgres } from '#server/embedded-postgres.ts'

const quiet = () => undefined

try {
  const { values } = parseArgs({ options: { expect: { type: 'string', multiple: true, default: [] } } })
  const { databaseUrl, dataDir } = readConfig(process.env)
  const running = databaseUrl ?? (await findRunningPostgres({ dataDir, log: quiet }))
  if (running) await verify(running, values.expect)
  else {
    const postgres = await startEmbeddedPostgres({ dataDir, log: quiet })
    await verify(postgres.url, values.expect).finally(() => postgres.stop())
  }
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 2
}

async function verify(url: string, expected: string[]): Promise<void> {
  const db = openDatabase(url, { max: 1, statementTimeoutSeconds: 60, log: quiet })
  try {
    const { lines, isSound } = await verifyChains(db, expected)
    for (const line of lines) console.log(line)
    if (!isSound) process.exitCode = 1
  } finally {
    await db.destroy()
  }
}

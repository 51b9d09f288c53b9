import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { startEmbeddedPostgres } from '#server/embedded-postgres.ts'
import { startOtherPostgres } from '../test/support/cluster-other.ts'
import { benchClosing } from './closing.ts'
import { benchPage } from './page.ts'
import { launchScan, settle, visitServer } from './scan.ts'
import { startServer } from './server.ts'
import { benchSubmit } from './submit.ts'

const PORT = 3971

const embeddedFolder = mkdtempSync(path.join(os.tmpdir(), 'regie-bench-data-'))
const embedded = await startEmbeddedPostgres({ dataDir: embeddedFolder, log: () => {} })
try {
  await onDatabase('embedded PostgreSQL', embedded.url, true)
} finally {
  await embedded.stop()
  for (const folder of [embeddedFolder, embedded.dataFolder]) rmSync(folder, { recursive: true, force: true })
}
const other = await startOtherPostgres()
if (other) {
  try {
    await onDatabase('PostgreSQL of this machine', other.url, false)
  } finally {
    other.stop()
  }
} else console.log('No other PostgreSQL was found: the second half did not run.')

async function onDatabase(name: string, databaseUrl: string, withPage: boolean): Promise<void> {
  const server = await startServer(databaseUrl, PORT)
  try {
    visitServer(server)
    await settle(server.setupSecret)
    const scan = await launchScan({ units: 1, invitedEach: 100_000 })
    if (withPage) print("Respondent's page", await benchPage(scan.link))
    print(`Submitting, ${name}`, await benchSubmit(server, databaseUrl, scan))
    print(`Closing and publishing, ${name}`, await benchClosing(server, databaseUrl))
  } finally {
    await server.stop()
  }
}

function print(title: string, lines: string[]): void {
  console.log(`\n### ${title}\n\n${lines.join('\n')}`)
}

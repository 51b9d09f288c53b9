import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { startEmbeddedPostgres } from '#server/embedded-postgres.ts'
import { findOtherPostgres } from '../test/support/clusters.ts'
import { benchClosing } from './closing.ts'
import { benchCoreResponses, benchCoreUnits } from './core.ts'
import { benchMixing } from './mixing.ts'
import { benchOrganisations } from './organisations.ts'
import { benchPage } from './page.ts'
import { launchScan, settle, visitServer } from './scan.ts'
import { startServer } from './server.ts'
import { benchSubmit } from './submit.ts'

const PORT = 3971

print('Counting and publishing alone, by responses', benchCoreResponses())
print('Counting and publishing alone, by units', benchCoreUnits())
await withCluster({}, (url) => onDatabase('embedded PostgreSQL', url, true))
const other = findOtherPostgres()
if (!other) console.log('No other PostgreSQL was found: the second half did not run.')
else if ('url' in other) await onDatabase('PostgreSQL of TEST_DATABASE_URL', other.url, false)
else await withCluster(other, (url) => onDatabase('PostgreSQL of this machine', url, false))

/** A cluster of its own with every setting that protects data switched on. */
async function withCluster(
  programs: { programs?: string },
  work: (url: string) => Promise<void>,
): Promise<void> {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'regie-bench-data-'))
  const postgres = await startEmbeddedPostgres({ dataDir, log: () => {}, ...programs })
  try {
    await work(postgres.url)
  } finally {
    await postgres.stop()
    for (const folder of [dataDir, path.dirname(postgres.dataFolder)])
      rmSync(folder, { recursive: true, force: true })
  }
}

async function onDatabase(name: string, databaseUrl: string, withPage: boolean): Promise<void> {
  const server = await startServer(databaseUrl, PORT)
  try {
    visitServer(server)
    await settle(server.setupSecret)
    const scan = await launchScan({ units: 1, invitedEach: 100_000 })
    if (withPage) print("Respondent's page", await benchPage(scan.link))
    print(`Submitting, ${name}`, await benchSubmit(server, databaseUrl, scan))
    print(`Mixing, ${name}`, await benchMixing(databaseUrl))
    print(`Closing and publishing, ${name}`, await benchClosing(server, databaseUrl))
    print(`The list of the programme centre, ${name}`, await benchOrganisations(databaseUrl))
  } finally {
    await server.stop()
  }
}

function print(title: string, lines: string[]): void {
  console.log(`\n### ${title}\n\n${lines.join('\n')}`)
}

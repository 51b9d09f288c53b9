import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { readConfig } from '#server/config.ts'
import { explainStart } from '#server/explain-start.ts'
import { mixOpenScans } from '#server/responses/mixing/jobs.ts'
import { type Running, startRegie } from '#server/start.ts'
import { tellStory } from './demo/story.ts'
import { visit } from './visitor.ts'

const SURVEYS = path.join(import.meta.dirname, '..', 'surveys')
const DAY_MS = 86_400_000

// Nothing of a real installation may be touched: its own folder, its own database, no mail.
const { DATABASE_URL, DATABASE_URL_FILE, SMTP_URL, SMTP_URL_FILE, ...environment } = process.env
const dataDir = mkdtempSync(path.join(os.tmpdir(), 'regie-demo-'))
const config = readConfig({ LOG_LEVEL: 'warn', ...environment, DATA_DIR: dataDir })

let behindMs = 0
const now = () => new Date(Date.now() - behindMs)

console.log('Making the organisation of the demonstration; this takes about half a minute …')
try {
  const running = await startRegie(config, { surveysFolder: SURVEYS, log: () => {}, now, demo: true })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop(running))
  await seed(running)
  console.log(`The demonstration is ready: open ${config.siteUrl} (it disappears when you stop it)`)
} catch (error) {
  console.error(error instanceof Error ? explainStart(error) : error)
  removeFolder()
  process.exit(1)
}

async function seed(running: Running): Promise<void> {
  const visitor = visit(running.app, config.siteUrl)
  const setupLink = await running.services.auth.setupLink()
  await tellStory({
    setupSecret: setupLink?.split('#')[1] ?? '',
    instruments: running.services.catalogue.instruments,
    goTo: (daysAgo) => {
      behindMs = daysAgo * DAY_MS
    },
    mixAnswers: () => mixOpenScans(running.services),
    forgetVisitor: visitor.forget,
    log: console.log,
  })
  visitor.restore()
}

async function stop(running: Running): Promise<void> {
  await running.close()
  removeFolder()
  process.exit(0)
}

function removeFolder(): void {
  rmSync(dataDir, { recursive: true, force: true })
}

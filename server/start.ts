import type { FastifyInstance } from 'fastify'
import { createAuth } from './access/auth.ts'
import { buildApp } from './app.ts'
import { newClock } from './clock.ts'
import type { Config } from './config.ts'
import { askMoment, type Database, listSettings, openDatabase } from './database.ts'
import { hostsOf } from './database-hosts.ts'
import { DEMANDED_SETTINGS, unsafeSettings } from './durability.ts'
import { startEmbeddedPostgres } from './embedded-postgres.ts'
import { startJobs } from './jobs.ts'
import { createMailer } from './mailer.ts'
import { migrateToLatest } from './migrate.ts'
import { newSharedStore } from './rate-limits/shared-store.ts'
import type { Services } from './services.ts'
import { loadCatalogue } from './surveys/catalogue.ts'

export interface Running {
  app: FastifyInstance
  services: Services
  url: string
  close(): Promise<void>
}

interface StartOptions {
  surveysFolder: string
  log: (line: string) => void
  /** A clock that decides instead of the database's, to tell a story. */
  now?: () => Date
  /** One-click sign-in, and a database that a power cut may take: never for real use. */
  demo?: boolean
}

const FINISHING_MS = 15_000
const LETTING_GO_MS = 3000
const COMPARE_CLOCKS_EVERY_MS = 60_000

type Step = () => Promise<unknown>

/** Surveys are checked before anything is opened, so a fault in a file leaves nothing half started. */
export async function startRegie(config: Config, options: StartOptions): Promise<Running> {
  const { log, demo = false } = options
  const catalogue = loadCatalogue(options.surveysFolder)
  const work: Step[] = []
  const closing: Step[] = []
  const close = async () => {
    await inTime(FINISHING_MS, Promise.allSettled(work.splice(0).map((stop) => stop())))
    for (const step of closing.splice(0).reverse()) {
      await step().catch((error) => log(String(error)))
    }
  }
  try {
    const url = config.databaseUrl ?? (await embedded(config, options, closing))
    await migrateToLatest(url)
    const logProblem = (of: string) => (problem: unknown) => log(`${of}: ${inWords(problem)}`)
    const logConnection = logProblem('database connection')
    const submitDb = openDatabase(url, { max: 6, statementTimeoutSeconds: 4, log: logConnection })
    closing.push(() => inTime(LETTING_GO_MS, submitDb.destroy()))
    const db = openDatabase(url, { max: 4, statementTimeoutSeconds: 60, log: logConnection })
    closing.push(() => inTime(LETTING_GO_MS, db.destroy()))
    if (!demo) await warnOfSettings(db, url, log)
    const now = options.now ?? (await sharedClock(db, log, closing))
    const { smtpUrl, mailFrom: from } = config
    const mailer = createMailer({ db, smtpUrl, from, now, log: logProblem('mail') })
    work.push(() => mailer.stop())
    const auth = createAuth({ db, config, now })
    const rateStore = newSharedStore({ db, secret: config.authSecret, now })
    const services: Services = { db, submitDb, catalogue, auth, mailer, rateStore, now, config, demo }
    const app = await buildApp(services)
    closing.push(async () => app.server.closeAllConnections())
    work.push(() => app.close())
    const jobs = startJobs(services, logProblem('job'))
    work.push(() => jobs.stop())
    await app.listen({ host: config.host, port: config.port })
    return { app, services, url: config.siteUrl, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** What takes longer is left: the database undoes what was not finished. */
async function inTime(milliseconds: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise((resolve) => {
    timer = setTimeout(resolve, milliseconds)
  })
  await Promise.race([work, late]).finally(() => clearTimeout(timer))
}

async function warnOfSettings(db: Database, url: string, log: (line: string) => void): Promise<void> {
  const settings = await listSettings(db, DEMANDED_SETTINGS)
  for (const warning of unsafeSettings(settings, hostsOf(url).length)) log(warning)
}

async function sharedClock(db: Database, log: (line: string) => void, closing: Step[]): Promise<() => Date> {
  const clock = newClock(() => new Date(), log)
  const compare = () => clock.compare(() => askMoment(db)).catch(() => undefined)
  await compare()
  const timer = setInterval(compare, COMPARE_CLOCKS_EVERY_MS)
  closing.push(async () => clearInterval(timer))
  return clock.now
}

async function embedded(
  { dataDir }: Config,
  { log, demo = false }: StartOptions,
  closing: Step[],
): Promise<string> {
  const postgres = await startEmbeddedPostgres({ dataDir, log, disposable: demo })
  closing.push(() => postgres.stop())
  return postgres.url
}

/** Of several faults each is told: which scan could not be closed, and why. */
function inWords(problem: unknown): string {
  if (problem instanceof AggregateError) return [problem.message, ...problem.errors.map(inWords)].join('; ')
  return problem instanceof Error ? problem.message : String(problem)
}

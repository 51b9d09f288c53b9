import type { FastifyInstance } from 'fastify'
import { createAuth } from './access/auth.ts'
import { buildApp } from './app.ts'
import type { Config } from './config.ts'
import { openDatabase } from './database.ts'
import { startEmbeddedPostgres } from './embedded-postgres.ts'
import { startJobs } from './jobs.ts'
import { createMailer } from './mailer.ts'
import { migrateToLatest } from './migrate.ts'
import { newMemoryStore } from './rate-limits/store.ts'
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
  now?: () => Date
  /** One-click sign-in, and a database that a power cut may take: never for real use. */
  demo?: boolean
}

/** Surveys are checked before anything is opened, so a fault in a file leaves nothing half started. */
export async function startRegie(config: Config, options: StartOptions): Promise<Running> {
  const { log, now = () => new Date(), demo = false } = options
  const catalogue = loadCatalogue(options.surveysFolder)
  const closing: (() => Promise<void>)[] = []
  const close = async () => {
    for (const step of closing.splice(0).reverse()) await step().catch((error) => log(String(error)))
  }
  try {
    const url = config.databaseUrl ?? (await embedded(config, options, closing))
    await migrateToLatest(url)
    const logProblem = (of: string) => (problem: unknown) => log(`${of}: ${inWords(problem)}`)
    const logConnection = logProblem('database connection')
    const submitDb = openDatabase(url, { max: 6, statementTimeoutSeconds: 4, log: logConnection })
    closing.push(() => submitDb.destroy())
    const db = openDatabase(url, { max: 4, statementTimeoutSeconds: 60, log: logConnection })
    closing.push(() => db.destroy())
    const { smtpUrl, mailFrom: from } = config
    const mailer = createMailer({ db, smtpUrl, from, now, log: logProblem('mail') })
    const auth = createAuth({ db, config })
    const rateStore = newMemoryStore(now)
    const services: Services = { db, submitDb, catalogue, auth, mailer, rateStore, now, config, demo }
    const app = await buildApp(services)
    closing.push(() => app.close())
    const jobs = startJobs(services, logProblem('job'))
    closing.push(() => jobs.stop())
    await app.listen({ host: config.host, port: config.port })
    return { app, services, url: config.siteUrl, close }
  } catch (error) {
    await close()
    throw error
  }
}

async function embedded(
  { dataDir }: Config,
  { log, demo = false }: StartOptions,
  closing: (() => Promise<void>)[],
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

import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { FastifyInstance, InjectOptions } from 'fastify'
import { inject } from 'vitest'
import * as api from '#client/api.ts'
import { createAuth } from '#server/access/auth.ts'
import { foundOrganisation } from '#server/access/queries.ts'
import { expiryOf } from '#server/access/sessions/session.ts'
import { buildApp } from '#server/app.ts'
import { readConfig } from '#server/config.ts'
import { type Database, inOrganisation, openDatabase } from '#server/database.ts'
import { createMailer } from '#server/mailer.ts'
import { newSharedStore } from '#server/rate-limits/shared-store.ts'
import type { RateStore } from '#server/rate-limits/store.ts'
import { mixOpenScans } from '#server/responses/mixing/jobs.ts'
import type { Services } from '#server/services.ts'
import { loadCatalogue } from '#server/surveys/catalogue.ts'
import { visit } from '../../scripts/visitor.ts'
import { cast, type Person } from './cast.ts'
import { createTestDatabase } from './databases.ts'
import { codeAt, wrongCodeAt } from './second-factor.ts'

const SURVEYS = path.join(import.meta.dirname, '../../surveys')
const SITE = 'http://regie.test'
const HALF_A_MINUTE = 30 / 86_400

export interface World {
  app: FastifyInstance
  services: Services
  databaseUrl: string
  clock: { set(moment: string): void; addDays(days: number): void; now(): Date }
  /** Founds De Brug through the first-start page; Mia is signed in afterwards. */
  settle(): Promise<{ organisationId: string; rootUnitId: string }>
  /** Another organisation in the same installation; Sam is signed in afterwards. */
  stranger(): Promise<{ organisationId: string }>
  /** With the second step too, when this person set it up here; each time a code later, as no code works twice. */
  signIn(person: Person): Promise<void>
  /** For who is signed in: offices such as the programme centre work with a second factor only. Answers the backup codes. */
  setUpSecondFactor(): Promise<string[]>
  /** What the app of this person shows next, half a minute later. */
  nextCode(email: string): Promise<string>
  /** What it does not show now. */
  wrongCode(email: string): Promise<string>
  signOut(): void
  /** Lets the clock pass the hour after which answers are mixed and counted anew. */
  mixAnswers(): Promise<void>
  outbox(organisationId: string): Promise<{ recipient: string; subject: string; text: string }[]>
  close(): Promise<void>
}

interface WorldOptions {
  demo?: boolean
  /** Whether a session ends while the clock of a story jumps ahead. */
  sessionsEnd?: boolean
  /** Such as `uncounted`, where one person asks more in a minute than anybody would. */
  rateStore?: RateStore
  /** Settings besides those that every test needs. */
  environment?: Record<string, string>
}

export const uncounted: RateStore = { count: async () => ({ uses: 0, endsInSeconds: 0 }) }

/** The whole application on a database of its own; only the clock, the data folder and the network are replaced. */
export async function newWorld(options: WorldOptions = {}): Promise<World> {
  const { demo = false, sessionsEnd, rateStore, environment } = options
  const database = await createTestDatabase(inject('databaseUrl'))
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'regie-world-'))
  const clock = newClock('2026-11-21T09:00:00Z')
  const config = readConfig({
    DATA_DIR: dataDir,
    DATABASE_URL: database.url,
    SITE_URL: SITE,
    LOG_LEVEL: 'error',
    ...environment,
  })
  const log = () => {}
  const db = openDatabase(database.url, { max: 4, statementTimeoutSeconds: 60, log })
  const submitDb = openDatabase(database.url, { max: 6, statementTimeoutSeconds: 4, log })
  const mailer = createMailer({ db, smtpUrl: undefined, from: config.mailFrom, now: clock.now, log })
  const auth = createAuth({ db, config, now: clock.now })
  const catalogue = loadCatalogue(SURVEYS)
  const { now } = clock
  const around = {
    rateStore: rateStore ?? newSharedStore({ db, secret: config.authSecret, now }),
    now,
    config,
    demo,
  }
  const services: Services = { db, submitDb, catalogue, auth, mailer, ...around }
  const app = await buildApp(services)
  comeByName(app, sessionsEnd ? undefined : stayingSignedIn(db, now))
  const browser = visit(app, SITE)

  const keys = new Map<string, string>()
  const nextCode = (email: string) => {
    clock.addDays(HALF_A_MINUTE)
    return codeAt(keys.get(email) ?? '', clock.now())
  }
  const signIn = async ({ email, password }: Person) => {
    browser.forget()
    const { state } = await api.signIn({ email, password })
    if (state === 'second-factor-needed') await api.passSecondFactor({ code: await nextCode(email) })
  }
  return {
    app,
    services,
    databaseUrl: database.url,
    clock,
    signIn,
    nextCode,
    wrongCode: (email) => wrongCodeAt(keys.get(email) ?? '', clock.now()),
    async setUpSecondFactor() {
      const session = await api.getSession()
      if (session.state !== 'signed-in') throw new Error('nobody is signed in')
      const { key } = await api.startSecondFactor()
      keys.set(session.email, key)
      return (await api.confirmSecondFactor({ code: await nextCode(session.email) })).codes
    },
    signOut: browser.forget,
    mixAnswers() {
      clock.addDays(1 / 24)
      return mixOpenScans(services)
    },
    async settle() {
      const secret = (await auth.setupLink())?.split('#')[1] ?? ''
      const { name, email, password } = cast.mia
      const organisation = { organisationName: 'De Brug', organisationKind: 'agency' as const }
      await api.setUp({ secret, programmeName: 'Programma Zuid', ...organisation, name, email, password })
      return ownPlace()
    },
    async stranger() {
      await foundOrganisation(services, {
        organisationName: 'De Overkant',
        organisationKind: 'provider',
        ...cast.sam,
      })
      await signIn(cast.sam)
      return ownPlace()
    },
    outbox: (organisationId) =>
      inOrganisation(db, organisationId, (trx) =>
        trx.selectFrom('mails').select(['recipient', 'subject', 'text']).orderBy('createdAt').execute(),
      ),
    async close() {
      browser.restore()
      await app.close()
      await Promise.all([db.destroy(), submitDb.destroy()])
      await database.drop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** Requests of a test ask for the site by its name, as those of a browser do. */
function comeByName(app: FastifyInstance, first = async () => {}): void {
  const inject = app.inject.bind(app) as (options: InjectOptions) => ReturnType<FastifyInstance['inject']>
  const authority = new URL(SITE).host
  app.inject = (async (options: InjectOptions) => {
    await first()
    return inject({ authority, ...options })
  }) as typeof app.inject
}

/** A story goes on months later as if everybody had signed in again. */
function stayingSignedIn(db: Database, now: () => Date) {
  let noted = now().getTime()
  return async () => {
    if (now().getTime() === noted) return
    noted = now().getTime()
    const times = { lastUsedAt: now(), expiresAt: expiryOf(now()) }
    await db.updateTable('sessions').set(times).execute()
  }
}

async function ownPlace() {
  const session = await api.getSession()
  if (session.state !== 'signed-in') throw new Error('nobody is signed in')
  const root = (await api.listUnits()).find((unit) => unit.parentId === null)
  if (!root) throw new Error('the organisation has no root unit')
  return { organisationId: session.organisation?.id ?? '', rootUnitId: root.id }
}

function newClock(start: string) {
  let moment = new Date(start)
  return {
    set: (next: string) => {
      moment = new Date(next)
    },
    addDays: (days: number) => {
      moment = new Date(moment.getTime() + days * 86_400_000)
    },
    now: () => moment,
  }
}

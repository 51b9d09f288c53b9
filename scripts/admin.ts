import { randomBytes } from 'node:crypto'
import { type Command, readCommand } from '#server/access/server-acts/command.ts'
import * as acts from '#server/access/server-acts/queries.ts'
import { type Config, readConfig } from '#server/config.ts'
import { type Database, openDatabase } from '#server/database.ts'
import { findRunningPostgres, startEmbeddedPostgres } from '#server/embedded-postgres.ts'
import { createMailer } from '#server/mailer.ts'
import { pendingMigrations } from '#server/migrate.ts'

const quiet = () => undefined
const command = readCommand(process.argv.slice(2))

if ('fault' in command) {
  console.error(command.fault)
  process.exitCode = 2
} else await start(command)

async function start(command: Command): Promise<void> {
  try {
    const config = readConfig(process.env)
    const { databaseUrl, dataDir } = config
    const running = databaseUrl ?? (await findRunningPostgres({ dataDir, log: quiet }))
    if (running) await join(running, command, config)
    else {
      const postgres = await startEmbeddedPostgres({ dataDir, log: quiet })
      await join(postgres.url, command, config).finally(() => postgres.stop())
    }
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  }
}

async function join(url: string, command: Command, config: Config): Promise<void> {
  if ((await pendingMigrations(url)).length > 0) {
    throw new Error(
      'This database is of an older Regie. Start Regie once, so that it is brought up to date, and try again.',
    )
  }
  const db = openDatabase(url, { max: 1, statementTimeoutSeconds: 20, log: quiet })
  try {
    console.log(await carryOut(db, command, config))
  } finally {
    await db.destroy()
  }
}

async function carryOut(db: Database, command: Command, config: Config): Promise<string> {
  const { siteUrl, smtpUrl, mailFrom: from } = config
  const now = new Date()
  if (command.act === 'list-centre') return asList(await acts.listCentre(db, now))
  if (command.act === 'create-centre') return createCentre(db, command, siteUrl, now)
  const { act, email } = command
  const nobody = new Error(`There is no account for ${email}. Nothing was changed.`)
  if (act === 'end-sessions') {
    const ended = await acts.endSessions(db, email, now)
    if (ended === undefined) throw nobody
    return `${email} is signed out everywhere (${ended} ${ended === 1 ? 'session' : 'sessions'} ended).`
  }
  // only kept here: the running Regie sends it
  const mailer = createMailer({ db, smtpUrl, from, now: () => now, log: quiet })
  const hadOne = await acts.resetSecondFactor({ db, mailer }, email, now)
  if (hadOne === undefined) throw nobody
  return hadOne
    ? `${email} has no second factor any more and is signed out everywhere. At the next sign-in it can be set up anew.`
    : `${email} had no second factor. Every session was ended all the same.`
}

async function createCentre(
  db: Database,
  person: { email: string; name: string },
  siteUrl: string,
  now: Date,
): Promise<string> {
  const secret = randomBytes(24).toString('base64url')
  const outcome = await acts.createCentre(db, { ...person, secret, now })
  if (outcome === 'not-set-up')
    throw new Error('Regie was not set up yet. Open the link that it shows when it starts.')
  if (outcome === 'is-coordinator')
    throw new Error(
      `${person.email} is the coordinator of a region. End that office first. Nothing was changed.`,
    )
  const how = `Open this link and choose a password. It works once, for 30 minutes:\n${siteUrl}/reset-password#${secret}`
  return outcome === 'created'
    ? `${person.email} now works for the programme centre. ${how}`
    : `${person.email} works for the programme centre already. ${how}`
}

function asList(people: Awaited<ReturnType<typeof acts.listCentre>>): string {
  if (people.length === 0) return 'Nobody works for the programme centre.'
  return people
    .map(({ name, email, since, hasSecondFactor }) => {
      const factor = hasSecondFactor ? 'with a second factor' : 'without a second factor'
      return `${name} <${email}>, since ${since.toISOString().slice(0, 10)}, ${factor}`
    })
    .join('\n')
}

import net from 'node:net'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import * as api from '#client/api.ts'
import { inOrganisation, isReady, openDatabase } from '#server/database.ts'
import { createMailer } from '#server/mailer.ts'
import { newestMigration } from '#server/migrate.ts'
import { newWorld, type World } from '../support/world.ts'

let world: World
let owner: pg.Client
let organisationId: string

beforeAll(async () => {
  world = await newWorld()
  organisationId = (await world.settle()).organisationId
  world.app.log.level = 'silent'
  owner = new pg.Client({ connectionString: world.databaseUrl })
  await owner.connect()
})
afterAll(async () => {
  await owner.end()
  await world.close()
})
beforeEach(() => api.getSession())

test('a connection that is cut inside a transaction does not end the process, and the next request works', async () => {
  const cut = inOrganisation(world.services.db, organisationId, async (db) => {
    await owner.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    )
    return db.selectFrom('units').selectAll().execute()
  })
  await expect(cut).rejects.toThrow()
  expect(await api.listUnits()).toHaveLength(1)
})

test('a full disk is said as such, nothing is stored, and it works again afterwards', async () => {
  await owner.query(`
    create function disk_full() returns trigger language plpgsql as
      $$ begin raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$;
    create trigger disk_full before insert on units for each row execute function disk_full()`)
  const before = await api.listUnits()
  const attempt = () => api.addUnit({ parentId: before[0]?.id ?? '', name: 'Team Oost' })
  await expect(attempt()).rejects.toMatchObject({ status: 503, code: 'storage-full' })
  await owner.query('drop trigger disk_full on units')
  expect(await api.listUnits()).toEqual(before)
  await attempt()
  expect(await api.listUnits()).toHaveLength(before.length + 1)
})

test('a database that is gone gives 503 with a moment to try again; the process answers and recovers by itself', async () => {
  const newest = await newestMigration()
  const line = await cuttableLine(world.databaseUrl)
  const db = openDatabase(line.url, { max: 2, statementTimeoutSeconds: 4, log: () => {} })
  expect(await isReady(db, newest)).toBe(true)
  const { db: healthy } = world.services
  world.services.db = db
  line.cut()
  expect(await isReady(db, newest)).toBe(false)
  await line.restore()
  expect(await isReady(db, newest)).toBe(true)
  world.services.db = healthy
  await db.destroy()
  line.cut()
})

test.each([
  [
    'refused by its server waits in the outbox, and the log names nobody',
    '550 <fay@debrug.test> unknown',
    false,
  ],
  ['taken by its server is told to be sent', '250 ok', true],
])('a mail %s', async (_rule, answer, sent) => {
  const server = await mailServer(answer)
  const problems: string[] = []
  const { db, now } = world.services
  const log = ({ message }: Error) => problems.push(message)
  const mailer = createMailer({ db, smtpUrl: server.url, from: 'regie@debrug.test', now, log })
  const mail = { organisationId, recipient: 'fay@debrug.test', subject: answer, text: 'Welkom' }
  expect(await mailer.send(mail)).toBe(sent)
  server.close()
  const { mails } = await api.getOutbox()
  expect(mails.find(({ subject }) => subject === answer)?.sentAt !== null).toBe(sent)
  expect(problems).toHaveLength(sent ? 0 : 1)
  expect(problems.join()).not.toContain('@')
  expect(problems.every((problem) => problem.includes('550'))).toBe(true)
})

/** Answers the name of the recipient as it is told, and everything else with yes. */
async function mailServer(toRecipient: string) {
  const server = net.createServer((socket) => {
    let content = false
    socket.write('220 ready\r\n')
    socket.on('error', () => {})
    socket.on('data', (chunk) => {
      for (const line of String(chunk).split('\r\n').slice(0, -1)) {
        if (content && line !== '.') continue
        content = line === 'DATA'
        const answer = line.startsWith('RCPT') ? toRecipient : content ? '354 go on' : '250 ok'
        socket.write(`${answer}\r\n`)
      }
    })
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const { port } = server.address() as net.AddressInfo
  return { url: `smtp://127.0.0.1:${port}`, close: () => server.close() }
}

test('an unknown outcome is answered with "try again", never with "not saved"', async () => {
  for (const code of ['08006', '57P01', '57P03', '53300', '40P01', '55P03', 'ECONNREFUSED', 'ECONNRESET']) {
    const { signIn } = world.services.auth
    world.services.auth.signIn = () => Promise.reject(Object.assign(new Error('away'), { code }))
    const answer = await world.app.inject({
      method: 'POST',
      url: '/api/session',
      headers: { origin: 'http://regie.test' },
      payload: { email: 'mia@debrug.test', password: 'regie-begint-bij-mia' },
    })
    world.services.auth.signIn = signIn
    expect([code, answer.statusCode, answer.json().code]).toEqual([code, 503, 'temporarily-unavailable'])
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
  }
})

test('without an organisation named, the application sees no rows at all', async () => {
  const tables = await owner.query(`select table_name from information_schema.columns
    where table_schema = 'public' and column_name = 'organisation_id' order by 1`)
  expect(tables.rows.length).toBeGreaterThanOrEqual(20)
  const app = new pg.Client({ connectionString: world.databaseUrl })
  await app.connect()
  await app.query('set role regie_app')
  for (const { table_name: table } of tables.rows) {
    expect([table, (await app.query(`select * from ${table}`)).rows]).toEqual([table, []])
  }
  expect((await app.query('select * from organisations')).rows).toEqual([])
  await app.end()
})

test('the application cannot write into another organisation, nor pass by the rules', async () => {
  const app = new pg.Client({ connectionString: world.databaseUrl })
  await app.connect()
  await app.query('set role regie_app')
  await app.query(`select set_config('app.organisation_id', gen_random_uuid()::text, false)`)
  await expect(
    app.query('insert into units (organisation_id, name) values ($1, $2)', [organisationId, 'Indringer']),
  ).rejects.toMatchObject({ code: '42501' })
  await expect(app.query('alter table units disable row level security')).rejects.toMatchObject({
    code: '42501',
  })
  await app.end()
})

/** A line to the database that can be cut and mended, as a network does. */
async function cuttableLine(databaseUrl: string) {
  const target = new URL(databaseUrl)
  const sockets = new Set<net.Socket>()
  const server = net.createServer((incoming) => {
    const outgoing = net.connect(Number(target.port), target.hostname)
    for (const socket of [incoming, outgoing]) sockets.add(socket.on('error', () => socket.destroy()))
    incoming.pipe(outgoing).pipe(incoming)
  })
  const listen = (port: number) => new Promise<void>((done) => server.listen(port, '127.0.0.1', () => done()))
  await listen(0)
  const { port } = server.address() as net.AddressInfo
  const url = new URL(databaseUrl)
  url.hostname = '127.0.0.1'
  url.port = String(port)
  return {
    url: url.href,
    cut() {
      server.close()
      for (const socket of sockets) socket.destroy()
    },
    restore: () => listen(port),
  }
}

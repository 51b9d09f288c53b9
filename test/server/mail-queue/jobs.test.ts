import { afterAll, beforeAll, expect, test } from 'vitest'
import * as api from '#client/api.ts'
import { type Database, openDatabase, within } from '#server/database.ts'
import { createMailer } from '#server/mailer.ts'
import { cuttableLine } from '../../support/cuttable-line.ts'
import { startMailServer } from '../../support/mail-server.ts'
import { newWorld, type World } from '../../support/world.ts'

let world: World
let organisationId: string
beforeAll(async () => {
  world = await newWorld()
  organisationId = (await world.settle()).organisationId
})
afterAll(() => world.close())

type Server = Awaited<ReturnType<typeof startMailServer>>

function mailerTo(server: Server, db: Database = world.services.db) {
  const problems: string[] = []
  const log = (problem: unknown) => problems.push((problem as Error).message)
  const mailer = createMailer({
    db,
    smtpUrl: server.url,
    from: 'regie@debrug.test',
    now: world.clock.now,
    log,
  })
  const send = (subject: string) =>
    mailer.send({ organisationId, recipient: 'fay@debrug.test', subject, text: 'Welkom' })
  return { mailer, problems, send }
}

const line = async (subject: string) => (await api.getOutbox()).mails.find((mail) => mail.subject === subject)

test('a mail taken by its server is told to be sent, and goes once', async () => {
  const server = await startMailServer()
  const { mailer, problems, send } = mailerTo(server)
  expect(await send('Taken')).toBe(true)
  await mailer.deliver()
  await mailer.deliver()
  expect((await line('Taken'))?.sentAt).not.toBeNull()
  expect([server.taken.length, problems]).toEqual([1, []])
  server.close()
})

test('a mail about an account that changed goes out with the next round, and not when the change was undone', async () => {
  const server = await startMailServer()
  const { mailer } = mailerTo(server)
  const { db } = world.services
  const mail = { organisationId: null, recipient: 'mia@debrug.test', text: 'Anders' }
  const changing = (subject: string, work = async () => {}) =>
    within(db, { userId: 'mia' }, async (trx) => {
      await mailer.enclose(trx, { ...mail, subject })
      await work()
    })
  await changing('Changed')
  const undone = changing('Undone', () => Promise.reject(new Error('undone')))
  await expect(undone).rejects.toThrow('undone')
  await mailer.deliver()
  expect(server.taken).toEqual([expect.stringContaining('Changed')])
  server.close()
})

test('a mail refused by its server waits in the outbox, is not tried again, and the log names nobody', async () => {
  const server = await startMailServer({ toRecipient: '550 <fay@debrug.test> unknown' })
  const { mailer, problems, send } = mailerTo(server)
  await send('Refused')
  await mailer.deliver()
  world.clock.addDays(1)
  await mailer.deliver()
  expect((await line('Refused'))?.sentAt).toBeNull()
  expect(server.visits()).toBe(1)
  expect(problems).toHaveLength(1)
  expect(problems[0]).toContain('550')
  expect(problems[0]).not.toContain('@')
  server.close()
})

test('row 82: a mail server that hangs keeps nobody waiting; the queue grows, is told of after an hour and goes out later', async () => {
  const hanging = await startMailServer({ hangs: true })
  const { mailer, problems, send } = mailerTo(hanging)
  for (const subject of ['Waiting 1', 'Waiting 2', 'Waiting 3']) expect(await send(subject)).toBe(true)
  // all three are stored while the server is still silent
  expect([problems, (await line('Waiting 3'))?.sentAt]).toEqual([[], null])
  expect(await api.listUnits()).toHaveLength(1)
  await expect.poll(hanging.visits).toBe(1)
  hanging.close()
  await mailer.deliver()
  expect(hanging.visits()).toBe(1)
  world.clock.addDays(1 / 12)
  await mailer.deliver()
  expect(problems.at(-1)).toMatch(/^[23] mails wait for the mail server for more than an hour/)
  await mailer.stop()

  const server = await startMailServer()
  const later = mailerTo(server)
  world.clock.addDays(1 / 12)
  await later.mailer.deliver()
  expect(server.taken.map((text) => /Subject: (.*)/.exec(text)?.[1]).toSorted()).toEqual([
    'Waiting 1',
    'Waiting 2',
    'Waiting 3',
  ])
  server.close()
})

test('row 81: two processes send a mail once', async () => {
  const server = await startMailServer()
  const unseen = await startMailServer({ hangs: true })
  const { send, mailer: first } = mailerTo(unseen)
  unseen.close()
  for (let number = 1; number <= 8; number++) await send(`Shared ${number}`)
  await first.stop()
  world.clock.addDays(1)
  const many = [mailerTo(server), mailerTo(server), mailerTo(server)]
  await Promise.all(many.map(({ mailer }) => mailer.deliver()))
  expect(server.taken).toHaveLength(8)
  server.close()
})

test('row 81: a sender that ends after the server took the mail and before it could say so leaves one mail, flagged', async () => {
  const database = await cuttableLine(world.databaseUrl)
  const server = await startMailServer({ beforeTaking: () => database.cut() })
  const db = openDatabase(database.url, { max: 2, statementTimeoutSeconds: 4, log: () => {} })
  const lost = mailerTo(server, db)
  await lost.send('Perhaps')
  await lost.mailer.deliver()
  await db.destroy()

  const { mailer, problems } = mailerTo(server)
  await mailer.deliver()
  world.clock.addDays(1)
  await mailer.deliver()
  world.clock.addDays(1)
  await mailer.deliver()
  expect(server.taken).toHaveLength(1)
  expect(problems).toEqual(['Mails that were perhaps sent, and are not sent again: 1'])
  expect((await line('Perhaps'))?.sentAt).toBeNull()
  server.close()
})

import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import * as api from '#client/api.ts'
import { inOrganisation, within } from '#server/database.ts'
import { cast } from '../../../support/cast.ts'
import { createEmptyDatabase } from '../../../support/databases.ts'
import { newWorld, type World } from '../../../support/world.ts'

const { mia } = cast
const SCRIPT = path.join(import.meta.dirname, '../../../../scripts/admin.ts')
const ada = { name: 'Ada van Zuid', email: 'ada@zuid.test', password: 'ada-begint-bij-het-begin' }

let world: World
let organisationId: string
let folder: string
beforeAll(async () => {
  world = await newWorld()
  organisationId = (await world.settle()).organisationId
  folder = mkdtempSync(path.join(os.tmpdir(), 'regie-admin-'))
})
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await world.close()
})

/** As `npm run admin -- …` does. */
function run(words: string[], databaseUrl = world.databaseUrl) {
  const env = {
    PATH: process.env.PATH,
    DATA_DIR: folder,
    DATABASE_URL: databaseUrl,
    SITE_URL: 'http://regie.test',
  }
  return new Promise<{ code: number; said: string }>((done) =>
    execFile(process.execPath, [SCRIPT, ...words], { env }, (error, out, fault) =>
      done({ code: Number(error?.code ?? 0), said: out + fault }),
    ),
  )
}

const logOf = (where: 'programme' | 'organisation') => {
  const list = (trx: Parameters<Parameters<typeof within>[2]>[0]) =>
    trx
      .selectFrom('auditEntries')
      .select(['deed', 'role', 'userName', 'subject'])
      .orderBy('position')
      .execute()
  return where === 'programme'
    ? within(world.services.db, { scope: 'centre' }, list)
    : inOrganisation(world.services.db, organisationId, list)
}

test('an account of the centre is made, comes in by a link that works once, and is in the log', async () => {
  const { code, said } = await run(['create-centre', 'Ada@Zuid.test', 'Ada', 'van', 'Zuid'])
  expect(code).toBe(0)
  const secret = said.match(/http:\/\/regie\.test\/reset-password#([\w-]+)/)?.[1] ?? ''
  world.clock.set(new Date().toISOString())
  await api.resetPassword({ secret, password: ada.password })
  await expect(api.resetPassword({ secret, password: ada.password })).rejects.toMatchObject({ status: 410 })
  await world.signIn(ada)
  expect(await api.getSession()).toMatchObject({ office: 'centre', name: ada.name, organisation: null })
  const entries = await logOf('programme')
  const made = entries.find(({ deed }) => deed === 'server:create-centre')
  expect(made).toMatchObject({
    role: 'server',
    userName: 'server administrator',
    subject: { name: ada.name },
  })
})

test('who belongs to the centre already gets a link all the same', async () => {
  const { code, said } = await run(['create-centre', mia.email, 'Mia'])
  expect(code).toBe(0)
  expect(said).toContain('works for the programme centre already')
  expect(said).toContain('/reset-password#')
})

test('a lost second factor is taken away, with every session, and both logs tell it', async () => {
  await world.signIn(mia)
  await world.setUpSecondFactor()
  const { said } = await run(['reset-second-factor', mia.email])
  expect(said).toContain('has no second factor any more')
  expect(await api.getSession()).toMatchObject({ state: 'signed-out' })
  expect(await api.signIn({ email: mia.email, password: mia.password })).toMatchObject({ state: 'signed-in' })
  for (const where of ['programme', 'organisation'] as const) {
    const deeds = (await logOf(where)).map(({ deed }) => deed)
    expect(deeds).toContain('server:reset-second-factor')
  }
})

test('the holder hears of it by mail, once: not when there was nothing to take away', async () => {
  await run(['reset-second-factor', mia.email])
  const mails = await world.outbox(organisationId)
  const told = mails.filter(({ subject }) => subject === 'De tweede stap is weggehaald voor Regie')
  expect(told).toMatchObject([
    { recipient: mia.email, text: expect.stringContaining('beheerder van de server') },
  ])
})

test('an account is signed out everywhere', async () => {
  await world.signIn(mia)
  const { said } = await run(['end-sessions', mia.email])
  expect(said).toContain('is signed out everywhere')
  expect(await api.getSession()).toMatchObject({ state: 'signed-out' })
})

test('the centre is listed, and that it was looked at is kept', async () => {
  const { said } = await run(['list-centre'])
  expect(said).toMatch(/Ada van Zuid <ada@zuid\.test>, since \d{4}-\d\d-\d\d, without a second factor/)
  expect((await logOf('programme')).map(({ deed }) => deed)).toContain('server:list-centre')
})

test('what cannot be done is said in plain words', async () => {
  expect(await run(['end-sessions', 'nobody@zuid.test'])).toEqual({
    code: 1,
    said: 'There is no account for nobody@zuid.test. Nothing was changed.\n',
  })
  const { code, said } = await run(['create-center'])
  expect(code).toBe(2)
  expect(said).toContain('npm run admin -- create-centre')
  const empty = await createEmptyDatabase(inject('databaseUrl'))
  expect((await run(['list-centre'], empty.url)).said).toContain('Start Regie once')
  await empty.drop()
})

import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import * as api from '#client/api.ts'
import { PUBLIC_DEEDS, SERVER_DEEDS } from '#server/access/deeds.ts'
import { isKeptInLog, PERMISSIONS, type Permission } from '#server/access/permissions.ts'
import { AuditTopic } from '#server/audit-log/contract.ts'
import { deedsOf } from '#server/audit-log/things.ts'
import { verifyChains } from '#server/audit-log/verify.ts'
import { type Deed, openDatabase, PROGRAMME_CHAIN, within } from '#server/database.ts'
import { found } from '#server/errors.ts'
import english from '../../../client/text/en/audit-log.json' with { type: 'json' }
import dutch from '../../../client/text/nl/audit-log.json' with { type: 'json' }
import { cast } from '../../support/cast.ts'
import { newWorld, type World } from '../../support/world.ts'
import { peopleOrganisation } from '../matrix/organisation.ts'
import { publish } from '../plans/published.ts'

const { mia, max, sam } = cast
const secretIn = (link: string) => link.split('#')[1] ?? ''
const log = (query = '') => api.getAuditLog('organisation', query)
const deedsIn = ({ entries }: Awaited<ReturnType<typeof log>>) => entries.map(({ deed }) => deed)

async function asOwner<T>(world: World, work: (owner: pg.Client) => Promise<T>): Promise<T> {
  const owner = new pg.Client({ connectionString: world.databaseUrl })
  await owner.connect()
  try {
    return await work(owner)
  } finally {
    await owner.end()
  }
}

function deed(chainId: string, name = 'units:add'): Deed {
  const by = { userId: 'someone', name: 'Iemand', role: 'messenger' as const }
  return { name, chainId, by, happenedAt: new Date('2026-11-20T09:00:00Z'), subject: {}, isKept: false }
}

const permissions = (Object.keys(PERMISSIONS) as Permission[]).filter(isKeptInLog)
const kept = [...new Set<string>([...permissions, ...PUBLIC_DEEDS, ...SERVER_DEEDS])].toSorted()

test('every deed that is kept has words in both languages, and no other', () => {
  expect(Object.keys(english.deeds).toSorted()).toEqual(kept)
  expect(Object.keys(dutch.deeds).toSorted()).toEqual(kept)
})

test('every deed that is kept is found by one topic', () => {
  const found = AuditTopic.enum.flatMap(deedsOf).filter((deed) => kept.includes(deed))
  expect(found.toSorted()).toEqual(kept)
})

describe('the log of an organisation', () => {
  let world: World
  let organisationId: string
  let unitId: string

  beforeAll(async () => {
    world = await newWorld()
    const place = await world.settle()
    organisationId = place.organisationId
    const unit = await api.addUnit({ parentId: place.rootUnitId, name: 'Team Oost' })
    unitId = unit.id
    await api.changeUnit(unitId, { name: 'Team Zon' })
    const { link } = await api.inviteMember({ name: max.name, email: max.email, role: 'manager', unitId })
    world.signOut()
    await api.acceptInvitation({ secret: secretIn(link), password: max.password })
    await world.signIn(mia)
  })
  afterAll(() => world.close())

  test('tells who did what, the newest first, with the names that things have today', async () => {
    const { entries, people } = await log()
    expect(entries.map(({ position }) => position)).toEqual(entries.map((_, place) => entries.length - place))
    expect(entries[0]).toMatchObject({ deed: 'session:start', person: { name: mia.name }, role: 'messenger' })
    const change = entries.find((entry) => entry.deed === 'units:change')
    expect(change?.things).toEqual([{ kind: 'unit', id: unitId, name: 'Team Zon' }])
    const invite = entries.find((entry) => entry.deed === 'members:invite')
    expect(invite).toMatchObject({
      things: [{ kind: 'invitation', name: max.name }],
      details: { role: 'manager' },
    })
    expect(deedsIn(await log())).toContain('programme:found')
    expect(people.map(({ name }) => name)).toEqual([max.name, mia.name])
  })

  test('holds no address of anybody', async () => {
    const { rows } = await asOwner(world, (owner) => owner.query('select * from audit_entries'))
    expect(JSON.stringify(rows)).not.toContain('@')
  })

  test('is found by person, topic, thing and period, page by page', async () => {
    const { people } = await log()
    const userId = people.find(({ name }) => name === max.name)?.userId ?? ''
    const ofMax = await log(`?person=${userId}`)
    expect(deedsIn(ofMax).toSorted()).toEqual(['invitations:accept', 'session:start'])
    expect(new Set(deedsIn(await log('?topic=organisation')))).toEqual(
      new Set(['units:add', 'units:change', 'programme:found']),
    )
    expect(deedsIn(await log(`?thing=${unitId}`))).toContain('units:change')
    expect(deedsIn(await log('?until=2026-11-19'))).toEqual([])
    expect(deedsIn(await log('?from=2026-11-21&until=2026-11-21')).length).toBeGreaterThan(3)
    const { db } = world.services
    for (let each = 0; each < 50; each++)
      await within(db, { organisationId }, async () => {}, deed(organisationId))
    const first = await log()
    const older = await log(`?before=${first.entries.at(-1)?.position}`)
    expect([first.entries.length, first.hasMore, older.hasMore]).toEqual([50, true, false])
    expect(older.entries[0]?.position).toBe((first.entries.at(-1)?.position ?? 0) - 1)
    await expect(log('?before=0')).rejects.toMatchObject({ status: 400 })
    await expect(log('?topic=everything')).rejects.toMatchObject({ status: 400 })
  })

  test('is taken along as a file in which nothing runs, and that too is in the log', async () => {
    const { db } = world.services
    const bad = { ...deed(organisationId), by: { userId: 'x', name: '=cmd()', role: 'messenger' as const } }
    await within(db, { organisationId }, async () => {}, bad)
    const file = await fetch(api.auditCsvPath('organisation', ''))
    const text = await file.text()
    expect(file.headers.get('content-type')).toContain('text/csv')
    expect(text).toContain(`"'=cmd()"`.replaceAll('"', ''))
    expect(text.split('\r\n').length).toBe(((await log()).entries[0]?.position ?? 0) + 1)
    expect(deedsIn(await log())[0]).toBe('audit-log:export')
  })

  test('is for messenger and privacy officer; a manager and a stranger read none of it (row 4)', async () => {
    await world.signIn(max)
    await expect(log()).rejects.toMatchObject({ status: 403 })
    await expect(api.checkAuditLog('organisation')).rejects.toMatchObject({ status: 403 })
    expect((await fetch(api.auditCsvPath('organisation', ''))).status).toBe(403)
    await expect(api.getAuditLog('programme', '')).rejects.toMatchObject({ status: 403 })
    await world.stranger()
    expect((await log()).entries.every(({ person }) => person.name === sam.name)).toBe(true)
    await expect(api.getAuditLog('programme', '')).rejects.toMatchObject({ status: 403 })
    await world.signIn(mia)
    const { members } = await api.getMembers()
    const maxId = members.find(({ email }) => email === max.email)?.id ?? ''
    await api.changeMember(maxId, { role: 'privacy-officer', unitId: null })
    await world.signIn(max)
    const { entries } = await log()
    expect(entries.find((entry) => entry.deed === 'members:change')).toMatchObject({
      things: [{ kind: 'member', name: max.name }],
      details: { from: 'manager', role: 'privacy-officer' },
    })
    await world.signIn(mia)
    await expect(api.getAuditLog('programme', '')).rejects.toMatchObject({ code: 'second-factor-needed' })
    await world.setUpSecondFactor()
    const ofProgramme = await api.getAuditLog('programme', '')
    expect(deedsIn(ofProgramme)).toContain('programme:found')
    // what somebody of the centre does with the own account is the programme's concern as well
    expect(deedsIn(ofProgramme)).toContain('own-account:confirm-second-factor')
    expect(deedsIn(await log())).toContain('own-account:confirm-second-factor')
  })

  test('failed sign-ins, at the first step or the second, are a number, and nobody can see of whom', async () => {
    const wrong = { email: max.email, password: 'dit-is-het-niet-hoor' }
    for (let each = 0; each < 2; each++) await api.signIn(wrong).catch(() => undefined)
    await api.signIn({ ...wrong, email: 'niemand@debrug.test' }).catch(() => undefined)
    world.signOut()
    await api.signIn({ email: mia.email, password: mia.password })
    await expect(api.passSecondFactor({ code: 'xxxxx-xxxxx' })).rejects.toMatchObject({ code: 'wrong-code' })
    await world.signIn(mia)
    await vi.waitFor(async () => {
      expect((await log()).failedSignIns).toEqual({ days: 30, attempts: 3 })
      expect((await api.getAuditLog('programme', '')).failedSignIns.attempts).toBe(1)
    })
  })

  test('signing out, a new password and one by a link are in it', async () => {
    await world.signIn(max)
    await api.changePassword({ current: max.password, password: 'een-ander-woord-van-max' })
    await api.changePassword({ current: 'een-ander-woord-van-max', password: max.password })
    await api.signOut()
    await api.askPasswordReset(max.email)
    await world.signIn(mia)
    const mail = await vi.waitFor(async () => {
      const sent = (await world.outbox(organisationId)).findLast(({ recipient }) => recipient === max.email)
      expect(sent?.subject).toContain('wachtwoord')
      return sent
    })
    const secret = mail?.text.match(/#([\w-]+)/)?.[1] ?? ''
    await api.resetPassword({ secret, password: max.password })
    expect(deedsIn(await log()).slice(0, 6)).toEqual([
      'passwords:reset',
      'session:start',
      'session:end',
      'own-account:change',
      'own-account:change',
      'session:start',
    ])
  })
})

describe('the log in the database', () => {
  let world: World
  let organisationId: string
  let rootUnitId: string

  beforeAll(async () => {
    world = await newWorld()
    ;({ organisationId, rootUnitId } = await world.settle())
  })
  afterAll(() => world.close())

  test('thirty deeds at once at two processes make one chain without a gap', async () => {
    const options = { max: 6, statementTimeoutSeconds: 30, log: () => {} }
    const other = openDatabase(world.databaseUrl, options)
    const places = Array.from({ length: 30 }, (_, each) => (each % 2 ? other : world.services.db))
    await Promise.all(
      places.map((db) => within(db, { organisationId }, async () => {}, deed(organisationId))),
    )
    await other.destroy()
    const { entries } = await log()
    expect(entries.length).toBeGreaterThan(30)
    expect(await api.checkAuditLog('organisation')).toMatchObject({
      state: 'whole',
      entries: entries[0]?.position,
    })
  })

  test('what the centre does here and what is done here for the centre do not wait for each other for ever', async () => {
    const { db } = world.services
    const byCentre = { ...deed(PROGRAMME_CHAIN, 'organisations:change'), concerns: organisationId }
    const byMessenger = { ...deed(organisationId, 'grants:give'), concerns: PROGRAMME_CHAIN }
    await asOwner(world, async (owner) => {
      const lock = `hashtextextended('audit ' || '${organisationId}', 0)`
      const waiting = async () => (await owner.query(WAITING)).rowCount
      await owner.query(`select pg_advisory_lock(${lock})`)
      const centre = within(db, { scope: 'centre' }, async () => {}, byCentre)
      await vi.waitFor(async () => expect(await waiting()).toBe(1))
      const messenger = within(db, { organisationId }, async () => {}, byMessenger)
      await vi.waitFor(async () => expect(await waiting()).toBe(2))
      await owner.query(`select pg_advisory_unlock(${lock})`)
      await Promise.all([centre, messenger])
    })
  })

  test.each([
    ['changed', `update audit_entries set user_name = 'Niemand'`],
    ['removed', 'delete from audit_entries'],
    ['emptied', 'truncate audit_entries'],
    [
      'written into another log',
      `insert into audit_entries (chain_id, happened_at, user_id, user_name, role, deed)
       values ('22222222-2222-4222-8222-222222222222', now(), 'x', 'x', 'messenger', 'units:add')`,
    ],
    ['read without an organisation', `select 1 / count(*) from audit_entries`],
  ])('cannot be %s by the program', async (_how, statement) => {
    await asOwner(world, async (owner) => {
      await owner.query('set role regie_app')
      if (!statement.startsWith('select'))
        await owner.query(`select set_config('app.organisation_id', '${organisationId}', false)`)
      await expect(owner.query(statement)).rejects.toThrow()
    })
  })

  test('an entry gets its place and its hash from the database, whatever the program asks for', async () => {
    const before = (await log()).entries[0]?.position ?? 0
    await asOwner(world, async (owner) => {
      await owner.query('set role regie_app')
      await owner.query(`select set_config('app.organisation_id', '${organisationId}', false)`)
      await owner.query(
        `insert into audit_entries (chain_id, position, happened_at, user_id, user_name, role, deed, previous_hash, hash)
         values ('${organisationId}', 1, now(), 'x', 'x', 'messenger', 'units:add', '\\x00', '\\x00')`,
      )
    })
    expect((await log()).entries[0]?.position).toBe(before + 1)
    expect(await api.checkAuditLog('organisation')).toMatchObject({ state: 'whole' })
  })

  test('when the log cannot be written nothing is done and no result is shown', async () => {
    const instrument = found(world.services.catalogue.instruments.get('competences'))
    const units = [{ id: rootUnitId, parentId: null, name: 'De Brug' }]
    const scanId = await publish(world.services.db, { organisationId, instrument, units })
    const { id: planId } = await api.startPlan(scanId)
    const stop =
      'create function no_log() returns trigger language plpgsql as $$ begin raise exception $m$no log$m$; end $$'
    await asOwner(world, async (owner) => {
      await owner.query(stop)
      await owner.query(
        'create trigger a_no_log before insert on audit_entries for each row execute function no_log()',
      )
    })
    const tables = () => asOwner(world, dumpOf)
    const before = await tables()
    const { id } = (await api.getMembers()).members[0] ?? { id: '' }
    const deeds: Record<string, () => Promise<unknown>> = {
      'units:add': () => api.addUnit({ parentId: rootUnitId, name: 'Nieuw' }),
      'units:change': () => api.changeUnit(rootUnitId, { name: 'Anders' }),
      'members:invite': () =>
        api.inviteMember({ name: 'Bo', email: 'bo@debrug.test', role: 'manager', unitId: null }),
      'members:change': () => api.changeMember(id, { role: 'messenger', unitId: null }),
      'organisation:change': () =>
        api.changeOwnOrganisation({ name: 'Anders', kind: 'company', secondFactorRequired: false }),
      'preparation:change': () =>
        api.savePreparation({ worksCouncil: true, privacy: true, whoTellsWhom: true, units: true }),
      'scans:prepare': () => api.newScan({ instrumentId: 'competences' }),
      'plans:start': () => api.startPlan(scanId),
      'results:read': () => api.getResults(scanId),
      'findings:read': () => api.getPlan(planId),
      'results:export': () => api.call('GET', api.resultsCsvPath(scanId, 'nl')),
      'own-account:change': () =>
        api.changePassword({ current: mia.password, password: 'dit-wordt-het-nieuwe' }),
      'session:start': () => api.signIn({ email: mia.email, password: mia.password }),
      'audit-log:export': () => api.call('GET', api.auditCsvPath('organisation', '')),
    }
    for (const [name, attempt] of Object.entries(deeds))
      await expect(attempt(), name).rejects.toMatchObject({ status: 500 })
    expect(await tables()).toEqual(before)
    await asOwner(world, (owner) => owner.query('drop function no_log() cascade'))
    expect(await api.getResults(scanId)).toMatchObject({ scan: { id: scanId } })
    expect(deedsIn(await log())[0]).toBe('results:read')
  })

  test('whoever changes the tables themselves is found out, and where', async () => {
    const noted = await api.checkAuditLog('organisation')
    if (noted.state !== 'whole') throw new Error('a whole chain expected')
    const { db } = world.services
    const mark = `${organisationId}:${noted.entries}:${noted.hash}`
    expect(await verifyChains(db, [mark])).toMatchObject({ isSound: true })
    await asOwner(world, async (owner) => {
      await owner.query('alter table audit_entries disable trigger user')
      await owner.query('delete from audit_entries where chain_id = $1 and position = $2', [
        organisationId,
        noted.entries,
      ])
    })
    expect(await verifyChains(db, [])).toMatchObject({ isSound: true })
    const cutOff = await verifyChains(db, [mark])
    expect(cutOff.isSound).toBe(false)
    expect(cutOff.lines.at(-1)).toBe(`NOT AS NOTED DOWN: ${mark}`)
    await asOwner(world, (owner) =>
      owner.query(`update audit_entries set user_name = 'Niemand' where chain_id = $1 and position = 3`, [
        organisationId,
      ]),
    )
    expect(await api.checkAuditLog('organisation')).toEqual({ state: 'broken', position: 3 })
    const { lines, isSound } = await verifyChains(db, [])
    expect(isSound).toBe(false)
    expect(lines.join('\n')).toContain(`BROKEN: ${organisationId}: entry 3 was changed`)
    expect(lines.join('\n')).toContain(`Whole: ${PROGRAMME_CHAIN}:`)
  })
})

test('a whole life of an organisation is in its log, and nobody without an account ever', async () => {
  const world = await newWorld()
  await world.settle()
  const { organisationId } = await peopleOrganisation(world, 'Canary')
  const entries = await within(world.services.db, { organisationId }, (trx) =>
    trx.selectFrom('auditEntries').selectAll().execute(),
  )
  const accounts = await world.services.db.selectFrom('users').select('id').execute()
  const known = new Set(accounts.map(({ id }) => id))
  expect(entries.length).toBeGreaterThan(20)
  expect(entries.filter(({ userId }) => !known.has(userId))).toEqual([])
  const keys = new Set(entries.flatMap(({ subject }) => Object.keys(subject)))
  expect([...keys].filter((key) => /comment|code|secret|response|invitee|email|group/i.test(key))).toEqual([])
  expect(new Set(entries.map((entry) => entry.deed)).size).toBeGreaterThan(8)
  await world.close()
})

/** Other tests have databases of their own on the same server. */
const WAITING = `select from pg_locks where locktype = 'advisory' and not granted
  and database = (select oid from pg_database where datname = current_database())`

async function dumpOf(owner: pg.Client): Promise<string[]> {
  const { rows } = await owner.query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'public' and tablename not in
       ('sessions', 'wrong_passwords', 'rate_windows', 'kysely_migration_lock') order by 1`,
  )
  const dumps: string[] = []
  for (const { name } of rows) {
    const counted = await owner.query(
      `select md5(coalesce(string_agg(t::text, '' order by t::text), '')) as sum from "${name}" t`,
    )
    dumps.push(`${name} ${counted.rows[0].sum}`)
  }
  return dumps
}

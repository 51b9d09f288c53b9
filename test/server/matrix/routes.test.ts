import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type AnyRole, grantingRole, isKeptInLog, isOfOrganisation } from '#server/access/permissions.ts'
import { within } from '#server/database.ts'
import { exampleOf, holdsId } from '../../support/example.ts'
import { type Operation, operationsOf, type Schema } from '../../support/operations.ts'
import { giveSecondFactor } from '../../support/second-factor.ts'
import { newWorld, uncounted, type World } from '../../support/world.ts'
import { absentIds, fill, holesOf, type Ids, idOfField, idsOf, idsOfUnit, isKnownField } from './ids.ts'
import { type Browser, newBrowser, type Peopled, peopleOrganisation } from './organisation.ts'
import { changesBetween, fingerprints } from './tables.ts'

/** Rows 1, 2, 4, 6 and 7 of the threat model: every route there is, tried by everyone with everything that is not theirs. */
let world: World
let owner: pg.Client
let original: Browser
let operations: Operation[]
let visitors: Record<Name, Visitor>
let ownId: string
let own: Ids
let places: Record<'sibling' | 'other-region' | 'absent', Ids>

const NAMES = [
  'who is signed out',
  'the messenger',
  'a manager',
  'a manager of Oost',
  'the privacy officer',
  'a coordinator',
  'the centre',
] as const
type Name = (typeof NAMES)[number]

interface Visitor {
  roles: AnyRole[]
  browser: Browser
  /** Places whose ids are as good as absent for this visitor. */
  foreign: ('sibling' | 'other-region')[]
}

beforeAll(async () => {
  original = globalThis.fetch
  world = await newWorld({ rateStore: uncounted })
  owner = new pg.Client({ connectionString: world.databaseUrl })
  await owner.connect()
  const deBrug = await peopleOrganisation(world, 'DeBrug')
  const overkant = await peopleOrganisation(world, 'Overkant')
  const verweg = await peopleOrganisation(world, 'Verweg')
  const zuid = await newRegion('Zuid', [deBrug, overkant])
  await newRegion('Noord', [verweg])
  ownId = deBrug.organisationId
  own = await idsOf(owner, ownId)
  places = {
    sibling: await idsOf(owner, overkant.organisationId),
    'other-region': await idsOf(owner, verweg.organisationId),
    absent: absentIds(),
  }
  operations = await operationsOf(world.app, { host: new URL(world.services.config.siteUrl).host })
  const strangers = ['sibling', 'other-region'] as const
  visitors = {
    'who is signed out': { roles: [], browser: newBrowser(world), foreign: [...strangers] },
    'the messenger': { roles: ['messenger'], browser: deBrug.messenger, foreign: [...strangers] },
    'a manager': { roles: ['manager'], browser: deBrug.manager, foreign: [...strangers] },
    'a manager of Oost': { roles: ['manager'], browser: deBrug.managerOfOost, foreign: [...strangers] },
    'the privacy officer': {
      roles: ['privacy-officer'],
      browser: deBrug.privacyOfficer,
      foreign: [...strangers],
    },
    'a coordinator': {
      roles: ['coordinator'],
      browser: await newOffice('coordinator', zuid),
      foreign: ['other-region'],
    },
    'the centre': { roles: ['centre'], browser: await newOffice('centre', null), foreign: [] },
  }
})
afterAll(async () => {
  globalThis.fetch = original
  await owner.end()
  await world.close()
})

async function newRegion(name: string, members: Peopled[]): Promise<string> {
  const { rows } = await owner.query<{ id: string }>('insert into regions (name) values ($1) returning id', [
    name,
  ])
  const id = rows[0]?.id ?? ''
  await owner.query('update organisations set region_id = $1 where id = any($2)', [
    id,
    members.map(({ organisationId }) => organisationId),
  ])
  return id
}

async function newOffice(role: 'centre' | 'coordinator', regionId: string | null): Promise<Browser> {
  const userId = randomUUID()
  await within(world.services.db, { userId }, async (trx) => {
    await trx
      .insertInto('users')
      .values({ id: userId, name: role, email: `${role}@matrix.test` })
      .execute()
    await trx.insertInto('programmeMembers').values({ userId, role, regionId }).execute()
  })
  const now = world.clock.now()
  await giveSecondFactor(world.services.db, userId, now)
  const cookies = await world.services.auth.signInAs(userId, now)
  const cookie = cookies.map((each) => each.split(';', 1)[0]).join('; ')
  const { app, services } = world
  return async (url, init) => {
    const headers = { ...(init?.headers as Record<string, string>), origin: services.config.siteUrl, cookie }
    const payload = init?.body as string | undefined
    const method = (init?.method ?? 'GET') as 'GET'
    const answer = await app.inject({
      method,
      url: String(url),
      headers,
      ...(payload === undefined ? {} : { payload }),
    })
    const body = answer.statusCode === 204 ? null : answer.rawPayload
    return new Response(body as BodyInit | null, { status: answer.statusCode })
  }
}

interface Answer {
  status: number
  body: string
}

/** An example of a body, with ids of one organisation wherever one belongs. */
async function ask(visitor: Visitor, operation: Operation, address: string, inBody: Ids): Promise<Answer> {
  const { method, body } = operation
  const query = Object.entries(operation.query).map(
    ([name, schema]) => `${name}=${exampleOf(schema, (field) => idOfField(inBody, field), name)}`,
  )
  const url = query.length > 0 ? `${address}?${query.join('&')}` : address
  const json = body?.type === 'application/json'
  const text = json
    ? JSON.stringify(exampleOf(body.schema, (field) => idOfField(inBody, field)))
    : 'respondent\n'
  const answer = await visitor.browser(url, {
    method,
    ...(body ? { body: text, headers: { 'content-type': body.type } } : {}),
  })
  return { status: answer.status, body: (await answer.text()).replace(/"requestId":"[^"]*"/, '') }
}

const mayUse = ({ roles }: Visitor, { policy }: Operation) =>
  policy === 'public' || roleFor(roles, policy) !== undefined

function roleFor(roles: AnyRole[], policy: Exclude<Operation['policy'], 'public'>) {
  const membership = roles.find(isOfOrganisation)
  const office = roles.find((role) => role === 'centre' || role === 'coordinator')
  return grantingRole(
    { membership: membership ? { role: membership } : null, office: office ? { role: office } : null },
    policy,
  )
}

/** What was refused must have changed nothing: told by the names of the tables that moved. */
async function withoutChange(work: () => Promise<string[]>, mayMove: string[] = []): Promise<string[]> {
  const before = await fingerprints(owner)
  const faults = await work()
  const moved = changesBetween(before, await fingerprints(owner)).filter((table) => !mayMove.includes(table))
  return [...faults, ...moved.map((table) => `the table ${table} was changed`)]
}

const named = ({ method }: Operation, address: string) => `${method} ${address}`

/** Asks each of these routes, where it leads to something of the own organisation. */
async function askEach(
  these: Operation[],
  judge: (operation: Operation, address: string) => Promise<string[]>,
) {
  const faults: string[] = []
  let asked = 0
  for (const operation of these) {
    const own = addressOfOwn(operation)
    if (own === undefined) continue
    asked++
    faults.push(...(await judge(operation, own)))
  }
  expect(asked).toBeGreaterThan(0)
  return faults
}

const addressOfOwn = ({ path }: Operation) =>
  fill(
    path,
    holesOf(path).map(() => own),
  )

test('the matrix knows every route, and every permission has one', () => {
  expect(operations.length).toBeGreaterThan(60)
  expect(
    operations.filter(
      ({ path }) =>
        fill(
          path,
          holesOf(path).map(() => places.absent),
        ) === undefined,
    ),
  ).toEqual([])
})

test('the matrix knows what every id in a body stands for', () => {
  const fields = operations.flatMap(({ body }) => (body ? idFieldsOf(body.schema) : []))
  expect(fields.length).toBeGreaterThan(5)
  expect([...new Set(fields)].filter((field) => !isKnownField(field))).toEqual([])
})

describe.each(NAMES)('%s', (name) => {
  test('is refused what no role of this visitor may do, and nothing changes (rows 1, 4)', async () => {
    const visitor = visitors[name]
    const refused = operations.filter((operation) => !mayUse(visitor, operation))
    const expected = visitor.roles.length === 0 ? 401 : 403
    const faults = await withoutChange(() =>
      askEach(refused, async (operation, address) => {
        const { status } = await ask(visitor, operation, address, own)
        return status === expected ? [] : [`${named(operation, address)} gave ${status}`]
      }),
    )
    expect(faults).toEqual([])
  })

  test('finds nothing of others: each id of theirs, alone or among own ones, is as good as absent (rows 1, 2, 7)', async () => {
    const visitor = visitors[name]
    const open = operations.filter(
      (operation) => mayUse(visitor, operation) && holesOf(operation.path).length > 0,
    )
    const faults = await withoutChange(async () => {
      const wrong: string[] = []
      for (const operation of open) {
        const holes = holesOf(operation.path)
        for (const [hole] of holes.entries()) {
          const sources = (there: Ids) => holes.map((_, place) => (place >= hole ? there : own))
          const absent = fill(operation.path, sources(places.absent))
          if (absent === undefined || absent === fill(operation.path, sources(own))) continue
          const expected = await ask(visitor, operation, absent, own)
          if (expected.status < 400 || expected.status >= 500)
            wrong.push(`${name}: ${named(operation, absent)} gave ${expected.status} for nothing`)
          for (const place of visitor.foreign) {
            const address = fill(operation.path, sources(places[place]))
            if (address === undefined) continue
            const answer = await ask(visitor, operation, address, own)
            if (answer.status !== expected.status || answer.body !== expected.body)
              wrong.push(
                `${name}: ${named(operation, address)} (${place}) gave ${answer.status} ${answer.body}`,
              )
          }
        }
      }
      return wrong
    })
    expect(faults).toEqual([])
  })

  test('reads what is open to this visitor, which changes nothing but the log', async () => {
    const visitor = visitors[name]
    const open = operations.filter((operation) => operation.method === 'GET' && mayUse(visitor, operation))
    const look = () =>
      askEach(open, async (operation, address) => {
        const { status } = await ask(visitor, operation, address, own)
        const isWrong = status === 401 || status === 403 || status >= 500
        return isWrong ? [`${named(operation, address)} gave ${status}`] : []
      })
    expect(await withoutChange(look, ['audit_entries'])).toEqual([])
  })
})

describe('whoever may write an id', () => {
  /** To the centre no organisation is foreign, and it makes what has a new id. */
  const writesOf = (visitor: Visitor) =>
    operations.filter(
      (operation) =>
        visitor.foreign.length > 0 &&
        mayUse(visitor, operation) &&
        operation.policy !== 'public' &&
        bodyHoldsId(operation) &&
        addressOfOwn(operation) !== undefined,
    )

  test('cannot slip an id of others into a body (row 2)', async () => {
    const writing = NAMES.filter((name) => writesOf(visitors[name]).length > 0)
    expect(writing).toEqual(['the messenger', 'a manager', 'a manager of Oost'])
    const faults = await withoutChange(async () => {
      const found: string[] = []
      for (const name of writing) found.push(...(await slipIn(visitors[name])))
      return found
    })
    expect(faults).toEqual([])
  })

  const slipIn = (visitor: Visitor) =>
    askEach(writesOf(visitor), async (operation, address) => {
      const expected = await ask(visitor, operation, address, places.absent)
      const wrong: string[] = []
      for (const place of visitor.foreign) {
        const answer = await ask(visitor, operation, address, places[place])
        const what = `${visitor.roles}: ${named(operation, address)} (${place})`
        if (answer.status < 400) wrong.push(`${what} gave ${answer.status}`)
        if (answer.status !== expected.status || answer.body !== expected.body)
          wrong.push(`${what} differs from absent`)
      }
      return wrong
    })
})

test('a manager of one unit finds nothing that belongs to another unit only', async () => {
  const visitor = visitors['a manager of Oost']
  const [mine, theirs] = [await idsOfUnit(owner, ownId, 'Oost'), await idsOfUnit(owner, ownId, 'West')]
  const open = operations.filter((operation) => mayUse(visitor, operation) && operation.policy !== 'public')
  const wrong: string[] = []
  let found = 0
  for (const operation of open.filter(({ path }) => holesOf(path).length > 0)) {
    const addressIn = (ids: Ids) => {
      const sources = holesOf(operation.path).map(({ word }) => (mine.has(word) ? ids : places.absent))
      return fill(operation.path, sources)
    }
    const [own, other] = [addressIn(mine), addressIn(theirs)]
    if (own === undefined || other === undefined || own === other) continue
    if (operation.method === 'GET' && (await ask(visitor, operation, own, places.absent)).status === 200)
      found++
    const { status } = await ask(visitor, operation, other, places.absent)
    if (status !== 404) wrong.push(`${named(operation, other)} gave ${status}`)
  }
  expect(wrong).toEqual([])
  expect(found).toBeGreaterThan(3)
})

test('every deed is kept in the log, and reading where it shows results', () => {
  const writes = operations.filter(({ method, policy }) => method !== 'GET' && policy !== 'public')
  const unkept = writes.filter(({ policy }) => policy !== 'public' && !isKeptInLog(policy))
  expect(unkept.map((operation) => named(operation, operation.path))).toEqual([
    'POST /api/scans/{scanId}/paper-answers/previews',
  ])
})

/** A write that were not part of the transaction that keeps it in the log would show as an answer or as a changed table. */
test('when the log cannot be written, no account writes anything by any route', async () => {
  await owner.query(
    'create function no_log() returns trigger language plpgsql as $$ begin raise exception $m$no log$m$; end $$',
  )
  await owner.query(
    'create trigger a_no_log before insert on audit_entries for each row execute function no_log()',
  )
  const reached = new Set<string>()
  const faults = await withoutChange(async () => {
    const wrong: string[] = []
    for (const name of NAMES) {
      const visitor = visitors[name]
      const writes = operations.filter((each) => isKeptWrite(each) && mayUse(visitor, each))
      for (const operation of writes) {
        const address = addressOfOwn(operation)
        if (address === undefined) continue
        const { status } = await ask(visitor, operation, address, own)
        if (status < 400) wrong.push(`${name}: ${named(operation, address)} gave ${status}`)
        if (status === 500) reached.add(named(operation, operation.path))
      }
    }
    return wrong
  })
  await owner.query('drop function no_log() cascade')
  expect(faults).toEqual([])
  // the others are refused by a rule of their own, and so write nothing either
  expect(reached.size).toBeGreaterThan(25)
})

const isKeptWrite = ({ method, policy }: Operation) =>
  method !== 'GET' && policy !== 'public' && isKeptInLog(policy)

/** Also those deep inside, such as the units of a scan. */
function idFieldsOf({ properties = {}, items, anyOf = [] }: Schema): string[] {
  const own = Object.entries(properties).flatMap(([name, schema]) =>
    holdsId(schema) ? [name] : idFieldsOf(schema),
  )
  return [...own, ...(items ? idFieldsOf(items) : []), ...anyOf.flatMap(idFieldsOf)]
}

function bodyHoldsId({ body }: Operation): boolean {
  const fields = Object.entries(body?.schema.properties ?? {})
  return fields.some(([name, schema]) => holdsId(schema) && idOfField(own, name) !== undefined)
}

import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as api from '#client/api.ts'
import { foundOrganisation } from '#server/access/queries.ts'
import { inOrganisation } from '#server/database.ts'
import type { Publication } from '#server/results/contract.ts'
import { publicationCsv } from '#server/results/csv.ts'
import type { Progress } from '#server/scans/contract.ts'
import { visit } from '../../../../scripts/visitor.ts'
import { newWorld, type World } from '../../../support/world.ts'
import { leaksIn } from './attacker.ts'
import { moments, pinned, progressAt } from './counters.ts'
import { newOrganisation, type Organisation, type Round } from './organisations.ts'
import { below } from './people.ts'
import { placeRound } from './place-round.ts'
import { type Placed, readComments } from './read-comments.ts'
import { readCsv } from './read-csv.ts'
import { type Read, readUnits } from './read-json.ts'
import { readingOf } from './reader.ts'
import { type Release, release, viewOf } from './releases.ts'
import type { Statement } from './statements.ts'

const ORGANISATIONS = 3

let world: World

let browser: typeof fetch

beforeAll(async () => {
  world = await newWorld()
  await world.settle()
  browser = globalThis.fetch
})
afterAll(async () => {
  globalThis.fetch = browser
  await world.close()
})

/** An address of the API for reading, with holes for ids. */
type Route = string
/** Answers of the server by the address that was asked. */
type Answers = Map<string, { route: Route; scan: 'first' | 'second' | null; body: unknown }>

async function readingRoutes(): Promise<Routes> {
  type Operations = Record<string, { get?: { description?: string } }>
  const { paths } = await api.call<{ paths: Operations }>('GET', '/api/openapi.json')
  const reading = Object.entries(paths).flatMap(([route, { get }]) =>
    get ? [{ route, for: get.description }] : [],
  )
  const openTo = (whom: RegExp) => reading.filter((one) => whom.test(one.for ?? '')).map(({ route }) => route)
  return { messenger: openTo(/everyone|the messenger/), manager: openTo(/everyone|a manager/) }
}

interface Routes {
  messenger: Route[]
  manager: Route[]
}

interface Ids {
  first: string
  second: string | undefined
  plan: string | undefined
  action: string | undefined
}

/** Every address that a reading route can have in this organisation. A new hole in a route has to be filled here. */
async function addressesOf(route: Route, ids: Ids, groups: (scanId: string) => Promise<string[]>) {
  const language = route.endsWith('/results.csv') ? ['?language=nl', '?language=en'] : ['']
  const queries = route.endsWith('/suggestions') ? ['?dimension=tempo'] : language
  const fill = (address: string) => queries.map((query) => `${address}${query}`)
  if (route.includes('{planId}'))
    return ids.plan
      ? fill(route.replace('{planId}', ids.plan)).map(of(route.endsWith('/changes') ? 'second' : 'first'))
      : []
  if (route.includes('{actionId}'))
    return ids.action ? fill(route.replace('{actionId}', ids.action)).map(of(null)) : []
  const scans = [
    ['first', ids.first],
    ['second', ids.second],
  ] as const
  const filled = []
  for (const [name, id] of route.includes('{scanId}') ? scans : [[null, ''] as const]) {
    if (id === undefined) continue
    const address = route.replace('{scanId}', id)
    const inGroups = address.includes('{groupId}') ? await groups(id) : ['']
    filled.push(...inGroups.flatMap((group) => fill(address.replace('{groupId}', group))).map(of(name)))
  }
  return filled
}

const of = (scan: 'first' | 'second' | null) => (address: string) => ({ address, scan })

async function ask(
  routes: readonly Route[],
  ids: Ids,
  groups: (scanId: string) => Promise<string[]>,
): Promise<Answers> {
  const answers: Answers = new Map()
  for (const route of routes) {
    for (const { address, scan } of await addressesOf(route, ids, groups)) {
      expect(address).not.toMatch(/[{}]/)
      const answer = await fetch(address)
      expect({ address, failed: answer.status >= 500 }).toEqual({ address, failed: false })
      if (answer.status !== 200) continue
      const text = await answer.text()
      const isJson = answer.headers.get('content-type')?.includes('json')
      answers.set(address, { route, scan, body: isJson ? JSON.parse(text) : text })
    }
  }
  return answers
}

interface Place {
  organisationId: string
  first: Round
  second: Round
  /** The same address bar, each with cookies of their own. */
  messenger: typeof fetch
  manager: typeof fetch
}

async function newPlace(organisation: Organisation, name: string): Promise<Place> {
  const password = 'a-long-enough-password-of-someone'
  const messenger = { name: 'Mo Smit', email: `mo-${name}@attack.test`, password }
  const manager = { name: 'Ma Smit', email: `ma-${name}@attack.test` }
  const founding = { organisationName: `Place ${name}`, organisationKind: 'agency' as const, ...messenger }
  const { organisationId } = await foundOrganisation(world.services, founding)
  const browsers = { messenger: newBrowser(), manager: newBrowser() }
  globalThis.fetch = browsers.messenger
  await api.signIn({ email: messenger.email, password })
  const [root] = await api.listUnits()
  const { link } = await api.inviteMember({ ...manager, role: 'manager', unitId: null })
  globalThis.fetch = browsers.manager
  await api.acceptInvitation({ secret: link.split('#')[1] ?? '', password })
  const rename = (round: Round) => withIds(round, root?.id ?? '')
  return {
    organisationId,
    first: rename(organisation.first),
    second: rename(organisation.second),
    ...browsers,
  }
}

function newBrowser(): typeof fetch {
  visit(world.app, world.services.config.siteUrl)
  return globalThis.fetch
}

/** Ids as the database wants them. */
function withIds(round: Round, rootId: string): Round {
  const idOf = (id: string) => (id === 'u00' ? rootId : `00000000-0000-4000-8000-0000000000${id.slice(1)}`)
  return {
    ...round,
    units: round.units.map((unit) => ({
      ...unit,
      id: idOf(unit.id),
      parentId: unit.parentId === null ? null : idOf(unit.parentId),
    })),
    groups: round.groups.map((group) => ({ ...group, unitId: idOf(group.unitId) })),
    people: round.people.map((person) => ({ ...person, unitId: idOf(person.unitId) })),
  }
}

/** What everyone got at every moment: first the messenger, then a manager of each unit. */
type Story = { reader: string; stage: string; answers: Answers }[]

async function live(place: Place, routes: Routes): Promise<Story> {
  const { db } = world.services
  const { organisationId, first, second } = place
  const story: Story = []
  const ids: Ids = { first: '', second: undefined, plan: undefined, action: undefined }
  const groups = (scanId: string) =>
    inOrganisation(db, organisationId, async (trx) => {
      const rows = await trx
        .selectFrom('scanGroups')
        .select('id')
        .where('scanId', '=', scanId)
        .orderBy('unitId')
        .orderBy('perspective')
        .execute()
      return rows.slice(0, 1).map(({ id }) => id)
    })
  const look = async (stage: string, asManagers: boolean) => {
    globalThis.fetch = place.messenger
    story.push({ reader: 'messenger', stage, answers: await ask(routes.messenger, ids, groups) })
    if (!asManagers) return
    globalThis.fetch = place.manager
    for (const unit of new Map([...first.units, ...second.units].map((one) => [one.id, one])).values()) {
      const moved = await placeManager(organisationId, unit.id)
      if (moved) story.push({ reader: unit.id, stage, answers: await ask(routes.manager, ids, groups) })
    }
  }
  world.clock.set('2026-11-20T09:00:00Z')
  ids.first = await placeRound(db, organisationId, first, null)
  await close(place, ids.first)
  ids.plan = (await api.startPlan(ids.first)).id
  const action = {
    id: randomUUID(),
    title: 'Act',
    dimensionId: 'tempo',
    description: '',
    unitId: first.units[1]?.id ?? null,
    owner: { name: 'Olga Smit', email: null },
    dueOn: '2026-12-15',
    libraryActionId: null,
    checks: [],
  }
  ids.action = (await api.addAction(ids.plan, action)).id
  await api.addEvent(ids.action, { id: randomUUID(), kind: 'done', evidence: 'Report' })
  world.clock.addDays(1)
  ids.second = await placeRound(db, organisationId, second, ids.first)
  await look('one closed, one open', false)
  await publishComments(place, ids.first)
  await close(place, ids.second)
  await publishComments(place, ids.second)
  await look('both closed', true)
  return story
}

function placeManager(organisationId: string, unitId: string): Promise<boolean> {
  return inOrganisation(world.services.db, organisationId, async (trx) => {
    const known = await trx.selectFrom('units').select('id').where('id', '=', unitId).executeTakeFirst()
    if (known) await trx.updateTable('memberships').set({ unitId }).where('role', '=', 'manager').execute()
    return known !== undefined
  })
}

async function close({ messenger }: Place, scanId: string): Promise<void> {
  globalThis.fetch = messenger
  await api.call('POST', `/api/scans/${scanId}/closure`)
}

async function publishComments({ messenger }: Place, scanId: string): Promise<void> {
  globalThis.fetch = messenger
  const queue = await api.call<{ comments: { id: string }[] }>('GET', `/api/scans/${scanId}/comments`)
  for (const { id } of queue.comments) {
    await api.call('PATCH', `/api/scans/${scanId}/comments/${id}`, { decision: 'approved' })
  }
  await api.call('POST', `/api/scans/${scanId}/comment-publication`)
}

/** Small enough for the database, and no deeper than it allows. */
function organisationsToPlace(): Organisation[] {
  const found: Organisation[] = []
  for (let seed = 300; found.length < ORGANISATIONS; seed++) {
    const organisation = newOrganisation(seed, 4)
    const deepest = [organisation.first, organisation.second].flatMap(({ units }) =>
      units.map((unit) => levelOf(units, unit)),
    )
    if (Math.max(...deepest) <= 3 && organisation.first.people.length > 25) found.push(organisation)
  }
  return found
}

function levelOf(units: Round['units'], { parentId }: Round['units'][number]): number {
  const parent = units.find(({ id }) => id === parentId)
  return parent ? 1 + levelOf(units, parent) : 0
}

const withoutAnswers = (organisation: Organisation): Organisation => ({
  first: { ...organisation.first, people: [] },
  second: { ...organisation.second, people: [] },
})

interface Told {
  story: Story
  twin: Story
  reads: Record<'first' | 'second', Read>
  rounds: Record<'first' | 'second', Round>
  dimensions: Publication
}

/** What accounts did: that the messenger judged so many comments is no news to the messenger. */
const OWN_DEEDS = /\/audit-log/

/** The handover says no more of comments than their own page, which is read here too. */
function withoutWaiting(body: unknown): unknown {
  return JSON.parse(JSON.stringify(body, (name, value) => (name === 'commentsWait' ? undefined : value)))
}

/** Everything that one reader was ever told, compared with the same organisation in which nobody answered. */
function knownTo(reader: string, { story, twin, reads, rounds, dimensions }: Told): Statement[] {
  return story.flatMap((chapter, place): Statement[] => {
    if (chapter.reader !== reader) return []
    const other = [...(twin[place]?.answers ?? [])]
    return [...chapter.answers].flatMap(([, { route, scan, body }], at): Statement[] => {
      if (OWN_DEEDS.test(route)) return []
      const same = other.filter(([, answer]) => answer.route === route)
      const before = [...chapter.answers].slice(0, at).filter(([, answer]) => answer.route === route).length
      const read = { ...reads[scan ?? 'second'], twin: same[before]?.[1].body }
      if (route.endsWith('/results.csv')) return readCsv(String(body), read, dimensions)
      return typeof body === 'string'
        ? []
        : [
            ...readUnits(withoutWaiting(body), read),
            ...readComments(placedIn(body), read.view, rounds[read.view as 'first']),
          ]
    })
  })
}

/** Comments wherever they stand, in the queue or in the blocks. */
function placedIn(body: unknown): Placed[] {
  const { comments, blocks } = body as { comments?: unknown; blocks?: unknown }
  return [comments, blocks].flat().flatMap((one) => {
    if (typeof one !== 'object' || one === null) return []
    const { unitId, unit, perspective, questionId, question } = one as Record<string, never> & {
      unit?: { id: string }
      question?: { id: string }
    }
    const at = unitId ?? unit?.id
    return at && perspective ? [{ unit: at, perspective, question: questionId ?? question?.id ?? '' }] : []
  })
}

test(`over HTTP nobody learns anything of too few people in ${ORGANISATIONS} organisations, on any route`, async () => {
  const routes = await readingRoutes()
  expect(routes.messenger.length).toBeGreaterThan(25)
  expect(routes.manager.length).toBeGreaterThan(10)
  let answered = 0
  for (const [number, organisation] of organisationsToPlace().entries()) {
    const place = await newPlace(organisation, `${number}`)
    const story = await live(place, routes)
    const empty = await newPlace(withoutAnswers(organisation), `${number}-empty`)
    const twin = await live(empty, routes)
    const { first, second } = place
    const views = new Map([first, second].map((round) => [round.id, viewOf(round)]))
    const before = release(first, null)
    const after = release(second, before)
    const readers = [...new Set(story.map(({ reader }) => reader))]
    for (const reader of readers) {
      const top = reader === 'messenger' ? (first.units[0]?.id ?? '') : reader
      const earlier = { ...readingOf('first', viewOf(first), before.publication), top }
      const later = { ...readingOf('second', viewOf(second), after.publication, earlier), top }
      const statements = knownTo(reader, {
        story,
        twin,
        reads: { first: earlier, second: later },
        rounds: { first, second },
        dimensions: after.publication,
      })
      answered += statements.length
      expect({
        number,
        reader,
        leaks: leaksIn(statements, views).filter(({ byTypist }) => !byTypist || reader === 'messenger'),
      }).toEqual({ number, reader, leaks: [] })
    }
    expectAsPure(story, place, before, after)
    expectCounters(story, second)
  }
  expect(answered).toBeGreaterThan(10_000)
}, 300_000)

/** The texts that travel are those of the pure path, with other names and moments at their head. */
function expectAsPure(story: Story, { first }: Place, before: Release, after: Release): void {
  const [whole] = story.filter(({ reader, stage }) => reader === 'messenger' && stage === 'both closed')
  const results = [...(whole?.answers.values() ?? [])].filter(({ route }) => route.endsWith('/results'))
  const told = results.map(({ body }) => (body as Publication).units)
  expect(told).toEqual([before.publication.units, after.publication.units])
  const files = [...(whole?.answers.values() ?? [])].filter(({ route }) => route.endsWith('/results.csv'))
  expect(files.map(({ body }) => body)).toEqual(
    [before, after].flatMap(({ publication }) => [
      publicationCsv(publication, 'nl').slice(1),
      publicationCsv(publication, 'en').slice(1),
    ]),
  )
  for (const { reader, answers } of story.filter(({ reader: one }) => one !== 'messenger')) {
    const inside = below(first.units, reader)
    for (const { route, scan, body } of answers.values()) {
      if (route.endsWith('/results') && scan === 'first') {
        expect((body as Publication).units.every(({ id }) => inside.has(id))).toBe(true)
      }
    }
  }
}

function expectCounters(story: Story, round: Round): void {
  const open = story.find(({ stage, reader }) => stage === 'one closed, one open' && reader === 'messenger')
  const told = [...(open?.answers.values() ?? [])]
  const progress = told.find(({ route, scan }) => route.endsWith('/progress') && scan === 'second')
    ?.body as Progress
  const last = moments(round).at(-1)
  if (!last || last.groups.some(({ answered, invited }) => answered > invited)) return
  const bands = ({ groups, perspectives, total }: Progress) => ({
    groups: groups.map(({ unitId, perspective, response }) => ({ unitId, perspective, response })),
    perspectives,
    total,
  })
  expect(bands(progress)).toEqual(bands(progressAt(last, round)))
  for (const { perspective } of progress.perspectives) {
    expect(pinned({ round, perspective, moments: [last], progress: [progress] })).toEqual([])
  }
}

import { readFileSync } from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as api from '#client/api.ts'
import { type Peopled, peopleOrganisation } from '../../server/matrix/organisation.ts'
import { giveSecondFactor } from '../../support/second-factor.ts'
import { DESK, openStage, type Stage } from '../support.ts'
import { poison } from './poison.ts'

/** Row 36 of the threat model: harmful texts in every field, on every page, in a real browser. */
let stage: Stage
let owner: pg.Client
let peopled: Peopled
let ownerLink: string
let groupLink: string
const original = globalThis.fetch
const OF_REGION = /^\/region/
const ROUTES = [
  ...readFileSync(path.join(import.meta.dirname, '../../../client/App.tsx'), 'utf8').matchAll(
    /<Route path="([^"]+)"/g,
  ),
].map(([, route = '']) => route)

beforeAll(async () => {
  stage = await openStage()
  const { app, services } = stage.running
  peopled = await peopleOrganisation({ app, services }, 'DeBrug')
  globalThis.fetch = peopled.messenger
  const actionId = (await api.listPlans()).plans[0]?.id
  const plan = await api.getPlan(actionId ?? '')
  ownerLink = (await api.makeOwnerLink(plan.actions[0]?.id ?? '')).link
  const running = (await api.listScans()).find(({ status }) => status === 'open')
  const [group] = (await api.getDistribution(running?.id ?? '')).groups
  const { codes } = await api.getGroupCodes(running?.id ?? '', group?.id ?? '')
  groupLink = `${stage.url}/r#${codes[0]}`
  await api.changePlan(plan.id, {
    version: plan.version,
    mainQuestion: 'Hoe?',
    subQuestions: [{ text: 'Wat eerst?' }],
  })
  owner = new pg.Client({ connectionString: services.config.databaseUrl })
  await owner.connect()
  await owner.query(`insert into regions (name) values ('Zuid')`)
  await owner.query('update organisations set region_id = (select id from regions)')
  await giveOffices()
  expect(await poison(owner)).toBeGreaterThan(25)
})
afterAll(async () => {
  globalThis.fetch = original
  await owner?.end()
  await stage?.close()
})

async function someIds(): Promise<Record<string, string>> {
  const first = async (query: string) => {
    const { rows } = await owner.query<{ id: string }>(query, [peopled.organisationId])
    return rows[0]?.id ?? ''
  }
  return {
    planId: await first('select id from plans where organisation_id = $1 order by id'),
    actionId: await first(
      'select a.id from actions a join (select id from plans where organisation_id = $1 order by id limit 1) p on p.id = a.plan_id',
    ),
    groupId: await first(
      `select g.id from scan_groups g join scans s on s.id = g.scan_id where s.organisation_id = $1 and s.closed_at is null and s.launched_at is not null`,
    ),
    organisationId: peopled.organisationId,
    regionId: await first('select region_id as id from organisations where id = $1'),
    step: 'who',
    providerId: 'none',
    draftId: await first('select id from scans where organisation_id = $1 and launched_at is null'),
    openId: await first(
      'select id from scans where organisation_id = $1 and launched_at is not null and closed_at is null',
    ),
    closedId: await first(
      'select id from scans where organisation_id = $1 and closed_at is not null order by id',
    ),
  }
}

/** What a visit makes go wrong: a dialog, a breach of the page's policy, a script of the text, or a fault of the page. */
async function watch(page: Page, cookieOf: string): Promise<string[]> {
  const wrong: string[] = []
  page.on('dialog', async (dialog) => {
    wrong.push(`${page.url()}: a dialog said ${dialog.message()}`)
    await dialog.dismiss()
  })
  page.on('console', (message) => {
    if (/content security policy|trusted type/i.test(message.text()))
      wrong.push(`${page.url()}: ${message.text()}`)
  })
  const [name = '', ...value] = cookieOf.split('=')
  await page.context().addCookies([{ name, value: value.join('='), url: stage.url }])
  return wrong
}

/** With the second step taken, which the programme centre and coordinators need. */
async function sessionOf(role: 'messenger' | 'manager'): Promise<string> {
  const { rows } = await owner.query<{ id: string }>(
    'select user_id as id from memberships where role = $1 and unit_id is null',
    [role],
  )
  const [cookie = ''] = await stage.running.services.auth.signInAs(rows[0]?.id ?? '', new Date())
  return cookie.split(';', 1)[0] ?? ''
}

/** The messenger works for the programme centre too, the manager coordinates the region. */
async function giveOffices(): Promise<void> {
  await owner.query(`insert into programmes (name) values ('Programma Zuid')`)
  const { rows } = await owner.query<{ id: string }>(
    `insert into programme_members (user_id, role, region_id)
     select user_id, case role when 'messenger' then 'centre' else 'coordinator' end,
       case role when 'messenger' then null else (select id from regions) end
     from memberships where unit_id is null and role <> 'privacy-officer' returning user_id as id`,
  )
  for (const { id } of rows) await giveSecondFactor(stage.running.services.db, id, new Date())
}

async function look(page: Page, address: string): Promise<void> {
  await page.goto(address)
  await page
    .locator('h1')
    .first()
    .waitFor()
    .catch(async () => {
      throw new Error(`${address} has no heading: ${await page.locator('body').innerHTML()}`)
    })
  await page.locator('.skeleton').first().waitFor({ state: 'detached' })
  await page.locator('details').evaluateAll((all) => {
    for (const each of all) each.setAttribute('open', '')
  })
}

/** An element that only a text that was taken for a page could have made. */
const MADE_BY_TEXT =
  'img[src="x"], svg[onload], iframe, script:not([src]), a[href^="javascript:"], style:not([data-own])'

test('every page shows harmful texts as texts: no dialog, no breach of the policy, nothing they made', async () => {
  const everywhere = await lookAround(
    await sessionOf('messenger'),
    ROUTES.filter((route) => !OF_REGION.test(route)),
  )
  const region = await lookAround(
    await sessionOf('manager'),
    ROUTES.filter((route) => OF_REGION.test(route)),
  )
  expect([...everywhere.wrong, ...region.wrong]).toEqual([])
  expect(everywhere.shown).toBeGreaterThan(20)
  expect(region.shown).toBeGreaterThan(1)
}, 300_000)

async function lookAround(cookie: string, routes: string[]): Promise<{ wrong: string[]; shown: number }> {
  const page = await stage.visit(DESK)
  const wrong = await watch(page, cookie)
  let shown = 0
  for (const route of routes) {
    for (const address of await addressesOf(route)) {
      await look(page, address)
      const made = await page.locator(MADE_BY_TEXT).count()
      if (made > 0) wrong.push(`${address}: ${made} elements were made by a text`)
      if (/alert\(1\)|elders\.test/.test((await page.locator('body').textContent()) ?? '')) shown++
    }
  }
  return { wrong, shown }
}

/** A wizard needs a draft; other pages of a scan are looked at while it runs and when it is closed. */
async function addressesOf(route: string): Promise<string[]> {
  const ids = await someIds()
  const scans = route.includes('/launch/') ? [ids.draftId] : [ids.openId, ids.closedId]
  const of = route.includes(':scanId') ? scans : ['']
  return of.map((scanId) => {
    const address = route.replace(
      /:(\w+)/g,
      (_, name: string) => (name === 'scanId' ? scanId : ids[name]) ?? `:${name}`,
    )
    expect(address, 'the test has to know what belongs in this hole').not.toMatch(/:/)
    return address
  })
}

test('so do the pages of those without an account', async () => {
  const page = await stage.visit(DESK)
  const wrong = await watch(page, 'none=0')
  for (const link of [ownerLink, groupLink]) {
    await look(page, link.slice(stage.url.length))
    if ((await page.locator(MADE_BY_TEXT).count()) > 0) wrong.push(`${link}: an element was made by a text`)
    expect(await page.locator('body').textContent()).toMatch(/alert\(1\)|elders\.test/)
  }
  expect(wrong).toEqual([])
}, 60_000)

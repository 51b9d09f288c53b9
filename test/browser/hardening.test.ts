import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { setLanguage, t } from '#client/text/text.ts'
import { foundOrganisation } from '#server/access/queries.ts'
import { type LaunchedScan, launchScan } from '../server/responses/launched-scan.ts'
import { cast } from '../support/cast.ts'
import type { World } from '../support/world.ts'
import { arrive, press, write } from './pages.ts'
import { Respondent } from './respondent.ts'
import { DESK, openStage, PHONE, type Stage } from './support.ts'

/** What only a real browser can tell of the headers, and of what is left on a device. */
const DAY = 86_400_000
let stage: Stage
let scan: LaunchedScan
let sam: Page
beforeAll(async () => {
  stage = await openStage()
  await setLanguage('nl')
  const { services } = stage.running
  await foundOrganisation(services, {
    organisationName: 'De Overkant',
    organisationKind: 'provider',
    ...cast.sam,
  })
  const opensAt = new Date(Date.now() - DAY).toISOString()
  const closesAt = new Date(Date.now() + 9 * DAY).toISOString()
  scan = await launchScan({ services } as World, { opensAt, closesAt })
  sam = await stage.visit(DESK)
})
afterAll(() => stage?.close())

async function signIn(page: Page): Promise<void> {
  await page.goto('/sign-in?return=/organisation/members')
  await arrive(page, t('access.signIn.title'))
  await write(page, t('access.email'), cast.sam.email)
  await write(page, t('access.password'), cast.sam.password)
  await press(page, t('access.signIn.submit'))
  await arrive(page, t('access.members.title'))
}

/** What the page's own policy refuses from now on. */
const attempt = (page: Page, script: string) =>
  page.evaluate(`(() => { try { ${script}; return 'done' } catch (error) { return error.name } })()`)

test('on no page does a text become markup, a script or a worker (row 36)', async () => {
  await signIn(sam)
  const person = await stage.visit(PHONE)
  await person.goto('/r')
  for (const page of [sam, person]) {
    expect(await attempt(page, `document.body.insertAdjacentHTML('beforeend', '<b>x</b>')`)).toBe('TypeError')
    expect(
      await attempt(page, `document.createElement('div').innerHTML = '<img src=x onerror=alert(1)>'`),
    ).toBe('TypeError')
    expect(await attempt(page, `document.createElement('script').src = '/assets/x.js'`)).toBe('TypeError')
    expect(await attempt(page, `trustedTypes.createPolicy('default', { createHTML: (x) => x })`)).toBe(
      'TypeError',
    )
  }
  expect(await attempt(sam, `trustedTypes.createPolicy('regie-worker', {})`)).toBe('TypeError')
})

test('after signing out, going back shows nothing of it (row 67)', async () => {
  await sam.getByText(cast.sam.email).first().waitFor()
  await sam.goto('/r')
  const window = await sam.context().newPage()
  await window.goto('/account')
  await arrive(window, t('access.account.title'))
  const answered = window.waitForResponse((answer) => answer.request().method() === 'DELETE')
  await press(window, t('common.account.menu'))
  await press(window.getByRole('banner'), t('common.account.signOut'))
  expect(await (await answered).allHeaders()).toMatchObject({ 'clear-site-data': '"cache"' })
  await arrive(window, t('access.signIn.title'))
  await sam.goBack()
  await arrive(sam, t('access.signIn.title'))
  expect(await sam.content()).not.toContain(cast.sam.email)
})

test('on a shared computer nothing is left after sending, also not behind the back button (row 32)', async () => {
  const person = new Respondent(await stage.visit(PHONE))
  const { page } = person
  await person.open(`${stage.url}/r#${scan.link.professional}`)
  await page.getByLabel(person.said('shared')).check()
  await person.press('start')
  await person.answer({ choice: 2 })
  const dropped = page.waitForResponse((answer) => answer.url().endsWith('/api/device-traces'))
  await person.finish()
  const answer = await dropped
  expect(answer.status()).toBe(204)
  expect(await answer.allHeaders()).toMatchObject({ 'clear-site-data': '"cache"' })
  const left = `Promise.all([caches.keys(), indexedDB.databases(), navigator.serviceWorker.getRegistrations()])
    .then((kept) => [localStorage.length, sessionStorage.length, document.cookie, ...kept.map(({ length }) => length)])`
  expect(await page.evaluate(left)).toEqual([0, 0, '', 0, 0, 0])
  for (let back = 0; back < 3; back++) {
    await page.goBack().catch(() => undefined)
    expect(await page.getByRole('radio', { checked: true }).count()).toBe(0)
  }
})

test('on an own device the page still starts its worker, so that it opens without network', async () => {
  const person = new Respondent(await stage.visit(PHONE))
  await person.open(`${stage.url}/r#${scan.link.manager}`)
  await person.press('start')
  const ready = `navigator.serviceWorker.ready.then(({ active }) => new URL(active.scriptURL).pathname)`
  expect(await person.page.evaluate(ready)).toBe('/respond-worker.js')
})

import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import os from 'node:os'
import path from 'node:path'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { expect, inject } from 'vitest'
import { expiryOf } from '#server/access/sessions/session.ts'
import { readConfig } from '#server/config.ts'
import { mixOpenScans } from '#server/responses/mixing/jobs.ts'
import { type Running, startRegie } from '#server/start.ts'
import { createTestDatabase } from '../support/databases.ts'
import { freePort } from '../support/free-port.ts'

const SURVEYS = path.join(import.meta.dirname, '../../surveys')
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
]

const PATIENCE_MS = 20_000

export const PHONE = { width: 360, height: 740 }
export const DESK = { width: 1280, height: 900 }

export interface Stage {
  running: Running
  url: string
  setupPath: string
  clock: { addDays(days: number): void }
  /** Lets the hour pass after which answers are mixed and counted anew. */
  mixAnswers(): Promise<void>
  visit(viewport: { width: number; height: number }, language?: string): Promise<Page>
  close(): Promise<void>
}

/** The program as it is started for real, on a database of its own, and browsers that visit it. */
export async function openStage(): Promise<Stage> {
  const database = await createTestDatabase(inject('databaseUrl'))
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'regie-browser-'))
  const port = await freePort()
  let aheadMs = 0
  const config = readConfig({
    PORT: String(port),
    DATA_DIR: dataDir,
    DATABASE_URL: database.url,
    LOG_LEVEL: 'error',
  })
  const now = () => new Date(Date.now() + aheadMs)
  const running = await startRegie(config, { surveysFolder: SURVEYS, log: () => {}, now })
  const browser = await chromium.launch({ executablePath: inject('chromium'), args: FLAGS })
  const addDays = (days: number) => {
    aheadMs += days * 86_400_000
  }
  const setupLink = (await running.services.auth.setupLink()) ?? ''
  return {
    running,
    url: config.siteUrl,
    setupPath: setupLink.slice(config.siteUrl.length),
    clock: { addDays },
    async mixAnswers() {
      addDays(1 / 24)
      const { db } = running.services
      const times = { lastUsedAt: now(), expiresAt: expiryOf(now()) }
      await db.updateTable('sessions').set(times).execute()
      await mixOpenScans(running.services)
    },
    visit: (viewport, language = 'nl-NL') => newVisit(browser, config.siteUrl, viewport, language),
    async close() {
      await browser.close()
      await running.close()
      await database.drop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** A person with a browser of their own; a script error or a request to another host fails the test. */
async function newVisit(
  browser: Browser,
  siteUrl: string,
  viewport: { width: number; height: number },
  locale: string,
): Promise<Page> {
  const context: BrowserContext = await browser.newContext({
    viewport,
    locale,
    baseURL: siteUrl,
    reducedMotion: 'reduce',
  })
  context.setDefaultTimeout(PATIENCE_MS)
  const page = await context.newPage()
  page.on('pageerror', (error) => {
    throw error
  })
  page.on('request', (request) => {
    const { protocol, origin } = new URL(request.url())
    if (protocol.startsWith('http') && origin !== siteUrl) throw new Error(`a request to ${origin}`)
  })
  return page
}

interface AxeResult {
  violations: { id: string; nodes: { target: string[]; failureSummary?: string }[] }[]
}

/** No violation of the accessibility rules (WCAG 2.2 A and AA), and nothing wider than the screen. */
export async function expectAccessible(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.locator('.skeleton').first().waitFor({ state: 'detached' })
  expect(await unrolled(page, violations), page.url()).toEqual([])
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  expect(overflow, `${page.url()} is wider than the screen`).toBeLessThanOrEqual(0)
}

async function violations(page: Page): Promise<string[]> {
  if (!(await page.evaluate("'axe' in globalThis"))) await page.evaluate(AXE)
  const result = (await page.evaluate(
    "axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'], resultTypes: ['violations'] })",
  )) as AxeResult
  return result.violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
  )
}

/** On a screen as long as the page, because what a fixed bar covers is reached by scrolling. */
async function unrolled<Found>(page: Page, look: (page: Page) => Promise<Found>): Promise<Found> {
  const { width, height } = page.viewportSize() ?? DESK
  const length = await page.evaluate(() => document.documentElement.scrollHeight)
  await page.setViewportSize({ width, height: Math.max(height, length) })
  const found = await look(page)
  await page.setViewportSize({ width, height })
  return found
}

/** The same page at a desk and on a phone, and at the desk again. */
export async function expectAccessibleOnEveryWidth(page: Page): Promise<void> {
  await expectAccessible(page)
  await page.setViewportSize(PHONE)
  await expectAccessible(page)
  await page.setViewportSize(DESK)
}

/** The same page by day and in the dark. */
export async function expectAccessibleInTheDarkToo(page: Page): Promise<void> {
  await expectAccessibleOnEveryWidth(page)
  await page.emulateMedia({ colorScheme: 'dark' })
  await expectAccessible(page)
  await page.emulateMedia({ colorScheme: 'light' })
}

const A4 = { width: 673, height: 990 }

/** As a browser prints it: between the margins of A4 nothing is cut off at the side. */
export async function expectFitsPaper(page: Page): Promise<void> {
  const before = page.viewportSize() ?? DESK
  const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  await page.emulateMedia({ media: 'print' })
  await page.setViewportSize(A4)
  try {
    await expect.poll(overflow, { message: `${page.url()} is wider than a sheet` }).toBeLessThanOrEqual(0)
  } finally {
    await page.emulateMedia({ media: 'screen' })
    await page.setViewportSize(before)
  }
}

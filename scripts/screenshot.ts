import path from 'node:path'
import { chromium } from 'playwright-core'
import { findChromium } from '../test/support/chromium.ts'

/** README's picture, from a demonstration that is running: npm run screenshot -- http://localhost:3000 */
const [site = 'http://localhost:3000'] = process.argv.slice(2)
const picture = path.join(import.meta.dirname, '..', 'docs', 'dashboard.png')

const executablePath = findChromium()
if (!executablePath) throw new Error('No Chromium was found: set CHROME_PATH.')
const browser = await chromium.launch({
  executablePath,
  args: ['--headless', '--no-sandbox', '--disable-gpu'],
})
const page = await browser.newPage({
  viewport: { width: 1280, height: 1160 },
  locale: 'en-GB',
  baseURL: site,
})
await page.request.post('/api/demo-session', { data: { role: 'messenger' }, headers: { origin: site } })
await page.goto('/results')
await page.getByRole('main').getByRole('link').first().click()
await page.waitForURL('**/results')
await page.waitForLoadState('networkidle')
await page.screenshot({ path: picture })
await browser.close()
console.log(`Wrote ${picture}`)

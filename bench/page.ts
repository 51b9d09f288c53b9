import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
]
const RUNS = 5

/** (c) What the respondent's page loads, and (d) when it can be used on a slow phone with a slow line. */
export async function benchPage(link: string): Promise<string[]> {
  const executablePath = [process.env.CHROME_PATH ?? '', '/usr/bin/chromium', '/usr/bin/google-chrome'].find(
    existsSync,
  )
  if (!executablePath) return ['No Chromium was found: set CHROME_PATH to measure the page.']
  const browser = await chromium.launch({ executablePath, args: FLAGS })
  const runs: Visit[] = []
  for (let run = 0; run < RUNS; run++) runs.push(await visit(browser, link))
  await browser.close()
  const middle = (of: (visit: Visit) => number) =>
    runs.map(of).sort((a, b) => a - b)[Math.floor(RUNS / 2)] ?? Number.NaN
  return [
    '| requests | bytes over the line | first paint s | first usable control s |',
    '|---|---|---|---|',
    `| ${middle((v) => v.requests)} | ${middle((v) => v.bytes)} | ${(middle((v) => v.paintMs) / 1000).toFixed(2)} | ${(middle((v) => v.controlMs) / 1000).toFixed(2)} |`,
    '',
    `Median of ${RUNS} first visits; CPU ÷ 4, 1.6 Mbit/s down, 150 ms.`,
  ]
}

interface Visit {
  requests: number
  bytes: number
  paintMs: number
  controlMs: number
}

async function visit(browser: Browser, link: string): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 } })
  const page = await context.newPage()
  const line = await context.newCDPSession(page)
  await line.send('Network.enable')
  await line.send('Emulation.setCPUThrottlingRate', { rate: 4 })
  const slow4g = { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 93_750 }
  await line.send('Network.emulateNetworkConditions', slow4g)
  let requests = 0
  let bytes = 0
  line.on('Network.requestWillBeSent', () => requests++)
  line.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength
  })
  await page.addInitScript(() => {
    const look = () => {
      const control = document.querySelector('main button:not(:disabled), main input:not(:disabled)')
      if (control) Object.assign(window, { controlAt: performance.now() })
      else requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
  })
  await page.goto(link)
  await page.waitForFunction(() => 'controlAt' in window)
  const [paintMs = Number.NaN, controlMs = Number.NaN] = await page.evaluate(() => [
    performance.getEntriesByName('first-contentful-paint')[0]?.startTime,
    (window as unknown as { controlAt: number }).controlAt,
  ])
  await context.close()
  return { requests, bytes, paintMs, controlMs }
}

import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import type { TestProject } from 'vitest/node'

const USUAL_NAMES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/** The browser tests never skip: they find a Chromium, install Debian's, or say what to install. */
export function setup(project: TestProject): void {
  project.provide('chromium', findChromium() ?? installChromium())
}

export function findChromium(): string | undefined {
  const { CHROME_PATH } = process.env
  if (CHROME_PATH && !existsSync(CHROME_PATH))
    throw new Error(`CHROME_PATH names ${CHROME_PATH}, which does not exist.`)
  return CHROME_PATH ?? USUAL_NAMES.find((file) => existsSync(file))
}

function installChromium(): string {
  const missing = 'The browser tests need Chromium: install Chromium or Chrome, or set CHROME_PATH to it.'
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) throw new Error(missing)
  try {
    const quietly = { stdio: 'ignore' as const, env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }
    execFileSync('apt-get', ['update'], quietly)
    execFileSync('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], quietly)
  } catch {
    throw new Error(missing)
  }
  const installed = findChromium()
  if (!installed) throw new Error(missing)
  return installed
}

declare module 'vitest' {
  interface ProvidedContext {
    chromium: string
  }
}

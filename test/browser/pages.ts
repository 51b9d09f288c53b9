import { readFileSync } from 'node:fs'
import type { Locator, Page } from 'playwright-core'
import { t } from '#client/text/text.ts'

type Place = Page | Locator

/** Waits for the page with this title. */
export async function arrive(page: Page, title: string): Promise<void> {
  await page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor()
}

export async function press(place: Place, words: string): Promise<void> {
  await place.getByRole('button', { name: words, exact: true }).click()
}

export async function follow(place: Place, words: string): Promise<void> {
  await place.getByRole('link', { name: words, exact: true }).click()
}

export async function write(place: Place, label: string, words: string): Promise<void> {
  await place.getByLabel(label, { exact: true }).fill(words)
}

export async function see(place: Place, words: string): Promise<void> {
  await place.getByText(words).filter({ visible: true }).first().waitFor()
}

/** A modal dialog that stands open. */
export function dialog(page: Page): Locator {
  return page.getByRole('dialog')
}

/** Presses yes in the dialog and waits until it is gone. */
export async function confirm(page: Page, words: string): Promise<void> {
  await press(dialog(page), words)
  await dialog(page).waitFor({ state: 'detached' })
}

/** A text with a button to copy it: presses the button, answers the text. */
export async function copyOf(page: Page, label: string): Promise<string> {
  await press(page, `${t('common.copy')}: ${label}`)
  await page
    .getByRole('status')
    .filter({ hasText: t('common.copied') })
    .first()
    .waitFor()
  return page.getByLabel(label, { exact: true }).inputValue()
}

/** What a link or button gives as a file. */
export async function fileBehind(page: Page, begin: () => Promise<void>): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent('download'), begin()])
  return readFileSync(await download.path(), 'utf8')
}

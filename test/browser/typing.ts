import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { t } from '#client/text/text.ts'
import { arrive, fileBehind, follow, press, see } from './pages.ts'
import { expectAccessibleOnEveryWidth, expectFitsPaper } from './support.ts'

/** From a running scan to its page for answers on paper; answers the columns of the file to type. */
export async function openPaper(page: Page): Promise<string[]> {
  await follow(page, t('paperAnswers.link'))
  await arrive(page, t('paperAnswers.title'))
  for (const list of ['groups', 'items'] as const)
    await page.locator('summary', { hasText: t(`paperAnswers.${list}.title`) }).click()
  await expectAccessibleOnEveryWidth(page)
  const template = await fileBehind(page, () => follow(page, t('paperAnswers.steps.templateButton')))
  return template.replace('\uFEFF', '').trim().split(';')
}

/** The questions as they are handed out. */
export async function seePaperForm(page: Page): Promise<void> {
  await follow(page, t('paperAnswers.steps.questionsButton'))
  await arrive(page, t('paperAnswers.print.title'))
  await page.getByLabel(t('paperAnswers.print.who')).selectOption({ index: 1 })
  await expectAccessibleOnEveryWidth(page)
  await expectFitsPaper(page)
  await follow(page, t('paperAnswers.print.back'))
  await arrive(page, t('paperAnswers.title'))
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('H1')
}

/** As somebody types it: what nobody filled in stays empty. */
export function typed(columns: string[], rows: Record<string, string>[]): string {
  const lines = rows.map((row) => columns.map((column) => row[column] ?? ''))
  return [columns, ...lines].map((cells) => cells.join(';')).join('\r\n')
}

/** By keyboard: the button opens the window in which one picks a file. */
export async function chooseFile(page: Page, name: string, csv: string): Promise<void> {
  const opened = page.waitForEvent('filechooser')
  await page.getByLabel(t('paperAnswers.choose.label')).focus()
  await page.keyboard.press('Enter')
  const chooser = await opened
  await chooser.setFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(csv) })
}

export async function storeForms(page: Page, count: number): Promise<void> {
  await press(page, t('paperAnswers.preview.store', { count }))
  await see(page, t('paperAnswers.done.title', { count }))
  await see(page, t('paperAnswers.done.destroy'))
  await expectAccessibleOnEveryWidth(page)
}

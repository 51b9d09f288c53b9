import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { t } from '#client/text/text.ts'
import { arrive, dialog, follow, press, see } from './pages.ts'
import { expectAccessible, expectAccessibleOnEveryWidth, expectFitsPaper } from './support.ts'

/** The card of the comment in hand: after each judgement the focus goes to the next one. */
const inHand = (page: Page) => page.locator('.comment:focus')

/** From the scan to the comments; what to look for unfolds. */
export async function openComments(page: Page, scanPath: string): Promise<void> {
  await page.goto(scanPath)
  await follow(page, t('comments.judge.title'))
  await arrive(page, t('comments.judge.title'))
  await page.getByText(t('comments.judge.guide')).click()
  await see(page, t('comments.judge.guideMarks'))
  await expectAccessibleOnEveryWidth(page)
}

/** Without a mouse: to the button with this name inside the card, or just after it. */
async function tabTo(page: Page, words: string): Promise<void> {
  const wished = page.locator('button:focus', { hasText: words })
  for (let presses = 0; presses < 30; presses++) {
    if ((await wished.count()) > 0) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`no way by keyboard to ${words}`)
}

async function choose(page: Page, words: string): Promise<void> {
  await tabTo(page, words)
  await page.keyboard.press('Enter')
}

/** By keyboard: rejects the first one and takes that back, edits what carries a warning, and approves the rest. */
export async function judgeByKeyboard(page: Page, marked: string, instead: string): Promise<number> {
  await page.locator('.comment').first().focus()
  await choose(page, t('comments.judge.reject'))
  await see(page, t('comments.judge.was.rejected'))
  await inHand(page).waitFor()
  await press(page, t('comments.judge.undo'))
  await inHand(page).waitFor()
  const total = await page.locator('.comment').count()
  for (let judged = 0; judged < total; judged++) {
    await inHand(page).waitFor()
    if ((await inHand(page).getByText(marked).count()) > 0) await editByKeyboard(page, instead)
    else await choose(page, t('comments.judge.approve'))
    const done = t('comments.judge.done', { judged: judged + 1, total })
    await see(page, done)
  }
  return total
}

async function editByKeyboard(page: Page, instead: string): Promise<void> {
  await choose(page, t('comments.judge.edit'))
  await see(page, t('comments.change.hint'))
  await expectAccessible(page)
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type(instead)
  await choose(page, t('comments.change.save'))
}

/** What is to be shown where, a last question, and then the page that others read too. */
export async function publishByKeyboard(page: Page): Promise<void> {
  await see(page, t('comments.publish.what'))
  await expectAccessibleOnEveryWidth(page)
  await page.getByRole('button', { name: t('comments.publish.button'), exact: true }).focus()
  await page.keyboard.press('Enter')
  await see(dialog(page), t('comments.publish.final'))
  await expectAccessibleOnEveryWidth(page)
  await choose(page, t('comments.publish.button'))
  await arrive(page, t('comments.read.title'))
}

export async function expectReadable(page: Page, comments: string[]): Promise<void> {
  for (const words of comments) await see(page, words)
  await expectAccessibleOnEveryWidth(page)
  await expectFitsPaper(page)
}

/** How the figures of this scan are made, by the link that stands where they are read. */
export async function readMethod(page: Page): Promise<void> {
  await follow(page, t('method.link'))
  await arrive(page, t('method.title'))
  await page.getByText(t('method.sources.show')).click()
  await expectAccessibleOnEveryWidth(page)
  await expectFitsPaper(page)
  await follow(page, t('method.hiding.title'))
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('method-hiding')
}

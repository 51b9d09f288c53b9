import type { Page } from 'playwright-core'
import { t } from '#client/text/text.ts'
import { arrive, confirm, copyOf, dialog, press, see, write } from './pages.ts'
import { expectAccessible, expectAccessibleOnEveryWidth } from './support.ts'

/** From the results to an action: one tap on what is to be won, one on a suggestion. Answers its title. */
export async function makeAction(page: Page, topic: string): Promise<string> {
  await page
    .getByRole('link', { name: t('results.priorities.toPlanFor', { topic }), exact: true })
    .first()
    .click()
  await arrive(page, t('plans.plan.title'))
  await see(page, t('plans.suggestions.title', { topic }))
  const title = await page.locator('.suggestion h3').first().innerText()
  await expectAccessibleOnEveryWidth(page)
  await press(page, t('plans.suggestions.addNamed', { title }))
  await see(page, t('plans.suggestions.added', { title }))
  return title
}

export async function askMainQuestion(page: Page, words: string): Promise<void> {
  await press(page, t('plans.questions.write'))
  await write(page, t('plans.questions.main'), words)
  await expectAccessible(page)
  await press(page, t('common.save'))
  await see(page, t('plans.questions.edit'))
}

interface Owner {
  name: string
  email: string
  dueOn: string
}

/** Who takes it on, and until when. */
export async function planAction(page: Page, { name, email, dueOn }: Owner): Promise<void> {
  await press(page, t('plans.move.plan'))
  await write(dialog(page), t('plans.action.ownerName'), name)
  await dialog(page).getByLabel(t('plans.action.ownerEmail')).fill(email)
  await write(dialog(page), t('plans.action.field.dueOn'), dueOn)
  await expectAccessibleOnEveryWidth(page)
  await confirm(page, t('plans.move.plan'))
}

export async function ownerLink(page: Page, name: string): Promise<string> {
  await press(page, t('plans.link.make'))
  await see(page, t('plans.link.once'))
  await expectAccessibleOnEveryWidth(page)
  return copyOf(page, t('plans.link.address', { name }))
}

/** The owner, on a phone and without an account, says that it began and then that it is done. */
export async function reportDone(page: Page, evidence: string): Promise<void> {
  await expectAccessible(page)
  await press(page, t('plans.ownAction.start'))
  await press(page, t('plans.ownAction.send'))
  await see(page, t('plans.ownAction.sent'))
  await press(page, t('plans.ownAction.done'))
  await write(page, t('plans.move.evidence'), evidence)
  await expectAccessible(page)
  await press(page, t('plans.ownAction.send'))
  await see(page, t('plans.ownAction.waitsForConfirm'))
}

export async function confirmAction(page: Page, evidence: string): Promise<void> {
  await press(page, t('plans.move.confirm'))
  await see(dialog(page), t('plans.move.confirmWhat', { evidence }))
  await expectAccessible(page)
  await confirm(page, t('plans.move.confirm'))
}

/** The figures of the plan by their names. */
export async function figures(page: Page): Promise<Record<string, string>> {
  const strip = page.getByRole('region', { name: t('plans.figures.title') })
  const names = await strip.getByRole('term').allInnerTexts()
  const values = await strip.getByRole('definition').allInnerTexts()
  return Object.fromEntries(names.map((name, place) => [name, values[place] ?? '']))
}

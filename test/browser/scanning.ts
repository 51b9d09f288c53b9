import type { Page } from 'playwright-core'
import { t } from '#client/text/text.ts'
import type { Perspective } from '#server/surveys/contract.ts'
import { arrive, confirm, dialog, fileBehind, follow, press, see, write } from './pages.ts'
import { expectAccessible, expectAccessibleOnEveryWidth } from './support.ts'

interface Invited {
  team: string
  perspective: Perspective
  people: number
}

/** First step: who is asked, as numbers per team. */
export async function sayWho(page: Page, invited: Invited[]): Promise<void> {
  await arrive(page, t('scans.launch.title'))
  for (const { team, perspective, people } of invited)
    await write(page, `${team}, ${t(`scans.perspectives.${perspective}`)}`, String(people))
  await see(page, t('scans.forecast.title'))
  await expectAccessibleOnEveryWidth(page)
  await goOn(page, 'when')
}

/** Second step: three weeks, but open from today. */
export async function sayWhen(page: Page, title: string): Promise<void> {
  await page.getByRole('button', { name: t('scans.when.preset.three-weeks') }).click()
  const opensOn = page.getByLabel(t('scans.when.opensOn'), { exact: true })
  await opensOn.fill((await opensOn.getAttribute('min')) ?? '')
  await see(page, t('scans.when.today'))
  await write(page, t('scans.when.nameLabel'), title)
  await expectAccessibleOnEveryWidth(page)
  await goOn(page, 'questions')
}

/** Third step: the questionnaire that is chosen already, and a question of one's own in Dutch. */
export async function addOwnQuestion(page: Page, words: string): Promise<void> {
  await press(page, t('scans.questions.ownAdd'))
  await write(page, ownQuestionIn('nl'), words)
  await expectAccessibleOnEveryWidth(page)
}

export const ownQuestionIn = (language: 'nl' | 'en'): string =>
  t('scans.questions.ownText', { language: t(`scans.languages.${language}`) })

/** Fourth step: also in English. */
export async function addEnglish(page: Page): Promise<void> {
  await page.getByRole('checkbox', { name: t('scans.languages.en') }).check()
  await press(page, t('scans.languages.en'))
  await expectAccessibleOnEveryWidth(page)
}

export async function chooseCodes(page: Page): Promise<void> {
  await page
    .getByRole('radio', { name: t('scans.distribution.codes.title') })
    .first()
    .check()
}

export async function goOn(page: Page, step: 'when' | 'questions' | 'message' | 'check'): Promise<void> {
  await follow(page, t('scans.launch.nextStep', { step: t(`scans.launch.step.${step}`) }))
  await see(page, t(`scans.launch.purpose.${step}`))
}

/** Last step: everything is in order, and yes to the question. */
export async function launch(page: Page, title: string): Promise<void> {
  await see(page, t('scans.check.ready'))
  await expectAccessibleOnEveryWidth(page)
  await press(page, t('scans.launch.start'))
  await see(dialog(page), t('scans.launch.frozen'))
  await expectAccessibleOnEveryWidth(page)
  await confirm(page, t('scans.launch.start'))
  await arrive(page, title)
}

/** Everything to hand out to one group. */
export async function openGroup(page: Page, team: string, perspective: Perspective): Promise<void> {
  const who = `${team}, ${t(`scans.perspectives.${perspective}`)}`
  await page.locator('summary', { hasText: who }).click()
}

/** The links of all groups, from the file that the messenger shares. */
export async function linksOf(page: Page): Promise<(team: string, group: string) => string> {
  const file = await fileBehind(page, () => follow(page, t('scans.groups.allLinks')))
  const rows = file.split('\r\n').map((line) => line.split(';'))
  return (team, group) => {
    const row = rows.find(([unit, perspective]) => unit === team && perspective === group)
    if (!row?.[3]) throw new Error(`no link for ${group} of ${team} in:\n${file}`)
    return row[3]
  }
}

export async function closeScan(page: Page): Promise<void> {
  await press(page, t('scans.close.button'))
  await see(dialog(page), t('scans.close.what'))
  await expectAccessible(page)
  await confirm(page, t('scans.close.button'))
  await see(page, t('scans.closed.resultsWhat'))
}

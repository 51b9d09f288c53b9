import type { Page } from 'playwright-core'
import { t } from '#client/text/text.ts'
import type { Person } from '../support/cast.ts'
import { codeAt, wrongCodeAt } from '../support/second-factor.ts'
import { arrive, copyOf, follow, press, see, write } from './pages.ts'
import { expectAccessible, expectAccessibleOnEveryWidth } from './support.ts'

interface SecondStep {
  /** What the app of this person was given. */
  key: string
  backupCodes: string[]
}

/** From the notice at home to the codes that are shown once. */
export async function setUpSecondStep(page: Page, now: () => Date): Promise<SecondStep> {
  await page.goto('/')
  await see(page, t('home.officeWaits.what'))
  await expectAccessibleOnEveryWidth(page)
  await follow(page, t('common.setUpSecondStep'))
  await arrive(page, t('access.account.title'))
  await see(page, t('access.secondFactor.officeWaits'))
  await press(page, t('common.setUpSecondStep'))
  await page.getByRole('img', { name: t('access.secondFactor.qr') }).waitFor()
  await expectAccessibleOnEveryWidth(page)
  const key = (await copyOf(page, t('access.secondFactor.key'))).replaceAll(' ', '')
  await write(page, t('access.secondStep.code'), await wrongCodeAt(key, now()))
  await press(page, t('access.secondFactor.confirm'))
  await see(page, t('errors.wrong-code'))
  await expectAccessible(page)
  await write(page, t('access.secondStep.code'), await codeAt(key, now()))
  await press(page, t('access.secondFactor.confirm'))
  await see(page, t('access.secondFactor.isOn'))
  await expectAccessibleOnEveryWidth(page)
  const backupCodes = (await copyOf(page, t('access.secondFactor.codes'))).split('\n')
  await press(page, t('access.secondFactor.codesKept'))
  await see(page, t('access.secondFactor.codesLeft', { count: backupCodes.length }))
  await expectAccessible(page)
  return { key, backupCodes }
}

/** On the page that asks for the password, because the session is over; by the keyboard alone. */
export async function signInAgain(page: Page, { email, password }: Person, code: string): Promise<void> {
  await arrive(page, t('access.signIn.title'))
  await write(page, t('access.email'), email)
  await write(page, t('access.password'), password)
  await page.keyboard.press('Enter')
  await arrive(page, t('access.secondStep.title'))
  await expectAccessibleOnEveryWidth(page)
  if (code.includes('-')) await press(page, t('access.secondStep.useBackup'))
  await write(page, t(code.includes('-') ? 'access.secondStep.backupCode' : 'access.secondStep.code'), code)
  await page.keyboard.press('Enter')
}

import type { Page } from 'playwright-core'
import { t } from '#client/text/text.ts'
import type { Person } from '../support/cast.ts'
import { arrive, copyOf, follow, press, see, write } from './pages.ts'
import { expectAccessible, expectAccessibleOnEveryWidth } from './support.ts'

/** The one-time link of the first start, up to the welcome. */
export async function setUp(page: Page, setupPath: string, { name, email, password }: Person): Promise<void> {
  await page.goto(setupPath)
  await arrive(page, t('access.setup.title'))
  await expectAccessibleOnEveryWidth(page)
  await write(page, t('access.setup.organisation'), 'De Brug')
  await write(page, t('access.setup.programme'), 'Programma Zuid')
  await write(page, t('access.name'), name)
  await write(page, t('access.email'), email)
  await write(page, t('access.newPassword'), password)
  await press(page, t('access.setup.submit'))
  await arrive(page, t('home.welcome', { name }))
}

/** Departments with their teams, pasted as an indented list. */
export async function pasteTeams(page: Page, indented: string): Promise<void> {
  await follow(page, t('common.navigation.organisation'))
  await arrive(page, t('organisations.units.title'))
  await expectAccessibleOnEveryWidth(page)
  await page.getByText(t('organisations.units.paste')).click()
  await write(page, t('organisations.units.pasteLines'), indented)
  const count = indented.split('\n').length
  await press(page, t('organisations.units.pasteSubmit', { count }))
  await see(page, t('organisations.units.pasted', { count }))
}

export async function addTeamBelow(page: Page, parent: string, name: string): Promise<void> {
  await press(page, t('organisations.units.addBelow', { name: parent }))
  await page.getByRole('textbox', { name: t('organisations.units.addBelow', { name: parent }) }).fill(name)
  await page.keyboard.press('Enter')
  await see(page, t('organisations.units.added', { name }))
  await press(page, t('common.close'))
}

/** Invites a manager for a part of the organisation; answers the personal link, as copied. */
export async function inviteManager(page: Page, { name, email }: Person, part: string): Promise<string> {
  await follow(page, t('common.organisationTabs.members'))
  await arrive(page, t('access.members.title'))
  await expectAccessibleOnEveryWidth(page)
  await write(page, t('access.members.inviteName'), name)
  await write(page, t('access.email'), email)
  await page.getByLabel(t('access.members.inviteTeam')).selectOption({ label: part })
  await press(page, t('access.members.inviteSubmit'))
  await see(page, t('access.members.invited', { name }))
  await expectAccessible(page)
  return copyOf(page, t('access.members.link'))
}

export async function acceptInvitation(page: Page, link: string, { name, password }: Person): Promise<void> {
  await page.goto(link)
  await arrive(page, t('access.invitation.title'))
  await expectAccessibleOnEveryWidth(page)
  await write(page, t('access.newPassword'), password)
  await press(page, t('access.invitation.submit'))
  await arrive(page, t('home.welcome', { name }))
}

export async function tickPreparation(page: Page): Promise<void> {
  for (const step of ['units', 'worksCouncil', 'privacy', 'whoTellsWhom'] as const)
    await page.getByLabel(t(`home.prepared.${step}`)).check()
  await see(page, t('home.next.startScan'))
}

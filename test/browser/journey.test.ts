import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { setLanguage, t } from '#client/text/text.ts'
import { visit } from '../../scripts/visitor.ts'
import { cast } from '../support/cast.ts'
import { answerAs } from '../support/respondents.ts'
import { codeAt } from '../support/second-factor.ts'
import {
  askMainQuestion,
  confirmAction,
  figures,
  makeAction,
  ownerLink,
  planAction,
  reportDone,
} from './improving.ts'
import { arrive, confirm, copyOf, dialog, fileBehind, follow, press, see, write } from './pages.ts'
import {
  acceptInvitation,
  addTeamBelow,
  inviteManager,
  pasteTeams,
  setUp,
  tickPreparation,
} from './preparing.ts'
import { expectReadable, judgeByKeyboard, openComments, publishByKeyboard, readMethod } from './reading.ts'
import { Respondent } from './respondent.ts'
import {
  addEnglish,
  addOwnQuestion,
  chooseCodes,
  closeScan,
  goOn,
  launch,
  linksOf,
  openGroup,
  ownQuestionIn,
  sayWhen,
  sayWho,
} from './scanning.ts'
import { setUpSecondStep, signInAgain } from './second-step.ts'
import {
  DESK,
  expectAccessible,
  expectAccessibleInTheDarkToo,
  expectAccessibleOnEveryWidth,
  expectFitsPaper,
  openStage,
  PHONE,
  type Stage,
} from './support.ts'
import { chooseFile, openPaper, seePaperForm, storeForms, typed } from './typing.ts'

/** The whole main job as people see it; each test goes on where the one before it ended. */
const SCAN = 'Competenties najaar'
const AGAIN = 'Competenties, een half jaar later'
const OBSTACLES = 'Eerst wat in de weg staat'
const EVIDENCE = 'De vraag staat in elk formulier.'
const COFFEE = 'De koffie met mensen van de straat'
const REMARKS = [
  'Er is tijd voor een gesprek.',
  'Bel mij op 06-12345678.',
  'De cliënt kiest de eerste stap.',
  "Collega's denken mee.",
  'De brieven zijn duidelijk.',
  'Wij vieren wat lukt.',
]
const WITHOUT_NUMBER = 'Bellen werkt beter dan schrijven.'
const PATIENT = { timeout: 10_000 }

let stage: Stage
let mia: Page
let max: Page
let api: ReturnType<typeof visit>
beforeAll(async () => {
  stage = await openStage()
  api = visit(stage.running.app, stage.url)
  await setLanguage('nl')
  mia = await stage.visit(DESK)
})
afterAll(async () => {
  api?.restore()
  await stage?.close()
})

let invitation: string
let linkOf: (team: string, group: string) => string
let scanPath: string
let planPath: string
let secondStep: Awaited<ReturnType<typeof setUpSecondStep>>

test('Mia opens the one-time link, founds De Brug and prepares', async () => {
  await setUp(mia, stage.setupPath, cast.mia)
  await expectAccessibleOnEveryWidth(mia)
  await pasteTeams(mia, 'Werk\n Team Oost\n Team West\nMeedoen\n Team Noord')
  await addTeamBelow(mia, 'Meedoen', 'Team Klein')
  await expectAccessibleOnEveryWidth(mia)
  invitation = await inviteManager(mia, cast.max, 'Werk')
  await follow(mia, t('common.organisationTabs.outbox'))
  await arrive(mia, t('access.outbox.title'))
  await mia.getByText(t('access.outbox.to', { recipient: cast.max.email })).click()
  await expectAccessibleOnEveryWidth(mia)
  await follow(mia, t('common.navigation.home'))
  await tickPreparation(mia)
})

test('she launches a competence scan in five steps; what is missing is told and mended', async () => {
  await press(mia, t('home.next.startScanDo'))
  await sayWho(mia, [
    { team: 'Team Oost', perspective: 'professional', people: 14 },
    { team: 'Team Oost', perspective: 'client', people: 24 },
    { team: 'Team West', perspective: 'professional', people: 16 },
    { team: 'Team West', perspective: 'client', people: 30 },
    { team: 'Team Noord', perspective: 'professional', people: 12 },
    { team: 'Team Klein', perspective: 'professional', people: 3 },
  ])
  await sayWhen(mia, SCAN)
  await addOwnQuestion(mia, 'Wat mag zo blijven?')
  await goOn(mia, 'message')
  await addEnglish(mia)
  await goOn(mia, 'check')
  await see(mia, t('scans.check.notReady'))
  await expectAccessible(mia)
  await mia.getByRole('link', { name: t('scans.check.mend') }).click()
  await write(mia, ownQuestionIn('en'), 'What may stay as it is?')
  await goOn(mia, 'message')
  await goOn(mia, 'check')
  await launch(mia, SCAN)
  scanPath = new URL(mia.url()).pathname
})

test('she finds a link and a square to scan for each group', async () => {
  await openGroup(mia, 'Team Oost', 'professional')
  await mia.getByRole('img', { name: t('scans.groups.qr', { unit: 'Team Oost' }) }).waitFor()
  const copied = await copyOf(mia, t('scans.groups.link'))
  await see(mia, t('scans.message.reminder'))
  await expectAccessibleOnEveryWidth(mia)
  linkOf = await linksOf(mia)
  expect(copied).toBe(linkOf('Team Oost', 'professionals'))
  await mia.goto('/scans')
  await arrive(mia, t('scans.title'))
  await expectAccessibleOnEveryWidth(mia)
})

test('six people answer on their phones, each in an own way', async () => {
  const colleague = linkOf('Team Oost', 'professionals')
  const client = linkOf('Team Oost', 'cliënten')
  await Promise.all([
    looksAround(colleague),
    losesTheNetwork(colleague),
    reloadsHalfway(colleague),
    speaksEnglish(client),
    sharesTheComputer(client),
    changesHerMind(client),
  ])
})

async function respondent(link: string): Promise<Respondent> {
  const person = new Respondent(await stage.visit(PHONE))
  await person.open(link)
  return person
}

async function looksAround(link: string) {
  const person = await respondent(link)
  await expectAccessible(person.page)
  await person.press('start')
  await expectAccessible(person.page)
  await person.page.emulateMedia({ colorScheme: 'dark' })
  await expectAccessible(person.page)
  expect(await person.answer()).toBe(36)
  await person.pickTopics(OBSTACLES)
  await expectAccessible(person.page)
  await person.press('next')
  await person.write(COFFEE)
  await expectAccessible(person.page)
  await person.press('next')
  await person.arrive('reviewTitle')
  await see(person.page, person.said('reviewComplete'))
  await see(person.page, COFFEE)
  await expectAccessible(person.page)
  await person.press('send')
  await person.arrive('thanksTitle')
  await expectAccessible(person.page)
}

async function losesTheNetwork(link: string) {
  const person = await respondent(link)
  const { page } = person
  await person.press('start')
  await person.answer()
  await person.press('next')
  await person.press('next')
  await person.arrive('reviewTitle')
  await page.evaluate('navigator.serviceWorker.ready.then(() => true)')
  await page.context().setOffline(true)
  await person.press('send')
  await person.arrive('waitingTitle')
  await expectAccessible(page)
  await page.reload()
  await person.arrive('waitingTitle')
  await page.context().setOffline(false)
  await person.arrive('thanksTitle')
}

async function reloadsHalfway(link: string) {
  const person = await respondent(link)
  await person.press('start')
  await person.answer({ most: 10 })
  const eleventh = await person.statement()
  await person.page.reload()
  await see(person.page, eleventh)
  expect(await person.answer()).toBe(26)
  await person.finish()
}

async function speaksEnglish(link: string) {
  const person = await respondent(link)
  await person.press('start')
  await person.answer({ most: 3 })
  const dutch = await person.statement()
  await person.speakEnglish()
  expect(await person.statement()).not.toBe(dutch)
  await expectAccessible(person.page)
  await person.answer()
  await person.arrive('importanceTitle')
  await person.press('next')
  await see(person.page, 'What may stay as it is?')
  await person.press('next')
  await see(person.page, person.said('reviewComplete'))
  await person.press('send')
  await person.arrive('thanksTitle')
}

async function sharesTheComputer(link: string) {
  const person = await respondent(link)
  await person.page.getByLabel(person.said('shared')).check()
  await person.press('start')
  await person.answer({ choice: 2 })
  await see(person.page, person.said('notSaved'))
  expect(await person.page.evaluate('localStorage.length')).toBe(0)
  await person.finish()
}

async function changesHerMind(link: string) {
  const person = await respondent(link)
  const { page } = person
  await person.press('start')
  await person.answer({ most: 2, choice: 0 })
  await person.press('back')
  await page.getByRole('radio').nth(5).check()
  await person.press('next')
  await person.press('next')
  await person.answer()
  await person.press('next')
  await person.press('next')
  await see(page, person.said('reviewOpen', { count: 1 }))
  await person.press('reviewFirst')
  await page.getByRole('radio').nth(2).check()
  expect(await person.answer()).toBe(25)
  await person.press('next')
  await person.press('next')
  await see(page, person.said('reviewComplete'))
  await person.press('send')
  await person.arrive('thanksTitle')
}

/** Everybody else answers too, without a screen; one topic is low with all of them. */
async function othersAnswer(low: number): Promise<void> {
  const point = (id: string) => (id === 'obstacles-first' ? low : id === 'transparency' ? 5 : 4)
  const pressing = ['obstacles-first']
  const groups = [
    { team: 'Team Oost', group: 'professionals', people: 9 },
    { team: 'Team West', group: 'professionals', people: 14, remarks: REMARKS },
    { team: 'Team Noord', group: 'professionals', people: 10 },
    { team: 'Team Klein', group: 'professionals', people: 3 },
    { team: 'Team Oost', group: 'cliënten', people: 12 },
    { team: 'Team West', group: 'cliënten', people: 18 },
  ]
  for (const { team, group, ...those } of groups)
    await answerAs({ link: linkOf(team, group) }, { ...those, point, pressing })
}

test('the other colleagues and clients answer; Mia sees how many, and closes the scan', async () => {
  await othersAnswer(2)
  await stage.mixAnswers()
  await mia.goto(scanPath)
  await see(mia, t('scans.band.atLeast', { count: 65, invited: 99 }))
  await expectAccessibleOnEveryWidth(mia)
  await closeScan(mia)
  await expectAccessibleOnEveryWidth(mia)
})

test('whoever comes late reads that the scan is closed', async () => {
  const late = await stage.visit(PHONE)
  await late.goto(linkOf('Team Oost', 'professionals'))
  await late.getByRole('heading', { level: 1 }).waitFor()
  await expectAccessible(late)
})

test('the results start with what goes well, and a small team is protected', async () => {
  await follow(mia, t('scans.list.results'))
  await arrive(mia, SCAN)
  await mia.getByRole('heading', { name: t('results.strengths.title') }).waitFor()
  await mia
    .getByRole('link', { name: t('results.priorities.toPlanFor', { topic: OBSTACLES }) })
    .first()
    .waitFor()
  await expectAccessibleInTheDarkToo(mia)
  await see(mia, t('results.agreement.title', { who: t('results.who.professional') }))
  await expectFitsPaper(mia)
  await showAllTables(mia)
  await see(mia, t('results.agreement.generous'))
  await expectAccessibleOnEveryWidth(mia)
  await press(mia, t('results.heat.whyRow', { unit: 'Team Klein' }))
  await see(dialog(mia), t('results.heat.why'))
  await expectAccessible(mia)
  await confirm(mia, t('common.close'))
  await chooseUnit(mia, '\u2003\u2003Team West')
  await mia.getByRole('heading', { name: `${t('results.scores.title')}: Professionals, Team West` }).waitFor()
  const csv = await fileBehind(mia, () => follow(mia, t('results.page.download')))
  expect(csv).toContain('Team West')
  expect(csv).toContain(OBSTACLES)
  await readMethod(mia)
})

async function showAllTables(page: Page): Promise<void> {
  const show = page.getByRole('button', { name: t('common.showAsTable') }).filter({ visible: true })
  while ((await show.count()) > 0) await show.first().click()
}

async function chooseUnit(page: Page, label: string): Promise<void> {
  await page.getByLabel(t('results.choose.unit')).selectOption({ label })
}

test('Max accepts his invitation and sees his own part only', async () => {
  max = await stage.visit(DESK)
  await acceptInvitation(max, invitation, cast.max)
  await expectAccessibleOnEveryWidth(max)
  await follow(max.getByRole('region', { name: t('home.next.readResults') }), t('home.next.readResultsDo'))
  await arrive(max, SCAN)
  await see(max, t('results.page.subtree'))
  await expectAccessibleOnEveryWidth(max)
  const units = await max.getByLabel(t('results.choose.unit')).getByRole('option').allInnerTexts()
  expect(units.map((name) => name.trim())).toEqual(['Werk', 'Team Oost', 'Team West'])
  await max.goto(scanPath)
  await arrive(max, SCAN)
  await expectAccessible(max)
  for (const path of ['/organisation/members', '/programme']) {
    await max.goto(path)
    await see(max, t('errors.forbidden'))
    await expectAccessibleOnEveryWidth(max)
  }
})

test('what people wrote is read first by Mia, without a mouse, and only then by Max', async () => {
  const read = `${scanPath}/results/comments`
  await max.goto(read)
  await see(max, t('comments.read.waitingWhat'))
  await expectAccessibleOnEveryWidth(max)
  await openComments(mia, scanPath)
  expect(await judgeByKeyboard(mia, '06-12345678', WITHOUT_NUMBER)).toBe(1 + REMARKS.length)
  await publishByKeyboard(mia)
  const shown = [COFFEE, ...REMARKS].map((words) => (words.includes('06-') ? WITHOUT_NUMBER : words))
  await expectReadable(mia, shown)
  await max.goto(`${scanPath}/comments`)
  await expectReadable(max, shown)
  await mia.goto(`${scanPath}/comments`)
  await see(mia, t('comments.published.title'))
  await expectAccessibleOnEveryWidth(mia)
})

test('the programme centre sets up a second step, and sees how well the questionnaire measures', async () => {
  await mia.goto('/programme')
  await see(mia, t('errors.second-factor-needed'))
  await expectAccessible(mia)
  secondStep = await setUpSecondStep(mia, stage.running.services.now)
  await mia.goto('/programme/figures')
  await see(mia, t('programme.reading.alpha'))
  await expectAccessibleOnEveryWidth(mia)
  await expectFitsPaper(mia)
})

test('from a chance it is two taps to an action; its owner reports without an account', async () => {
  await mia.goto(`${scanPath}/results`)
  const action = await makeAction(mia, OBSTACLES)
  await press(mia, t('plans.suggestions.close'))
  await askMainQuestion(mia, 'Hoe houden mensen de regie?')
  planPath = new URL(mia.url()).pathname
  await expectAccessibleOnEveryWidth(mia)
  await follow(mia, action)
  await arrive(mia, action)
  await planAction(mia, { name: 'Fatima Aydin', email: 'fatima@debrug.test', dueOn: '2030-03-01' })
  const link = await ownerLink(mia, 'Fatima Aydin')
  const fatima = await stage.visit(PHONE)
  await fatima.goto(link)
  await arrive(fatima, action)
  await reportDone(fatima, EVIDENCE)
  await mia.reload()
  await expectAccessibleOnEveryWidth(mia)
  await confirmAction(mia, EVIDENCE)
  await expectAccessibleInTheDarkToo(mia)
  await mia.goto(planPath)
  await expect.poll(() => figures(mia), PATIENT).toMatchObject({ Gedaan: '1', Open: '0', 'Te laat': '0' })
  await expectAccessibleInTheDarkToo(mia)
  await fatima.reload()
  await see(fatima, t('plans.ownAction.isConfirmed'))
})

test('the board, the list and the menu of a card do the same', async () => {
  const own = 'Een hoek met koffie en kranten'
  await mia.goto(`${planPath}?dimension=network`)
  await write(mia, t('plans.suggestions.own'), own)
  await press(mia.locator('.own-words'), t('plans.suggestions.add'))
  await see(mia, t('plans.suggestions.added', { title: own }))
  await press(mia, t('plans.suggestions.close'))
  await press(mia, t('plans.actions.list'))
  await expectAccessibleOnEveryWidth(mia)
  await press(mia, t('plans.move.menuFor', { title: own }))
  await press(mia, t('plans.move.stop'))
  await write(dialog(mia), t('plans.move.stopReason'), 'Er is geen ruimte.')
  await expectAccessibleOnEveryWidth(mia)
  await confirm(mia, t('plans.move.stop'))
  await press(mia, t('plans.actions.board'))
  await expect.poll(() => figures(mia), PATIENT).toMatchObject({ Gestopt: '1' })
  await expectAccessibleOnEveryWidth(mia)
  await follow(mia, t('common.navigation.plan'))
  await arrive(mia, t('plans.title'))
  await expectAccessibleOnEveryWidth(mia)
})

test('the processes scan comes on the same screens, with a code on paper for each person', async () => {
  await mia.goto('/scans')
  await press(mia, t('scans.next.button'))
  await arrive(mia, t('scans.launch.title'))
  await goOn(mia, 'when')
  await sayWhen(mia, 'Processen')
  await goOn(mia, 'message')
  await chooseCodes(mia)
  await goOn(mia, 'check')
  await launch(mia, 'Processen')
  await openGroup(mia, 'Team Oost', 'professional')
  await follow(mia, t('scans.groups.slips'))
  await arrive(mia, t('scans.slips.title'))
  await expectAccessibleOnEveryWidth(mia)
  const code = await mia.locator('.slip-code').first().innerText()
  const person = new Respondent(await stage.visit(PHONE))
  await person.page.goto('/r')
  await person.typeCode('ABC')
  await see(person.page, person.said('codeLength', { count: 3 }))
  await expectAccessible(person.page)
  await person.typeCode(code.toLowerCase())
  await person.press('start')
  expect(await person.answer()).toBe(32)
  await person.finish()
  await person.page.goto('/r')
  await person.typeCode(code)
  await person.press('start')
  await person.answer({ most: 1 })
  await person.skip()
  await person.press('next')
  await person.press('next')
  await person.press('send')
  await person.arrive('usedTitle')
  await expectAccessible(person.page)
})

test('answers on paper are typed over: all faults at once, then stored, and never twice', async () => {
  await mia.goto('/scans')
  await mia.getByRole('link', { name: 'Processen', exact: true }).click()
  await arrive(mia, 'Processen')
  const columns = await openPaper(mia)
  await seePaperForm(mia)
  const form = {
    perspective: 'professional',
    unit: 'Team Oost',
    'P-PLA1': '4',
    'P-PLA2': '2',
    'P-INT1': 'nvt',
  }
  const sound = typed(columns, [
    { ...form, respondent: '1' },
    { ...form, respondent: '2' },
  ])
  const faulty = typed(columns, [
    { ...form, respondent: '1', unit: 'Team Ost' },
    { ...form, respondent: '1', 'P-PLA1': '9' },
  ])
  await chooseFile(mia, 'fout.csv', faulty)
  await see(mia, t('paperAnswers.faulty.title', { count: 3, name: 'fout.csv' }))
  await see(mia, t('paperAnswers.fault.outside-scale'))
  await expectAccessibleOnEveryWidth(mia)
  await chooseFile(mia, 'goed.csv', sound)
  await see(mia, t('paperAnswers.preview.title', { name: 'goed.csv' }))
  await expectAccessibleOnEveryWidth(mia)
  await storeForms(mia, 2)
  await press(mia, t('paperAnswers.done.more'))
  await chooseFile(mia, 'goed.csv', sound)
  await see(mia, t('paperAnswers.already.title', { count: 2 }))
  await expectAccessibleOnEveryWidth(mia)
})

test('half a year later the scan is repeated, and says what changed', async () => {
  stage.clock.addDays(200)
  await mia.goto('/scans')
  await signInAgain(mia, cast.mia, await codeAt(secondStep.key, stage.running.services.now()))
  await arrive(mia, t('scans.title'))
  await expectAccessible(mia)
  await press(mia, `${t('scans.repeat.button')}: ${SCAN}`)
  await arrive(mia, t('scans.launch.title'))
  await goOn(mia, 'when')
  await sayWhen(mia, AGAIN)
  await goOn(mia, 'message')
  await goOn(mia, 'check')
  await launch(mia, AGAIN)
  linkOf = await linksOf(mia)
  await othersAnswer(4)
  await mia.reload()
  await closeScan(mia)
  await follow(mia, t('scans.list.results'))
  await see(mia, t('results.since.labels.higher'))
  await expectAccessibleOnEveryWidth(mia)
  await mia.goto(planPath)
  await follow(mia, t('plans.plan.followUp'))
  await arrive(mia, t('followUps.title'))
  await see(mia, t('followUps.verdict.higher'))
  await expectAccessibleInTheDarkToo(mia)
})

test('every other page is there too, also in English', async () => {
  for (const path of ['/', '/account', '/organisation/units', '/organisation/outbox', '/results']) {
    await mia.goto(path)
    await expectAccessibleOnEveryWidth(mia)
  }
  for (const path of ['/help', '/help/api', '/nowhere']) {
    await mia.goto(path)
    await expectAccessibleOnEveryWidth(mia)
  }
  await mia.getByRole('button', { name: t('common.languages.en') }).click()
  await setLanguage('en')
  const newHere = [`${scanPath}/method`, `${scanPath}/results/comments`, '/programme', '/programme/figures']
  for (const path of ['/', '/scans', planPath, `${scanPath}/results`, ...newHere]) {
    await mia.goto(path)
    await expectAccessibleOnEveryWidth(mia)
  }
})

test('she signs out, and needs her password and a code to come back', async () => {
  await mia.goto('/')
  await press(mia, t('common.account.menu'))
  await expectAccessible(mia)
  await press(mia, t('common.account.signOut'))
  await arrive(mia, t('access.signIn.title'))
  await expectAccessibleOnEveryWidth(mia)
  await follow(mia, t('access.signIn.forgot'))
  await arrive(mia, t('access.forgot.title'))
  await expectAccessibleOnEveryWidth(mia)
  await mia.goto('/account')
  await arrive(mia, t('access.signIn.title'))
  await signInAgain(mia, cast.mia, secondStep.backupCodes[0] ?? '')
  await arrive(mia, t('access.account.title'))
})

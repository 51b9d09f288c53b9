import { beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { LaunchPage } from '#client/scans/LaunchPage.tsx'
import { ScanPage } from '#client/scans/ScanPage.tsx'
import { ScansPage } from '#client/scans/ScansPage.tsx'
import { SlipsPage } from '#client/scans/SlipsPage.tsx'
import { setLanguage } from '#client/text/text.ts'
import type { Progress, Scan } from '#server/scans/contract.ts'
import { answering, labelled, mia, named, press, problem, seeing, show, type } from '../screen.tsx'
import { draft, scan, settings, wizardAnswers } from './scan-fixtures.ts'

beforeAll(() => setLanguage('en'))
beforeEach(() => history.replaceState(null, '', '/scans'))

const open: Scan = {
  ...scan,
  status: 'open',
  daysLeft: 6,
  closesAt: '2026-12-04T23:00:00Z',
  response: { invited: 140, answeredAtLeast: 60 },
}
const progress: Progress = {
  status: 'open',
  daysLeft: 6,
  nextReminderOn: '2026-12-01',
  reminderToday: false,
  total: { invited: 145, answeredAtLeast: 60 },
  perspectives: [{ perspective: 'professional', response: { invited: 145, answeredAtLeast: 60 } }],
  groups: [
    group('g1', 'Team Oost', { invited: 140, answeredAtLeast: 60 }, 0),
    group('g2', 'Team West', { invited: 5, answeredAtLeast: 0 }, 5),
  ],
  countedAt: '2026-11-28T13:07:00Z',
}
const sheet = {
  groups: progress.groups.map(({ id, unitId, unitName, perspective, response }) => ({
    id,
    unitId,
    unitName,
    perspective,
    invited: response.invited,
    distribution: 'open-link',
    link: `http://regie.test/r#${id}`,
  })),
}
const running = {
  'GET /api/scans/s1': open,
  'GET /api/scans/s1/progress': progress,
  'GET /api/scans/s1/distribution': sheet,
  'GET /api/scans/s1/open-links': { links: [] },
}

test('without scans the page offers the first step', async () => {
  answering({ 'GET /api/scans': [] })
  const place = await show(<ScansPage />)
  await seeing(place, 'There is no scan yet')
  expect(place.textContent).toContain('New scan')
})

test('a manager sees scans but cannot make one', async () => {
  answering({ 'GET /api/scans': [open] })
  const place = await show(<ScansPage />, { ...mia, role: 'manager' } as typeof mia)
  await seeing(place, 'at least 60 of 140')
  expect(place.textContent).not.toContain('New scan')
})

test('a new scan opens the first step of its wizard', async () => {
  answering({ 'GET /api/scans': [], 'POST /api/scans': draft })
  const place = await show(<ScansPage />)
  await seeing(place, 'New scan')
  await press(place, 'New scan')
  await vi.waitFor(() => expect(location.pathname).toBe('/scans/s1/launch/who'))
})

test('a draft is removed only after it was asked', async () => {
  const fetched = answering({
    'GET /api/scans': [scan],
    'DELETE /api/scans/s1': new Response(null, { status: 204 }),
  })
  const place = await show(<ScansPage />)
  await seeing(place, 'Najaarsscan')
  await press(place, 'Remove: Najaarsscan')
  await seeing(place, 'Remove the draft')
  const [, confirm] = [...place.querySelectorAll<HTMLElement>('dialog button')]
  confirm?.click()
  await vi.waitFor(() => expect(fetched.mock.calls.some(([, init]) => init?.method === 'DELETE')).toBe(true))
})

test('what is typed is saved by itself, and says so', async () => {
  const saved = vi.fn(() => ({ ...draft, scan: { ...scan, version: 4 } }))
  const fetched = answering({
    ...wizardAnswers,
    'PUT /api/scans/s1/settings': saved,
    'GET /api/scans/s1/forecast': wizardAnswers['GET /api/scans/s1/forecast'],
  })
  const place = await show(<LaunchPage scanId="s1" step="who" />)
  await seeing(place, 'Team Oost')
  const field = place.querySelector<HTMLInputElement>('[aria-label="Team West, Clients"]')
  if (!field) throw new Error('no field for the clients of Team West')
  field.value = '15'
  field.dispatchEvent(new Event('input', { bubbles: true }))
  await vi.waitFor(() => expect(saved).toHaveBeenCalled())
  await seeing(place, 'Saved at')
  const [, init] = fetched.mock.calls.find(([, each]) => each?.method === 'PUT') ?? []
  expect(JSON.parse(String(init?.body))).toMatchObject({
    version: 3,
    settings: { units: [settings.units[0], { unitId: 'west', invited: { professional: 6, client: 15 } }] },
  })
})

test('what is not a head count is told beside it and not saved', async () => {
  const saved = vi.fn(() => draft)
  answering({ ...wizardAnswers, 'PUT /api/scans/s1/settings': saved })
  const place = await show(<LaunchPage scanId="s1" step="who" />)
  await seeing(place, 'Team Oost')
  saved.mockClear()
  const field = place.querySelector<HTMLInputElement>('[aria-label="Team West, Professionals"]')
  if (!field) throw new Error('no field for the professionals of Team West')
  field.value = '0'
  field.dispatchEvent(new Event('input', { bubbles: true }))
  await seeing(place, 'Fill in a whole number of 1 or more')
  expect(saved).not.toHaveBeenCalled()
})

test('the forecast stands beside the numbers, with what to merge', async () => {
  answering(wizardAnswers)
  const place = await show(<LaunchPage scanId="s1" step="who" />)
  await seeing(place, '1 of 3 teams readable when 65% answer')
  expect(place.textContent).toContain('Team West together with Team Oost')
})

test('when another tab was first, both versions are offered', async () => {
  const theirs = {
    ...draft,
    scan: { ...scan, version: 9 },
    settings: { ...settings, closesOn: '2026-12-18' },
  }
  answering({
    ...wizardAnswers,
    'PUT /api/scans/s1/settings': problem(409, 'version-conflict', { current: theirs }),
  })
  const place = await show(<LaunchPage scanId="s1" step="when" />)
  await seeing(place, 'There are two versions')
  expect(place.textContent).toContain('18 December 2026')
  await press(place, 'Take the other version')
  await vi.waitFor(() => expect(place.textContent).not.toContain('There are two versions'))
  expect(labelled(place, 'Open until the end of').value).toBe('2026-12-18')
})

test('when saving fails, the page says so and keeps what was typed', async () => {
  answering({ ...wizardAnswers, 'PUT /api/scans/s1/settings': problem(503, 'temporarily-unavailable') })
  const place = await show(<LaunchPage scanId="s1" step="when" />)
  await seeing(place, 'Name of the scan')
  await type(place, 'Name of the scan', 'Voorjaar')
  await seeing(place, 'Not saved yet')
  expect(labelled(place, 'Name of the scan').value).toBe('Voorjaar')
})

test('the preview of a message is filled in', async () => {
  answering({ ...wizardAnswers, 'PUT /api/scans/s1/settings': draft })
  const place = await show(<LaunchPage scanId="s1" step="message" />)
  await seeing(place, 'Beste lezer van De Brug: http://regie.test/r#…')
})

test('links or codes are chosen for each group of people that takes part', async () => {
  const fetched = answering({ ...wizardAnswers, 'PUT /api/scans/s1/settings': draft })
  const place = await show(<LaunchPage scanId="s1" step="message" />)
  await seeing(place, 'One link for each group')
  const radios = [...place.querySelectorAll<HTMLInputElement>('input[type=radio][value=codes]')]
  expect(radios).toHaveLength(2)
  radios[1]?.click()
  const savedLast = () =>
    JSON.parse(
      String(fetched.mock.calls.findLast(([, { method } = {}]) => method === 'PUT')?.[1]?.body ?? '{}'),
    )
  const distribution = { professional: 'open-link', client: 'codes', manager: 'open-link' }
  await vi.waitFor(() => expect(savedLast()).toMatchObject({ settings: { distribution } }))
})

test('launching asks in words for how many people, and then opens the scan', async () => {
  answering({
    ...wizardAnswers,
    'PUT /api/scans/s1/settings': draft,
    'POST /api/scans/s1/launch': { ...open, status: 'scheduled' },
  })
  const place = await show(<LaunchPage scanId="s1" step="check" />)
  await seeing(place, 'Everything is ready')
  await press(place, 'Start the scan')
  await seeing(place, 'Start the scan for 38 people?')
  const buttons = [...place.querySelectorAll<HTMLElement>('dialog button')]
  buttons.at(-1)?.click()
  await vi.waitFor(() => expect(location.pathname).toBe('/scans/s1'))
})

test('a red line stops the launch and leads to its field', async () => {
  const checks = [{ ...draft.checks[0], level: 'red', code: 'nobody-invited', field: 'units' }]
  const red = { ...draft, checks }
  answering({ ...wizardAnswers, 'GET /api/scans/s1/draft': red, 'PUT /api/scans/s1/settings': red })
  const place = await show(<LaunchPage scanId="s1" step="check" />)
  await seeing(place, 'Something is still missing')
  expect(named(place, 'Change: Fill in for at least one team').getAttribute('href')).toBe(
    '/scans/s1/launch/who#units',
  )
  expect((named(place, 'Start the scan') as HTMLButtonElement).disabled).toBe(true)
})

test('a minimum can be raised, and a lower one is not kept', async () => {
  const saved = vi.fn(() => draft)
  answering({
    ...wizardAnswers,
    'GET /api/scans/s1/draft': { ...draft, settings: { ...settings, step: 'check' } },
    'PUT /api/scans/s1/settings': saved,
  })
  const place = await show(<LaunchPage scanId="s1" step="check" />)
  await seeing(place, 'Minimums')
  saved.mockClear()
  await type(place, 'Professionals', '4')
  await seeing(place, 'Choose 5 or more.')
  expect(saved).not.toHaveBeenCalled()
  await type(place, 'Professionals', '8')
  await vi.waitFor(() => expect(saved).toHaveBeenCalled())
})

test('a running scan tells how far it is in steps, and never 4 of 5', async () => {
  answering(running)
  const place = await show(<ScanPage scanId="s1" />)
  await seeing(place, '6 days left')
  expect(place.textContent).toContain('at least 60 of 145')
  expect(place.textContent).toContain('too few to show, of 5')
  expect(place.textContent).toContain('At most 5 more answers needed')
})

test('counts say when they were taken, and a reminder goes to everybody', async () => {
  answering(running)
  const place = await show(<ScanPage scanId="s1" />)
  await seeing(place, 'This is how it stood at 28 Nov 2026, 14:07. It is refreshed at most once an hour.')
  expect(place.textContent).toContain('also to who answered already')
  answering({ ...running, 'GET /api/scans/s1/progress': { ...progress, countedAt: null } })
  await seeing(await show(<ScanPage scanId="s1" />), 'The first count comes an hour after the opening.')
})

test('a group opens to its link and the texts to copy', async () => {
  answering({
    ...running,
    'GET /api/scans/s1/groups/g1/messages': {
      group: sheet.groups[0],
      languages: ['nl'],
      texts: {
        nl: {
          subject: 'Onderwerp',
          invitation: 'Kom via http://regie.test/r#g1',
          reminder: 'Nog eens',
          chat: 'Doet u mee? http://regie.test/r#g1',
        },
      },
    },
  })
  const place = await show(<ScanPage scanId="s1" />)
  await seeing(place, 'Team Oost')
  const details = place.querySelector('details')
  if (!details) throw new Error('no group can be opened')
  details.open = true
  details.dispatchEvent(new Event('toggle'))
  const copied = () => [...place.querySelectorAll('textarea')].map(({ value }) => value)
  await vi.waitFor(() => expect(copied()).toContain('Kom via http://regie.test/r#g1'))
  expect(copied()).toContain('Doet u mee? http://regie.test/r#g1')
  expect(place.querySelector('svg.qr')).not.toBeNull()
})

test('closing early asks first', async () => {
  answering(running)
  const place = await show(<ScanPage scanId="s1" />)
  await seeing(place, '6 days left')
  await press(place, 'Close the scan now')
  await seeing(place, 'Close the scan for 145 people?')
})

test('a closed scan leads to its results and to what comes next', async () => {
  answering({ 'GET /api/scans/s1': { ...open, status: 'closed', closedAt: '2026-12-05T00:00:00Z' } })
  const place = await show(<ScanPage scanId="s1" />)
  await seeing(place, 'The results are there')
  expect(named(place, 'Look at the results').getAttribute('href')).toBe('/scans/s1/results')
  expect(place.textContent).toContain('Prepare the processes scan')
  expect(place.textContent).toContain('Repeat this scan')
})

test('just after its end the page says that the results are being worked out', async () => {
  answering({ 'GET /api/scans/s1': { ...open, status: 'closed' } })
  const place = await show(<ScanPage scanId="s1" />)
  await seeing(place, 'The results are being worked out')
})

test('a manager sees the own part only, without groups or links', async () => {
  answering({ 'GET /api/scans/s1': open })
  const place = await show(<ScanPage scanId="s1" />, { ...mia, role: 'manager' } as typeof mia)
  await seeing(place, 'Answers in your part of the organisation')
  expect(place.textContent).not.toContain('Hand out')
})

test('a draft leads back to the step where it was left', async () => {
  answering({ 'GET /api/scans/s1': { ...scan, step: 'message' } })
  await show(<ScanPage scanId="s1" />)
  await vi.waitFor(() => expect(location.pathname).toBe('/scans/s1/launch/message'))
})

test('each slip holds one code, spaced for typing, and its QR', async () => {
  const words = {
    ask: 'Doe mee.',
    how: 'Typ de code:',
    until: 'Tot en met vrijdag.',
    once: 'Werkt één keer.',
    scan: 'Vierkant',
  }
  answering({
    'GET /api/scans/s1/groups/g1/codes': {
      group: sheet.groups[0],
      organisationName: 'De Brug',
      title: 'Najaarsscan',
      closesOn: '2026-12-04',
      languages: ['nl'],
      words: { nl: words },
      minutes: 8,
      address: 'http://regie.test/r',
      codes: ['ABCDEFGHJKMNPQRSTVWXYZ0123', '0000FFGHJKMNPQRSTVWXYZ0123'],
    },
  })
  const place = await show(<SlipsPage scanId="s1" groupId="g1" />)
  await seeing(place, 'ABCD EFGH JKMN PQRS TVWX YZ01 23')
  expect(place.querySelectorAll('.slip')).toHaveLength(2)
  expect(place.querySelectorAll('.slip svg.qr')).toHaveLength(2)
})

function group(id: string, unitName: string, response: Progress['total'], neededAtMost: number) {
  return { id, unitId: id, unitName, perspective: 'professional' as const, response, neededAtMost }
}

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { HandoverPage } from '#client/handover/HandoverPage.tsx'
import { HomePage } from '#client/home/HomePage.tsx'
import { SettingsPage } from '#client/organisations/SettingsPage.tsx'
import { setLanguage } from '#client/text/text.ts'
import { answering, labelled, mia, press, problem, seeing, show, type } from '../screen.tsx'

const scan = {
  id: 's1',
  title: 'Najaar',
  status: 'open',
  opensOn: '2026-11-02',
  closesOn: '2026-12-01',
  minimums: { professional: 5, client: 10, manager: 5 },
  answersUntil: null,
  answersDestroyedOn: null,
  openLinks: 2,
  commentsWait: false,
  hasResults: false,
  planId: null,
}
const action = {
  planId: 'p1',
  actionId: 'a1',
  title: 'Bel de werkgever',
  owner: mia.state === 'signed-in' ? mia.name : '',
  own: true,
  dueOn: '2026-12-15',
  late: false,
  hasLink: true,
}
const handover = {
  organisation: 'Werkplein',
  madeAt: '2026-11-21T09:00:00Z',
  by: 'Mia de Vries',
  stops: [{ id: 'prepare', state: 'done' }],
  scans: [scan],
  dates: [{ on: '2026-12-01', kind: 'closes', title: 'Najaar' }],
  actions: [action, { ...action, actionId: 'a2', title: 'Van een ander', own: false, owner: null }],
  people: [
    { membershipId: 'm1', name: 'Mia de Vries', role: 'messenger', unitName: null, you: true },
    { membershipId: 'm2', name: 'Max Jansen', role: 'manager', unitName: 'Oost', you: false },
  ],
  invitations: [{ name: 'Bo', role: 'manager', unitName: null, expired: true }],
  unsentMails: 1,
}

beforeEach(() => setLanguage('en'))
afterEach(() => vi.unstubAllGlobals())

describe('handing over', () => {
  test('shows on one page what stands, what was promised and what comes', async () => {
    answering({ 'GET /api/handover': handover })
    const place = await show(<HandoverPage />)
    await seeing(place, 'Results show from 5 answers of professionals, 10 of clients and 5 of managers.')
    for (const words of [
      '2 groups answer by a shared link.',
      'last day of ‘Najaar’',
      'works by a personal link',
      'invitation expired',
      '1 message was not sent',
    ])
      expect(place.textContent).toContain(words)
  })

  test('lists the actions that move, asks first, and sends exactly those', async () => {
    const fetched = answering({
      'GET /api/handover': handover,
      'POST /api/handovers': problem(409, 'handover-changed'),
    })
    const place = await show(<HandoverPage />)
    await seeing(place, 'Your successor')
    await type(place, 'Your successor', 'm2')
    await press(place, 'Hand over')
    await seeing(place, 'Hand over to Max Jansen?')
    const dialog = place.querySelector('dialog[open]') as Element
    expect([...dialog.querySelectorAll('li')].map(({ textContent }) => textContent)).toEqual([
      'Bel de werkgever',
    ])
    await press(dialog, 'Hand over')
    await seeing(place, 'Nothing was handed over')
    const body = fetched.mock.calls.find(([, init]) => init?.method === 'POST')?.[1]?.body
    expect(JSON.parse(String(body))).toEqual({ successorId: 'm2', actionIds: ['a1'], leave: true })
  })

  test('without a colleague one invites a successor first', async () => {
    answering({ 'GET /api/handover': { ...handover, people: handover.people.slice(0, 1) } })
    await seeing(await show(<HandoverPage />), 'Invite your successor first')
  })
})

describe('settings of the organisation', () => {
  const settings = {
    name: 'Werkplein',
    kind: 'agency',
    secondFactorRequired: false,
    people: 3,
    withoutSecondFactor: 2,
    youHaveSecondFactor: false,
  }

  test('a second step for all cannot be asked by who has none', async () => {
    answering({ 'GET /api/organisation': settings })
    const place = await show(<SettingsPage />)
    await seeing(place, 'Switch on the second step for your own account first')
    expect(labelled(place, 'Everyone signs in with a second step').disabled).toBe(true)
  })

  test('the privacy officer reads them, and changes nothing', async () => {
    answering({ 'GET /api/organisation': settings })
    const place = await show(<SettingsPage />, { ...mia, role: 'privacy-officer' } as typeof mia)
    await seeing(place, 'Werkplein')
    expect(place.textContent).toContain('Everyone signs in with a second stepNo')
    expect(place.querySelectorAll('button, input, select')).toHaveLength(0)
  })

  test('before it is asked, one sees how many must set it up', async () => {
    const fetched = answering({
      'GET /api/organisation': { ...settings, youHaveSecondFactor: true },
      'PUT /api/organisation': { ...settings, youHaveSecondFactor: true, secondFactorRequired: true },
    })
    const place = await show(<SettingsPage />)
    await seeing(place, 'Everyone signs in')
    labelled(place, 'Everyone signs in with a second step').click()
    await seeing(place, '2 colleagues have no second step yet')
    await press(place, 'Save')
    await seeing(place, 'The settings are saved')
    const body = fetched.mock.calls.find(([, init]) => init?.method === 'PUT')?.[1]?.body
    expect(JSON.parse(String(body))).toEqual({
      name: 'Werkplein',
      kind: 'agency',
      secondFactorRequired: true,
    })
  })
})

test('the privacy officer begins with scans, privacy and the log, and has no plan', async () => {
  const home = {
    stops: [],
    next: { kind: 'wait' },
    prepared: { worksCouncil: false, privacy: false, whoTellsWhom: false, units: false },
    openActions: [],
    openActionCount: 0,
    latestResults: null,
  }
  answering({
    'GET /api/home': home,
    'GET /api/scans': [{ id: 's1', title: 'Najaar', status: 'open', closesOn: '2026-12-01' }],
  })
  const place = await show(<HomePage />, { ...mia, role: 'privacy-officer' } as typeof mia)
  await seeing(place, 'Najaar')
  const links = [...place.querySelectorAll('a')].map((link) => link.getAttribute('href'))
  expect(links).toEqual(expect.arrayContaining(['/organisation/privacy', '/organisation/log', '/scans/s1']))
  expect(place.textContent).not.toContain('Open actions')
})

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { DpiaPage, OwnStatementPage, StatementPage } from '#client/privacy/DocumentPages.tsx'
import { OpenLinkNotes } from '#client/privacy/OpenLinkNotes.tsx'
import { OwnData } from '#client/privacy/OwnData.tsx'
import { PrivacyPage } from '#client/privacy/PrivacyPage.tsx'
import { RetentionCard } from '#client/privacy/RetentionCard.tsx'
import { chosenFrom } from '#client/results/chosen.ts'
import { Overview } from '#client/results/Overview.tsx'
import { setLanguage } from '#client/text/text.ts'
import type { Session } from '#server/access/contract.ts'
import type { PrivacyPage as Known, PrivacySettings } from '#server/privacy/contract.ts'
import type { Publication } from '#server/results/contract.ts'
import { richPublication } from '../results/publication-fixture.ts'
import { answering, mia, named, press, problem, seeing, show, type } from '../screen.tsx'

const settings: PrivacySettings = {
  officerName: 'Fien Postma',
  officerContact: 'fg@debrug.test',
  legalBasis: null,
  legalBasisWhy: '',
  host: '',
  answersMonths: 24,
  version: 3,
  changedAt: '2026-11-01T09:00:00Z',
}
const page: Known = {
  organisation: 'De Brug',
  settings,
  register: [
    { id: 'answers', of: 'respondents', term: { kind: 'rescan-or-months', count: 24 } },
    { id: 'mails', of: 'accounts', term: { kind: 'days', count: 90 } },
    { id: 'plans', of: 'owners', term: { kind: 'organisation', count: null } },
  ],
  scans: [
    {
      scanId: 's1',
      title: 'Autumn',
      status: 'closed',
      invited: 40,
      answeredAtLeast: 25,
      retention: { months: 24, until: '2028-11-01T12:00:00Z', destroyedAt: null },
    },
    {
      scanId: 's0',
      title: 'Spring',
      status: 'closed',
      invited: 30,
      answeredAtLeast: 0,
      retention: { months: 24, until: '2028-05-01T12:00:00Z', destroyedAt: '2026-11-01T12:00:00Z' },
    },
  ],
}

beforeEach(() => setLanguage('en'))
afterEach(() => {
  history.replaceState(null, '', '/')
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

/** What the page hands over; without a browser nothing is saved. */
function offeredFiles(): Blob[] {
  const files: Blob[] = []
  vi.spyOn(URL, 'createObjectURL').mockImplementation((file) => `blob:${files.push(file as Blob)}`)
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => {})
  return files
}

describe('the privacy page', () => {
  test('tells what is kept how long, and what became of the answers of each scan', async () => {
    answering({ 'GET /api/privacy': page })
    const place = await show(<PrivacyPage />)
    await seeing(place, 'Register of processing')
    for (const words of [
      'Until there are results of a repeat, at most 24 months after the closing',
      '90 days',
      'As long as the organisation works with Regie',
      'at least 25 of 40',
      'On 1 November 2028 at the latest',
      'On 1 November 2026',
    ]) {
      expect(place.textContent).toContain(words)
    }
  })

  test('without a scan it says so', async () => {
    answering({ 'GET /api/privacy': { ...page, scans: [] } })
    await seeing(await show(<PrivacyPage />), 'No scan has started yet.')
  })

  test('details are saved, with the version that was read', async () => {
    const fetched = answering({
      'GET /api/privacy': page,
      'PUT /api/privacy/settings': { ...settings, version: 4 },
    })
    const place = await show(<PrivacyPage />)
    await seeing(place, 'Details of your organisation')
    await type(place, 'Who runs the computers', 'Hosting Noord')
    await press(place, 'Save')
    await seeing(place, 'Saved.')
    const [, sent] = fetched.mock.calls.find(([, init]) => init?.method === 'PUT') ?? []
    const { changedAt: _, ...own } = settings
    expect(JSON.parse(String(sent?.body))).toEqual({ ...own, host: 'Hosting Noord' })
  })

  test('what somebody else saved meanwhile is not overwritten, and can be taken over', async () => {
    const current = { ...settings, version: 4, host: 'Elsewhere' }
    answering({
      'GET /api/privacy': page,
      'PUT /api/privacy/settings': problem(409, 'version-conflict', { current }),
    })
    const place = await show(<PrivacyPage />)
    await seeing(place, 'Details of your organisation')
    await press(place, 'Save')
    await seeing(place, 'Somebody else has just changed these details')
    await press(place, 'Take the other version')
    await vi.waitFor(() => {
      const values = [...place.querySelectorAll('input')].map(({ value }) => value)
      expect(values).toContain('Elsewhere')
    })
  })
})

describe('documents from the settings', () => {
  test('the statement names whom to ask and says what is not filled in yet', async () => {
    answering({ 'GET /api/privacy': page })
    const place = await show(<OwnStatementPage />)
    await seeing(place, 'Privacy statement of De Brug')
    expect(place.textContent).toContain('Questions about your data: Fien Postma, fg@debrug.test.')
    expect(place.textContent).toContain('has not yet filled in the legal basis')
    expect(place.textContent).toMatch(/Version [0-9a-f]{8}, made on/)
  })

  test('the version changes with the contents and with nothing else', async () => {
    const versionWith = async (changes: Partial<PrivacySettings>) => {
      answering({ 'GET /api/privacy': { ...page, settings: { ...settings, ...changes } } })
      const place = await show(<OwnStatementPage />)
      await seeing(place, 'Version')
      return place.textContent?.match(/Version ([0-9a-f]{8})/)?.[1]
    }
    const first = await versionWith({})
    expect(await versionWith({ changedAt: '2027-01-01T00:00:00Z' })).toBe(first)
    expect(await versionWith({ legalBasis: 'consent' })).not.toBe(first)
  })

  test('the DPIA leaves open what only the organisation can say', async () => {
    answering({ 'GET /api/privacy': page })
    const place = await show(<DpiaPage />)
    await seeing(place, 'Assessment of privacy risks (DPIA) for Regie at De Brug')
    expect(place.textContent).toContain('Advice of Fien Postma: …')
    expect(place.textContent).toContain('Legal basis: … (to be filled in by the organisation).')
  })

  test('is handed over as a file of its own, in the language of the page, in which nothing can run', async () => {
    await setLanguage('nl')
    const evil = { ...page, organisation: '<script>alert(1)</script> & Co' }
    answering({ 'GET /api/privacy': evil })
    const files = offeredFiles()
    const place = await show(<OwnStatementPage />)
    await seeing(place, 'Privacyverklaring van')
    await press(place, 'Downloaden')
    const html = await files[0]?.text()
    expect(html).toContain('<html lang="nl">')
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt; &amp; Co')
    expect(html).not.toContain('<script')
    expect(html).toContain('Fien Postma')
  })

  test('whoever was invited reads the statement by the code, and without one is told what to do', async () => {
    const fetched = answering({ 'POST /api/privacy-statements': page })
    history.replaceState(null, '', '/privacy#2EE9C4Q1W9PZS02GTC6KR186XM')
    await seeing(await show(<StatementPage />), 'Privacy statement of De Brug')
    expect(String(fetched.mock.calls[0]?.[1]?.body)).toContain('2EE9C4Q1W9PZS02GTC6KR186XM')
    history.replaceState(null, '', '/privacy')
    await seeing(await show(<StatementPage />), 'Open this page with the link')
  })
})

test.each([
  [
    'a running scan',
    { months: 6, until: null, destroyedAt: null },
    'and 6 months after the closing at the latest',
  ],
  [
    'a closed scan',
    { months: 6, until: '2027-05-01T12:00:00Z', destroyedAt: null },
    'and on 1 May 2027 at the latest',
  ],
  [
    'a scan whose answers are gone',
    { months: 6, until: '2027-05-01T12:00:00Z', destroyedAt: '2027-01-02T12:00:00Z' },
    'were destroyed on 2 January 2027',
  ],
])('%s tells what becomes of its answers', async (_what, retention, words) => {
  answering({ 'GET /api/scans/s1/retention': retention })
  await seeing(await show(<RetentionCard scanId="s1" />), words)
})

test('a shared link that is full or was busy is told in words, without numbers', async () => {
  const place = await show(<OpenLinkNotes link={{ groupId: 'g', isFull: true, hadBurst: true }} />)
  expect(place.textContent).toContain('This link is full')
  expect(place.textContent).toContain('strikingly many answers')
  expect(place.textContent).not.toMatch(/\d/)
  expect(
    (await show(<OpenLinkNotes link={{ groupId: 'g', isFull: false, hadBurst: false }} />)).textContent,
  ).toBe('')
})

test('results of a shared link say that double answers cannot be ruled out, others and older ones do not', async () => {
  const shownWith = async (openLinks: Publication['openLinks']) => {
    const base = richPublication()
    const chosen = chosenFrom({ ...base, ...(openLinks ? { openLinks } : {}) }, {})
    if (!chosen) throw new Error('nothing is readable')
    return (await show(<Overview chosen={chosen} mayPlan={false} />)).textContent ?? ''
  }
  expect(await shownWith(['professional'])).toContain('Open link These people answered through an open link')
  expect(await shownWith(['client'])).not.toContain('Open link')
  expect(await shownWith(undefined)).not.toContain('Open link')
})

test('results say to the messenger that many answers came at once, not through which link; others are not told', async () => {
  const chosen = chosenFrom({ ...richPublication(), openLinks: ['professional'] }, {})
  if (!chosen) throw new Error('nothing is readable')
  const fetched = answering({
    [`GET /api/scans/${chosen.publication.scan.id}/open-links`]: {
      links: [{ groupId: 'g', isFull: false, hadBurst: true }],
    },
  })
  const overview = <Overview chosen={chosen} mayPlan={false} />
  await seeing(await show(overview), 'Through an open link of this scan strikingly many answers')
  fetched.mockClear()
  const ofManager = await show(overview, { ...mia, role: 'manager' } as Session)
  expect(ofManager.textContent).toContain('Open link')
  expect(fetched).not.toHaveBeenCalled()
})

describe('one’s own account', () => {
  test('everything that is kept comes as a file', async () => {
    answering({ 'GET /api/account/record': { profile: { name: 'Mia' } } })
    const files = offeredFiles()
    const place = await show(<OwnData hasPassword />)
    await press(place, 'Fetch my data')
    await vi.waitFor(() => expect(files).toHaveLength(1))
    expect(JSON.parse((await files[0]?.text()) ?? '')).toEqual({ profile: { name: 'Mia' } })
  })

  test('removing it asks first, tells what stays, and a refusal is told', async () => {
    const fetched = answering({ 'POST /api/account/departure': problem(409, 'last-messenger') })
    const place = await show(<OwnData hasPassword />)
    await press(place, 'Remove my account')
    await seeing(place, 'Your name stays with actions and in the log')
    await type(place, 'Your password', 'regie-begint-bij-mia')
    expect(fetched).not.toHaveBeenCalled()
    const confirm = [...place.querySelectorAll<HTMLElement>('dialog button')].at(-1)
    expect(confirm).toBe(named(place.querySelector('dialog') ?? place, 'Remove my account'))
    confirm?.click()
    await seeing(place, 'at least one messenger')
    expect(JSON.parse(String(fetched.mock.calls[0]?.[1]?.body))).toEqual({ password: 'regie-begint-bij-mia' })
  })
})

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { HomePage } from '#client/home/HomePage.tsx'
import { ComparedSection } from '#client/programme/ComparedSection.tsx'
import { asQuery, filterFrom, listPath } from '#client/programme/filter.ts'
import { GrantNotice } from '#client/programme/GrantNotice.tsx'
import { OfficeInvitationPage } from '#client/programme/OfficeInvitationPage.tsx'
import { OfficesPage } from '#client/programme/OfficesPage.tsx'
import { OrganisationPage } from '#client/programme/OrganisationPage.tsx'
import { OrganisationsPage } from '#client/programme/OrganisationsPage.tsx'
import { RegionPage } from '#client/programme/RegionPage.tsx'
import { RegionsPage } from '#client/programme/RegionsPage.tsx'
import { SharingPage } from '#client/programme/SharingPage.tsx'
import { setLanguage } from '#client/text/text.ts'
import { Frame } from '#client/ui/Frame.tsx'
import type { Session } from '#server/access/contract.ts'
import type {
  Benchmark,
  Offices,
  OrganisationPage as Organisation,
  OrganisationList,
  RegionHome,
} from '#server/programme/contract.ts'
import { answering, mia, press, problem, seeing, show, type } from '../screen.tsx'

const centre = { ...mia, role: null, organisation: null, office: 'centre' } as Session
const north = { id: 'north', name: 'Noord' }
const stops = (['prepare', 'competence-scan', 'discuss', 'plan', 'follow-up', 're-scan'] as const).map(
  (id) => ({
    id,
    count: id === 'prepare' ? 28 : 0,
  }),
)
const brug: OrganisationList['organisations'][number] = {
  id: 'brug',
  name: 'De Brug',
  kind: 'agency',
  region: north,
  stop: 'competence-scan',
  total: { status: 'open', response: { invited: 40, answeredAtLeast: 20 } },
  messenger: 'active',
}
const list: OrganisationList = { all: 30, total: 28, page: 1, pages: 2, stops, organisations: [brug] }
const regions = [{ ...north, organisations: 3, coordinators: ['Cora'] }]

beforeEach(async () => {
  await setLanguage('en')
  history.replaceState(null, '', '/programme')
})
afterEach(() => vi.unstubAllGlobals())

describe('the list of organisations', () => {
  const listing = (of: OrganisationList | Response, query = '') => {
    history.replaceState(null, '', `/programme${query}`)
    answering({ [`GET /api/programme/organisations${query}`]: of, 'GET /api/programme/regions': regions })
    return show(<OrganisationsPage />, centre)
  }

  test('tells of each where it is and how many answered at least', async () => {
    const place = await listing(list)
    await seeing(place, 'De Brug')
    for (const words of [
      '28 organisations',
      'Open: at least 20 of 40',
      'Public agency',
      'Noord',
      'is there',
      'Page 1 of 2',
    ])
      expect(place.textContent).toContain(words)
  })

  test('keeps what is chosen in the address: stops and pages are links', async () => {
    const place = await listing(list, '?kind=agency')
    await seeing(place, 'De Brug')
    const hrefs = [...place.querySelectorAll('a')].map((link) => link.getAttribute('href'))
    expect(hrefs).toContain('/programme?kind=agency&stop=prepare')
    expect(hrefs).toContain('/programme?kind=agency&page=2')
    expect(hrefs).toContain('/programme/organisations/brug')
  })

  test('the stop that is chosen is the link that takes the choice back', async () => {
    const place = await listing(list, '?kind=agency&stop=prepare')
    await seeing(place, 'De Brug')
    expect(place.querySelector('a[aria-current=true]')?.getAttribute('href')).toBe('/programme?kind=agency')
  })

  test('what was found stays until the next page is there, which is then read from its beginning', async () => {
    const next = Promise.withResolvers<OrganisationList>()
    const fetched = answering({
      'GET /api/programme/organisations': list,
      'GET /api/programme/regions': regions,
    })
    const place = await show(<OrganisationsPage />, centre)
    await seeing(place, 'Page 1 of 2')
    const field = place.querySelector('input[type=search]')
    fetched.mockImplementation(async () => Response.json(await next.promise))
    await press(place, 'Next')
    await vi.waitFor(() => expect(place.querySelector('[aria-busy=true]')?.textContent).toContain('De Brug'))
    next.resolve({ ...list, page: 2, organisations: [{ ...brug, name: 'De Wal' }] })
    await seeing(place, 'De Wal')
    expect(document.activeElement?.textContent).toBe('28 organisations. Page 2 of 2')
    expect(place.querySelector('input[type=search]')).toBe(field)
  })

  test('says what to do when there is nothing, or nothing that fits', async () => {
    const none = { ...list, all: 0, total: 0, pages: 1, organisations: [] }
    await seeing(await listing(none), 'There are no organisations yet')
    await seeing(await listing({ ...none, all: 3 }, '?search=x'), 'No organisation fits')
  })

  test('who may not see it is told so', async () => {
    await seeing(await listing(problem(403, 'forbidden')), 'Your account may not do this')
  })

  test('a new one is sent once, with an id of its own', async () => {
    const fetched = answering({
      'GET /api/programme/organisations': list,
      'GET /api/programme/regions': regions,
      'POST /api/programme/organisations': {},
    })
    const place = await show(<OrganisationsPage />, centre)
    await press(place, 'Add an organisation')
    await seeing(place, 'Name of the organisation')
    await type(place, 'Name of the organisation', 'Nieuw')
    await press(place.querySelector('dialog[open]') ?? place, 'Add')
    await vi.waitFor(() => expect(fetched.mock.calls.some(([, init]) => init?.method === 'POST')).toBe(true))
    const sent = fetched.mock.calls.find(([, init]) => init?.method === 'POST')?.[1]?.body
    expect(JSON.parse(String(sent))).toMatchObject({ name: 'Nieuw', kind: 'agency', regionId: null })
    expect(JSON.parse(String(sent)).id).toMatch(/^[0-9a-f-]{36}$/)
  })
})

test('a filter goes into the address and back; the first page and what is empty stay out', () => {
  expect(filterFrom({ search: 'a b', stop: '', other: 'x' })).toEqual({ search: 'a b' })
  expect(asQuery({ search: 'a b', page: '1' })).toBe('?search=a+b')
  expect(listPath({})).toBe('/programme')
})

describe('the page of an organisation', () => {
  const organisation: Organisation = {
    ...{ id: 'brug', name: 'De Brug', kind: 'agency', region: null, stop: 'discuss', total: null },
    stops: stops.map(({ id }) => ({ id, state: id === 'discuss' ? 'current' : 'ahead' })),
    scans: [
      {
        ...{ id: 'scan', phase: 1, status: 'closed', opensOn: '2026-10-01', closesOn: '2026-10-20' },
        response: { invited: 40, answeredAtLeast: 30 },
        readable: false,
      },
    ],
    messengers: [],
    invitations: [],
    grantedAt: null,
  }
  const page = (of: Organisation) => {
    const fetched = answering({
      'GET /api/programme/organisations/brug': of,
      'GET /api/programme/regions': regions,
      'POST /api/programme/organisations/brug/invitations': {
        ...{
          id: 'i',
          link: 'https://regie.test/invitation#x',
          mailed: false,
          expiresAt: '2026-12-05T00:00:00Z',
        },
      },
    })
    return show(<OrganisationPage organisationId="brug" />, centre).then((place) => ({ place, fetched }))
  }

  test('tells that results belong to the organisation, and links to none', async () => {
    const { place } = await page(organisation)
    await seeing(place, 'Results belong to the organisation')
    expect(place.textContent).toContain('Competence scan')
    expect(place.textContent).toContain('at least 30 of 40')
    expect(place.querySelector('a[href*="/scans/"]')).toBeNull()
  })

  test('links to the results while they are shared, and says that reading is kept', async () => {
    const scans = organisation.scans.map((scan) => ({ ...scan, readable: true }))
    const { place } = await page({ ...organisation, scans, grantedAt: '2026-11-01T10:00:00Z' })
    await seeing(place, 'shared its results with the programme team since 1 November 2026')
    expect(place.querySelector('a[href="/programme/organisations/brug/scans/scan"]')).not.toBeNull()
  })

  test('who was invited gets a new link in one press; somebody else is invited on request', async () => {
    const lies = { id: 'i', name: 'Lies', email: 'lies@brug.test', expiresAt: '2026-12-05T00:00:00Z' }
    const invitations = [{ ...lies, expired: true, mail: 'waiting' as const }]
    const { place } = await page({ ...organisation, invitations })
    await seeing(place, 'mail waits to be sent')
    expect(place.querySelector('input[type=email]')).toBeNull()
    await press(place, 'New link for Lies')
    await vi.waitFor(() =>
      expect(place.querySelector<HTMLTextAreaElement>('dialog textarea')?.value).toContain('/invitation#x'),
    )
    await press(place, 'Close')
    await press(place, 'Invite somebody else')
    expect(document.activeElement).toBe(place.querySelector('[name=invited]'))
  })

  test('the first messenger is invited by a link to copy; once somebody is there nobody else', async () => {
    const { place } = await page(organisation)
    await seeing(place, 'Invite the first messenger')
    await type(place, 'Name of the messenger', 'Lies')
    await type(place, 'E-mail address', 'lies@brug.test')
    await press(place, 'Invite')
    await vi.waitFor(() => expect(place.querySelector('textarea')?.value).toContain('/invitation#x'))
    const there = await page({ ...organisation, messengers: [{ name: 'Lies', email: 'lies@brug.test' }] })
    await seeing(there.place, 'lies@brug.test')
    expect(there.place.textContent).not.toContain('Invite the first messenger')
  })
})

test('regions: the list tells who belongs to them, a closure is asked first', async () => {
  const fetched = answering({
    'GET /api/programme/regions': regions,
    'POST /api/programme/regions/north/closure': problem(409, 'region-in-use'),
  })
  const place = await show(<RegionsPage />, centre)
  await seeing(place, 'Coordinator: Cora')
  await press(place, 'Close region Noord')
  await seeing(place, 'Close region Noord?')
  expect(fetched.mock.calls).toHaveLength(1)
  await press(place.querySelector('dialog[open]') ?? place, 'Close')
  await seeing(place, 'still belongs to this region')
})

test('regions: after one is added the cursor is in the field again, for the next', async () => {
  const fetched = answering({ 'GET /api/programme/regions': regions, 'POST /api/programme/regions': regions })
  const place = await show(<RegionsPage />, centre)
  await seeing(place, 'Coordinator: Cora')
  for (const name of ['Zuid', 'West']) {
    await type(place, 'Name of the region', name)
    await press(place.querySelector('form') ?? place, 'Add')
    await seeing(place, `${name} was added.`)
    expect(document.activeElement).toBe(place.querySelector('[name=region]'))
  }
  const sent = fetched.mock.calls.flatMap(([, init]) =>
    init?.method === 'POST' ? [JSON.parse(String(init.body))] : [],
  )
  expect(sent.map(({ name }) => name)).toEqual(['Zuid', 'West'])
  expect(new Set(sent.map(({ id }) => id)).size).toBe(2)
})

const offices: Offices = {
  people: [
    {
      id: '1',
      name: 'Mia',
      email: mia.state === 'signed-in' ? mia.email : '',
      role: 'centre',
      region: null,
      you: true,
    },
    { id: '2', name: 'Cora', email: 'cora@regio.test', role: 'coordinator', region: north, you: false },
  ],
  invitations: [],
}

test('people: nobody ends the own office, and a coordinator can get another region', async () => {
  answering({ 'GET /api/programme/offices': offices, 'GET /api/programme/regions': regions })
  const place = await show(<OfficesPage />, centre)
  await seeing(place, 'Regional coordinator, region Noord')
  const labels = [...place.querySelectorAll('button')].map((one) => one.getAttribute('aria-label'))
  expect(labels.filter((label) => label?.startsWith('End access'))).toEqual(['End access of Cora'])
  expect(labels).toContain('Other region for Cora')
})

test('people: with more than one region a coordinator gets none by accident', async () => {
  const south = { ...north, id: 'south', name: 'Zuid', organisations: 0, coordinators: [] }
  answering({ 'GET /api/programme/offices': offices, 'GET /api/programme/regions': [...regions, south] })
  const place = await show(<OfficesPage />, centre)
  await seeing(place, 'Invite somebody')
  const region = place.querySelector<HTMLSelectElement>('form select')
  expect(region?.required).toBe(true)
  expect(region?.value).toBe('')
})

test('people: an invitation tells whether its mail went out, and gives a new link', async () => {
  const wim = { id: 'i', name: 'Wim', email: 'wim@regio.test', role: 'coordinator' as const, region: north }
  const invitation = { ...wim, expiresAt: '2026-12-05T00:00:00Z', expired: false, mail: 'unsent' as const }
  const fetched = answering({
    'GET /api/programme/offices': { ...offices, invitations: [invitation] },
    'GET /api/programme/regions': regions,
    'POST /api/programme/office-invitations': {
      ...{ id: 'j', link: 'https://regie.test/office#new', mailed: false, expiresAt: '2026-12-06T00:00:00Z' },
    },
  })
  const place = await show(<OfficesPage />, centre)
  await seeing(place, 'no mail was sent')
  await press(place, 'New link for Wim')
  await vi.waitFor(() =>
    expect(place.querySelector<HTMLTextAreaElement>('dialog textarea')?.value).toContain('/office#new'),
  )
  const sent = fetched.mock.calls.find(([, init]) => init?.method === 'POST')?.[1]?.body
  const { id, ...asked } = wim
  expect(JSON.parse(String(sent))).toEqual({
    name: asked.name,
    email: asked.email,
    role: asked.role,
    regionId: 'north',
  })
})

describe('the invitation of an office', () => {
  const welcome = {
    programmeName: 'Zuid',
    name: 'Mia',
    email: 'mia@werkplein.test',
    role: 'centre',
    region: null,
  }
  const page = (known: boolean, session?: Session) => {
    answering({ 'POST /api/office-invitation-lookups': { ...welcome, known } })
    return show(<OfficeInvitationPage />, session)
  }

  test('asks a new person for a password', async () => {
    const place = await page(false)
    await seeing(place, 'Zuid invites you')
    expect(place.querySelector('input[type=password]')).not.toBeNull()
  })

  test('asks who has an account to sign in, and no password', async () => {
    const place = await page(true, { state: 'signed-out', setupNeeded: false, demo: false })
    await seeing(place, 'Sign in with the account of mia@werkplein.test first')
    expect(place.querySelector('input')).toBeNull()
    await seeing(await page(true), 'Take part')
  })
})

describe('the home of a coordinator', () => {
  const home: RegionHome = {
    region: north,
    stops,
    organisations: [{ ...brug, region: north }],
    benchmark: { takingPart: 4, others: 5, newestEdition: null, nextEdition: '2027-01-01' },
  }
  const coordinator = { ...centre, office: 'coordinator', region: north } as Session

  test('lists the organisations, and says kindly why few are not compared', async () => {
    answering({ 'GET /api/region': home })
    const place = await show(<RegionPage />, coordinator)
    await seeing(place, 'Region Noord')
    expect(place.textContent).toContain('4 organisations of your region take part')
    expect(place.textContent).toContain('needs at least 5 others')
    expect(place.querySelector('a[href="/region/organisations/brug"]')).not.toBeNull()
  })

  test('a long list can be searched by name', async () => {
    const many = Array.from({ length: 20 }, (_, at) => ({ ...brug, id: `o${at}`, name: `Werk ${at}` }))
    answering({ 'GET /api/region': { ...home, organisations: many } })
    const place = await show(<RegionPage />, coordinator)
    await seeing(place, 'Werk 19')
    await type(place, 'Search by name', 'werk 19')
    await seeing(place, '1 organisation')
    expect(place.querySelectorAll('tbody tr')).toHaveLength(1)
  })

  test('is where one comes in who has no organisation; the menu has nothing of one', async () => {
    answering({})
    history.replaceState(null, '', '/')
    await show(<HomePage />, coordinator)
    await vi.waitFor(() => expect(location.pathname).toBe('/region'))
    const menu = await show(<Frame>page</Frame>, coordinator)
    const names = [...menu.querySelectorAll('.side-column a')].map((link) => link.textContent)
    expect(names).toEqual(['Region', 'Help'])
  })

  test('who works for the centre only comes in at the programme', async () => {
    answering({})
    history.replaceState(null, '', '/')
    await show(<HomePage />, centre)
    await vi.waitFor(() => expect(location.pathname).toBe('/programme'))
  })
})

describe('sharing', () => {
  const nothing = { grant: null, comparison: null }
  const given = { givenBy: 'Mia', givenAt: '2026-11-01T10:00:00Z' }

  test('asks first, and says what it includes', async () => {
    const fetched = answering({
      'GET /api/sharing': nothing,
      'PUT /api/sharing/grant': { ...nothing, grant: given },
    })
    const place = await show(<SharingPage />)
    await seeing(place, 'Comments, plans and answers are not part of it')
    await press(place, 'Share results')
    await seeing(place, 'Share results with the programme team?')
    await press(place.querySelector('dialog[open]') ?? place, 'Share results')
    await vi.waitFor(() => expect(fetched.mock.calls.map(([path]) => path)).toContain('/api/sharing/grant'))
  })

  test('is for the messenger to change', async () => {
    answering({ 'GET /api/sharing': { ...nothing, grant: given } })
    const place = await show(<SharingPage />, { ...mia, role: 'privacy-officer' } as Session)
    await seeing(place, 'Only a messenger can change this')
    expect(place.querySelector('button')).toBeNull()
  })

  test('the results say so while they are shared', async () => {
    answering({ 'GET /api/sharing': { ...nothing, grant: given } })
    await seeing(await show(<GrantNotice />), 'reading these results since 1 November 2026')
    answering({ 'GET /api/sharing': nothing })
    expect((await show(<GrantNotice />)).textContent).toBe('')
  })
})

describe('compared with other organisations', () => {
  const compared = (answer: Benchmark) => {
    answering({ 'GET /api/scans/scan/comparison-with-others': answer })
    return show(<ComparedSection scanId="scan" />)
  }
  const places = (others: 0 | 5): Benchmark => ({
    state: 'included',
    nextEdition: '2027-07-01',
    perspectives: [
      {
        ...{ perspective: 'client', edition: '2027-01-01', others },
        dimensions: [
          { dimension: 'a', title: { en: 'Listening' }, place: { state: 'side', side: 'above' } },
          { dimension: 'b', title: { en: 'Choosing' }, place: { state: 'hidden', reason: 'unreliable' } },
          { dimension: 'c', title: { en: 'Tempo' }, place: { state: 'quarter', quarter: 2 } },
          { dimension: 'd', title: { en: 'Network' }, place: { state: 'percentile', percentile: 80 } },
          { dimension: 'e', title: { en: 'Trust' }, place: { state: 'around' } },
        ],
      },
    ],
  })

  test.each<[string, Benchmark, string]>([
    ['who does not take part', { state: 'not-taking-part' }, 'does not take part'],
    ['who waits', { state: 'not-included', nextEdition: '2027-01-01' }, 'The next time is 1 January 2027'],
    ['too few others', places(0), 'From five others on'],
  ])('%s is told in words', async (_who, answer, words) => {
    const place = await compared(answer)
    await seeing(place, words)
    expect(place.querySelector('table')).toBeNull()
  })

  test('a place is words and never a rank', async () => {
    const place = await compared(places(5))
    await seeing(place, 'At least 5 other organisations')
    const cells = [...place.querySelectorAll('td')].map((cell) => cell.textContent)
    expect(cells).toEqual([
      'above the middle',
      'organisations differ too little on this',
      'in the second quarter from below',
      'higher than 80% of the others',
      'around the middle',
    ])
  })

  test('who sees one unit asks for nothing', async () => {
    const fetched = answering({})
    const place = await show(<ComparedSection scanId="scan" />, {
      ...mia,
      role: 'manager',
      unitId: 'x',
    } as Session)
    expect(place.textContent).toBe('')
    expect(fetched).not.toHaveBeenCalled()
  })
})

import { act } from 'preact/test-utils'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { publishedFirst, ResultsIndexPage } from '#client/results/ResultsIndexPage.tsx'
import { ResultsPage } from '#client/results/ResultsPage.tsx'
import { sheetFooter } from '#client/results/use-paper.ts'
import { setLanguage } from '#client/text/text.ts'
import type { Session } from '#server/access/contract.ts'
import type { Publication } from '#server/results/contract.ts'
import { answering, labelled, mia, named, press, problem, seeing, show, type } from '../screen.tsx'
import {
  alikePublication,
  hiddenPublication,
  largePublication,
  publication,
  richPublication,
  smallPublication,
} from './publication-fixture.ts'

const scanId = publication([]).scan.id

beforeEach(async () => {
  await setLanguage('en')
  history.replaceState(null, '', `/scans/${scanId}/results`)
})
afterEach(() => vi.unstubAllGlobals())

async function results(of: Publication | Response): Promise<HTMLElement> {
  answering({ [`GET /api/scans/${scanId}/results`]: of })
  return show(<ResultsPage scanId={scanId} />)
}

const words = (place: Element, selector: string) =>
  [...place.querySelectorAll(selector)].map((each) => each.textContent?.trim())

describe('the first view', () => {
  test('tells response, strengths before chances, and change, a sentence each', async () => {
    const place = await results(richPublication())
    await seeing(place, 'Enough to rely on for Werkplein Noord. Cannot be shown apart: Team West and Loket.')
    expect(words(place, '.response-figure')).toEqual([
      expect.stringMatching(/^at least \d+% of \d+ people invited$/),
    ])
    expect(words(place, '.overview h2')).toEqual(['Response', 'Strengths', 'Chances', 'Since last time'])
    expect(words(place, '.card-strength .topic-title')).toHaveLength(3)
    expect(words(place, '.card-chance .topic-title')[0]).toBe('Obstacles first')
    expect(place.textContent).toContain('On average ‘Usually’.')
    expect(place.textContent).toContain('Higher (+6 to +18)')
  })

  test('names no lowest when all topics are alike', async () => {
    const place = await results(alikePublication())
    await seeing(place, 'No topic stands out: scores run from 59 to 64')
    expect(place.querySelector('.card-chance')).toBeNull()
  })

  test('of a small organisation says that few answered and that it is the first time', async () => {
    const place = await results(smallPublication())
    await seeing(place, 'Few answers: the figures of De Brug are a first impression')
    expect(place.textContent).toContain('This is the first time.')
    expect(place.textContent).toContain('No team can be shown on its own.')
    expect(place.querySelector('.choose-bar select')).toBeNull()
  })

  test('tells how far people agree, and what a difference means wherever scores are compared', async () => {
    const place = await results(richPublication())
    await seeing(place, 'Do professionals agree?')
    expect(words(place, '.agreement-words dt')).toEqual(['Agree', 'Agree somewhat', 'Answers differ'])
    expect(words(place, '.agreement-words dd')[0]).toMatch(/^Client in control/)
    const hints = words(place, '.hint').filter((hint) => hint?.includes('about 1 in 5 people'))
    expect(hints).toHaveLength(3)
    expect(hints[0]).toContain('may differ by 1')
    expect(words(place, '.priority .hint')[0]).toMatch(/^Score \d+, probably \d+ to \d+; \d+% find/)
  })

  test('with few answers nothing is said about agreement', async () => {
    const place = await results(smallPublication())
    await seeing(place, 'Few answers')
    expect(place.querySelector('.agreement')).toBeNull()
  })

  test('always shows that the instrument is a concept, on paper too', async () => {
    const place = await results(richPublication())
    await seeing(place, 'Concept, not validated')
    expect(place.querySelector('.choose-bar .badge')?.textContent).toBe('Concept, not validated')
    const paper = place.querySelector('.paper-head')?.textContent
    for (const each of [
      'Werkplein Noord',
      'Concept, not validated',
      '26 October 2026',
      '5 professionals, 10 clients',
      'Made with Regie',
    ])
      expect(paper).toContain(each)
  })

  test('a chance leads to the plan with that dimension in hand', async () => {
    const place = await results(richPublication())
    await seeing(place, 'Chances')
    const link = place.querySelector('.card-chance a')
    expect(link?.getAttribute('href')).toBe(`/plans?scan=${scanId}&dimension=obstacles-first`)
    expect(named(place, 'To the plan: Obstacles first')).toBe(link)
  })

  test.each([
    ['no plan yet, so no way to one', [], 0],
    ['only the plan of another scan', [{ scan: { id: 'other' } }], 0],
    ['a plan to go to', [{ scan: { id: scanId } }], 1],
  ])('a manager, who cannot start a plan, sees with %s', async (_case, plans, ways) => {
    answering({
      [`GET /api/scans/${scanId}/results`]: richPublication(),
      'GET /api/plans': { plans, withoutPlan: [] },
    })
    const place = await show(<ResultsPage scanId={scanId} />, { ...mia, role: 'manager' } as Session)
    await seeing(place, 'Most can be gained here')
    expect(place.querySelectorAll('.card-chance a').length > 0).toBe(ways > 0)
    expect(place.querySelectorAll('.priority a').length > 0).toBe(ways > 0)
    expect(place.textContent?.includes('choose a topic for the plan')).toBe(ways > 0)
  })
})

describe('choosing', () => {
  test('a unit and a perspective changes the figures and the address', async () => {
    const place = await results(richPublication())
    await seeing(place, 'Results of')
    await type(place, 'Results of', 'team-0')
    await type(place, 'Answers of', 'client')
    expect(location.search).toBe('?unit=team-0&perspective=client')
    expect(place.textContent).toContain('Scores per topic: Clients, Team Oost')
  })

  test('offers only units that can be read', async () => {
    const place = await results(richPublication())
    await seeing(place, 'Results of')
    const offered = [...(labelled(place, 'Results of') as unknown as HTMLSelectElement).options].map(
      ({ value }) => value,
    )
    expect(offered).toContain('team-0')
    expect(offered).not.toContain('team-1')
  })

  test('the address opens on what it names', async () => {
    history.replaceState(null, '', `/scans/${scanId}/results?unit=area-1&perspective=client`)
    const place = await results(richPublication())
    await seeing(place, 'Scores per topic: Clients, Maatschappelijke ondersteuning')
  })

  test('the order of scores goes from the questionnaire to highest first', async () => {
    const place = await results(richPublication())
    await seeing(place, 'Highest first')
    await press(place, 'Show as table: Scores per topic')
    const first = () => place.querySelector('.as-table tbody th')?.textContent
    expect(first()).toBe('Client in control')
    await act(() => labelled(place, 'Highest first').click())
    expect(first()).toBe('Transparency')
  })

  test('where too few answered to say whether groups differ, a sentence stands instead of dots', async () => {
    const place = await results(richPublication())
    await seeing(place, 'There are too few answers to say whether professionals and managers differ.')
    expect(words(place, 'h3')).toContain('Difference between professionals and managers')
    expect(words(place, 'figure h3')).not.toContain('Difference between professionals and managers')
    expect(words(place, 'figure h3')).toContain('Difference between professionals and clients')
  })

  test('a radar is the second view of the perspectives', async () => {
    const place = await results(richPublication())
    await seeing(place, 'Dots on a line')
    expect(place.querySelector('.chart-radar')).toBeNull()
    await act(() => labelled(place, 'Radar').click())
    expect(place.querySelector('.chart-radar')).not.toBeNull()
  })
})

describe('the heat map', () => {
  test('has number and signed difference in each cell', async () => {
    const place = await results(richPublication())
    await seeing(place, 'Teams and topics')
    const row = [...place.querySelectorAll('.heat-table tbody tr')].find((each) =>
      each.textContent?.startsWith('Schuldhulp'),
    )
    expect(row?.querySelector('td')?.textContent).toBe('81 +19')
  })

  test('a hidden unit and a hidden cell say why, and point to the group above', async () => {
    const place = await results(richPublication())
    await seeing(place, 'Teams and topics')
    await press(place, 'Team West: cannot be shown. Why?')
    expect(place.querySelector('dialog')?.textContent).toContain(
      'fewer answers of professionals than needed (5)',
    )
    expect(named(place, 'See Maatschappelijke ondersteuning').getAttribute('href')).toBe(
      `/scans/${scanId}/results?unit=area-1&perspective=professional`,
    )
    await press(place, 'Close')
    expect(place.querySelector('dialog')?.textContent).toBe('')
    await press(place, 'Team Noord, Motivation and meaning: cannot be shown. Why?')
    expect(place.querySelector('dialog')?.textContent).toContain('For Team Noord')
  })

  test('with two hundred units shows the largest, finds any, and opens all', async () => {
    const place = await results(largePublication())
    await seeing(place, 'Show all 200 teams')
    const rows = () => place.querySelectorAll('.heat-table tbody tr:not(.heat-beyond, .heat-whole)').length
    expect(rows()).toBe(25)
    await type(place, 'Find a team', 'team 17')
    expect(place.querySelector('.found')?.textContent).toBe('11 teams')
    expect(rows()).toBe(11)
    await type(place, 'Find a team', '')
    await press(place, 'Show all 200 teams')
    expect(rows()).toBe(200)
  })
})

describe('questions', () => {
  test('stand per topic with their spread, their sentence and a table', async () => {
    const place = await results(richPublication())
    await seeing(place, 'Answers per question')
    const bar = place.querySelector('.item-stack')
    expect(bar?.getAttribute('aria-label')).toContain('(Almost) never: 4%')
    expect(place.querySelector('.item-bar')?.textContent).toContain(
      '101 answers. 60% chose one of the two highest',
    )
    await press(place, 'Show as table: Questions about Client in control')
    expect(words(place, '.questions .as-table thead th').slice(-2)).toEqual(['(Almost) always', 'Answers'])
  })

  test('tell from how many answers on they are there', async () => {
    const place = await results(smallPublication())
    await seeing(place, 'From 10 answers to a question on')
  })
})

test('topics to work on first lead to the plan, those about equal together', async () => {
  const place = await results(richPublication())
  await seeing(place, 'What you can work on first')
  const groups = [...place.querySelectorAll('.priorities > li')]
  expect(groups[1]?.textContent).toContain('Places 2 to 4, about equal')
  expect(groups[1]?.querySelectorAll('a')).toHaveLength(3)
})

test('the CSV follows the language of the page', async () => {
  const place = await results(richPublication())
  await seeing(place, 'CSV')
  expect(named(place, 'Download CSV').getAttribute('href')).toBe(
    `/api/scans/${scanId}/results.csv?language=en`,
  )
})

describe('without figures', () => {
  test('when everything is hidden it says why and what to do', async () => {
    const place = await results(hiddenPublication())
    await seeing(place, 'There are too few answers to show anything')
    expect(place.textContent).toContain('How to read this page')
    expect(place.querySelector('canvas')).toBeNull()
  })

  test('before closing it points to the scan', async () => {
    const place = await results(problem(409, 'not-published'))
    await seeing(place, 'Results appear when the scan has closed.')
    expect(named(place, 'To the scan').getAttribute('href')).toBe(`/scans/${scanId}`)
  })

  test('when loading fails one can try again', async () => {
    const place = await results(problem(503, 'temporarily-unavailable'))
    await seeing(place, 'Try again')
    expect(place.querySelector('h1')?.textContent).toBe('Results')
    answering({ [`GET /api/scans/${scanId}/results`]: smallPublication() })
    await press(place, 'Try again')
    await seeing(place, 'De Brug')
  })

  test('a scan of someone else is not found', async () => {
    const place = await results(problem(404, 'not-found'))
    await seeing(place, 'This could not be found')
  })
})

test('a manager is told that this is a part, and a group with more answers than people is told', async () => {
  const place = await results({ ...richPublication(), notices: ['units-only', 'more-answers-than-invited'] })
  await seeing(place, 'You see the part of the organisation that is yours.')
  expect(place.textContent).toContain('more answers than people invited')
})

describe('on paper', () => {
  test('folded questions open before printing and fold again after', async () => {
    const place = await results(richPublication())
    await seeing(place, 'Answers per question')
    const main = document.createElement('main')
    place.replaceWith(main)
    main.append(place)
    const open = () => place.querySelectorAll('details[open]').length
    await vi.waitFor(() => {
      dispatchEvent(new Event('beforeprint'))
      expect(open()).toBe(place.querySelectorAll('details').length)
    })
    dispatchEvent(new Event('afterprint'))
    expect(open()).toBe(0)
    main.replaceWith(place)
  })

  test('a title cannot break out of the line at the foot of each sheet', () => {
    expect(sheetFooter('A"; } * {')).toContain('"A\\22 \\3b  \\7d  \\2a  \\7b "')
  })
})

describe('the list of results', () => {
  const scan = (id: string, closedAt: string | null) => ({
    id,
    version: 1,
    title: `Scan ${id}`,
    status: 'closed' as const,
    instrumentId: 'competences',
    phase: 1,
    previousScanId: null,
    step: 'check' as const,
    opensAt: null,
    closesAt: null,
    opensOn: null,
    closesOn: null,
    closedAt,
    daysLeft: null,
    response: { invited: 40, answeredAtLeast: 25 },
    countedAt: null,
  })

  test('has the published scans only, newest first', () => {
    const scans = [
      scan('old', '2025-01-01T00:00:00Z'),
      scan('open', null),
      scan('new', '2026-01-01T00:00:00Z'),
    ]
    expect(publishedFirst(scans).map(({ id }) => id)).toEqual(['new', 'old'])
  })

  test('leads to each of them', async () => {
    answering({ 'GET /api/scans': [scan('s1', '2026-10-26T16:00:00Z')] })
    const place = await show(<ResultsIndexPage />)
    await seeing(place, 'Closed on 26 October 2026')
    expect(place.textContent).toContain('At least 25 of 40 people answered.')
    expect(named(place, 'See the results: Scan s1').getAttribute('href')).toBe('/scans/s1/results')
  })

  test('offers the first step while there is none', async () => {
    answering({ 'GET /api/scans': [scan('s1', null)] })
    const place = await show(<ResultsIndexPage />)
    await seeing(place, 'No results yet')
    expect(named(place, 'To the scans').getAttribute('href')).toBe('/scans')
  })
})

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { HowToRead } from '#client/results/HowToRead.tsx'
import { MethodPage } from '#client/results/MethodPage.tsx'
import { LaunchPage } from '#client/scans/LaunchPage.tsx'
import { ScanPage } from '#client/scans/ScanPage.tsx'
import { words as english } from '#client/text/en.ts'
import { words as dutch } from '#client/text/nl.ts'
import { flatten, setLanguage } from '#client/text/text.ts'
import type { Session } from '#server/access/contract.ts'
import type { Method } from '#server/results/contract.ts'
import { type ExplainedScan, methodOf } from '#server/results/method/method.ts'
import { FLOORS } from '#server/scans/scan.ts'
import { tinyInstrument } from '../../support/cast-survey.ts'
import { scan, wizardAnswers } from '../scans/scan-fixtures.ts'
import { answering, mia, named, problem, seeing, show } from '../screen.tsx'
import { richPublication } from './publication-fixture.ts'

const explained: ExplainedScan = {
  scan: {
    id: 's1',
    title: 'Autumn scan',
    status: 'open',
    opensOn: '2026-11-21',
    closesOn: '2026-12-04',
  },
  instrument: tinyInstrument,
  form: 'full',
  ownQuestions: 1,
  groups: [
    { perspective: 'professional', distribution: 'open-link' },
    { perspective: 'client', distribution: 'codes' },
    { perspective: 'manager', distribution: 'codes' },
  ],
  minimums: { ...FLOORS, manager: 7 },
  engineVersion: null,
}
const method = methodOf(explained)

beforeEach(async () => {
  await setLanguage('en')
  history.replaceState(null, '', '/scans/s1/method')
})
afterEach(() => vi.unstubAllGlobals())

async function page(of: Method | Response): Promise<HTMLElement> {
  answering({ 'GET /api/scans/s1/method': of })
  return show(
    <main>
      <MethodPage scanId="s1" />
    </main>,
  )
}

async function wordsOf(of: Method): Promise<string> {
  const place = await page(of)
  await seeing(place, of.scan.title)
  return place.textContent ?? ''
}

type Path = (string | number)[]

/** Where the numbers of an answer are. */
function numbersIn(value: unknown, path: Path = []): Path[] {
  if (typeof value === 'number') return [path]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inner]) => numbersIn(inner, [...path, name]))
}

function withNumber<T>(value: T, [name, ...rest]: Path, change: (number: number) => number): T {
  if (name === undefined) return change(Number(value)) as T
  const copy = structuredClone(value) as Record<string | number, unknown>
  copy[name] = withNumber(copy[name], rest, change)
  return copy as T
}

describe('no number of the page is typed into its words', () => {
  const numbers = numbersIn({ ...method, instrument: { scale: { min: 1, max: 5 } } })

  test.each(
    numbers.map((path) => [path.join('.'), path] as const),
  )('another %s changes what it says', async (_name, path) => {
    const usual = await wordsOf(method)
    expect(await wordsOf(withNumber(method, path, (number) => number + 7321))).not.toBe(usual)
  })

  test.each([
    ['Dutch', dutch],
    ['English', english],
  ])('in %s they hold no digits and no numerals', (_language, words) => {
    const written =
      /\d|\b(?:drie|vier|vijf|zes|zeven|acht|negen|tien|twaalf|vijftien|dertig|vijftig|honderd|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|thirty|fifty|hundred)\b/i
    const { sources: _years, ...rest } = words.method
    const sentences = [...flatten(rest)].map(([key, leaf]) => [key, JSON.stringify(leaf)])
    expect(sentences.length).toBeGreaterThan(100)
    expect(sentences.filter(([, sentence]) => written.test(sentence ?? ''))).toEqual([])
  })
})

describe('with the settings of the scan', () => {
  test('it tells who is asked what and from how many answers on something is shown', async () => {
    const words = await wordsOf(method)
    expect(words).toContain('Everything below is about the scan ‘Autumn scan’')
    expect(words).toContain('Managers: from 7 answers. Regie does not allow fewer than 5.')
    expect(words).toContain('Clients take part with a code that works once')
    expect(words).toContain('At the end there are 2 open questions.')
    expect(words).toContain('These minimums are fixed since the scan started.')
    expect(words).toContain('Concept, for tests')
  })

  test('it works out a score and a hidden team before the reader’s eyes', async () => {
    const words = await wordsOf(method)
    expect(words).toContain('On average 4.33. On the way from 0 to 100 that is 83.')
    expect(words).toContain('30 − 12 − 14 = 4')
    expect(words).toContain('Now 16 answers belong together')
  })

  test.each([
    [
      'one perspective',
      { groups: [{ perspective: 'client' as const, distribution: 'codes' as const }] },
      'there is nothing to compare',
    ],
    [
      'no question on importance',
      { instrument: { ...tinyInstrument, importanceQuestion: null } },
      'Regie proposes no order',
    ],
    [
      'no open questions',
      { instrument: { ...tinyInstrument, openQuestions: [] }, ownQuestions: 0 },
      'This scan has no open questions.',
    ],
    ['nobody chosen yet', { groups: [] }, 'It has not been chosen yet who fills in this scan.'],
    ['the short form', { form: 'short' as const }, 'This scan uses the short questionnaire'],
    [
      'a draft',
      { scan: { ...explained.scan, status: 'draft' as const } },
      'They are fixed as soon as the scan starts.',
    ],
    ['a draft without dates', { scan: { ...explained.scan, opensOn: null } }, 'not chosen yet'],
    [
      'a closed scan',
      { scan: { ...explained.scan, status: 'closed' as const } },
      'The figures were made once',
    ],
    ['an older calculation', { engineVersion: '0' }, 'made with version 0 of the calculation'],
    [
      'a stricter half rule',
      { instrument: { ...tinyInstrument, scoring: { ...tinyInstrument.scoring, minAnsweredShare: 1 } } },
      'so there is no score',
    ],
  ])('with %s it says so', async (_case, other, words) => {
    expect(await wordsOf(methodOf({ ...explained, ...other }))).toContain(words)
  })

  test('it speaks Dutch too', async () => {
    await setLanguage('nl')
    const words = await wordsOf(method)
    expect(words).toContain('Leidinggevenden: vanaf 7 antwoorden.')
    expect(words).toContain('Gemiddeld 4,33.')
    expect(words).not.toMatch(/\{\w+\}/)
  })
})

test('every line of the contents leads to a part that can take the focus', async () => {
  const place = await page(method)
  await seeing(place, 'On this page')
  const links = [...place.querySelectorAll('.method-contents a')]
  expect(links).toHaveLength(16)
  for (const link of links) {
    const chapter = place.querySelector(link.getAttribute('href') ?? '')
    expect(chapter?.getAttribute('tabindex')).toBe('-1')
    expect(chapter?.querySelector('h2')?.textContent).toBe(link.textContent)
  }
})

test('sources stay folded on screen and are open on paper', async () => {
  const place = await page(method)
  await seeing(place, 'Sources')
  const sources = place.querySelector('details')
  expect(sources?.open).toBe(false)
  await vi.waitFor(() => {
    dispatchEvent(new Event('beforeprint'))
    expect(sources?.open).toBe(true)
  })
  dispatchEvent(new Event('afterprint'))
  expect(sources?.open).toBe(false)
})

test('it can be printed, and a scan of another organisation cannot be read', async () => {
  const printed = vi.fn()
  vi.stubGlobal('print', printed)
  const place = await page(method)
  await seeing(place, 'Print')
  named(place, 'Print').click()
  expect(printed).toHaveBeenCalledOnce()
  await seeing(await page(problem(404, 'not-found')), 'This could not be found')
})

describe('one gets there', () => {
  const wayIn = (place: Element) => named(place, 'How these figures are made').getAttribute('href')

  test('from the check before the launch, so that a works council can read it first', async () => {
    answering(wizardAnswers)
    const place = await show(<LaunchPage scanId="s1" step="check" />)
    await seeing(place, 'The works council can read this before the start.')
    expect(wayIn(place)).toBe('/scans/s1/method')
  })

  test('from a scan, a manager too', async () => {
    answering({
      'GET /api/scans/s1': { ...scan, status: 'open', daysLeft: 3, closesAt: '2026-12-04T23:00:00Z' },
    })
    const place = await show(<ScanPage scanId="s1" />, { ...mia, role: 'manager' } as Session)
    await seeing(place, 'How these figures are made')
    expect(wayIn(place)).toBe('/scans/s1/method')
  })

  test('from the results', async () => {
    const publication = richPublication()
    const place = await show(<HowToRead publication={publication} />)
    expect(wayIn(place)).toBe(`/scans/${publication.scan.id}/method`)
  })
})

import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { FiguresPage } from '#client/programme/FiguresPage.tsx'
import { setLanguage } from '#client/text/text.ts'
import { Frame } from '#client/ui/Frame.tsx'
import type { Session } from '#server/access/contract.ts'
import type { PooledDimension, ProgrammeFigures } from '#server/programme/contract.ts'
import { answering, mia, problem, seeing, show } from '../screen.tsx'

const limits = { answers: 50, step: 10, teams: 10, rankable: 0.7, coherent: 0.7 }

const listening: PooledDimension = {
  dimension: 'listening',
  title: { nl: 'Luisteren', en: 'Listening' },
  scans: 3,
  organisations: 2,
  reliability: {
    state: 'shown',
    atLeast: 180,
    alpha: 0.81,
    low: 0.76,
    high: 0.85,
    verdict: 'enough',
    standardisedAlpha: 0.82,
    omega: 0.83,
    items: [
      { id: 'LIS1', text: { en: 'I listen' }, alphaIfDeleted: 0.7, itemRest: 0.61, checkKey: false },
      { id: 'LIS2', text: null, alphaIfDeleted: null, itemRest: -0.2, checkKey: true },
    ],
  },
  differences: {
    state: 'shown',
    teamsAtLeast: 20,
    icc1: 0.12,
    icc2: 0.55,
    verdict: 'do-not-rank',
    indication: false,
  },
}

function figures(...dimensions: PooledDimension[]): ProgrammeFigures {
  return {
    limits,
    instruments: [
      {
        id: 'tiny',
        version: '1.0.0',
        form: 'full',
        title: { nl: 'Kleine scan', en: 'Tiny scan' },
        perspectives: [{ perspective: 'client', dimensions }],
      },
    ],
  }
}

const at = 'GET /api/programme/figures'

beforeEach(() => setLanguage('en'))
afterEach(() => vi.unstubAllGlobals())

async function page(of: ProgrammeFigures | Response): Promise<HTMLElement> {
  answering({ [at]: of })
  return show(<FiguresPage />)
}

const rowOf = (place: Element, table: number) =>
  [...(place.querySelectorAll('table')[table]?.querySelectorAll('tbody tr')[0]?.children ?? [])].map(
    (cell) => cell.textContent,
  )

test('alpha is never told without its interval, and words come before the figures', async () => {
  const place = await page(figures(listening))
  await seeing(place, 'Tiny scan, version 1.0.0')
  expect(place.textContent).toContain('From 3 scans of 2 organisations.')
  expect(rowOf(place, 0)).toEqual([
    'Listening',
    'The questions belong together well. Check a question: perhaps it should count the other way round.',
    '0.81 (0.76 to 0.85)',
    '0.83',
    'at least 180',
  ])
  expect(rowOf(place, 1)).toEqual([
    'Listening',
    'Teams differ, but do not put them in an order.',
    '0.12',
    '0.55',
    'at least 20',
  ])
})

test('questions are folded, and one with a wrong key stands out in words', async () => {
  const place = await page(figures(listening))
  await seeing(place, 'Questions of Listening')
  const details = place.querySelector('details')
  expect(details?.open).toBe(false)
  expect(rowOf(place, 2)).toEqual(['I listen', '0.61', '0.70', 'nothing'])
  const second = details?.querySelectorAll('tbody tr')[1]?.textContent
  expect(second).toBe('LIS2−0.20–Check how it counts: should this question be turned round?')
  expect(details?.textContent).toContain('Standardised alpha: 0.82.')
})

const shown = listening.differences as Extract<PooledDimension['differences'], { state: 'shown' }>

const untold: [string, Partial<PooledDimension>, string[]][] = [
  [
    'too few answers',
    { reliability: { state: 'too-few', atLeast: 40 } },
    ['Too few answers: from 50.', 'at least 40'],
  ],
  ['fewer than ten', { reliability: { state: 'too-few', atLeast: 0 } }, ['fewer than 10']],
  ['all alike', { reliability: { state: 'no-spread', atLeast: 60 } }, ['nothing to measure']],
  [
    'few teams of one organisation',
    { differences: { state: 'hidden', reason: 'few-teams' } },
    ['Too few teams'],
  ],
  [
    'few teams of several',
    { differences: { ...shown, teamsAtLeast: 0, indication: true } },
    ['Few teams: this is an indication.', 'fewer than 10'],
  ],
  [
    'no difference',
    { differences: { ...shown, icc1: -0.01, verdict: 'no-difference' } },
    ['−0.01', 'No difference between teams.'],
  ],
]

test.each(untold)('%s is said in words', async (_case, other, words) => {
  const place = await page(figures({ ...listening, ...other }))
  for (const each of words) await seeing(place, each)
  if (other.reliability) expect(place.querySelector('details')).toBeNull()
})

test('what holds for every topic is one sentence, and a table where topics differ', async () => {
  const few: PooledDimension = { ...listening, differences: { state: 'hidden', reason: 'few-teams' } }
  const tables = async (...dimensions: PooledDimension[]) => {
    const place = await page(figures(...dimensions))
    await seeing(place, 'Too few teams, of a single organisation.')
    return [...place.querySelectorAll('caption')].filter((each) => each.textContent?.includes('differences'))
      .length
  }
  expect(await tables(few, { ...few, dimension: 'tempo' })).toBe(0)
  expect(await tables(few, { ...listening, dimension: 'tempo' })).toBe(1)
})

test('without closed scans the page tells from how many answers on there is something', async () => {
  const place = await page({ limits, instruments: [] })
  await seeing(place, 'No closed scans yet')
  expect(place.textContent).toContain('from 50 complete answers on a topic')
  expect(place.textContent).toContain('From 0.70 it is good enough')
})

test('someone else is told that it is not for them', async () => {
  const place = await page(problem(403, 'forbidden'))
  await seeing(place, 'Your account may not do this')
  expect(place.textContent).not.toContain('Try again')
})

test('it speaks Dutch too', async () => {
  await setLanguage('nl')
  const place = await page(figures(listening))
  await seeing(place, 'Kleine scan, versie 1.0.0')
  expect(rowOf(place, 0)[2]).toBe('0,81 (0,76 tot 0,85)')
  expect(place.textContent).not.toMatch(/\{\w+\}/)
})

test('the menu offers the programme to its centre only', async () => {
  const menu = async (session: Session) =>
    [...(await show(<Frame>page</Frame>, session)).querySelectorAll('.side-column a')].map(
      (link) => link.textContent,
    )
  expect(await menu(mia)).not.toContain('Programme')
  expect(await menu({ ...mia, office: 'centre' } as Session)).toContain('Programme')
})

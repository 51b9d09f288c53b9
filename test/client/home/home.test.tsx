import { act } from 'preact/test-utils'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { HomePage } from '#client/home/HomePage.tsx'
import { adviceOn } from '#client/home/next-step.ts'
import { setLanguage } from '#client/text/text.ts'
import type { Session } from '#server/access/contract.ts'
import type { HomeState } from '#server/follow-ups/contract.ts'
import { answering, labelled, mia, named, press, problem, seeing, show } from '../screen.tsx'

const max = { ...mia, role: 'manager' } as Session
const scan = { scanId: 's1', title: 'Autumn' }
const stops = ['prepare', 'competence-scan', 'discuss', 'plan', 'follow-up', 're-scan'] as const
const home: HomeState = {
  stops: stops.map((id, at) => ({ id, state: at < 2 ? 'done' : at === 2 ? 'current' : 'ahead' })),
  next: { kind: 'discuss', ...scan },
  prepared: { worksCouncil: true, privacy: false, whoTellsWhom: false, units: true },
  openActions: [],
  openActionCount: 0,
  latestResults: null,
}

beforeEach(() => setLanguage('en'))
afterEach(() => vi.unstubAllGlobals())

describe('the one next step', () => {
  const steps: [HomeState['next'], string, string | object | undefined][] = [
    [{ kind: 'add-units' }, 'Put in your units', '/organisation/units'],
    [{ kind: 'prepare' }, 'Prepare the scan', undefined],
    [{ kind: 'start-scan' }, 'Start the competence scan', { instrumentId: 'competences' }],
    [{ kind: 'finish-draft', ...scan }, '‘Autumn’ is waiting', '/scans/s1'],
    [{ kind: 'scan-scheduled', ...scan, opensAt: '2026-11-23T08:00:00Z' }, '23 November 2026', '/scans/s1'],
    [{ kind: 'discuss', ...scan }, 'Discuss the results', '/scans/s1/results'],
    [{ kind: 'plan', ...scan, planId: 'p1' }, 'Make the plan', '/plans/p1'],
    [
      { kind: 'follow-up', planId: 'p1', title: 'Plan', open: 3, late: 1 },
      '3 actions are under way. 1 action is late.',
      '/plans/p1',
    ],
    [{ kind: 'procedures-scan' }, 'Now look at the processes', { instrumentId: 'processes' }],
    [{ kind: 're-scan', ...scan, inDays: 0 }, 'Measure again', { previousScanId: 's1' }],
    [{ kind: 're-scan', ...scan, inDays: 40 }, 'Wait about 40 more days', { previousScanId: 's1' }],
    [{ kind: 'compare', ...scan }, 'See what has changed', '/scans/s1/follow-up'],
    [{ kind: 'own-actions', planId: 'p1', open: 1, late: 0 }, '1 action is under way.', '/plans/p1'],
    [{ kind: 'read-results', ...scan }, 'Read the results', '/scans/s1/results'],
    [{ kind: 'wait' }, 'There is nothing to do now', undefined],
  ]
  test.each(steps)('%j leads on', (next, words, target) => {
    const { title, what, deed } = adviceOn(next)
    expect([title, ...what].join(' ')).toContain(words)
    expect(deed && ('href' in deed ? deed.href : deed.scan)).toEqual(target)
  })

  test.each([
    [{ invited: 140, answeredAtLeast: 60 }, 6, 'At least 60 of 140 people have answered. 6 days left.'],
    [
      { invited: 8, answeredAtLeast: 0 },
      0,
      'only a few answers yet. 8 people are invited. Today is the last',
    ],
  ])('of an open scan tells how far it is, never exactly: %j', (response, daysLeft, words) => {
    const countedAt = '2026-11-20T13:07:00Z'
    const { what, deed } = adviceOn({ kind: 'scan-open', ...scan, response, countedAt, daysLeft })
    expect(what.join(' ')).toContain(words)
    expect(what.join(' ')).toContain('how it stood at 20 Nov 2026, 14:07')
    expect(deed).toMatchObject({ href: '/scans/s1' })
  })
})

describe('home', () => {
  test('shows where one is on the line', async () => {
    answering({ 'GET /api/home': home })
    const place = await show(<HomePage />)
    await seeing(place, 'Discuss the results')
    expect(place.querySelector('[aria-current=step]')?.textContent).toContain('Discuss')
    expect(place.querySelectorAll('.stop-done')).toHaveLength(2)
    expect(place.textContent).toContain('There are no open actions')
    expect(place.textContent).toContain('There are no results yet')
  })

  test('lists open actions with owner and date, and the latest results', async () => {
    const action = { planId: 'p1', actionId: 'a1', title: 'Ask first', owner: null, dueOn: null, late: false }
    answering({
      'GET /api/home': {
        ...home,
        openActions: [action, { ...action, actionId: 'a2', owner: 'Max', dueOn: '2026-10-01', late: true }],
        openActionCount: 9,
        latestResults: { ...scan, closedAt: '2026-11-20T23:00:00Z' },
      },
    })
    const place = await show(<HomePage />)
    await seeing(place, 'nobody yet, no date yet')
    expect(place.textContent).toContain('Max, by 1 Oct 2026')
    expect(place.querySelector('.badge-chance')?.textContent).toBe('late')
    expect(place.textContent).toContain('9 open actions')
    expect(place.textContent).toContain('Closed on 20 November 2026')
    expect(named(place, 'See the results')).toBeDefined()
  })

  test.each([
    ['wait for her', 'waiting', mia, true],
    ['are published', 'published', mia, false],
    ['wait for somebody else', 'waiting', max, false],
  ] as const)('comments on the latest scan that %s', async (_rule, state, person, told) => {
    const fetched = answering({
      'GET /api/home': { ...home, latestResults: { ...scan, closedAt: '2026-11-20T23:00:00Z' } },
      'GET /api/scans/s1/comment-blocks': { state, scan: { id: 's1' }, blocks: [] },
    })
    const place = await show(<HomePage />, person)
    await seeing(place, 'See the results')
    if (person === mia) await vi.waitFor(() => expect(fetched).toHaveBeenCalledTimes(2))
    await act(async () => {})
    expect(place.textContent.includes('You read that first')).toBe(told)
  })

  test('starting a scan makes it and leads to its first step', async () => {
    answering({
      'GET /api/home': { ...home, next: { kind: 'start-scan' } },
      'POST /api/scans': { scan: { id: 's9' } },
    })
    const place = await show(<HomePage />)
    await seeing(place, 'Make a scan')
    await press(place, 'Make a scan')
    await vi.waitFor(() => expect(location.pathname).toBe('/scans/s9/launch/who'))
  })

  test('keeps every tick, also one made while the one before is on its way', async () => {
    const answers = [] as (() => void)[]
    const kept: unknown[] = []
    vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
      if (path === '/api/home') return Response.json({ ...home, next: { kind: 'prepare' } })
      kept.push(JSON.parse(String(init.body)))
      await new Promise<void>((answer) => answers.push(answer))
      return Response.json(kept.at(-1))
    })
    const place = await show(<HomePage />)
    await seeing(place, '2 of 4 done')
    await act(() => labelled(place, 'privacy officer').click())
    await act(() => labelled(place, 'who tells whom').click())
    await vi.waitFor(() => expect(answers).toHaveLength(1))
    answers[0]?.()
    await vi.waitFor(() => expect(answers).toHaveLength(2))
    answers[1]?.()
    const all = { worksCouncil: true, privacy: true, whoTellsWhom: true, units: true }
    expect(kept).toEqual([{ ...all, whoTellsWhom: false }, all])
    await seeing(place, '4 of 4 done')
  })

  test('a tick that could not be kept goes back and says so', async () => {
    answering({
      'GET /api/home': { ...home, next: { kind: 'prepare' } },
      'PUT /api/preparation': problem(503, 'temporarily-unavailable'),
    })
    const place = await show(<HomePage />)
    await seeing(place, '2 of 4 done')
    await act(() => labelled(place, 'privacy officer').click())
    await seeing(place, 'not available for a moment')
    expect(labelled(place, 'privacy officer').checked).toBe(false)
  })

  test('a manager gets no check list', async () => {
    answering({ 'GET /api/home': { ...home, next: { kind: 'wait' } } })
    const place = await show(<HomePage />, { ...mia, role: 'manager' } as typeof mia)
    await seeing(place, 'There is nothing to do now')
    expect(place.querySelector('input[type=checkbox]')).toBeNull()
  })
})

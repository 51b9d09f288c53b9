import { beforeEach, expect, test } from 'vitest'
import { FollowUpPage, rowsOf, summaryOf, toldFirst } from '#client/follow-ups/FollowUpPage.tsx'
import { changeWords, toneOf, verdictWords, whyWords } from '#client/follow-ups/words.ts'
import { setLanguage } from '#client/text/text.ts'
import type { ActionVerdict, DimensionChange, FollowUp, Verdict } from '#server/follow-ups/contract.ts'
import type { ChangeCell } from '#server/results/contract.ts'
import { answering, named, seeing, show } from '../screen.tsx'

beforeEach(() => setLanguage('en'))

type Label = 'higher' | 'lower' | 'no-clear-change'
const cell = (label: Label, difference: number): ChangeCell => ({
  state: 'shown',
  label,
  before: { value: 50, label: '50' },
  after: { value: 50 + difference, label: String(50 + difference) },
  difference,
  interval: { state: 'range', low: difference - 6, high: difference + 6 },
  effect: 0.4,
  sharedItemsOnly: false,
})
const hidden: ChangeCell = { state: 'hidden' }
const topic = (id: string, professional: ChangeCell, manager: ChangeCell = hidden): DimensionChange => ({
  id,
  title: { nl: id, en: id },
  perspectives: [
    { perspective: 'professional', change: professional },
    { perspective: 'manager', change: manager },
  ],
})
const judged = (title: string, verdict: Verdict): ActionVerdict => ({
  planId: 'p1',
  actionId: title,
  title,
  dimensionId: 'network',
  dimension: { nl: 'Netwerk', en: 'Network' },
  status: 'done',
  doneOn: '2026-09-01',
  verdict,
  unitName: 'De Brug',
  perspectives: [{ perspective: 'professional', change: cell('higher', 9) }],
})
const moved: Verdict = { state: 'moved', direction: 'higher' }
const undone: Verdict = { state: 'cannot-tell', reason: 'not-done' }
const tested = { validation: 'not-validated', steps: 4 }
const compared: Extract<FollowUp, { state: 'compared' }> = {
  state: 'compared',
  scan: { id: 's2', title: 'Autumn', closedAt: '2026-11-14T22:59:59Z', ...tested },
  previous: { id: 's1', title: 'Spring', closedAt: '2026-05-14T21:59:59Z', ...tested },
  unitName: 'De Brug',
  dimensions: [topic('network', cell('higher', 9)), topic('motivation', cell('no-clear-change', 1))],
  planId: 'p1',
  actions: [judged('Not yet', undone), judged('Draw a map', moved)],
}

test('says what moved, per topic and per action', async () => {
  answering({ 'GET /api/scans/s2/follow-up': compared })
  const place = await show(<FollowUpPage scanId="s2" />)
  await seeing(place, '1 topic shows a clear change')
  for (const words of [
    'Moved: higher',
    '+9 (+3 to +15)',
    'No clear change',
    'Cannot tell',
    'The action was not done',
    'Concept, not validated',
    'about 1 in 5 people',
  ]) {
    expect(place.textContent).toContain(words)
  }
  expect(named(place, 'To the plan').getAttribute('href')).toBe('/plans/p1')
})

test.each<[FollowUp['state'], string]>([
  ['first-scan', 'This was the first scan'],
  ['not-published', 'The results of this scan are not there yet'],
])('%s: says what will be here', async (state, words) => {
  answering({ 'GET /api/scans/s2/follow-up': { state, scan: compared.scan } })
  const place = await show(<FollowUpPage scanId="s2" />)
  await seeing(place, words)
})

test('the summary counts topics that moved beyond noise, once each', () => {
  const still = topic('a', cell('no-clear-change', 2))
  expect(summaryOf({ dimensions: [still] })).toBe('No topic shows a clear change.')
  const both = topic('b', cell('higher', 9), cell('higher', 8))
  expect(summaryOf({ dimensions: [still, both] })).toContain('1 topic shows')
  expect(summaryOf({ dimensions: [topic('c', hidden)] })).toContain('too few answers')
})

test('a perspective of which nothing may be shown takes no rows', () => {
  const rows = rowsOf([topic('a', cell('higher', 9)), topic('b', hidden)])
  expect(rows.map(({ topic: name, perspective }) => `${name} ${perspective}`)).toEqual([
    'a professional',
    'b professional',
  ])
})

test('what could be judged stands before what could not, and what was not done comes last', () => {
  const vague: Verdict = { state: 'cannot-tell', reason: 'uncertain' }
  const actions = [
    judged('1', undone),
    judged('2', vague),
    judged('3', { state: 'not-moved' }),
    judged('4', moved),
  ]
  expect(toldFirst(actions).map(({ title }) => title)).toEqual(['4', '3', '2', '1'])
})

test.each<[Verdict, string, string, string]>([
  [moved, 'Moved: higher', 'strength', 'clearly higher'],
  [{ state: 'moved', direction: 'lower' }, 'Moved: lower', 'chance', 'clearly lower'],
  [{ state: 'not-moved' }, 'Not moved', 'neutral', 'unlikely'],
  [{ state: 'cannot-tell', reason: 'mixed' }, 'Cannot tell', 'neutral', 'One group scores higher'],
])('a verdict has words, a reason, and colour only beyond noise', (verdict, name, tone, why) => {
  expect([verdictWords(verdict), toneOf(verdict)]).toEqual([name, tone])
  expect(whyWords(verdict)).toContain(why)
})

test('a figure is given with its interval, beside a band only in words, hidden not at all', () => {
  const perspective = 'professional' as const
  expect(changeWords({ perspective, change: cell('higher', 9) })).toBe('Professionals: +9 (+3 to +15)')
  const banded = { ...cell('higher', 9), difference: null, interval: { state: 'none' } } as ChangeCell
  expect(changeWords({ perspective, change: banded })).toBe('Professionals: Higher')
  expect(changeWords({ perspective, change: hidden })).toBeUndefined()
})

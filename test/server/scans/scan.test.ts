import { expect, test } from 'vitest'
import {
  copiedSettings,
  FLOORS,
  groupsOf,
  launchedInstrument,
  newSettings,
  periodOf,
  settingsFaults,
  shapeOf,
  statusOf,
  subtreeOf,
  withAncestors,
} from '#server/scans/scan.ts'
import { tinyInstrument } from '../../support/cast-survey.ts'

const TODAY = '2026-11-21'
const at = (moment: string) => new Date(moment)
const times = {
  launchedAt: at('2026-11-21T09:00:00Z'),
  opensAt: at('2026-11-23T00:00:00Z'),
  closesAt: at('2026-12-05T00:00:00Z'),
  closedAt: null,
}

test.each([
  [
    'a scan that was not launched is a draft',
    { ...times, launchedAt: null },
    '2026-11-25T00:00:00Z',
    'draft',
  ],
  ['before its opening it is scheduled', times, '2026-11-22T23:59:59Z', 'scheduled'],
  ['at its opening it opens by itself', times, '2026-11-23T00:00:00Z', 'open'],
  ['it is open until the last moment', times, '2026-12-04T23:59:59Z', 'open'],
  ['at its end it is closed, also before the results are there', times, '2026-12-05T00:00:00Z', 'closed'],
  [
    'closed early is closed',
    { ...times, closedAt: at('2026-11-24T00:00:00Z') },
    '2026-11-25T00:00:00Z',
    'closed',
  ],
])('%s', (_rule, moments, now, status) => {
  expect(statusOf(moments, at(now))).toBe(status)
})

test.each([
  ['at the start of its day', '2026-11-23', '2026-11-22T23:00:00.000Z'],
  ['at once when its day has begun', '2026-11-21', '2026-11-21T09:00:00.000Z'],
])('a scan opens %s', (_rule, opensOn, opensAt) => {
  const period = periodOf({ opensOn, closesOn: '2026-12-04' }, at('2026-11-21T09:00:00Z'))
  expect(period.opensAt.toISOString()).toBe(opensAt)
  expect(period.closesAt.toISOString()).toBe('2026-12-04T23:00:00.000Z')
})

const settings = newSettings(tinyInstrument, TODAY)

test('a new draft asks professionals and clients, in Dutch, for two weeks, at the lowest minimums', () => {
  expect(settings).toMatchObject({
    step: 'who',
    perspectives: ['professional', 'client'],
    opensOn: '2026-11-23',
    closesOn: '2026-12-04',
    languages: ['nl'],
    minimums: { professional: 5, client: 10, manager: 5 },
  })
})

test.each([
  [
    'a unit twice',
    { units: [unit('a'), unit('a')] },
    [{ path: '/settings/units/1/unitId', code: 'duplicate-unit' }],
  ],
  ['an unknown unit', { units: [unit('x')] }, [{ path: '/settings/units/0/unitId', code: 'unknown-unit' }]],
  [
    'a lowered minimum',
    { minimums: { ...FLOORS, client: 9 } },
    [{ path: '/settings/minimums/client', code: 'minimum-too-low' }],
  ],
  ['a raised minimum', { minimums: { professional: 8, client: 15, manager: 6 } }, []],
])('%s is not even kept, unless it is allowed', (_what, changes, faults) => {
  expect(settingsFaults({ ...settings, ...changes }, new Set(['a', 'b']))).toEqual(faults)
})

test('a group is a unit and a perspective that takes part and has people', () => {
  const units = [
    { unitId: 'a', invited: { professional: 9, manager: 3 } },
    { unitId: 'b', invited: { client: 20 } },
  ]
  expect(groupsOf({ units, perspectives: ['client', 'professional'] })).toEqual([
    { unitId: 'a', perspective: 'professional', invited: 9 },
    { unitId: 'b', perspective: 'client', invited: 20 },
  ])
})

test('the instrument is frozen with form, languages and the questions that were written', () => {
  const launched = launchedInstrument(tinyInstrument, {
    ...settings,
    form: 'short',
    languages: ['en', 'nl'],
    ownQuestions: [{ text: { nl: ' ' } }, { text: { nl: ' Wat mist u? ', en: 'What is missing?' } }],
  })
  expect(launched.form).toBe('short')
  expect(launched.languages).toEqual(['nl', 'en'])
  expect(launched.ownQuestions).toEqual([
    { id: 'OWN-1', text: { nl: 'Wat mist u?', en: 'What is missing?' }, maxLength: 1000 },
  ])
  expect(shapeOf(launched, 'professional').itemCount).toBeLessThan(
    shapeOf({ ...launched, form: 'full' }, 'professional').itemCount,
  )
})

test('repeating keeps all but the dates and the units that are gone', () => {
  const previous = {
    ...settings,
    units: [unit('a'), unit('gone')],
    opensOn: '2025-11-10',
    closesOn: '2025-11-21',
    step: 'check' as const,
    minimums: { professional: 8, client: 12, manager: 8 },
  }
  const copy = copiedSettings(previous, tinyInstrument, new Set(['a']), TODAY)
  expect(copy).toEqual({
    ...previous,
    units: [unit('a')],
    step: 'who',
    opensOn: '2026-11-23',
    closesOn: '2026-12-04',
    remindersOn: settings.remindersOn,
  })
})

const tree = [
  { id: 'team', parentId: 'department', name: 'Team' },
  { id: 'root', parentId: null, name: 'De Brug' },
  { id: 'department', parentId: 'root', name: 'Department' },
  { id: 'other', parentId: 'root', name: 'Other' },
]

test('a scan keeps the units asked and all above them, parents first', () => {
  expect(withAncestors(tree, ['team']).map(({ id }) => id)).toEqual(['root', 'department', 'team'])
  expect(withAncestors(tree, [])).toEqual([])
})

test('a subtree holds the unit and everything below it', () => {
  expect([...subtreeOf(tree, 'department')]).toEqual(['department', 'team'])
  expect([...subtreeOf(tree, 'root')]).toHaveLength(4)
})

function unit(unitId: string) {
  return { unitId, invited: { professional: 9 } }
}

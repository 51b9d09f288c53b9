import { describe, expect, test } from 'vitest'
import type { StopId } from '#server/follow-ups/contract.ts'
import { countsOf, listed, PAGE_SIZE } from '#server/programme/overview/listing.ts'
import { type Facts, type ScanFacts, standingOf } from '#server/programme/overview/standing.ts'
import { tinyInstrument } from '../../../support/cast-survey.ts'

const now = new Date('2026-11-22T12:00:00Z')
const around = { instruments: new Map([['tiny', tinyInstrument]]), now }

const newcomer: Facts = {
  id: 'id',
  name: 'De Brug',
  kind: 'agency',
  region: null,
  preparation: { worksCouncil: false, privacy: false, whoTellsWhom: false, units: false },
  hasUnits: false,
  hasMessenger: false,
  isInvited: false,
  scans: [],
  actions: [],
}
const prepared: Facts = {
  ...newcomer,
  preparation: { worksCouncil: true, privacy: true, whoTellsWhom: true, units: true },
}
const draft: ScanFacts = {
  id: 'scan',
  launchedAt: null,
  opensAt: null,
  closesAt: null,
  closedAt: null,
  previousScanId: null,
  publishedAt: null,
  instrumentId: null,
  planId: null,
}
const open: ScanFacts = {
  ...draft,
  launchedAt: new Date('2026-11-01'),
  opensAt: new Date('2026-11-02'),
  closesAt: new Date('2026-12-01'),
}
const published: ScanFacts = {
  ...open,
  closedAt: new Date('2026-11-10'),
  publishedAt: new Date('2026-11-10'),
  instrumentId: 'tiny',
}
const planned = { ...published, planId: 'plan' }
const action = {
  planId: 'plan',
  plannedAt: now,
  startedAt: null,
  doneAt: null,
  confirmedAt: null,
  stoppedAt: null,
}

describe('the stop of an organisation', () => {
  test.each<[string, Facts, StopId]>([
    ['preparing', newcomer, 'prepare'],
    ['ready to scan', prepared, 'competence-scan'],
    ['a draft', { ...prepared, scans: [draft] }, 'competence-scan'],
    ['results without a plan', { ...prepared, scans: [published] }, 'discuss'],
    ['a plan without planned actions', { ...prepared, scans: [planned] }, 'plan'],
    ['planned actions', { ...prepared, scans: [planned], actions: [action] }, 'follow-up'],
    [
      'all actions done',
      { ...prepared, scans: [planned], actions: [{ ...action, startedAt: now, doneAt: now }] },
      're-scan',
    ],
    ['a second scan', { ...prepared, scans: [planned, { ...open, id: 'second' }] }, 're-scan'],
  ])('%s', (_situation, facts, stop) => {
    expect(standingOf(facts, around).stop).toBe(stop)
  })

  test('what was done stays done', () => {
    const { stops } = standingOf({ ...prepared, scans: [planned], actions: [action] }, around)
    expect(stops.map(({ state }) => state)).toEqual(['done', 'done', 'done', 'done', 'current', 'ahead'])
  })
})

test.each<[string, ScanFacts[], string | undefined]>([
  ['none before anything was asked', [draft], undefined],
  ['the open one', [published, { ...open, id: 'open' }], 'open'],
  [
    'else the newest that closed',
    [{ ...published, id: 'old', publishedAt: new Date('2025-01-01') }, published],
    'scan',
  ],
])('the scan whose total is told: %s', (_rule, scans, id) => {
  expect(standingOf({ ...prepared, scans }, around).shown?.id).toBe(id)
})

describe('the list', () => {
  const named = (name: string, facts: Facts = newcomer) => standingOf({ ...facts, id: name, name }, around)
  const all = [
    named('Ångström'),
    named('Bureau', { ...prepared, kind: 'company' }),
    named('Café', { ...newcomer, region: { id: 'north', name: 'Noord' } }),
  ]
  const names = (query: Parameters<typeof listed>[1]) => listed(all, query).shown.map(({ name }) => name)

  test('is searched without capitals and accents', () => {
    expect(names({ search: ' CAFE ' })).toEqual(['Café'])
    expect(names({ search: 'angst' })).toEqual(['Ångström'])
  })

  test('counts per stop what fits the rest of the filter', () => {
    const { stops, total, all: everything } = listed(all, { kind: 'agency', stop: 'competence-scan' })
    expect([everything, total]).toEqual([3, 0])
    expect(stops.map(({ count }) => count)).toEqual([2, 0, 0, 0, 0, 0])
    expect(countsOf(all)[1]).toEqual({ id: 'competence-scan', count: 1 })
  })

  test('finds those without a region', () => {
    expect(names({ region: 'none' })).toEqual(['Ångström', 'Bureau'])
    expect(names({ region: 'north' })).toEqual(['Café'])
  })

  test('has a last page, also for who asks for more', () => {
    const thirty = Array.from({ length: 30 }, (_one, place) => named(`Nr ${place}`))
    expect(listed(thirty, { page: '9' })).toMatchObject({ page: 2, pages: 2 })
    expect(listed(thirty, { page: '9' }).shown).toHaveLength(30 - PAGE_SIZE)
    expect(listed([], {})).toMatchObject({ page: 1, pages: 1, shown: [] })
  })
})

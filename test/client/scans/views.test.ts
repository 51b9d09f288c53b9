import { beforeAll, expect, test } from 'vitest'
import { differences } from '#client/scans/ConflictDialog.tsx'
import { fillIn, unknownHoles } from '#client/scans/fill-in.ts'
import { forecastByUnit, forecastSums } from '#client/scans/forecast-view.ts'
import { countOf } from '#client/scans/HeadCount.tsx'
import { proposalsOf } from '#client/scans/MergeProposals.tsx'
import { nextScan } from '#client/scans/NextScanCard.tsx'
import { periodMarks } from '#client/scans/PeriodLine.tsx'
import { bandFigure, bandWords } from '#client/scans/words.ts'
import { setLanguage } from '#client/text/text.ts'
import type { Forecast } from '#server/results/contract.ts'
import { forecast, scan, settings, units } from './scan-fixtures.ts'

beforeAll(() => setLanguage('en'))

const known = forecast as Forecast

test('a team is marked readable when all its perspectives are, or by those that are', () => {
  const marks = forecastByUnit(known).get('oost')?.marks
  expect(marks?.map(({ readability, perspectives }) => [readability, perspectives])).toEqual([
    ['none', []],
    ['some', ['client']],
    ['all', ['professional', 'client']],
  ])
})

test('a perspective without people in a team does not count against it', () => {
  expect(forecastByUnit(known).get('west')?.marks[2]).toEqual({ readability: 'none', perspectives: [] })
  expect(forecastByUnit(known).get('west')?.small).toEqual(['professional'])
})

test('the forecast is summed up over the teams with people, at the usual response', () => {
  expect(forecastSums(known)).toEqual([
    { perspective: 'professional', readable: 1, units: 3 },
    { perspective: 'client', readable: 2, units: 2 },
  ])
})

test('of teams to merge the largest keeps its name, and gone teams are not proposed', () => {
  const sizes = new Map([
    ['oost', 32],
    ['west', 6],
  ])
  expect(proposalsOf(known, units, sizes)).toMatchObject([{ into: { id: 'oost' }, gone: [{ id: 'west' }] }])
  expect(proposalsOf(known, units.slice(0, 3), sizes)).toEqual([])
})

test.each([
  ['12', 12],
  [' 7 ', 7],
  ['', null],
  ['0', undefined],
  ['-1', undefined],
  ['1.5', undefined],
  ['1e3', undefined],
  ['100001', undefined],
  ['twelve', undefined],
])('typed as "%s" a head count is %s', (typed, count) => {
  expect(countOf(typed, 1)).toBe(count)
})

test('a preview fills what the server will fill, and names the rest', () => {
  const holes = [{ name: 'team', example: 'Oost' }]
  expect(fillIn('For {team}, {name}', holes)).toBe('For Oost, {name}')
  expect(unknownHoles('For {team}, {name} and {name}', holes)).toEqual(['name'])
})

test('the period line has the reminders in their place', () => {
  expect(periodMarks(settings).map(({ day, at }) => [day, at])).toEqual([
    ['2026-11-23', 0],
    ['2026-11-27', 36],
    ['2026-12-01', 73],
    ['2026-12-04', 100],
  ])
  expect(periodMarks({ ...settings, closesOn: '2026-11-20' })).toEqual([])
})

test.each([
  [{ invited: 140, answeredAtLeast: 60 }, 'at least 60 of 140', '60+'],
  [{ invited: 12, answeredAtLeast: 0 }, 'too few to show, of 12', '–'],
])('a band is told in words', (band, words, figure) => {
  expect([bandWords(band), bandFigure(band)]).toEqual([words, figure])
})

test('only what differs between two versions is shown, whatever the order of keys', () => {
  const { nl } = settings.messages
  const turned = {
    ...settings,
    messages: {
      nl: {
        chat: nl?.chat ?? '',
        reminder: nl?.reminder ?? '',
        invitation: nl?.invitation ?? '',
        subject: nl?.subject ?? '',
      },
    },
    closesOn: '2026-12-11',
  }
  expect(differences(settings, turned)).toEqual([
    {
      label: 'When',
      mine: '23 November 2026 – 4 December 2026',
      theirs: '23 November 2026 – 11 December 2026',
    },
  ])
})

test('the processes are proposed after a closed competence scan, until they were begun', () => {
  const closed = { ...scan, status: 'closed' as const, closedAt: '2026-12-05T00:00:00Z' }
  expect(nextScan([scan])).toBeUndefined()
  expect(nextScan([closed])).toBe(closed)
  expect(nextScan([closed, { ...scan, id: 's2', phase: 2 }])).toBeUndefined()
})

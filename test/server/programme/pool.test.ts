import { describe, expect, test } from 'vitest'
import type { ProgrammeFigures } from '#server/programme/contract.ts'
import { addScan, type Pool, type ScanOfPool } from '#server/programme/pool.ts'
import { presentPools } from '#server/programme/present.ts'
import { POOLED } from '#server/results/disclosure/pooled.ts'
import { groupMomentsOf, iccOf } from '#server/results/statistics/icc.ts'
import { momentsOf } from '#server/results/statistics/interval.ts'
import { itemMomentsOf, reliabilityOf } from '#server/results/statistics/reliability.ts'
import { tinyInstrument } from '../../support/cast-survey.ts'

const items = ['LIS1', 'LIS2', 'LIS3']
const instruments = new Map([['tiny', tinyInstrument]])

/** Answers above the lowest point that hang together, in a fixed pattern; `from` shifts the people. */
const people = (count: number, from = 0) =>
  Array.from({ length: count }, (_person, index) => {
    const level = ((index + from) * 7) % 4
    return [
      level,
      Math.min(4, level + ((index + from) % 2)),
      Math.max(0, level - ((index + from) % 3 === 0 ? 1 : 0)),
    ]
  })

const scoresOf = (rows: number[][]) => rows.map((row) => row.reduce((sum, answer) => sum + answer, 0))

function betweenOf(teams: number[][][]) {
  return groupMomentsOf(teams.map((team) => momentsOf(scoresOf(team).map((value) => ({ value, count: 1 })))))
}

interface Told extends Partial<Omit<ScanOfPool, 'figures'>> {
  teams: number[][][]
  dimension?: string
  asked?: string[]
}

function scan({ teams, dimension = 'listening', asked = items, ...rest }: Told): ScanOfPool {
  const complete = itemMomentsOf(teams.flat())
  return {
    organisationId: 'one',
    instrumentId: 'tiny',
    instrumentVersion: '1.0.0',
    form: 'full',
    figures: {
      dimensions: [
        { perspective: 'professional', dimension, items: asked, complete, between: betweenOf(teams) },
      ],
    },
    ...rest,
  }
}

function pooled(...scans: ScanOfPool[]): ProgrammeFigures {
  const pools = new Map<string, Pool>()
  for (const one of scans) addScan(pools, one)
  return presentPools([...pools.values()], instruments)
}

const only = ({ instruments: [instrument] }: ProgrammeFigures) => {
  const dimension = instrument?.perspectives[0]?.dimensions[0]
  if (!dimension) throw new Error('nothing was pooled')
  return dimension
}

/** Teams of five with a level of their own. */
const team = (level: number, size = 5) =>
  Array.from({ length: size }, (_person, index) => [level, level, Math.max(0, level - (index % 2))])
const teams = (count: number, levels: number[], size = 5) =>
  Array.from({ length: count }, (_team, index) => team(levels[index % levels.length] ?? 0, size))

describe('reliability', () => {
  test('of scans of two organisations is that of all their answers at once, in two decimals', () => {
    const [here, there] = [people(40), people(35, 40)]
    const direct = reliabilityOf(itemMomentsOf([...here, ...there]))
    if (direct.state === 'undefined') throw new Error(direct.reason)
    const both = only(pooled(scan({ teams: [here] }), scan({ teams: [there], organisationId: 'two' })))
    expect(both).toMatchObject({ scans: 2, organisations: 2 })
    const { reliability } = both
    if (reliability.state !== 'shown') throw new Error(reliability.state)
    expect(reliability.alpha).toBeCloseTo(direct.value.alpha, 2)
    expect([reliability.low, reliability.high]).toEqual([
      expect.closeTo(direct.value.feldt[0], 2),
      expect.closeTo(direct.value.feldt[1], 2),
    ])
    expect(reliability.items.map(({ id, text }) => [id, text?.en])).toEqual(
      items.map((id) => [id, `${id} for the professional`]),
    )
  })

  test.each([
    [POOLED.answers - 1, 'too-few', 40],
    [POOLED.answers, 'shown', 50],
    [POOLED.answers + 9, 'shown', 50],
    [7, 'too-few', 0],
  ])('of %i complete answers is %s, and their number is told down to a whole ten: %i', (count, state, atLeast) => {
    expect(only(pooled(scan({ teams: [people(count)] }))).reliability).toMatchObject({ state, atLeast })
  })

  test('says which question may have a wrong key', () => {
    const rows = people(60).map(([first = 0, second = 0]) => [first, second, 4 - first])
    const { reliability } = only(pooled(scan({ teams: [rows] })))
    if (reliability.state !== 'shown') throw new Error(reliability.state)
    expect(reliability.items.find(({ id }) => id === 'LIS3')).toMatchObject({
      checkKey: true,
      itemRest: expect.any(Number),
    })
    const sound = only(pooled(scan({ teams: [people(60)] }))).reliability
    expect(sound).toMatchObject({ items: items.map(() => ({ checkKey: false })) })
  })

  test('does not exist where everyone answered alike', () => {
    const rows = Array.from({ length: 60 }, () => [2, 2, 2])
    expect(only(pooled(scan({ teams: [rows] }))).reliability).toEqual({ state: 'no-spread', atLeast: 60 })
  })

  test.each([
    ['enough when its interval lies above the bound', people(200), 'enough'],
    [
      'low when its interval lies below the bound',
      people(200).map(([a = 0], i) => [a, (i * 3) % 5, (i * i) % 4]),
      'low',
    ],
  ])('is %s', (_case, rows, verdict) => {
    expect(only(pooled(scan({ teams: [rows] }))).reliability).toMatchObject({ verdict })
  })

  test('of two items has no figure for what is left without one', () => {
    const rows = people(60).map((row) => row.slice(0, 2))
    const { reliability } = only(pooled(scan({ teams: [rows], asked: items.slice(0, 2) })))
    if (reliability.state !== 'shown') throw new Error(reliability.state)
    expect(reliability.items.map(({ alphaIfDeleted }) => alphaIfDeleted)).toEqual([null, null])
  })
})

describe('differences between teams', () => {
  test('of two organisations are those of all their teams at once', () => {
    const [here, there] = [teams(7, [0, 1, 4]), teams(6, [2, 3])]
    const direct = iccOf(betweenOf([...here, ...there]))
    if (direct.state === 'undefined') throw new Error(direct.reason)
    const { differences } = only(pooled(scan({ teams: here }), scan({ teams: there, organisationId: 'two' })))
    expect(differences).toEqual({
      state: 'shown',
      teamsAtLeast: 10,
      icc1: expect.closeTo(direct.value.icc1, 2),
      icc2: expect.closeTo(direct.value.icc2, 2),
      verdict: 'differ',
      indication: false,
    })
  })

  const alike = (count: number) => Array.from({ length: count }, (_team, index) => people(6, index))

  test.each([
    ['ten teams of one organisation may be told', 10, ['one'], { state: 'shown', indication: false }],
    ['fewer of one organisation may not', 9, ['one'], { state: 'hidden', reason: 'few-teams' }],
    [
      'fewer of two organisations are an indication',
      4,
      ['one', 'two'],
      { state: 'shown', indication: true, teamsAtLeast: 0 },
    ],
    [
      'the same teams twice are not more of them',
      7,
      ['one', 'one'],
      { state: 'hidden', reason: 'few-teams' },
    ],
    ['one team of each is no comparison of fifty', 1, ['one', 'two'], { state: 'hidden', reason: 'too-few' }],
  ])('%s', (_rule, count, organisations, told) => {
    const scans = organisations.map((organisationId) =>
      scan({ teams: teams(count, [0, 2, 4], 7), organisationId }),
    )
    expect(only(pooled(...scans)).differences).toMatchObject(told)
  })

  test('that are smaller than chance would give are none', () => {
    expect(only(pooled(scan({ teams: alike(12) }))).differences).toMatchObject({ verdict: 'no-difference' })
  })

  test('that are not reliable do not rank teams', () => {
    const slightly = Array.from({ length: 12 }, (_team, index) =>
      people(12, index).map((row) => row.map((answer) => answer + (index % 4 === 0 ? 1.2 : 0))),
    )
    const { differences } = only(pooled(scan({ teams: slightly })))
    if (differences.state !== 'shown') throw new Error(differences.reason)
    expect(differences.icc2).toBeLessThan(POOLED.rankable)
    expect(differences.verdict).toBe('do-not-rank')
  })

  test('between teams that all score the same do not exist', () => {
    const same = Array.from({ length: 12 }, () => team(2, 6))
    expect(only(pooled(scan({ teams: same }))).differences).toEqual({ state: 'hidden', reason: 'no-spread' })
  })
})

describe('what may be put together', () => {
  const figuresOf = (rest: Partial<Told>) =>
    pooled(scan({ teams: [people(60)] }), scan({ teams: [people(60)], ...rest })).instruments.flatMap(
      ({ perspectives }) => perspectives.flatMap(({ dimensions }) => dimensions.map(({ scans }) => scans)),
    )

  test.each([
    ['the same questions', {}, [2]],
    ['another questionnaire', { instrumentId: 'other' }, [1, 1]],
    ['another version', { instrumentVersion: '1.1.0' }, [1, 1]],
    ['the short form', { form: 'short' as const }, [1, 1]],
    ['other items under the same version', { asked: ['LIS1', 'LIS2', 'LIS9'] }, [1, 1]],
  ])('%s', (_case, rest, scans) => {
    expect(figuresOf(rest)).toEqual(scans)
  })

  test('topics stand in the order of the questionnaire, the newest version first', () => {
    const { instruments: told } = pooled(
      scan({ teams: [people(9)], dimension: 'tempo', instrumentVersion: '1.9.0' }),
      scan({ teams: [people(9)], dimension: 'listening', instrumentVersion: '1.9.0' }),
      scan({ teams: [people(9)], instrumentVersion: '1.10.0' }),
    )
    expect(told.map(({ version }) => version)).toEqual(['1.10.0', '1.9.0'])
    expect(told[1]?.perspectives[0]?.dimensions.map(({ dimension }) => dimension)).toEqual([
      'listening',
      'tempo',
    ])
  })

  test('questions of a version that is gone have no words, and a questionnaire that is gone has no title', () => {
    const old = only(pooled(scan({ teams: [people(60)], instrumentVersion: '0.9.0' })))
    expect(old.title?.en).toBe('listening')
    if (old.reliability.state !== 'shown') throw new Error(old.reliability.state)
    expect(old.reliability.items.map(({ text }) => text)).toEqual([null, null, null])
    const [gone] = pooled(scan({ teams: [people(60)], instrumentId: 'gone' })).instruments
    expect(gone).toMatchObject({ id: 'gone', title: null, perspectives: [{ dimensions: [{ title: null }] }] })
  })
})

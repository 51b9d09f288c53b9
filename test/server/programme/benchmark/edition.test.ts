import { describe, expect, test } from 'vitest'
import {
  editionOf,
  entrantsOf,
  nextEditionAfter,
  oldestFor,
  type PublishedScan,
  renewedPools,
} from '#server/programme/benchmark/edition.ts'
import type { Place } from '#server/programme/contract.ts'
import { comparedScan } from './compared-scan.ts'

test.each([
  ['2026-11-22', '2026-07-01', '2027-01-01', '2024-07-01'],
  ['2026-06-30', '2026-01-01', '2026-07-01', '2024-01-01'],
  ['2026-07-01', '2026-07-01', '2027-01-01', '2024-07-01'],
  ['2027-01-01', '2027-01-01', '2027-07-01', '2025-01-01'],
])('on %s the edition is of %s and the next of %s; older than %s is too old', (today, edition, next, oldest) => {
  expect(editionOf(today)).toBe(edition)
  expect(nextEditionAfter(today)).toBe(next)
  expect(oldestFor(edition)).toBe(oldest)
})

const own = 'own'
/** The example of scoring.md section 13, and as many more as are asked for, far from the own 61. */
const example = [48, 52, 55, 55, 61, 63, 70, 74]
const scansOf = (means: number[]) => means.map((mean, place) => comparedScan(`other ${place}`, { mean }))

function placeOf(others: PublishedScan[], mine: PublishedScan): Place | undefined {
  const [pool] = renewedPools([], entrantsOf([...others, mine]))
  return pool?.members.find(({ organisationId }) => organisationId === own)?.places.dimensions[0]?.place
}

const many = (count: number) => Array.from({ length: count }, (_one, place) => 30 + place)

describe('where an organisation stands', () => {
  test.each<[string, number[], number, Place]>([
    ['nothing with four others', example.slice(0, 4), 90, { state: 'hidden', reason: 'too-few' }],
    ['above the middle half with eight others', example, 90, { state: 'side', side: 'above' }],
    ['below it', example, 40, { state: 'side', side: 'below' }],
    ['within the middle half', example, 55, { state: 'around' }],
    ['the quarter with ten others', many(10), 90, { state: 'quarter', quarter: 4 }],
    ['the lowest quarter with nineteen', many(19), 20, { state: 'quarter', quarter: 1 }],
    ['the percentile with twenty', many(20), 45.5, { state: 'percentile', percentile: 80 }],
  ])('%s', (_rule, means, mean, place) => {
    expect(placeOf(scansOf(means), comparedScan(own, { mean }))).toEqual(place)
  })

  test('is around the middle when the own uncertainty reaches it, however many others there are', () => {
    const unsure = comparedScan(own, { mean: 45.5, margin: 9 })
    expect(placeOf(scansOf(many(20)), unsure)).toEqual({ state: 'around' })
  })

  test('is not told on a topic on which organisations hardly differ', () => {
    const others = [49, 50, 50, 51, 51, 50].map((mean, place) =>
      comparedScan(`other ${place}`, { mean, sd: 25, n: 12 }),
    )
    const mine = comparedScan(own, { mean: 55, sd: 25, n: 12 })
    expect(placeOf(others, mine)).toEqual({ state: 'hidden', reason: 'unreliable' })
  })

  test('how many others there are is told as a lower bound', () => {
    const bounds = [4, 5, 9, 10, 19, 20, 50].map((count) => {
      const [pool] = renewedPools([], entrantsOf([...scansOf(many(count)), comparedScan(own, { mean: 61 })]))
      return pool?.members[0]?.places.others
    })
    expect(bounds).toEqual([0, 5, 5, 10, 10, 20, 20])
  })

  test('nothing that is kept of it names another, or holds a score', () => {
    const [pool] = renewedPools([], entrantsOf([...scansOf(many(12)), comparedScan(own, { mean: 61.25 })]))
    const kept = JSON.stringify(pool?.members.find(({ organisationId }) => organisationId === own)?.places)
    expect(kept).not.toMatch(/other \d|own|61|mean|sd/)
  })
})

describe('who is in a pool', () => {
  const idsOf = (scans: PublishedScan[]) => entrantsOf(scans).map(({ scanId }) => scanId)

  test('the newest scan of each organisation', () => {
    const old = comparedScan(own, { mean: 50 }, { scanId: 'old', closedAt: new Date('2025-11-01') })
    const now = comparedScan(own, { mean: 60 }, { scanId: 'new' })
    expect(idsOf([now, old])).toEqual(['new'])
  })

  test('no scan of which the whole has no score, or only of some of the questions', () => {
    expect(idsOf([comparedScan(own, { mean: 50, hidden: true })])).toEqual([])
    const short = comparedScan(own, { mean: 50 })
    const [cell] = short.comparison.cells
    const comparison = { cells: cell ? [{ ...cell, items: ['LIS1'] }] : [] }
    expect(idsOf([{ ...short, comparison }])).toEqual([])
  })

  test('other versions and forms are pools of their own', () => {
    const newer = { id: 'tiny', version: '1.1.0', form: 'full' as const }
    const short = { id: 'tiny', version: '1.0.0', form: 'short' as const }
    const scans = [
      comparedScan('a', { mean: 50 }),
      comparedScan('b', { mean: 50 }, { instrument: newer }),
      comparedScan('c', { mean: 50 }, { instrument: short }),
    ]
    expect(renewedPools([], entrantsOf(scans)).map(({ members }) => members.length)).toEqual([1, 1, 1])
  })
})

describe('an edition renews a pool', () => {
  const before = entrantsOf(scansOf(example))
  const [pool] = renewedPools([], before)
  const was = pool ? [pool] : []
  const renews = (scans: PublishedScan[]) => renewedPools(was, entrantsOf(scans)).length > 0
  const fresh = comparedScan('other 0', { mean: 49 }, { scanId: 'again' })

  test('not when nothing changed', () => {
    expect(renews(scansOf(example))).toBe(false)
  })

  test('not when one joined and one left, for the difference would tell of them', () => {
    expect(renews([...scansOf(example).slice(1), comparedScan('joined', { mean: 61 })])).toBe(false)
  })

  test('when three organisations joined, left or came with a new scan', () => {
    expect(renews([fresh, ...scansOf(example).slice(1, 7), comparedScan('joined', { mean: 61 })])).toBe(true)
  })

  test('when all have left: then nobody is in it', () => {
    expect(renewedPools(was, [])).toMatchObject([{ instrumentId: 'tiny', members: [] }])
  })
})

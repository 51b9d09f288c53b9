import type { PublishedDimension, StoredComparison, UnitResult } from '../../results/contract.ts'
import { benchmarkOf, nextEdition, placeOf } from '../../results/statistics/benchmark.ts'
import { groupMomentsOf, iccOf } from '../../results/statistics/icc.ts'
import { roundHalfAway } from '../../results/statistics/rounding.ts'
import type { Form, Perspective, Text } from '../../surveys/survey.ts'
import type { FrozenPlaces, Place } from './contract.ts'

/** Below so many others nothing is told. */
export const FEWEST_OTHERS = 5

const RELIABLE_ENOUGH = 0.7
const MOST_MONTHS = 24

/** Editions are of 1 January and 1 July. Days as in 2026-11-21. */
export function editionOf(today: string): string {
  const half = today.slice(5) < '07-01' ? '01-01' : '07-01'
  return `${today.slice(0, 4)}-${half}`
}

export function nextEditionAfter(today: string): string {
  const year = Number(today.slice(0, 4))
  return today.slice(5) < '07-01' ? `${year}-07-01` : `${year + 1}-01-01`
}

/** What closed before this day is too old for the edition. */
export function oldestFor(edition: string): string {
  return `${Number(edition.slice(0, 4)) - MOST_MONTHS / 12}${edition.slice(4)}`
}

/** What may be compared with each other: the same questions, asked of the same kind of people. */
interface Asked {
  instrumentId: string
  instrumentVersion: string
  form: Form
  perspective: Perspective
}

export interface PublishedScan {
  organisationId: string
  scanId: string
  closedAt: Date
  instrument: { id: string; version: string; form: Form }
  dimensions: PublishedDimension[]
  /** The organisation as a whole. */
  whole: UnitResult
  comparison: StoredComparison
}

interface Score {
  dimension: string
  title: Text
  n: number
  mean: number
  sd: number
  low: number
  high: number
}

/** An organisation in a pool, with its scores of one scan. */
interface Entrant extends Asked {
  organisationId: string
  scanId: string
  scores: Score[]
}

/** Per organisation and kind of question the newest scan that has a score of the whole with its uncertainty. */
export function entrantsOf(scans: readonly PublishedScan[]): Entrant[] {
  const newest = new Map<string, Entrant>()
  for (const scan of scans.toSorted((a, b) => a.closedAt.getTime() - b.closedAt.getTime())) {
    for (const { perspective } of scan.whole.perspectives) {
      const scores = scoresOf(scan, perspective)
      const { id: instrumentId, version: instrumentVersion, form } = scan.instrument
      const asked = { instrumentId, instrumentVersion, form, perspective }
      const { organisationId, scanId } = scan
      const entrant = { ...asked, organisationId, scanId, scores }
      if (scores.length > 0) newest.set(`${organisationId} ${keyOf(asked)}`, entrant)
    }
  }
  return [...newest.values()]
}

/** Unrounded, and only where the published score has an interval. */
function scoresOf({ whole, dimensions, comparison }: PublishedScan, perspective: Perspective): Score[] {
  const shown = whole.perspectives.find((result) => result.perspective === perspective)
  return dimensions.flatMap(({ id, title, items }, place) => {
    const cell = shown?.dimensions[place]
    const asked = items.filter(({ texts }) => texts[perspective]).length
    const exact = comparison.cells.find(
      (one) =>
        one.unitId === whole.id &&
        one.perspective === perspective &&
        one.dimension === id &&
        one.items.length === asked,
    )
    if (cell?.state !== 'shown' || !exact) return []
    const { n, mean, sd } = exact
    const score = { dimension: id, title, n, mean, sd }
    if (cell.interval.state === 'everyone') return [{ ...score, low: mean, high: mean }]
    return cell.interval.state === 'range' ? [{ ...score, ...bounds(cell.interval) }] : []
  })
}

const bounds = ({ low, high }: { low: number; high: number }) => ({ low, high })

export const keyOf = ({ instrumentId, instrumentVersion, form, perspective }: Asked): string =>
  JSON.stringify([instrumentId, instrumentVersion, form, perspective])

export interface Pool extends Asked {
  members: { organisationId: string; scanId: string }[]
}

export interface RenewedPool extends Asked {
  members: { organisationId: string; scanId: string; places: FrozenPlaces }[]
}

/** The pools that this edition renews; any other stays as it was, because the difference would tell of one or two organisations. */
export function renewedPools(before: readonly Pool[], entrants: readonly Entrant[]): RenewedPool[] {
  const was = new Map(before.map((pool) => [keyOf(pool), pool]))
  const now = Map.groupBy(entrants, keyOf)
  return [...new Set([...was.keys(), ...now.keys()])].flatMap((key) => {
    const own = now.get(key) ?? []
    const previous = (was.get(key)?.members ?? []).map(asMember)
    const asked = own[0] ?? was.get(key)
    if (!asked || nextEdition(previous, own.map(asMember)) === previous) return []
    const { instrumentId, instrumentVersion, form, perspective } = asked
    return [{ instrumentId, instrumentVersion, form, perspective, members: own.map(placed) }]
    function placed(entrant: Entrant) {
      const { organisationId, scanId } = entrant
      return { organisationId, scanId, places: placesOf(entrant, own) }
    }
  })
}

const asMember = ({ organisationId, scanId }: Pool['members'][number]) => ({
  organisation: organisationId,
  publication: scanId,
})

function placesOf(own: Entrant, all: readonly Entrant[]): FrozenPlaces {
  return {
    others: atLeast(all.length - 1),
    dimensions: own.scores.map((score) => {
      const scores = all.flatMap((one) => one.scores.filter(({ dimension }) => dimension === score.dimension))
      const others = scores.filter((one) => one !== score)
      return { dimension: score.dimension, title: score.title, place: placeAmong(score, others) }
    }),
  }
}

function atLeast(others: number): FrozenPlaces['others'] {
  if (others < FEWEST_OTHERS) return 0
  return others < 10 ? 5 : others < 20 ? 10 : 20
}

/** Nobody is above or below who may as well stand in the middle. */
function placeAmong(own: Score, others: readonly Score[]): Place {
  const benchmark = benchmarkOf(
    own.mean,
    others.map(({ mean }) => mean),
  )
  const place = benchmark.state === 'defined' ? placeOf(benchmark.value) : benchmark
  if (benchmark.state === 'undefined' || place.state === 'undefined')
    return { state: 'hidden', reason: 'too-few' }
  if (!isReliable([own, ...others])) return { state: 'hidden', reason: 'unreliable' }
  const [, middle] = benchmark.value.quartiles
  if (own.low <= middle && middle <= own.high) return { state: 'around' }
  const { value } = place
  if (value.kind === 'percentile') return { state: 'percentile', percentile: roundHalfAway(value.percentile) }
  if (value.kind === 'quarter') return { state: 'quarter', quarter: value.quarter }
  return value.place === 'around' ? { state: 'around' } : { state: 'side', side: value.place }
}

/** Whether organisations differ more than their people do (ICC2). */
function isReliable(scores: readonly Score[]): boolean {
  const icc = iccOf(
    groupMomentsOf(scores.map(({ n, mean, sd }) => ({ n, mean, squares: sd * sd * (n - 1) }))),
  )
  return icc.state === 'defined' && icc.value.icc2 >= RELIABLE_ENOUGH
}

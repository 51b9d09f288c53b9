import { POOLED } from '../results/disclosure/pooled.ts'
import { iccOf } from '../results/statistics/icc.ts'
import type { Outcome } from '../results/statistics/outcome.ts'
import { type Reliability as Measured, reliabilityOf } from '../results/statistics/reliability.ts'
import { roundHalfAway } from '../results/statistics/rounding.ts'
import type { Instrument, Perspective } from '../surveys/survey.ts'
import type {
  Differences,
  PooledDimension,
  PooledInstrument,
  ProgrammeFigures,
  Reliability,
} from './contract.ts'
import type { Pool } from './pool.ts'

type Instruments = ReadonlyMap<string, Instrument>

const ORDER: Perspective[] = ['professional', 'client', 'manager']

/** By questionnaire, in the order of their names, newest version first; topics in the order of the questionnaire. */
export function presentPools(pools: readonly Pool[], instruments: Instruments): ProgrammeFigures {
  const asked = Map.groupBy(pools, (pool) =>
    JSON.stringify([pool.instrumentId, pool.instrumentVersion, pool.form]),
  )
  return {
    limits: {
      answers: POOLED.answers,
      step: POOLED.step,
      teams: POOLED.groups,
      rankable: POOLED.rankable,
      coherent: POOLED.coherent,
    },
    instruments: [...asked.values()]
      .flatMap((own) => presentInstrument(own, instruments))
      .toSorted(
        (a, b) =>
          compare(a.id, b.id) ||
          b.version.localeCompare(a.version, 'en', { numeric: true }) ||
          compare(a.form, b.form),
      ),
  }
}

const compare = (a: string, b: string) => (a === b ? 0 : a < b ? -1 : 1)

function presentInstrument(pools: readonly Pool[], instruments: Instruments): PooledInstrument[] {
  const [first] = pools
  if (!first) return []
  const { instrumentId: id, instrumentVersion: version, form } = first
  const known = instruments.get(id)
  const place = ({ dimension }: Pool) => known?.dimensions.findIndex((one) => one.id === dimension) ?? 0
  return [
    {
      id,
      version,
      form,
      title: known?.title ?? null,
      perspectives: ORDER.flatMap((perspective) => {
        const own = pools.filter((pool) => pool.perspective === perspective)
        const sorted = own.toSorted((a, b) => place(a) - place(b) || compare(a.dimension, b.dimension))
        return own.length === 0
          ? []
          : [{ perspective, dimensions: sorted.map((pool) => presentPool(pool, known)) }]
      }),
    },
  ]
}

/** Words of items only when this very version is still here: another one may ask otherwise under the same id. */
function presentPool(pool: Pool, known: Instrument | undefined): PooledDimension {
  const { dimension, scans, teams, instrumentVersion } = pool
  const described = known?.dimensions.find(({ id }) => id === dimension)
  const items = known?.version === instrumentVersion ? described?.items : undefined
  const textOf = (id: string) => items?.find((item) => item.id === id)?.perspectives[pool.perspective] ?? null
  return {
    dimension,
    title: described?.title ?? null,
    scans,
    organisations: teams.size,
    reliability: reliabilityIn(
      pool,
      pool.items.map((id) => ({ id, text: textOf(id) })),
    ),
    differences: differencesIn(pool),
  }
}

type Named = Pick<Extract<Reliability, { state: 'shown' }>['items'][number], 'id' | 'text'>

function reliabilityIn({ complete }: Pool, items: readonly Named[]): Reliability {
  const atLeast = wholeSteps(complete.n)
  if (complete.n < POOLED.answers) return { state: 'too-few', atLeast }
  const measured = reliabilityOf(complete)
  if (measured.state === 'undefined') {
    return { state: measured.reason === 'zero_variance' ? 'no-spread' : 'too-few', atLeast }
  }
  const { alpha, feldt, standardisedAlpha, omega } = measured.value
  const [low, high] = feldt
  return {
    state: 'shown',
    atLeast,
    alpha: roundHalfAway(alpha, 2),
    low: roundHalfAway(low, 2),
    high: roundHalfAway(high, 2),
    verdict: low >= POOLED.coherent ? 'enough' : high < POOLED.coherent ? 'low' : 'unsure',
    standardisedAlpha: rounded(standardisedAlpha),
    omega: omega.state === 'defined' ? roundHalfAway(omega.value.total, 2) : null,
    items: items.map((item, place) => ({ ...item, ...itemIn(measured.value, place) })),
  }
}

function itemIn({ alphaIfDeleted, itemRestCorrelation }: Measured, place: number) {
  const itemRest = itemRestCorrelation[place]
  return {
    alphaIfDeleted: rounded(alphaIfDeleted[place]),
    itemRest: rounded(itemRest),
    checkKey: itemRest?.state === 'defined' && itemRest.value < 0,
  }
}

/** With few teams of one organisation the figures would be about those teams, so they are not told. */
function differencesIn({ between, teams }: Pool): Differences {
  if (between.n < POOLED.answers) return { state: 'hidden', reason: 'too-few' }
  const count = teams.values().reduce((sum, groups) => sum + groups, 0)
  const indication = count < POOLED.groups
  if (indication && teams.size === 1) return { state: 'hidden', reason: 'few-teams' }
  const icc = iccOf(between)
  if (icc.state === 'undefined') return { state: 'hidden', reason: REASONS[icc.reason] }
  const { icc1, icc2 } = icc.value
  return {
    state: 'shown',
    teamsAtLeast: wholeSteps(count),
    icc1: roundHalfAway(icc1, 2),
    icc2: roundHalfAway(icc2, 2),
    verdict: icc1 <= 0 ? 'no-difference' : icc2 < POOLED.rankable ? 'do-not-rank' : 'differ',
    indication,
  }
}

const REASONS = {
  too_few: 'too-few',
  not_enough_groups: 'few-teams',
  zero_variance: 'no-spread',
  suppressed: 'too-few',
} as const

const wholeSteps = (count: number) => Math.floor(count / POOLED.step) * POOLED.step

function rounded(outcome: Outcome<number> | undefined): number | null {
  return outcome?.state === 'defined' ? roundHalfAway(outcome.value, 2) : null
}

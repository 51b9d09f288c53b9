import type { Publication } from '#server/results/contract.ts'
import { presentProgress } from '#server/scans/present.ts'
import type { CountedGroup, ScanLine } from '#server/scans/queries.ts'
import type { Perspective } from '#server/surveys/survey.ts'
import { type HeadFact, headsKnown, type Order, type Range } from './counting-heads.ts'
import { type Group, type Round, WAVES } from './organisations.ts'
import { below } from './people.ts'
import { readNumbers, readProgress } from './read-heads.ts'

const line: ScanLine = {
  id: 'first',
  version: 1,
  title: 'First',
  previousScanId: null,
  launchedAt: new Date('2026-10-01T08:00:00Z'),
  opensAt: new Date('2026-10-05T08:00:00Z'),
  closesAt: new Date('2026-11-05T22:59:59Z'),
  closedAt: null,
  mixedAt: new Date('2026-10-20T07:40:00Z'),
  minimumProfessional: 5,
  minimumClient: 10,
  minimumManager: 5,
  instrumentId: 'attacked',
  step: 'check',
  opensOn: '2026-10-05',
  closesOn: '2026-11-05',
  remindersOn: [],
  phase: 1,
}

/** Groups as they stood at one moment, and how many of each had answered. */
export interface Moment {
  name: string
  groups: readonly (Group & { answered: number })[]
}

/** What the page of a running scan tells at this moment. */
export function progressAt({ groups }: Moment, { units }: Pick<Round, 'units'>) {
  const counted = groups.map(
    (group): CountedGroup => ({
      ...group,
      id: `${group.unitId} ${group.perspective}`,
      scanId: line.id,
      unitName: units.find(({ id }) => id === group.unitId)?.name ?? '',
      distribution: 'codes',
    }),
  )
  return presentProgress(line, counted, new Date('2026-10-20T08:00:00Z'))
}

/** The counters after each wave of answers; what is typed in from paper only counts when the scan has closed. */
export function moments({ groups, people }: Round): Moment[] {
  return Array.from({ length: WAVES + 1 }, (_wave, wave) => ({
    name: `answered by wave ${wave}`,
    groups: groups.map((group) => ({
      ...group,
      answered: people.filter(
        (one) =>
          !one.onPaper &&
          one.unitId === group.unitId &&
          one.perspective === group.perspective &&
          one.wave <= wave,
      ).length,
    })),
  }))
}

export interface Pinned {
  unit: string
  direct: boolean
  quantity: string
  people: number
}

interface Watched {
  round: Round
  perspective: Perspective
  moments: readonly Moment[]
  /** What the page told at these moments; without it what the program tells. */
  progress?: readonly ReturnType<typeof progressAt>[]
  publication?: Publication | undefined
  /** Numbers up to this one are secret. */
  most?: number
  /** Pairs of moments between which no answer can have come in. */
  still?: readonly (readonly [string, string])[]
}

/**
 * Numbers of answers from one to nine that follow exactly from counters and publication together, though nobody told them. Where
 * everyone of a unit of ten or more answered, this is told, and of its parts everyone then did as well.
 */
export function pinned({ round, perspective, moments: seen, publication, ...rest }: Watched): Pinned[] {
  const shown = rest.progress ?? seen.map((moment) => progressAt(moment, round))
  const top = round.units[0]?.id ?? ''
  const facts: HeadFact[] = [
    ...shown.flatMap((progress, place) => readProgress(progress, perspective, top, seen[place]?.name ?? '')),
    ...(publication ? readNumbers(publication, perspective) : []),
  ]
  const last = seen.at(-1)
  const invitedAt = ({ groups }: Moment) =>
    new Map(groups.flatMap((one) => (one.perspective === perspective ? [[one.unitId, one.invited]] : [])))
  const told = new Set(facts.map(({ quantity }) => quantity))
  const later = [...told].filter((quantity) => !seen.some(({ name }) => name === quantity))
  const invited = new Map([
    ...seen.map((moment) => [moment.name, invitedAt(moment)] as const),
    ...(last ? [...later, 'respondents'].map((quantity) => [quantity, invitedAt(last)] as const) : []),
  ])
  const known = headsKnown({
    units: round.units,
    invited,
    facts,
    orders: ordersOf(seen, later, rest.still),
  })
  return [...known]
    .flatMap(([quantity, { direct, whole }]) =>
      [...direct]
        .map(([unit, range]) => ({ unit, direct: true, quantity, range }))
        .concat([...whole].map(([unit, range]) => ({ unit, direct: false, quantity, range }))),
    )
    .flatMap(({ range, ...one }) =>
      isPinned(range, rest.most ?? DETAIL - 1) && !isTold(one, facts, round)
        ? [{ ...one, people: range.least }]
        : [],
    )
}

function ordersOf(seen: readonly Moment[], later: readonly string[], still: Watched['still'] = []): Order[] {
  const names = seen.map(({ name }) => name)
  return [
    ...names.slice(1).map((more, place) => ({ fewer: names[place] ?? '', more })),
    ...still.map(([fewer, more]) => ({ fewer: more, more: fewer })),
    { fewer: 'respondents', more: names.at(-1) ?? '' },
    ...later
      .filter((quantity) => quantity !== 'respondents')
      .map((fewer) => ({ fewer, more: 'respondents' })),
  ]
}

const isPinned = ({ least, most }: Range, secret: number) => least === most && least > 0 && least <= secret

/** From ten on numbers are told exactly. */
const DETAIL = 10

/** Within a unit of which it was told that everyone answered. */
function isTold(
  { unit, quantity }: Omit<Pinned, 'people'>,
  facts: readonly HeadFact[],
  round: Round,
): boolean {
  return facts.some((fact) => {
    const inside = below(round.units, fact.unit)
    const total = round.groups.reduce((sum, group) => sum + (inside.has(group.unitId) ? group.invited : 0), 0)
    return fact.quantity === quantity && fact.least === fact.most && fact.least >= total && inside.has(unit)
  })
}

/** Groups of which it is known that between one and four more people answered from one moment to the next. */
export function lateFew(watched: Watched): string[] {
  const { round, perspective, moments: seen } = watched
  const shown = watched.progress ?? seen.map((moment) => progressAt(moment, round))
  return shown.slice(1).flatMap((progress, place) => {
    const now = readProgress(progress, perspective, '', '')
    const before = readProgress(shown[place] ?? progress, perspective, '', '')
    return now.flatMap(({ unit, direct, least, most }) => {
      const then = before.find((fact) => fact.unit === unit && fact.direct === direct)
      const isFew = then && least - then.most > 0 && most - then.least < 5
      return isFew ? [`${unit} at ${seen[place + 1]?.name}`] : []
    })
  })
}

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type {
  AgreementCell,
  ChangeCell,
  Gap,
  GapCell,
  Highlights,
  Interval,
  PerspectiveResult,
  Publication,
  PublishedDimension,
  PublishedItem,
  ScoreCell,
  UnitResult,
} from '#server/results/contract.ts'

export type Perspective = PerspectiveResult['perspective']

interface Item {
  id: string
  reverse: boolean
  perspectives: PublishedItem['texts']
}

const file = join(import.meta.dirname, '../../../surveys/competences.json')
const survey = JSON.parse(readFileSync(file, 'utf8'))

export const dimensions: PublishedDimension[] = survey.dimensions.map(
  (dimension: Omit<PublishedDimension, 'items'> & { items: Item[] }) => ({
    id: dimension.id,
    title: dimension.title,
    definition: dimension.definition,
    items: dimension.items.map(({ id, reverse, perspectives }) => ({ id, reverse, texts: perspectives })),
  }),
)

/** A score with its interval from the number of answers: below ten it is `few`, as the publication does it. */
export function cell(value: number | null, n = 20, invited = 40): ScoreCell {
  if (value === null) return { state: 'hidden' }
  const score = figure(value)
  if (n < 10) return { state: 'shown', score, basis: { state: 'few' }, interval: { state: 'none' } }
  return {
    state: 'shown',
    score,
    basis: { state: 'counted', n, invited },
    interval: intervalOf(value, n, invited),
  }
}

function intervalOf(value: number, n: number, invited: number): Interval {
  if (n === invited) return { state: 'everyone' }
  if (value < 5 || value > 95) return { state: 'none' }
  const margin = Math.round(38 / Math.sqrt(n))
  return { state: 'range', low: Math.max(0, value - margin), high: Math.min(100, value + margin), margin }
}

export function figure(value: number) {
  if (value < 5) return { value: 5, label: '<5' }
  if (value > 95) return { value: 95, label: '>95' }
  return { value, label: String(value) }
}

export function change(difference: number | null, before = 50, margin = 6): ChangeCell {
  if (difference === null) return { state: 'hidden' }
  const clear = Math.abs(difference) > margin
  return {
    state: 'shown',
    label: clear ? (difference > 0 ? 'higher' : 'lower') : 'no-clear-change',
    before: figure(before),
    after: figure(before + difference),
    difference,
    interval: { state: 'range', low: difference - margin, high: difference + margin },
    effect: 0.4,
    sharedItemsOnly: false,
  }
}

export function gapCell(first: number | null, second: number, margin: number | null = 6): GapCell {
  if (first === null) return { state: 'hidden' }
  const difference = first - second
  const figures = { state: 'shown' as const, first: figure(first), second: figure(second), difference }
  if (margin === null) return { ...figures, interval: { state: 'none' }, verdict: null }
  const clear = Math.abs(difference) > margin
  return {
    ...figures,
    interval: { state: 'range', low: difference - margin, high: difference + margin },
    verdict: clear ? (difference > 0 ? 'first-higher' : 'second-higher') : 'no-clear-difference',
  }
}

export interface Asked {
  perspective?: Perspective
  scores?: (number | null)[]
  n?: number
  invited?: number
  change?: ChangeCell[]
  highlights?: Highlights
}

/** What one perspective said in one unit. */
export function result(asked: Asked = {}): PerspectiveResult {
  const { perspective = 'professional', scores = baseScores, n = 20, invited = 40 } = asked
  const detailed = n >= 10 && scores.some((score) => score !== null)
  const percentage = Math.floor((100 * n) / invited)
  return {
    perspective,
    response:
      invited >= 10
        ? { state: 'shown', invited, bound: 'at-least', percentage, low: percentage < 40 }
        : { state: 'hidden' },
    dimensions: scores.map((score) => cell(score, n, invited)),
    agreement: scores.map((score, place) => agreementCell(detailed && score !== null ? place : null)),
    highlights: asked.highlights ?? highlightsOf(scores),
    importance: detailed
      ? { state: 'shown', dimensions: scores.map((_score, place) => figure(10 + ((place * 37) % 55))) }
      : { state: 'hidden' },
    items: detailed
      ? dimensions.flatMap(({ items }, place) =>
          items.filter(({ texts }) => texts[perspective]).map(({ id }) => distribution(id, place, n)),
        )
      : [],
    change: asked.change ?? [],
  }
}

const agreed: Extract<AgreementCell, { state: 'shown' }>[] = [
  { state: 'shown', careful: 'strong', generous: 'very-strong' },
  { state: 'shown', careful: 'moderate', generous: 'strong' },
  { state: 'shown', careful: 'weak', generous: 'moderate' },
  { state: 'shown', careful: 'moderate', generous: 'strong' },
]

function agreementCell(place: number | null): AgreementCell {
  const cell = place === null ? undefined : agreed[place % agreed.length]
  return cell ?? { state: 'hidden' }
}

export const baseScores = [62, 71, 58, 66, 74, 49, 46, 78, 55]

function highlightsOf(scores: (number | null)[]): Highlights {
  const placed = scores
    .flatMap((score, place) => (score === null ? [] : [{ id: dimensions[place]?.id ?? '', score }]))
    .toSorted((a, b) => b.score - a.score)
  const count = Math.min(3, Math.floor(placed.length / 2))
  if (count === 0) return { state: 'hidden' }
  const ids = placed.map(({ id }) => id)
  return {
    state: 'shown',
    alike: false,
    strengths: ids.slice(0, count),
    chances: ids.slice(-count).reverse(),
  }
}

function distribution(item: string, place: number, n: number) {
  const shares = [4 + (place % 3) * 3, 12 + ((place * 5) % 9), 24 - (place % 4) * 2, 36 + (place % 2) * 4]
  const rest = 100 - shares.reduce((sum, share) => sum + share, 0)
  return { item, n, shares: [...shares, rest], manySkipped: place === 8 }
}

export interface Unit {
  id: string
  name: string
  parentId?: string | null
  level?: number
  results?: PerspectiveResult[]
  gaps?: Gap[]
}

/** One unit; its priorities follow from the first perspective that tells what it finds important. */
export function unit({
  id,
  name,
  parentId = null,
  level = 0,
  results = [result()],
  gaps = [],
}: Unit): UnitResult {
  const telling = results.find(({ importance }) => importance.state === 'shown')
  return {
    id,
    parentId,
    name,
    level,
    perspectives: results,
    gaps,
    priorities: telling ? prioritiesOf(telling) : { state: 'hidden' },
  }
}

function prioritiesOf({
  perspective,
  dimensions: cells,
  importance,
}: PerspectiveResult): UnitResult['priorities'] {
  const topics = cells
    .flatMap((shown, place) => {
      const share = importance.state === 'shown' ? importance.dimensions[place] : undefined
      const dimension = dimensions[place]?.id
      return shown.state === 'shown' && share && dimension
        ? [{ dimension, score: shown.score, importance: share }]
        : []
    })
    .toSorted((a, b) => b.importance.value * (75 - b.score.value) - a.importance.value * (75 - a.score.value))
  const ranked = topics.map((topic, place) => ({
    ...topic,
    rank: place + 1,
    aboutEqualToNext: [1, 2, 5].includes(place),
  }))
  return { state: 'shown', perspective, target: 75, topics: ranked }
}

export const hiddenResult = (perspective: Perspective): PerspectiveResult => ({
  ...result({ perspective, scores: baseScores.map(() => null), n: 3, invited: 6 }),
  highlights: { state: 'hidden' },
})

export function publication(units: UnitResult[], more: Partial<Publication> = {}): Publication {
  return {
    engineVersion: '2',
    scan: {
      id: '0b9f7c1e-6f0e-4c56-9b5e-1d6f2f6f7a10',
      title: 'Competentiescan najaar 2026',
      opensAt: '2026-10-05T07:00:00Z',
      closedAt: '2026-10-26T16:00:00Z',
    },
    previous: null,
    instrument: {
      id: survey.id,
      version: survey.version,
      phase: 1,
      form: 'full',
      title: survey.title,
      validation: { status: survey.validation.status, note: survey.validation.note },
      scale: { min: 1, max: 5, anchors: survey.scale.anchors },
    },
    minimums: { professional: 5, client: 10, manager: 5, detail: 10 },
    perspectives: ['professional', 'client', 'manager'],
    dimensions,
    units,
    notices: ['not-validated'],
    ...more,
  }
}

const names = ['Team Oost', 'Team West', 'Team Noord', 'Team Zuid', 'Jongerenteam', 'Team Centrum']
const areas = [
  'Arbeid & Inkomen',
  'Maatschappelijke ondersteuning',
  'Werkgeversdienstverlening',
  'Schuldhulp',
]

/** Nine dimensions, twelve units on three levels, three perspectives, an earlier round; some units hidden. */
export function richPublication(): Publication {
  const whole = unit({
    id: 'whole',
    name: 'Werkplein Noord',
    results: [
      result({ n: 101, invited: 140, change: changes }),
      result({
        perspective: 'client',
        scores: shifted(baseScores, -7),
        n: 164,
        invited: 410,
        change: changes,
      }),
      result({ perspective: 'manager', scores: shifted(baseScores, 6), n: 9, invited: 12 }),
    ],
    gaps: [gapOf('professional', 'client', 7, 6), gapOf('professional', 'manager', -6, null)],
  })
  const parts = areas.map((name, place) =>
    unit({
      id: `area-${place}`,
      parentId: 'whole',
      level: 1,
      name,
      results: partResults(place, 44 - 8 * place),
    }),
  )
  const teams = names.map((name, place) =>
    unit({
      id: `team-${place}`,
      parentId: `area-${place % 3}`,
      level: 2,
      name,
      results: place === 1 ? hiddenResults() : partResults(place + 4, 18 - 2 * place),
    }),
  )
  return publication(
    [
      whole,
      ...parts,
      ...teams,
      unit({ id: 'last', parentId: 'area-3', level: 2, name: 'Loket', results: hiddenResults() }),
    ],
    {
      previous: {
        scanId: '6a0d9a7e-0f8f-4f6f-8a3f-6f4e8b7c2d11',
        title: 'Competentiescan najaar 2025',
        closedAt: '2025-10-27T16:00:00Z',
      },
    },
  )
}

const changes = [
  change(9),
  change(2),
  change(-8),
  change(0),
  change(4),
  change(-3),
  change(12),
  change(null),
  change(1),
]

const shifted = (scores: number[], by: number) =>
  scores.map((score, place) => score + by + ((place * 7) % 5) - 2)

function gapOf(first: Perspective, second: Perspective, by: number, margin: number | null): Gap {
  return {
    first,
    second,
    dimensions: baseScores.map((score, place) => gapCell(score, score - by + ((place * 11) % 9) - 4, margin)),
  }
}

const hiddenResults = () => [hiddenResult('professional'), hiddenResult('client'), hiddenResult('manager')]

function partResults(place: number, invited: number): PerspectiveResult[] {
  const scores = baseScores.map((score, at) =>
    place === 6 && at === 3 ? null : score + ((place * 13 + at * 7) % 41) - 20,
  )
  return [
    result({ scores, n: Math.max(5, Math.round(invited * 0.7)), invited }),
    result({
      perspective: 'client',
      scores: scores.map((score) => score && score - 5),
      n: invited,
      invited: invited * 3,
    }),
    hiddenResult('manager'),
  ]
}

/** Only the organisation can be read, through one perspective, with few answers and for the first time. */
export function smallPublication(): Publication {
  const whole = unit({ id: 'whole', name: 'De Brug', results: [result({ n: 8, invited: 11 })] })
  const team = unit({
    id: 'team',
    parentId: 'whole',
    level: 1,
    name: 'Team West',
    results: [hiddenResult('professional')],
  })
  return publication([whole, team], { perspectives: ['professional'] })
}

export function hiddenPublication(): Publication {
  return publication([unit({ id: 'whole', name: 'De Brug', results: hiddenResults() })])
}

/** Many teams below one organisation; every fifth is hidden. */
export function largePublication(count = 200): Publication {
  const teams = Array.from({ length: count }, (_team, place) =>
    unit({
      id: `team-${place}`,
      parentId: 'whole',
      level: 1,
      name: `Team ${place + 1}`,
      results: place % 5 === 4 ? hiddenResults() : partResults(place, 10 + (place % 40)),
    }),
  )
  const whole = unit({
    id: 'whole',
    name: 'Regio Rijn en IJssel',
    results: [result({ n: 1400, invited: 2600 })],
  })
  return publication([whole, ...teams])
}

/** Top and bottom do not differ by more than chance. */
export function alikePublication(): Publication {
  const scores = [61, 63, 60, 62, 64, 59, 60, 62, 61]
  const highlights: Highlights = { state: 'shown', alike: true, strengths: [], chances: [] }
  return publication([unit({ id: 'whole', name: 'De Brug', results: [result({ scores, highlights })] })])
}

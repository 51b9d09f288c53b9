import path from 'node:path'
import type { CountedUnit } from '#server/results/counted.ts'
import { newCounting } from '#server/results/counting.ts'
import { publish } from '#server/results/publish.ts'
import { loadCatalogue } from '#server/surveys/catalogue.ts'
import { itemsFor } from '#server/surveys/survey.ts'
import { newChance } from '../scripts/demo/chance.ts'

export interface CoreFigures {
  responses: number
  units: number
  seconds: number
  publishing: number
  peakMegabytes: number
}

const INSTRUMENT = 'competences'
const PERSPECTIVE = 'professional'
const SKIPPED = 0.03

const [responses = 0, units = 0] = process.argv.slice(2).map(Number)
const instrument = loadCatalogue(path.join(import.meta.dirname, '../surveys')).instruments.get(INSTRUMENT)
if (!instrument) throw new Error(`there is no ${INSTRUMENT}`)

const tree = treeOf(units)
const teams = tree.filter(({ id }) => id.startsWith('team'))
const { uniform } = newChance(1)
const answers: (number | null)[] = itemsFor(instrument, PERSPECTIVE, 'full').map(() => null)
const picks = [0, 0, 0]

const start = performance.now()
const counting = newCounting(instrument, 'full', [PERSPECTIVE])
for (let response = 0; response < responses; response++) {
  for (let item = 0; item < answers.length; item++) {
    answers[item] = uniform() < SKIPPED ? null : 1 + Math.floor(uniform() * 5)
  }
  for (let pick = 0; pick < picks.length; pick++) picks[pick] = 3 * pick + Math.floor(uniform() * 3)
  counting.add(teams[response % teams.length]?.id ?? '', PERSPECTIVE, answers, picks)
}
const counted = performance.now()
const { publication } = publish({
  scan: { id: 'bench', title: 'Bench', opensAt: '2026-11-01T08:00:00Z', closedAt: '2026-11-21T08:00:00Z' },
  instrument,
  form: 'full',
  minimums: { professional: 5, client: 10, manager: 5 },
  units: tree,
  groups: teams.map(({ id }) => ({
    unitId: id,
    perspective: PERSPECTIVE,
    invited: Math.ceil((1.25 * responses) / teams.length) + 5,
  })),
  counts: counting.counts(),
  previous: null,
})
const end = performance.now()
if (publication.units.length !== units) throw new Error('not every unit is in the publication')

const figures: CoreFigures = {
  responses,
  units,
  seconds: (end - start) / 1000,
  publishing: (end - counted) / 1000,
  peakMegabytes: process.resourceUsage().maxRSS / 1024,
}
console.log(JSON.stringify(figures))

/** One whole, about the square root of the rest as regions, and teams in them. */
function treeOf(size: number): CountedUnit[] {
  const regions = Math.round(Math.sqrt(size))
  const unit = (id: string, parentId: string | null) => ({ id, parentId, name: id, professionals: null })
  return [
    unit('all', null),
    ...Array.from({ length: regions }, (_none, region) => unit(`region ${region}`, 'all')),
    ...Array.from({ length: size - 1 - regions }, (_none, team) =>
      unit(`team ${team}`, `region ${team % regions}`),
    ),
  ]
}

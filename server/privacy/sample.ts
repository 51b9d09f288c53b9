import { newCounting } from '../results/counting.ts'
import { publish } from '../results/publish.ts'
import { itemsFor, type LaunchedInstrument, type Perspective } from '../surveys/survey.ts'
import type { Sample } from './contract.ts'

/** So many are counted: more people would draw the same picture. */
const MOST_PEOPLE = 100
const SHARE = 0.8
/** Where the made-up answers lie, topic after topic, as a share of the scale. */
const LEVELS = [0.75, 0.5, 0.65, 0.4, 0.7, 0.55, 0.8, 0.45, 0.6]

interface Group {
  instrument: LaunchedInstrument
  perspective: Perspective
  people: number
  minimums: { professional: number; client: number; manager: number }
}

/** Counted, protected and published as a real scan of one team is, so that the example shows neither more nor less. */
export function sampleFor({ instrument, perspective, people, minimums }: Group): Sample {
  const answering = (many: number) =>
    Math.min(many, Math.max(minimums[perspective], Math.round(many * SHARE)))
  const answered = answering(people)
  if (answered < minimums[perspective]) return { state: 'hidden' }
  const invited = Math.min(people, MOST_PEOPLE)
  const counting = newCounting(instrument, instrument.form, [perspective])
  for (let person = 0; person < answering(invited); person++) {
    counting.add('own', perspective, answersOf(instrument, perspective, person), [person % 3])
  }
  const moment = '2000-01-01T00:00:00.000Z'
  const { publication } = publish({
    scan: { id: '', title: '', opensAt: moment, closedAt: moment },
    instrument,
    form: instrument.form,
    minimums,
    units: [{ id: 'own', parentId: null, name: '', professionals: null }],
    groups: [{ unitId: 'own', perspective, invited }],
    counts: counting.counts(),
    previous: null,
  })
  const result = publication.units[0]?.perspectives[0]
  const cells = (result?.dimensions ?? []).map((cell, place) => ({
    title: publication.dimensions[place]?.title ?? {},
    cell,
  }))
  const topics = cells.filter(({ cell }) => cell.state === 'shown')
  if (!result || topics.length === 0) return { state: 'hidden' }
  return { state: 'shown', answered, response: result.response, topics, hasDetail: result.items.length > 0 }
}

function answersOf(instrument: LaunchedInstrument, perspective: Perspective, person: number): number[] {
  const { min, max } = instrument.scale
  const topics = instrument.dimensions.map(({ id }) => id)
  return itemsFor(instrument, perspective, instrument.form).map(({ dimensionId, reverse }, place) => {
    const level = LEVELS[topics.indexOf(dimensionId) % LEVELS.length] ?? 0.5
    const point = min + (level + between(person * 4, 9) + between(person * 5 + place * 3, 7)) * (max - min)
    const given = Math.min(max, Math.max(min, Math.round(point)))
    return reverse ? min + max - given : given
  })
}

/** People differ, and one person differs from answer to answer: by a fifth of the scale to either side. */
function between(step: number, steps: number): number {
  return 0.4 * ((step % steps) / (steps - 1) - 0.5)
}

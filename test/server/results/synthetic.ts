import { type CountedScan, countsOf, joinCounts, type Tally } from '#server/results/counted.ts'
import { type Measure, measuresFor, measuresOf, perspectivesIn } from '#server/results/measures.ts'
import { type Instrument, itemsFor, type Perspective } from '#server/surveys/survey.ts'

/** People with their answers in the order of the items asked; null skips. */
export interface Crowd {
  unitId: string
  perspective: Perspective
  people: (number | null)[][]
  importance?: number[]
}

/** What the database would have counted, done one person at a time. */
export function count(
  instrument: Instrument,
  crowds: Crowd[],
  groups: CountedScan['groups'],
  form: 'full' | 'short' = 'full',
) {
  const perspectives = perspectivesIn(groups)
  const measures = measuresOf(instrument, form, perspectives)
  return joinCounts(
    crowds.map(({ unitId, perspective, people, importance = [] }) => {
      const own = measuresFor(measures, perspective)
      const counted = people.filter((answers) =>
        own.some(({ measure, isFull }) => isFull && scoreOf(instrument, measure, answers) !== null),
      )
      const { min, max } = instrument.scale
      const points = Array.from({ length: max - min + 1 }, (_point, index) => min + index)
      const tally: Tally = {
        groupId: unitId,
        respondents: counted.length,
        scores: own.flatMap(({ measure }) => {
          const scores = people.flatMap((answers) => scoreOf(instrument, measure, answers) ?? [])
          return [scores.length, sum(scores), sum(scores.map((score) => score ** 2))]
        }),
        chosen: instrument.dimensions.map((_dimension, index) =>
          importance.includes(index) ? counted.length : 0,
        ),
        answers: itemsFor(instrument, perspective, form).flatMap((_item, position) =>
          points.map((point) => counted.filter((answers) => answers[position] === point).length),
        ),
      }
      const places = own.map(({ place }) => place)
      return countsOf([tally], perspective, (groupId) => groupId, places, instrument.scale)
    }),
  )
}

function scoreOf(
  { scale }: Instrument,
  { items, needed, parts }: Measure,
  answers: (number | null)[],
): number | null {
  const above = items.flatMap(({ position, reverse }) => {
    const answer = answers[position] ?? null
    if (answer === null) return []
    return [reverse ? scale.max - answer : answer - scale.min]
  })
  return above.length < needed ? null : Math.round((parts * sum(above)) / above.length)
}

function sum(values: number[]): number {
  return values.reduce((all, value) => all + value, 0)
}

import {
  type AnswerCount,
  type CountedScan,
  countsOf,
  SUM_BASE,
  type Tally,
} from '#server/results/counted.ts'
import { measuresFor, measuresOf, perspectivesIn } from '#server/results/measures.ts'
import { type Instrument, itemsFor, type Perspective } from '#server/surveys/survey.ts'

/** People with the same answers, in the order of the items asked; null skips. */
export interface Crowd {
  unitId: string
  perspective: Perspective
  people: (number | null)[][]
  importance?: number[]
}

/** What the database would have counted, done by hand for small sets. */
export function count(
  instrument: Instrument,
  crowds: Crowd[],
  groups: CountedScan['groups'],
  form: 'full' | 'short' = 'full',
) {
  const perspectives = perspectivesIn(groups)
  const measures = measuresOf(instrument, form, perspectives)
  const parts = crowds.map(({ unitId, perspective, people, importance = [] }) => {
    const own = measuresFor(measures, perspective)
    const items = itemsFor(instrument, perspective, form)
    const sums = people.map((answers) =>
      own.map(({ place, measure, isFull }) => {
        const given = measure.items.filter(({ position }) => (answers[position] ?? null) !== null)
        const sum = given.reduce((all, { position, reverse }) => {
          const answer = answers[position] ?? 0
          const above = reverse ? instrument.scale.max - answer : answer - instrument.scale.min
          return all + above * SUM_BASE + 1
        }, 0)
        return { groupId: unitId, place, sum, count: 1, hasScore: isFull && given.length >= measure.needed }
      }),
    )
    const counted = people.filter((_answers, index) => sums[index]?.some(({ hasScore }) => hasScore))
    const tally: Tally = {
      scores: sums.flat().map(({ hasScore: _hasScore, ...row }) => row),
      respondents: [{ groupId: unitId, count: counted.length }],
      importance: importance.map((dimension) => ({ groupId: unitId, dimension, count: counted.length })),
      answers: addUp(
        counted.flatMap((answers) =>
          items.flatMap((_item, position) => {
            const value = answers[position] ?? null
            return value === null ? [] : [{ groupId: unitId, position, value }]
          }),
        ),
      ),
    }
    return countsOf(tally, perspective, (groupId) => groupId, measures.all, instrument.scale)
  })
  return {
    scores: parts.flatMap(({ scores }) => scores),
    respondents: parts.flatMap(({ respondents }) => respondents),
    importance: parts.flatMap(({ importance }) => importance),
    answers: parts.flatMap(({ answers }) => answers),
  }
}

function addUp(rows: Omit<Tally['answers'][number], 'count'>[]): Tally['answers'] {
  const groups = Map.groupBy(rows, ({ groupId, position, value }) => `${groupId} ${position} ${value}`)
  return [...groups.values()].flatMap(([first, ...rest]) =>
    first ? [{ ...first, count: rest.length + 1 }] : [],
  )
}

export type { AnswerCount }

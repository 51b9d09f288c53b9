import { type Form, type Instrument, itemsFor, type Perspective } from '../surveys/survey.ts'
import { type Counts, countsOf, joinCounts, type Tally } from './counted.ts'
import { type Measure, measuresFor, measuresOf } from './measures.ts'

export interface Counting {
  /** `answers` in the order of itemsFor, `importance` as places in the instrument's dimensions: what the database stores. */
  add(
    unitId: string,
    perspective: Perspective,
    answers: readonly (number | null)[],
    importance: readonly number[],
  ): void
  /** What was counted up to now, for a publication of these perspectives: all, or only those that turned out to be there. */
  counts(present?: readonly Perspective[]): Counts
}

/**
 * What the database counts when a scan closes, counted one response at a time: the same whole numbers. Keeps sums per unit and
 * never a response, so memory grows with the units only.
 */
export function newCounting(
  instrument: Instrument,
  form: Form,
  perspectives: readonly Perspective[],
): Counting {
  const measures = measuresOf(instrument, form, perspectives)
  const counters = new Map(
    perspectives.map((perspective) => {
      const own = measuresFor(measures, perspective)
      return [perspective, newCounter(instrument, itemsFor(instrument, perspective, form).length, own)]
    }),
  )
  return {
    add(unitId, perspective, answers, importance) {
      counters.get(perspective)?.add(unitId, answers, importance)
    },
    counts(present = perspectives) {
      const wanted = measuresOf(instrument, form, present)
      const parts = present.map((perspective) => {
        const own = measuresFor(wanted, perspective)
        const tallies = counters.get(perspective)?.tallies(own.map(({ measure }) => measure)) ?? []
        const places = own.map(({ place }) => place)
        return countsOf(tallies, perspective, (unitId) => unitId, places, instrument.scale)
      })
      return joinCounts(parts)
    },
  }
}

interface Counter {
  add(unitId: string, answers: readonly (number | null)[], importance: readonly number[]): void
  /** Only these measures, in this order. */
  tallies(wanted: readonly Measure[]): Tally[]
}

/** Doubles hold these sums exactly up to 2^53. */
interface Sums {
  respondents: number
  scores: Float64Array
  chosen: Float64Array
  answers: Float64Array
}

type Measured = ReturnType<typeof measuresFor>[number]

/** One perspective. With as few objects per response as possible: a file may hold a million. */
function newCounter({ scale, dimensions }: Instrument, itemCount: number, measured: Measured[]): Counter {
  const points = scale.max - scale.min + 1
  const units = new Map<string, Sums>()
  const score = newScorer(scale, measured)
  const sumsOf = (unitId: string): Sums => {
    const known = units.get(unitId)
    if (known) return known
    const sums: Sums = {
      respondents: 0,
      scores: new Float64Array(3 * measured.length),
      chosen: new Float64Array(dimensions.length),
      answers: new Float64Array(itemCount * points),
    }
    units.set(unitId, sums)
    return sums
  }
  return {
    add(unitId, answers, importance) {
      if (measured.length === 0) return
      const sums = sumsOf(unitId)
      if (!score(answers, sums.scores)) return
      sums.respondents += 1
      for (let place = 0; place < dimensions.length; place++) {
        if (importance.includes(place)) increase(sums.chosen, place, 1)
      }
      for (let position = 0; position < itemCount; position++) {
        const answer = answers[position]
        if (answer != null && answer >= scale.min) {
          increase(sums.answers, position * points + answer - scale.min, 1)
        }
      }
    },
    tallies(wanted) {
      const indexes = wanted.map((measure) => measured.findIndex((one) => isSame(one.measure, measure)))
      return [...units].map(([unitId, { respondents, scores, chosen, answers }]) => ({
        groupId: unitId,
        respondents,
        scores: indexes.flatMap((index) => [...scores.subarray(3 * index, 3 * index + 3)]),
        chosen: [...chosen],
        answers: [...answers],
      }))
    },
  }
}

/** Adds a person's scores to the sums and answers whether the response counts: whether any dimension has a score (scoring.md 1). */
function newScorer({ min, max }: Instrument['scale'], measured: Measured[]) {
  return (answers: readonly (number | null)[], scores: Float64Array): boolean => {
    let counts = false
    for (let index = 0; index < measured.length; index++) {
      const { measure, isFull } = measured[index] as Measured
      let above = 0
      let answered = 0
      for (const { position, reverse } of measure.items) {
        const answer = answers[position]
        if (answer == null || answer < min) continue
        above += reverse ? max - answer : answer - min
        answered += 1
      }
      if (answered < measure.needed) continue
      const score = above * (measure.parts / answered)
      increase(scores, 3 * index, 1)
      increase(scores, 3 * index + 1, score)
      increase(scores, 3 * index + 2, score * score)
      if (isFull) counts = true
    }
    return counts
  }
}

function increase(sums: Float64Array, place: number, by: number): void {
  sums[place] = (sums[place] as number) + by
}

function isSame(a: Measure, b: Measure): boolean {
  return a.items.length === b.items.length && a.items.every(({ id }, index) => b.items[index]?.id === id)
}

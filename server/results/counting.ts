import { type Form, type Instrument, itemsFor, type Perspective } from '../surveys/survey.ts'
import { type Counts, countsOf, joinCounts, type Tally } from './counted.ts'
import { type Measure, type Measured, measuresFor, measuresOf } from './measures.ts'

interface Counting {
  /** `answers` in the order of itemsFor, `importance` as places in the instrument's dimensions: what the database stores. */
  add(
    unitId: string,
    perspective: Perspective,
    answers: readonly (number | null)[],
    importance: readonly number[],
    onPaper?: boolean,
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
    add(unitId, perspective, answers, importance, onPaper = false) {
      counters.get(perspective)?.add(unitId, answers, importance, onPaper)
    },
    counts(present = perspectives) {
      const wanted = measuresOf(instrument, form, present)
      const parts = present.map((perspective) => {
        const own = measuresFor(wanted, perspective)
        const tallies = counters.get(perspective)?.tallies(own) ?? []
        return countsOf(tallies, perspective, (unitId) => unitId, own, instrument.scale)
      })
      return joinCounts(parts)
    },
  }
}

interface Counter {
  add(
    unitId: string,
    answers: readonly (number | null)[],
    importance: readonly number[],
    onPaper: boolean,
  ): void
  /** Only these measures, in this order. */
  tallies(wanted: readonly Measured[]): Tally[]
}

/** Doubles hold these sums exactly up to 2^53. */
interface Sums {
  respondents: number
  scores: Float64Array
  complete: Float64Array
  chosen: Float64Array
  answers: Float64Array
}

/** One perspective. With as few objects per response as possible: a file may hold a million. */
function newCounter({ scale, dimensions }: Instrument, itemCount: number, measured: Measured[]): Counter {
  const points = scale.max - scale.min + 1
  const units = { typed: new Map<string, Sums>(), given: new Map<string, Sums>() }
  const blocks = blocksOf(measured)
  const score = newScorer(scale, measured, blocks)
  const sumsOf = (unitId: string, onPaper: boolean): Sums => {
    const own = onPaper ? units.typed : units.given
    const known = own.get(unitId)
    if (known) return known
    const sums: Sums = {
      respondents: 0,
      scores: new Float64Array(3 * measured.length),
      complete: new Float64Array(blocks.at(-1)?.end ?? 0),
      chosen: new Float64Array(dimensions.length),
      answers: new Float64Array(itemCount * points),
    }
    own.set(unitId, sums)
    return sums
  }
  const talliesOf = (own: Map<string, Sums>, onPaper: boolean, wanted: readonly Measured[]): Tally[] => {
    const indexes = wanted.map(({ measure }) => measured.findIndex((one) => isSame(one.measure, measure)))
    return [...own].map(([unitId, { respondents, scores, complete, chosen, answers }]) => ({
      groupId: unitId,
      onPaper,
      respondents,
      scores: indexes.flatMap((index) => [...scores.subarray(3 * index, 3 * index + 3)]),
      complete: indexes.flatMap((index) => [...complete.subarray(blocks[index]?.start, blocks[index]?.end)]),
      chosen: [...chosen],
      answers: [...answers],
    }))
  }
  return {
    add(unitId, answers, importance, onPaper) {
      if (measured.length === 0) return
      const sums = sumsOf(unitId, onPaper)
      if (!score(answers, sums)) return
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
    tallies: (wanted) => [...talliesOf(units.typed, true, wanted), ...talliesOf(units.given, false, wanted)],
  }
}

/** Where the complete cases of a measure stand in `Sums.complete`; an empty stretch for a measure that is not full. */
interface Block {
  start: number
  end: number
}

function blocksOf(measured: readonly Measured[]): Block[] {
  let end = 0
  return measured.map(({ measure: { items }, isFull }) => {
    const start = end
    if (isFull) end += 1 + items.length + (items.length * (items.length + 1)) / 2
    return { start, end }
  })
}

/** Adds a person's scores to the sums and answers whether the response counts: whether any dimension has a score (scoring.md 1). */
function newScorer({ min, max }: Instrument['scale'], measured: Measured[], blocks: Block[]) {
  const points = new Float64Array(Math.max(0, ...measured.map(({ measure }) => measure.items.length)))
  return (answers: readonly (number | null)[], { scores, complete }: Sums): boolean => {
    let counts = false
    for (let index = 0; index < measured.length; index++) {
      const { measure, isFull } = measured[index] as Measured
      let above = 0
      let answered = 0
      for (const { position, reverse } of measure.items) {
        const answer = answers[position]
        if (answer == null || answer < min) continue
        const point = reverse ? max - answer : answer - min
        points[answered] = point
        above += point
        answered += 1
      }
      if (answered < measure.needed) continue
      const score = above * (measure.parts / answered)
      increase(scores, 3 * index, 1)
      increase(scores, 3 * index + 1, score)
      increase(scores, 3 * index + 2, score * score)
      if (isFull) counts = true
      if (isFull && answered === measure.items.length)
        addComplete(complete, (blocks[index] as Block).start, points, answered)
    }
    return counts
  }
}

/** In the order of `Tally.complete`. */
function addComplete(complete: Float64Array, start: number, points: Float64Array, items: number): void {
  increase(complete, start, 1)
  let place = start + 1 + items
  for (let one = 0; one < items; one++) {
    const point = points[one] as number
    increase(complete, start + 1 + one, point)
    for (let other = one; other < items; other++)
      increase(complete, place++, point * (points[other] as number))
  }
}

function increase(sums: Float64Array, place: number, by: number): void {
  sums[place] = (sums[place] as number) + by
}

function isSame(a: Measure, b: Measure): boolean {
  return a.items.length === b.items.length && a.items.every(({ id }, index) => b.items[index]?.id === id)
}

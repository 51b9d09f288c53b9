import { type Form, type Instrument, itemsFor, type Perspective, sharedItemIds } from '../surveys/survey.ts'
import { answersNeeded } from './statistics/score.ts'

/** One item of a measure: its place in the stored answers, from 0. */
interface MeasuredItem {
  id: string
  position: number
  reverse: boolean
}

/** A score that is made of some items of one dimension, as one perspective was asked them. */
export interface Measure {
  perspective: Perspective
  dimension: number
  items: MeasuredItem[]
  needed: number
  /** A person's mean above the lowest point, times this, is a whole number however many of the items were answered. */
  parts: number
}

/** Two perspectives on the same items: which measure of each belongs to which dimension. */
interface SharedMeasures {
  first: Perspective
  second: Perspective
  dimensions: ({ first: number; second: number } | null)[]
}

export interface Measures {
  all: Measure[]
  /** Per perspective and dimension the measure of all its items, by its place in `all`; null when nothing was asked. */
  full: Map<Perspective, (number | null)[]>
  shared: SharedMeasures[]
}

const ORDER: Perspective[] = ['professional', 'client', 'manager']

/** The perspectives that were invited, always in the same order. */
export function perspectivesIn(groups: readonly { perspective: Perspective }[]): Perspective[] {
  return ORDER.filter((one) => groups.some(({ perspective }) => perspective === one))
}

/** Every score that a publication needs. The same items are measured once, however often they are used. */
export function measuresOf(
  instrument: Instrument,
  form: Form,
  perspectives: readonly Perspective[],
): Measures {
  const all: Measure[] = []
  const places = new Map<string, number>()
  const placeOf = (perspective: Perspective, dimension: number, wanted: Set<string>) => {
    const measure = newMeasure(instrument, form, perspective, dimension, wanted)
    if (!measure) return null
    const key = [perspective, ...measure.items.map(({ id }) => id)].join(' ')
    const place = places.get(key) ?? all.push(measure) - 1
    places.set(key, place)
    return place
  }
  const each = (perspective: Perspective, wanted: Set<string>) =>
    instrument.dimensions.map((_dimension, index) => placeOf(perspective, index, wanted))
  const asked = (perspective: Perspective) =>
    new Set(itemsFor(instrument, perspective, form).map(({ id }) => id))

  const full = new Map(
    perspectives.map((perspective) => [perspective, each(perspective, asked(perspective))]),
  )
  const shared = pairs(perspectives).map(([first, second]) => {
    const wanted = new Set(sharedItemIds(instrument, form, first, second))
    const ofSecond = each(second, wanted)
    const dimensions = each(first, wanted).map((place, index) => {
      const other = ofSecond[index] ?? null
      return place === null || other === null ? null : { first: place, second: other }
    })
    return { first, second, dimensions }
  })
  return { all, full, shared }
}

export interface Measured {
  /** In `Measures.all`. */
  place: number
  measure: Measure
  /** All that this perspective was asked of the dimension. */
  isFull: boolean
}

/** The measures of one perspective with their places in `all`. */
export function measuresFor({ all, full }: Measures, perspective: Perspective): Measured[] {
  return all.flatMap((measure, place) => {
    const isFull = full.get(perspective)?.includes(place) ?? false
    return measure.perspective === perspective ? [{ place, measure, isFull }] : []
  })
}

function newMeasure(
  instrument: Instrument,
  form: Form,
  perspective: Perspective,
  dimension: number,
  wanted: Set<string>,
): Measure | null {
  const dimensionId = instrument.dimensions[dimension]?.id
  const items = itemsFor(instrument, perspective, form).flatMap((item, position) =>
    item.dimensionId === dimensionId && wanted.has(item.id)
      ? [{ id: item.id, position, reverse: item.reverse }]
      : [],
  )
  const { minAnsweredShare: share, minAnsweredItems } = instrument.scoring
  const needed = answersNeeded(items.length, { share, items: minAnsweredItems })
  return items.length < needed
    ? null
    : { perspective, dimension, items, needed, parts: partsOf(items.length) }
}

/** The least number that 1, 2, … up to `most` all divide. */
function partsOf(most: number): number {
  let parts = 1
  for (let divisor = 2; divisor <= most; divisor++) parts *= divisor / greatestCommon(parts, divisor)
  return parts
}

function greatestCommon(a: number, b: number): number {
  return b === 0 ? a : greatestCommon(b, a % b)
}

function pairs(perspectives: readonly Perspective[]): [Perspective, Perspective][] {
  return perspectives.flatMap((first, index) =>
    perspectives.slice(index + 1).map((second): [Perspective, Perspective] => [first, second]),
  )
}

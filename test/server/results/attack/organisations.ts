import type { Instrument, Item, Perspective } from '#server/surveys/survey.ts'
import { inAll, tinyInstrument } from '../../../support/cast-survey.ts'

export interface Unit {
  id: string
  parentId: string | null
  name: string
  /** As typed for the scan: how many serve the clients placed directly here. */
  professionals: number | null
}

/** One response. `wave` counts the moments at which answers came in, for releases while a scan runs; `age` is never asked. */
export interface Person {
  unitId: string
  perspective: Perspective
  answers: (number | null)[]
  importance: number[]
  onPaper: boolean
  wave: number
  age: 'young' | 'old'
  comments: string[]
}

export interface Group {
  unitId: string
  perspective: Perspective
  invited: number
}

export interface Round {
  id: string
  instrument: Instrument
  minimums: Record<Perspective, number>
  units: Unit[]
  groups: Group[]
  people: Person[]
}

/** The same organisation scanned twice; in between units moved, came and went, and some items changed. */
export interface Organisation {
  first: Round
  second: Round
}

export const WAVES = 4
export const QUESTIONS = ['OPEN-KEEP', 'OWN-1']
const PERSPECTIVES: Perspective[] = ['professional', 'client', 'manager']
const DEEPEST = 4
const MOST_UNITS = 40

/** Draws that follow from the seed alone (mulberry32). */
function draws(seed: number) {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const from = (least: number, most: number) => least + Math.floor(next() * (most - least + 1))
  const one = <Value>(values: readonly Value[]): Value => values[from(0, values.length - 1)] as Value
  return { next, from, one, chance: (share: number) => next() < share }
}
type Draws = ReturnType<typeof draws>

/** `most`: no more units than this. */
export function newOrganisation(seed: number, most = MOST_UNITS): Organisation {
  const draw = draws(seed)
  const perspectives = PERSPECTIVES.filter((one) => one === 'professional' || draw.chance(0.6))
  const minimums = { professional: 5, client: 10, manager: 5 }
  if (draw.chance(0.15)) minimums.professional = 8
  const units = newTree(draw, Math.min(most, draw.one([draw.from(2, 6), draw.from(4, 14), draw.from(8, 40)])))
  const later = draw.chance(0.8) ? reorganised(draw, units, most) : units
  const size = draw.one(['small', 'mixed', 'large'] as const)
  const scanned = (id: string, instrument: Instrument, tree: Unit[]): Round => {
    const groups = newGroups(draw, tree, perspectives, size)
    return { id, instrument, minimums, units: tree, groups, people: newPeople(draw, instrument, groups) }
  }
  return {
    first: scanned('first', attackedInstrument, units),
    second: scanned('second', draw.chance(0.7) ? changedInstrument : attackedInstrument, later),
  }
}

function newTree(draw: Draws, size: number): Unit[] {
  const units: (Unit & { level: number })[] = []
  for (let place = 0; place < size; place++) {
    const above = units.filter(({ level }) => level < DEEPEST)
    const parent = draw.chance(0.3) ? above.at(-1) : draw.one(above)
    units.push({ ...newUnit(draw, place, parent?.id ?? null), level: parent ? parent.level + 1 : 0 })
  }
  return units.map(({ level: _level, ...unit }) => unit)
}

function newUnit(draw: Draws, place: number, parentId: string | null): Unit {
  const professionals = draw.chance(0.5) ? null : draw.from(1, 7)
  return { id: `u${String(place).padStart(2, '0')}`, parentId, name: `Team ${place}`, professionals }
}

/** Some units hang elsewhere, some are gone with all below them, some are new. */
function reorganised(draw: Draws, units: readonly Unit[], most: number): Unit[] {
  const [root, ...others] = units
  if (!root) return []
  const kept = others.filter(() => draw.chance(0.85))
  const names = [root, ...kept].map(({ id }) => id)
  const later: Unit[] = [root]
  for (const unit of kept) {
    const known = unit.parentId !== null && names.includes(unit.parentId) && draw.chance(0.8)
    const before = later.filter((one) => levelOf(later, one) < DEEPEST)
    const stays = known && before.some(({ id }) => id === unit.parentId)
    later.push({ ...unit, parentId: stays ? unit.parentId : draw.one(before).id })
  }
  const added = Math.min(draw.from(0, 3), most - later.length)
  for (let extra = 0; extra < added; extra++) {
    const above = draw.one(later.filter((one) => levelOf(later, one) < DEEPEST))
    later.push(newUnit(draw, MOST_UNITS + extra, above.id))
  }
  return later
}

function levelOf(units: readonly Unit[], { parentId }: Unit): number {
  const parent = units.find(({ id }) => id === parentId)
  return parent ? 1 + levelOf(units, parent) : 0
}

const SIZES = {
  small: [0, 1, 2, 3, 4, 4, 5, 6, 7, 8, 9],
  mixed: [0, 0, 1, 2, 3, 4, 5, 6, 8, 10, 12, 14, 20, 35],
  large: [0, 3, 8, 11, 14, 18, 22, 30, 45],
}

function newGroups(
  draw: Draws,
  units: readonly Unit[],
  perspectives: readonly Perspective[],
  size: keyof typeof SIZES,
): Group[] {
  const parents = new Set(units.map(({ parentId }) => parentId))
  return perspectives.flatMap((perspective) =>
    units.flatMap(({ id: unitId }) => {
      const empty = parents.has(unitId) && draw.chance(0.5)
      const drawn = perspective === 'manager' ? draw.from(0, 3) : draw.one(SIZES[size])
      const invited = perspective === 'client' ? 2 * drawn : drawn
      return empty || invited === 0 ? [] : [{ unitId, perspective, invited }]
    }),
  )
}

function newPeople(draw: Draws, instrument: Instrument, groups: readonly Group[]): Person[] {
  const rate = draw.one([0.4, 0.6, 0.8, 0.95, 1])
  const paper = draw.chance(0.3)
  return groups.flatMap(({ unitId, perspective, invited }) => {
    const some = Math.min(invited, Math.round(invited * (rate + 0.3 * (draw.next() - 0.5))))
    const answered = draw.one([
      0,
      some,
      some,
      some,
      some,
      some,
      some,
      some,
      some,
      draw.chance(0.2) ? invited + 2 : some,
    ])
    const typed = paper && draw.chance(0.5) ? draw.from(0, answered) : 0
    const leaning = draw.from(1, 5)
    const silent = draw.chance(0.3)
    return Array.from({ length: answered }, (_person, place): Person => {
      const age = draw.chance(0.2) ? 'young' : 'old'
      const answers = answersOf(draw, instrument, perspective, leaning)
      const importance = instrument.dimensions.map((_dimension, index) => index)
      return {
        unitId,
        perspective,
        answers,
        importance: importance.filter(() => draw.chance(0.4)).slice(0, 2),
        onPaper: place < typed,
        wave: draw.from(1, WAVES),
        age,
        comments: silent ? [] : QUESTIONS.filter(() => draw.chance(0.3)),
      }
    })
  })
}

/** Most fill in everything; some skip, some stop half-way, some say that it does not apply, and a few send nothing at all. */
function answersOf(draw: Draws, instrument: Instrument, perspective: Perspective, leaning: number) {
  const asked = instrument.dimensions.flatMap(({ items }) =>
    items.filter((item) => item.perspectives[perspective]),
  )
  const habit = draw.one(['all', 'all', 'all', 'all', 'some', 'some', 'half', 'none'] as const)
  const until = habit === 'half' ? draw.from(1, asked.length) : asked.length
  return asked.map((_item, place) => {
    if (habit === 'none' && draw.chance(0.95)) return null
    if (place >= until || (habit === 'some' && draw.chance(0.4))) return draw.chance(0.5) ? null : -1
    return Math.min(5, Math.max(1, leaning + draw.from(-2, 2)))
  })
}

const staff: Perspective[] = ['professional', 'manager']

/** Every way in which items can be shared: all, all of the other's, some of both, too few, none. */
export const attackedInstrument: Instrument = {
  ...tinyInstrument,
  id: 'attacked',
  dimensions: [
    dimension('listening', [
      item('LIS1'),
      item('LIS2'),
      item('LIS3', PERSPECTIVES, true),
      item('LIS4', staff),
    ]),
    dimension('choosing', [item('CHO1'), item('CHO2')]),
    dimension('tempo', [item('TEM1', staff), item('TEM2', staff)]),
    dimension('planning', [
      item('PLA1'),
      item('PLA2'),
      item('PLA3', staff),
      item('PLA4', staff),
      item('PLA5', ['client']),
    ]),
  ],
}

/** One item in other words, one less, one more. */
const changedInstrument: Instrument = {
  ...attackedInstrument,
  version: '1.1.0',
  dimensions: attackedInstrument.dimensions.map(({ id, items, ...rest }) => ({
    ...rest,
    id,
    items: items
      .filter((one) => one.id !== 'PLA3')
      .map((one) => (one.id === 'LIS4' ? item('LIS4', staff, false, 'in other words') : one))
      .concat(id === 'planning' ? [item('PLA6', ['client'])] : []),
  })),
}

function dimension(id: string, items: Item[]) {
  return { id, title: inAll(`Topic ${id}`), definition: inAll(`about ${id}`), items }
}

function item(id: string, perspectives = PERSPECTIVES, reverse = false, words = ''): Item {
  const texts = perspectives.map((perspective) => [
    perspective,
    inAll(`${id} ${words} for the ${perspective}`),
  ])
  return { id, text: inAll(id), reverse, core: true, perspectives: Object.fromEntries(texts) }
}

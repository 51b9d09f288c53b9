import type { Perspective } from '#server/surveys/survey.ts'
import type { Group, Person, Round, Unit } from './organisations.ts'

/**
 * What a figure is about: `score listening LIS1 LIS2` (of these items, in alphabetical order), `complete listening` (of who answered all),
 * `item LIS1`, `comments OPEN-KEEP`, `respondents` or `invited`.
 */
export type Variable = string

/** A publication, or anything else that tells about the units of one tree. */
export interface View {
  round: Round
  units: readonly Unit[]
  /** Where it counts this person; null when not at all. */
  placeOf(person: Person): string | null
  placeOfGroup?(group: Group): string | null
}

/** The people of one round, split so that every view counts those of a cell together or not at all. */
export interface Cells {
  /** Per cell where each view counts it. */
  places: ReadonlyMap<string, readonly (string | null)[]>
  masses: readonly (readonly number[])[]
  /** How many have the variable, those typed in from paper included. */
  people: readonly number[]
}

const SHARE = 0.5
const LEAST = 2

/** Items of a dimension that this perspective is asked. */
export function askedItems({ instrument }: Round, perspective: Perspective, dimension: string): string[] {
  const items = instrument.dimensions.find(({ id }) => id === dimension)?.items ?? []
  return items.filter((item) => item.perspectives[perspective]).map(({ id }) => id)
}

export function scoreOn(dimension: string, items: readonly string[]): Variable {
  return ['score', dimension, ...items.toSorted()].join(' ')
}

function answersTo(places: readonly number[], { answers }: Person): number {
  return places.reduce((sum, place) => sum + ((answers[place] ?? -1) > 0 ? 1 : 0), 0)
}

function placesOf(round: Round, perspective: Perspective, wanted: readonly string[]): number[] {
  const asked = round.instrument.dimensions.flatMap(({ id }) => askedItems(round, perspective, id))
  return wanted.map((id) => asked.indexOf(id)).filter((place) => place >= 0)
}

/** Who has this variable: a score from half of the items on and at least two (scoring.md section 2). */
function holders(round: Round, perspective: Perspective, variable: Variable): (person: Person) => boolean {
  const [kind, name = '', ...items] = variable.split(' ')
  const scored = (wanted: readonly string[]) => {
    const places = placesOf(round, perspective, wanted)
    const needed = Math.max(LEAST, Math.ceil(SHARE * wanted.length))
    return (person: Person) => answersTo(places, person) >= needed
  }
  if (kind === 'score') return scored(items)
  if (kind === 'comments') return ({ comments }) => comments.includes(name)
  if (kind === 'complete') {
    const places = placesOf(round, perspective, askedItems(round, perspective, name))
    return (person) => answersTo(places, person) === places.length
  }
  const any = round.instrument.dimensions.map(({ id }) => scored(askedItems(round, perspective, id)))
  const counts = (person: Person) => any.some((one) => one(person))
  const places = placesOf(round, perspective, [name])
  return kind === 'item' ? (person) => counts(person) && answersTo(places, person) > 0 : counts
}

/** How many professionals are described by the clients of a unit; not asked and nobody invited: taken as enough. */
function describedIn({ units, groups }: Round, unitId: string): number {
  const typed = units.find(({ id }) => id === unitId)?.professionals
  const invited = groups.find((group) => group.unitId === unitId && group.perspective === 'professional')
  return typed ?? (invited && invited.invited > 0 ? invited.invited : 1e6)
}

/**
 * `knows`: whose answers are known beforehand to whoever reads, so that only the others are secret. The first mass is what must be nobody
 * or enough.
 */
export function cellsOf(
  views: ReadonlyMap<string, View>,
  round: Round,
  perspective: Perspective,
  variable: Variable,
  knows: (person: Person) => boolean = () => false,
): Cells {
  const own = [...views].filter(([, view]) => view.round === round)
  return variable === 'invited'
    ? invitedCells(own, round, perspective)
    : peopleCells(own, round, perspective, variable, knows)
}

function invitedCells(own: [string, View][], round: Round, perspective: Perspective): Cells {
  const groups = round.groups.filter((group) => group.perspective === perspective)
  const people = groups.map(({ invited }) => invited)
  return {
    places: new Map(
      own.map(([name, view]) => [
        name,
        groups.map((group) => (view.placeOfGroup ? view.placeOfGroup(group) : group.unitId)),
      ]),
    ),
    masses: people.map((invited) => [invited]),
    people,
  }
}

function peopleCells(
  own: [string, View][],
  round: Round,
  perspective: Perspective,
  variable: Variable,
  knows: (person: Person) => boolean,
): Cells {
  const all = round.people.filter((person) => person.perspective === perspective)
  const cells = [
    ...Map.groupBy(all, (person) =>
      [person.unitId, ...own.map(([, view]) => view.placeOf(person))].join('|'),
    ).values(),
  ]
  const has = holders(round, perspective, variable)
  const having = cells.map((cell) => cell.filter(has))
  const isSecret = (person: Person) => !knows(person)
  const isOfComments = variable.startsWith('comments')
  const masses = cells.map((cell, index) => {
    const own = (having[index] ?? []).filter(isSecret).length
    const answered = cell.filter(isSecret).length
    const described = (isOfComments ? answered : own) === 0 ? 0 : describedIn(round, cell[0]?.unitId ?? '')
    const first = isOfComments ? [own, answered] : [own]
    return perspective === 'client' ? [...first, described] : first
  })
  return {
    places: new Map(own.map(([name, view]) => [name, cells.map(([person]) => placeIn(view, person))])),
    masses,
    people: having.map(({ length }) => length),
  }
}

function placeIn(view: View, person: Person | undefined): string | null {
  return person ? view.placeOf(person) : null
}

/** A unit and everything below it. */
export function below(units: readonly Unit[], top: string): Set<string> {
  const reached = new Set([top])
  for (const id of reached) {
    for (const unit of units) if (unit.parentId === id) reached.add(unit.id)
  }
  return reached
}

import { expect, test } from 'vitest'
import { type Moment, progressAt } from './counters.ts'
import { attackedInstrument, type Group, type Person, type Unit } from './organisations.ts'
import { below } from './people.ts'
import { release } from './releases.ts'

/** A small organisation in which everybody fills in everything; what counts is only how many. */
interface Small {
  name: string
  units: Unit[]
  groups: Group[]
  minimum: number
  /** What the messenger does while the scan runs, looking before and after: with a group, or with a new one. */
  change: { kind: 'grows'; place: number; by: number } | { kind: 'joins'; invited: number } | null
}

type Counts = readonly number[]

const ORGANISATIONS = 100
const JOINED = 'joined'

/** As the program keeps it: a group that grows holds on to the band that was told. */
function momentsOf({ groups, change }: Small, counts: Counts, toldBefore: readonly number[]): Moment[] {
  const launched = groups.map((group, place) => ({
    ...group,
    launched: group.invited,
    answered: counts[place] ?? 0,
  }))
  const before = { name: 'before', groups: launched }
  if (!change) return [before]
  const after =
    change.kind === 'joins'
      ? [...launched, { ...newcomers(change.invited), launched: 0, answered: 0 }]
      : launched.map((group, place) =>
          place === change.place
            ? {
                ...group,
                invited: group.invited + change.by,
                heldAnswers: group.answered,
                heldBand: toldBefore[place] ?? 0,
              }
            : group,
        )
  return [before, { name: 'after', groups: after }]
}

const newcomers = (invited: number): Group => ({ unitId: JOINED, perspective: 'professional', invited })

interface Told {
  /** Counters at each moment, and rates after closing. */
  bands: string
  /** Per unit and topic: an exact number, that there are enough, or nothing. */
  scores: (number | 'enough' | null)[]
}

/** All that is told of numbers, while it runs and after closing. */
function toldOf(small: Small, counts: Counts): Told {
  const isJoined = small.change?.kind === 'joins'
  const units = isJoined ? [...small.units, unitAt(JOINED, small.units[0]?.id ?? '')] : small.units
  const [first] = momentsOf({ ...small, change: null }, counts, [])
  const start = first && progressAt(first, { units })
  const bands = small.groups.map(
    ({ unitId }) => start?.groups.find((group) => group.unitId === unitId)?.response.answeredAtLeast ?? 0,
  )
  const moments = momentsOf(small, counts, bands)
  const last = moments.at(-1)?.groups ?? []
  const { publication } = release(
    {
      id: 'small',
      instrument: attackedInstrument,
      minimums: { professional: small.minimum, client: 10, manager: 5 },
      units,
      groups: last.map((group) => ({ ...group })),
      people: last.flatMap(({ unitId, answered }) =>
        Array.from({ length: answered }, (_one, place) => someone(unitId, place)),
      ),
    },
    null,
  )
  const results = publication.units.flatMap(({ perspectives }) => perspectives)
  const progress = moments.map((moment) => progressAt(moment, { units }))
  return {
    bands: JSON.stringify([progress, results.map(({ response }) => response)]),
    scores: results.map(({ dimensions: [cell], items: [item] }) => {
      if (item) return item.n
      if (cell?.state !== 'shown') return null
      return cell.basis.state === 'counted' ? cell.basis.n : 'enough'
    }),
  }
}

/** Whether this world would bear out what is told in the other. */
function bearsOut(small: Small, world: Counts, { bands, scores }: Told): boolean {
  const numbers = small.units.map(({ id }) => {
    const inside = below(small.units, id)
    return small.groups.reduce(
      (sum, { unitId }, place) => sum + (inside.has(unitId) ? (world[place] ?? 0) : 0),
      0,
    )
  })
  const fits = numbers.every((n, place) => {
    const told = scores[place]
    return told === 'enough' ? n >= small.minimum : told === null || told === n
  })
  return fits && toldOf(small, world).bands === bands
}

function someone(unitId: string, place: number): Person {
  const answers = Array.from({ length: 12 }, (_item, item) => 1 + ((place + item) % 5))
  const rest = { importance: [], onPaper: false, wave: 1, age: 'old' as const, comments: [] }
  return { unitId, perspective: 'professional', answers, ...rest }
}

const unitAt = (id: string, parentId: string | null): Unit => ({
  id,
  parentId,
  name: id,
  professionals: null,
})

/**
 * Numbers from one to nine, not of everybody, that are the same in every world in which the same would be told: whoever knows how the
 * program counts can know no more than that, however they reason. What the gate's choice of units to hide tells is left out.
 */
function certain(small: Small, counts: Counts): string[] {
  const told = toldOf(small, counts)
  const alike: Counts[] = []
  const grow = (world: number[]) => {
    const group = small.groups[world.length]
    if (!group) {
      if (bearsOut(small, world, told)) alike.push(world)
      return
    }
    const truth = counts[world.length] ?? 0
    for (let count = 0; count <= group.invited; count++) {
      if (looksAlike(group.invited, truth, count)) grow([...world, count])
    }
  }
  grow([])
  return small.groups.flatMap(({ unitId, invited }, place) => {
    const possible = new Set(alike.map((world) => world[place]))
    const count = counts[place] ?? 0
    return possible.size === 1 && count > 0 && count < 10 && count < invited
      ? [`${unitId}: ${count} of ${invited}`]
      : []
  })
}

/** A group on a page of its own: whatever does not even look alike there needs no whole world. */
function looksAlike(invited: number, truth: number, count: number): boolean {
  const own = (answered: number) => {
    const group = { unitId: 'A', perspective: 'professional' as const, invited, launched: invited, answered }
    return JSON.stringify(progressAt({ name: '', groups: [group] }, { units: [unitAt('A', null)] }).groups)
  }
  return own(truth) === own(count)
}

function smallOrganisation(seed: number): { small: Small; counts: number[] } {
  let state = seed * 7919 + 13
  const from = (least: number, most: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31
    return least + (Math.floor(state / 2 ** 12) % (most - least + 1))
  }
  const size = from(2, 4)
  const units = [unitAt('root', null)]
  for (let place = 1; place <= size; place++) {
    units.push(unitAt(`u${place}`, units[from(0, units.length - 1)]?.id ?? 'root'))
  }
  const groups = units.flatMap(({ id }): Group[] =>
    id === 'root' && from(0, 2) > 0
      ? []
      : [{ unitId: id, perspective: 'professional', invited: from(1, 4) * from(1, 5) }],
  )
  const placed = groups.slice(0, 4)
  const isFull = from(0, 2) === 0
  const counts = placed.map(({ invited }) =>
    isFull ? invited - from(0, Math.min(1, invited)) : from(0, invited),
  )
  const kinds = [
    null,
    { kind: 'grows' as const, place: from(0, placed.length - 1), by: from(1, 6) },
    { kind: 'joins' as const, invited: from(1, 12) },
  ]
  const change = kinds[seed % 3] ?? null
  return {
    small: { name: `${seed}`, units, groups: placed, minimum: from(0, 3) === 0 ? 8 : 5, change },
    counts,
  }
}

test('whoever knows how the program counts knows no small number of answers exactly, whatever else they reason', () => {
  const found: string[] = []
  for (let seed = 0; seed < ORGANISATIONS; seed++) {
    const { small, counts } = smallOrganisation(seed)
    found.push(...certain(small, counts).map((one) => `${seed} ${small.change?.kind ?? ''}: ${one}`))
  }
  expect(found).toEqual([])
})

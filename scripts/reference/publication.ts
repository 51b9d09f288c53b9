import { publishedUnits } from '#server/results/disclosure/suppress.ts'
import { readTree } from '#server/results/disclosure/tree.ts'
import { leaks, type Told } from './attacker.ts'
import { Fault } from './fault.ts'

export interface PlacedUnit {
  id: string
  parent: string | null
}

/** `direct`: people placed in the unit itself, not below it. */
export interface CountedUnit extends PlacedUnit {
  direct: number
}

interface Verdict {
  /** What the attacker works out from what the gate published. */
  leaks: string
  /** How many units the greedy reference publishes more. */
  unitsTooFew: number
}

export const SOUND: Verdict = { leaks: 'none', unitsTooFew: 0 }

/** What the gate makes of these units, beside a greedy reference that publishes so many. */
export function judge(units: readonly CountedUnit[], k: number, reference: readonly string[]): Verdict {
  const known = new Set(units.map(({ id }) => id))
  const strange = reference.find((id) => !known.has(id))
  if (strange !== undefined)
    throw new Fault(`the reference publishes "${strange}", which is no unit of the tree`)
  const published = publishedOf(units, k)
  return {
    leaks: namesOf(leaks(toldBy(units, published), k)),
    unitsTooFew: Math.max(0, new Set(reference).size - published.length),
  }
}

function publishedOf(units: readonly CountedUnit[], k: number): string[] {
  const read = readTree(units.map(({ id, parent, direct }) => ({ id, parentId: parent, direct })))
  if (read.state === 'faulty') {
    const [fault] = read.faults
    throw new Fault(`the units are no tree: ${fault?.code} at "${fault?.unitId}"`)
  }
  const respondents = read.tree.units.map(({ direct }) => direct)
  const shown = publishedUnits(read.tree, { respondents }, { minimum: k })
  return read.tree.units.flatMap(({ id }, place) => (shown[place] ? [id] : []))
}

/** A published unit tells the total of everyone in it and below it. */
export function toldBy(units: readonly CountedUnit[], published: readonly string[]): Told {
  return {
    people: new Map(units.map(({ id, direct }) => [id, direct])),
    sets: published.map((id) => unitsBelow(units, id)),
  }
}

export function namesOf(unions: readonly (readonly string[])[]): string {
  return unions.map((union) => union.join(' + ')).join(', ') || 'none'
}

/** The unit itself and every unit below it, in a list in any order. */
export function unitsBelow(units: readonly PlacedUnit[], top: string): string[] {
  const parents = new Map(units.map(({ id, parent }) => [id, parent]))
  const isBelow = (id: string) => {
    let at: string | null = id
    for (let step = 0; at !== null && at !== top && step < units.length; step++) at = parents.get(at) ?? null
    return at === top
  }
  return units.flatMap(({ id }) => (isBelow(id) ? [id] : []))
}

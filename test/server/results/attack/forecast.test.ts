import { expect, test } from 'vitest'
import { forecastAnswers } from '#server/results/disclosure/forecast.ts'
import type { Perspective } from '#server/surveys/survey.ts'
import { newOrganisation, type Round } from './organisations.ts'
import { askedItems, below, cellsOf } from './people.ts'
import { release, viewOf } from './releases.ts'

const ORGANISATIONS = 500

/** Nobody skips: everyone who answered has every score. */
function filledIn(round: Round): Round {
  const people = round.people.map((person) => ({
    ...person,
    answers: person.answers.map((answer) => Math.max(1, answer ?? 1)),
  }))
  return { ...round, people }
}

const cameIn = ({ groups, people }: Round) =>
  groups.map(({ unitId, perspective }) => {
    const own = people.filter((one) => one.unitId === unitId && one.perspective === perspective)
    return { unitId, perspective, count: own.length, unseen: own.filter(({ onPaper }) => !onPaper).length }
  })

test(`on ${ORGANISATIONS} organisations the forecast for the response that came true is what was published`, () => {
  let shown = 0
  for (let seed = 0; seed < ORGANISATIONS; seed++) {
    const round = filledIn(newOrganisation(seed).first)
    const { publication } = release(round, null)
    const forecast = forecastAnswers({ ...round }, cameIn(round))
    const published = publication.perspectives.map((perspective) => ({
      perspective,
      readable: readable(round, publication.units, perspective),
    }))
    expect({ seed, forecast: sorted(forecast) }).toEqual({ seed, forecast: sorted(published) })
    shown += published.reduce((sum, { readable: ids }) => sum + ids.length, 0)
  }
  expect(shown).toBeGreaterThan(ORGANISATIONS)
})

type Units = ReturnType<typeof release>['publication']['units']

/** Units with a score on every topic that this perspective was asked; there is none with a part of them. */
function readable(round: Round, units: Units, perspective: Perspective): string[] {
  const asked = round.instrument.dimensions.map(({ id }) => askedItems(round, perspective, id).length > 1)
  return units.flatMap(({ id, perspectives }) => {
    const cells = perspectives.find((one) => one.perspective === perspective)?.dimensions ?? []
    const states = new Set(cells.filter((_cell, place) => asked[place]).map(({ state }) => state))
    expect(states.size).toBe(1)
    return states.has('shown') ? [id] : []
  })
}

const sorted = (all: { perspective: Perspective; readable: string[] }[]) =>
  all.map(({ perspective, readable: ids }) => ({ perspective, readable: ids.toSorted() }))

test('no fewer units are published than by the greedy rule of the design', () => {
  let [published, greedily, together] = [0, 0, 0]
  for (let seed = 0; seed < ORGANISATIONS; seed++) {
    const { first: drawn } = newOrganisation(seed)
    const round = { ...drawn, people: drawn.people.map((person) => ({ ...person, onPaper: false })) }
    const { publication } = release(round, null)
    for (const perspective of ['professional', 'manager'] as const) {
      for (const [place, { id }] of publication.dimensions.entries()) {
        const told = publication.units.filter(
          ({ perspectives }) =>
            perspectives.find((one) => one.perspective === perspective)?.dimensions[place]?.state === 'shown',
        ).length
        const greedy = greedyUnits(
          round,
          directly(round, perspective, id),
          round.minimums[perspective],
        ).length
        expect(told).toBeGreaterThanOrEqual(greedy)
        published += told
        greedily += greedy
        if (told > greedy) together += 1
      }
    }
  }
  expect(published).toBeGreaterThan(greedily)
  expect(together).toBeGreaterThan(0)
})

function directly(round: Round, perspective: Perspective, dimension: string): Map<string, number> {
  const variable = ['score', dimension, ...askedItems(round, perspective, dimension).toSorted()].join(' ')
  const { places, people } = cellsOf(new Map([['', viewOf(round)]]), round, perspective, variable)
  const counts = new Map<string, number>()
  for (const [cell, unit] of (places.get('') ?? []).entries()) {
    if (unit !== null) counts.set(unit, (counts.get(unit) ?? 0) + (people[cell] ?? 0))
  }
  return counts
}

/** As scoring.md 10.2 tells it, set by set: slow, and without a line of the gate. */
function greedyUnits({ units }: Round, direct: ReadonlyMap<string, number>, minimum: number): string[] {
  const total = new Map(
    units.map(({ id }) => [id, [...below(units, id)].reduce((sum, one) => sum + (direct.get(one) ?? 0), 0)]),
  )
  const size = (id: string) => total.get(id) ?? 0
  const shown = new Set(units.flatMap(({ id }) => (size(id) >= minimum ? [id] : [])))
  const nextBelow = (top: string): string[] =>
    units
      .filter(({ parentId }) => parentId === top)
      .flatMap(({ id }) => (shown.has(id) ? [id] : nextBelow(id)))
  for (const { id } of units.toReversed()) {
    if (!shown.has(id)) continue
    for (;;) {
      const under = nextBelow(id)
      const rest = under.reduce((sum, one) => sum - size(one), size(id))
      const [smallest] = under.toSorted((a, b) => size(a) - size(b) || (a < b ? -1 : 1))
      if (rest === 0 || rest >= minimum || smallest === undefined) break
      shown.delete(smallest)
    }
  }
  return [...shown]
}

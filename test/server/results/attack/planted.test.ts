import { expect, test } from 'vitest'
import type { Publication } from '#server/results/contract.ts'
import { publicationCsv } from '#server/results/csv.ts'
import type { Perspective } from '#server/surveys/survey.ts'
import { leaksIn } from './attacker.ts'
import { anyUnion } from './every-union.ts'
import { newOrganisation, type Person, type Round, type Unit } from './organisations.ts'
import { askedItems, below, cellsOf, scoreOn, type View } from './people.ts'
import { readCsv } from './read-csv.ts'
import { readUnits } from './read-json.ts'
import { readingOf } from './reader.ts'
import { release, viewOf } from './releases.ts'

const ORGANISATIONS = 70
const dimensionsOf = ({ instrument }: Round) => instrument.dimensions.map(({ id }) => id)
const seeds = Array.from({ length: ORGANISATIONS }, (_seed, place) => 7000 + place)

type Units = Publication['units']
type Result = Units[number]['perspectives'][number]

/** How many people below a unit have a score on a dimension. */
function scored(round: Round, unit: string, perspective: Perspective, dimension: string): number {
  const views = new Map([['', viewOf(round)]])
  const variable = scoreOn(dimension, askedItems(round, perspective, dimension))
  const { places, people } = cellsOf(views, round, perspective, variable)
  const inside = below(round.units, unit)
  const at = places.get('') ?? []
  return people.reduce((sum, count, cell) => sum + (inside.has(at[cell] ?? '') ? count : 0), 0)
}

/** Leaks when these units are told instead of those of the publication. */
function leaksWith(round: Round, publication: Publication, units: unknown = publication.units) {
  const views = new Map([['first', viewOf(round)]])
  return leaksIn(readUnits(units, readingOf('first', viewOf(round), publication)), views)
}

/** The publication with something changed in what is told of each unit and perspective. */
function changed(publication: Publication, change: (result: Result, unit: Units[number]) => object): unknown {
  return publication.units.map((unit) => ({
    ...unit,
    perspectives: unit.perspectives.map((result) => ({ ...result, ...change(result, unit) })),
  }))
}

/** Per organisation whether the leak was planted; the attacker must find it there. Expects it to exist often enough. */
function expectFound(plant: (round: Round, publication: Publication) => { exists: boolean; found: number }) {
  let planted = 0
  for (const seed of seeds) {
    const { first } = newOrganisation(seed, 14)
    const { exists, found } = plant(first, release(first, null).publication)
    if (!exists) continue
    planted += 1
    expect({ seed, found: found > 0 }).toEqual({ seed, found: true })
  }
  expect(planted).toBeGreaterThan(ORGANISATIONS / 10)
}

test('unrounded means of five to nine people, which give away how many they are', () => {
  expectFound((round, publication) => {
    let exists = false
    const units = changed(publication, ({ dimensions }) => ({
      dimensions: dimensions.map((cell) => {
        if (cell.state === 'hidden' || cell.basis.state !== 'few') return cell
        exists = true
        return { ...cell, score: { ...cell.score, value: cell.score.value + 1 / 7 } }
      }),
    }))
    return {
      exists: exists && hasFew(round, publication),
      found: leaksWith(round, publication, units).length,
    }
  })
})

/** A unit told like one of few that really is. */
function hasFew(round: Round, publication: Publication): boolean {
  return publication.units.some(({ id, perspectives }) =>
    perspectives.some(({ perspective, dimensions }) =>
      dimensions.some((cell, place) => {
        if (cell.state === 'hidden' || cell.basis.state !== 'few') return false
        return scored(round, id, perspective, dimensionsOf(round)[place] ?? '') < 10
      }),
    ),
  )
}

test('a difference between two perspectives of which one is hidden', () => {
  expectFound((round, publication) => {
    let exists = false
    const place = dimensionsOf(round).indexOf('choosing')
    const units = publication.units.map((unit) => ({
      ...unit,
      gaps: unit.gaps.map((gap) => {
        const sides = [gap.first, gap.second].map((one) => ({
          told: unit.perspectives.find(({ perspective }) => perspective === one)?.dimensions[place]?.state,
          people: scored(round, unit.id, one, 'choosing'),
          minimum: round.minimums[one],
        }))
        const isPlanted =
          sides.some(({ told }) => told === 'shown') &&
          sides.some(({ told, people, minimum }) => told === 'hidden' && people > 0 && people < minimum)
        if (!isPlanted) return gap
        exists = true
        const cell = { state: 'shown', difference: -3, interval: { state: 'none' }, verdict: null }
        return { ...gap, dimensions: gap.dimensions.map((one, at) => (at === place ? cell : one)) }
      }),
    }))
    return { exists, found: leaksWith(round, publication, units).length }
  })
})

test('a score hidden for the whole but told for one topic that fewer people answered', () => {
  expectFound((round, publication) => {
    let exists = false
    const units = changed(publication, ({ perspective, dimensions }, { id }) => ({
      dimensions: dimensions.map((cell, place) => {
        if (cell.state === 'shown' || dimensions.every(({ state }) => state === 'hidden')) return cell
        const people = scored(round, id, perspective, dimensionsOf(round)[place] ?? '')
        if (people > 0 && people < round.minimums[perspective]) exists = true
        return { state: 'shown', score: { value: 50, label: '50' } }
      }),
    }))
    return { exists, found: leaksWith(round, publication, units).length }
  })
})

test.each([
  'n',
  'sd',
  'a column that did not exist before',
])('a file with one column too many: %s', (heading) => {
  expectFound((round, publication) => {
    let exists = false
    const file = publicationCsv(publication, 'nl')
    const [head = '', ...lines] = file.trimEnd().split('\r\n')
    const reading = readingOf('first', viewOf(round), publication)
    const words: Record<string, Perspective> = {
      Professionals: 'professional',
      Cliënten: 'client',
      Leidinggevenden: 'manager',
    }
    const more = lines.map((line) => {
      const [name, word = '', part, topic, , value] = line.split(';')
      const dimension = publication.dimensions.find(({ title }) => title.nl === topic)?.id
      const unit = round.units.find((one) => one.name === name)?.id
      const perspective = words[word]
      if (!part?.startsWith('Score') || !unit || !perspective || !dimension) return `${line};`
      const people = scored(round, unit, perspective, dimension)
      if (value === 'te weinig antwoorden' && people > 0 && people < 10) exists = true
      return `${line};${people || ''}`
    })
    const statements = readCsv([`${head};${heading}`, ...more].join('\r\n'), reading, publication)
    return { exists, found: leaksIn(statements, new Map([['first', viewOf(round)]])).length }
  })
})

test('a field that nobody ever saw, about units too small for a score', () => {
  expectFound((round, publication) => {
    let exists = false
    const units = changed(publication, ({ perspective, dimensions }, { id }) => ({
      mood: dimensions.map((cell, place) => {
        const people = scored(round, id, perspective, dimensionsOf(round)[place] ?? '')
        if (cell.state === 'hidden' && people > 0 && people < 10) exists = true
        return people > 0 ? { state: 'shown', word: 'cheerful' } : { state: 'hidden' }
      }),
    }))
    return { exists, found: leaksWith(round, publication, units).length }
  })
})

test('results after every answer', () => {
  let planted = 0
  for (const seed of seeds) {
    const { first } = newOrganisation(seed, 14)
    const people = first.people.filter(({ perspective }) => perspective === 'professional')
    const until = Math.ceil(people.length * 0.8)
    const views = new Map<string, View>()
    const told = [until - 1, until].flatMap((count) => {
      const counted = new Set(people.slice(0, Math.max(0, count)))
      const { publication } = release(first, null, [...counted])
      const view = { ...viewOf(first), placeOf: (one: Person) => (counted.has(one) ? one.unitId : null) }
      views.set(`first, ${count} answers`, view)
      const name = `first, ${count} answers`
      const statements = readUnits(publication.units, readingOf(name, view, publication))
      return [{ publication, statements }]
    })
    const last = people[until - 1]
    const isTold = dimensionsOf(first).some((dimension, place) => {
      const asked = askedItems(first, 'professional', dimension)
      const solo = { ...first, people: last ? [last] : [] }
      const whole = first.units[0]?.id ?? ''
      return (
        asked.length > 0 &&
        scored(solo, whole, 'professional', dimension) === 1 &&
        told.every(
          ({ publication }) => publication.units[0]?.perspectives[0]?.dimensions[place]?.state === 'shown',
        )
      )
    })
    if (!isTold) continue
    planted += 1
    const leaks = leaksIn(
      told.flatMap(({ statements }) => statements),
      views,
    )
    expect({ seed, people: leaks.some((leak) => leak.people === 1) }).toEqual({ seed, people: true })
  }
  expect(planted).toBeGreaterThan(ORGANISATIONS / 4)
})

/** Two publications of the same answers, each safe by itself. */
function expectFoundTogether(other: (round: Round) => { round: Round; view: View }) {
  let planted = 0
  for (const seed of seeds) {
    const { first } = newOrganisation(seed, 8)
    const second = other(first)
    const views = new Map([
      ['first', viewOf(first)],
      ['other', second.view],
    ])
    const publications = [release(first, null).publication, release(second.round, null).publication]
    const statements = publications.flatMap((publication, place) => {
      const [name, view] = [...views][place] ?? ['', viewOf(first)]
      return readUnits(publication.units, readingOf(name, view, publication))
    })
    const exists = dimensionsOf(first).some((dimension, place) => {
      const variable = scoreOn(dimension, askedItems(first, 'professional', dimension))
      const { places, people } = cellsOf(views, first, 'professional', variable)
      const rows = publications.flatMap((publication, which) => {
        const [name, view] = [...views][which] ?? ['', viewOf(first)]
        return publication.units.flatMap((unit) => {
          const cell = unit.perspectives[0]?.dimensions[place]
          const inside = below(view.units, unit.id)
          return cell?.state === 'shown'
            ? [(places.get(name) ?? []).map((at) => (inside.has(at ?? '') ? 1 : 0))]
            : []
        })
      })
      const kept = people.flatMap((count, cell) => (count > 0 ? [cell] : []))
      return (
        kept.length <= 11 &&
        anyUnion(
          rows.map((row) => kept.map((cell) => row[cell] ?? 0)),
          kept.map((cell) => people[cell] ?? 0),
          first.minimums.professional,
        )
      )
    })
    if (!exists) continue
    planted += 1
    expect({ seed, found: leaksIn(statements, views).length > 0 }).toEqual({ seed, found: true })
  }
  expect(planted).toBeGreaterThan(ORGANISATIONS / 12)
}

test('the same answers over a second tree', () => {
  expectFoundTogether((round) => {
    const [root] = round.units
    const units = round.units.map((unit, place): Unit => {
      const above = round.units[(place * 7) % Math.max(1, place)]
      return unit === root || !root ? unit : { ...unit, parentId: (place % 2 ? root : (above ?? root)).id }
    })
    const moved = { ...round, units }
    return { round: moved, view: { ...viewOf(round), units } }
  })
})

test('the same answers split by age', () => {
  expectFoundTogether((round) => {
    const [root] = round.units
    const at = (age: string, unitId: string) => `${age} ${unitId}`
    const ages = ['young', 'old'] as const
    const units = [
      { id: 'all', parentId: null, name: 'All', professionals: null },
      ...ages.flatMap((age) =>
        round.units.map((unit) => ({
          ...unit,
          id: at(age, unit.id),
          name: `${unit.name} ${age}`,
          parentId: unit === root ? 'all' : at(age, unit.parentId ?? ''),
        })),
      ),
    ]
    const placeOf = ({ age, unitId }: Person) => at(age, unitId)
    const crossed = {
      ...round,
      units,
      groups: ages.flatMap((age) =>
        round.groups.map((group) => ({ ...group, unitId: at(age, group.unitId) })),
      ),
      people: round.people.map((person) => ({ ...person, unitId: placeOf(person) })),
    }
    return { round: crossed, view: { round, units, placeOf } }
  })
})

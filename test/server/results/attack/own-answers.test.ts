import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Leak, leaksIn, type Reader } from './attacker.ts'
import { newOrganisation, type Organisation, type Person, type Round } from './organisations.ts'
import { below } from './people.ts'
import { messengerKnows } from './reader.ts'
import { release, releasesOf } from './releases.ts'

/** Row 26: who reads results answered too, and may tell another reader what. */
const ORGANISATIONS = 70
const TOGETHER = [1, 2]

/** Of professionals and of managers (clients read no results) so many of one part of the tree, as near to each other as there are. */
function ownAnswers({ units, people }: Round, howMany: number, seed: number): Person[] {
  const reading = people.filter(({ perspective }) => perspective !== 'client')
  return [...Map.groupBy(reading, ({ perspective }) => perspective).values()].flatMap((all) => {
    const first = all[seed % all.length]
    if (!first) return []
    const parent = units.find(({ id }) => id === first.unitId)?.parentId ?? first.unitId
    const near = below(units, parent)
    const distance = ({ unitId }: Person) => (unitId === first.unitId ? 0 : near.has(unitId) ? 1 : 2)
    return all.toSorted((a, b) => distance(a) - distance(b)).slice(0, howMany)
  })
}

function readersOf({ first, second }: Organisation, together: number, seed: number): Omit<Reader, 'own'> {
  const own = new Set([first, second].flatMap((round) => ownAnswers(round, together, seed)))
  return { byTypist: false, knows: (person) => own.has(person) }
}

function leaksFor(seed: number, together: number, own: number): Leak[] {
  const organisation = newOrganisation(seed)
  const releases = releasesOf(organisation)
  const reader = { ...readersOf(organisation, together, seed), own }
  return leaksIn(messengerKnows(releases, 'first'), releases.views, [reader])
}

test.each(
  TOGETHER,
)('who takes %i known answers out of every group is left with nobody, or with all but so many of its minimum (row 26)', (together) => {
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      expect(leaksFor(seed, together, together)).toEqual([])
    }),
    { numRuns: ORGANISATIONS, seed: 20261122 },
  )
}, 120_000)

test('the minimum itself is not raised for them: beside two known answers three may be left (row 26)', () => {
  const found = Array.from({ length: 40 }, (_none, seed) => leaksFor(seed, 2, 0)).flat()
  expect(found.length).toBeGreaterThan(0)
  expect(Math.min(...found.map(({ people }) => people))).toBe(3)
}, 60_000)

/** Everything that is told of other perspectives than this one, and of none together with it. */
function toldWithout(perspective: Person['perspective'], round: Round): string {
  const { publication } = release(round, null)
  const units = publication.units.map(({ perspectives, gaps }) => ({
    perspectives: perspectives.filter((one) => one.perspective !== perspective),
    gaps: gaps.filter(({ first, second }) => first !== perspective && second !== perspective),
  }))
  return JSON.stringify(units)
}

test('what managers answered is in no figure of others, so that of those the whole minimum stays (row 26)', () => {
  let changed = 0
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      const { first } = newOrganisation(seed)
      const turned = first.people.map((person) =>
        person.perspective === 'manager'
          ? { ...person, answers: person.answers.map((answer) => ((answer ?? 3) % 5) + 1), importance: [0] }
          : person,
      )
      changed += release(first, null).publication.perspectives.includes('manager') ? 1 : 0
      expect(toldWithout('manager', { ...first, people: turned })).toBe(toldWithout('manager', first))
    }),
    { numRuns: ORGANISATIONS, seed: 20261122 },
  )
  expect(changed).toBeGreaterThan(ORGANISATIONS / 3)
})

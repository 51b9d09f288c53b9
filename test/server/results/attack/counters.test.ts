import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Publication } from '#server/results/contract.ts'
import type { Perspective } from '#server/surveys/survey.ts'
import { lateFew, type Moment, moments, pinned, progressAt } from './counters.ts'
import { newOrganisation, type Round } from './organisations.ts'

const perspectives: Perspective[] = ['professional', 'client', 'manager']
const isPassedOn = ({ groups }: Moment) => groups.some(({ answered, invited }) => answered > invited)

/** Rounds in which no link was passed on to people who were not invited. */
const rounds = fc
  .nat()
  .map((seed) => newOrganisation(seed).first)
  .filter((round) => !moments(round).some(isPassedOn))

test('counters of a running scan tell no number of answers exactly and no small growth', () => {
  fc.assert(
    fc.property(rounds, (round) => {
      for (const perspective of perspectives) {
        const watched = { round, perspective, moments: moments(round) }
        expect(pinned(watched)).toEqual([])
        expect(lateFew(watched)).toEqual([])
      }
    }),
    { numRuns: 500, seed: 20261105 },
  )
})

test('a live counter is found on every organisation where people answer one by one', () => {
  let planted = 0
  for (let seed = 0; seed < 60; seed++) {
    const { first: round } = newOrganisation(seed)
    const seen = moments(round)
    if (seen.some(isPassedOn)) continue
    const progress = seen.map((moment) => {
      const told = progressAt(moment, round)
      const live = told.groups.map((group, place) => {
        const counted = progressAt(moment, round).groups[place]
        const answered = moment.groups.find(
          (one) => `${one.unitId} ${one.perspective}` === counted?.id,
        )?.answered
        return { ...group, response: { ...group.response, answeredAtLeast: answered ?? 0 } }
      })
      return { ...told, perspectives: [], groups: live }
    })
    const few = ({ answered }: { answered: number }) => answered % 5 !== 0 && answered < 10
    const own = seen.map(({ groups }) => groups.filter((one) => one.perspective === 'professional'))
    if (!own.some((groups) => groups.some((one) => few(one) && one.answered < one.invited))) continue
    planted += 1
    const watched = { round, perspective: 'professional' as const, moments: seen, progress }
    expect({ seed, found: pinned(watched).length > 0 }).toEqual({ seed, found: true })
  }
  expect(planted).toBeGreaterThan(40)
})

const unit = (id: string, parentId: string | null) => ({ id, parentId, name: id, professionals: null })
const group = (unitId: string, invited: number, answered: number) => ({
  unitId,
  perspective: 'professional' as const,
  invited,
  answered,
})

function roundOf(groups: ReturnType<typeof group>[]): Round {
  const { first } = newOrganisation(0, 2)
  const units = [unit('root', null), ...groups.map(({ unitId }) => unit(unitId, 'root'))]
  return { ...first, units, groups, people: [] }
}

/** What a publication tells of professionals in numbers, with one exact number at the top. */
function numbersOf(n: number): Publication {
  const [first] = newOrganisation(0, 2).first.instrument.dimensions
  const result = {
    perspective: 'professional',
    response: { state: 'hidden' },
    dimensions: [{ state: 'shown', basis: { state: 'counted', n, invited: 0 } }],
    items: [],
  }
  const root = { id: 'root', perspectives: [result] }
  return {
    dimensions: [{ id: first?.id ?? '' }],
    minimums: { professional: 5, client: 10, manager: 5, detail: 10 },
    units: [root],
  } as unknown as Publication
}

test('an exact number beside the counters of full steps gives the groups away', () => {
  const groups = [group('A', 12, 4), group('B', 26, 9)]
  const round = roundOf(groups)
  const seen = [{ name: 'closed', groups }]
  const told = (n: number) =>
    pinned({ round, perspective: 'professional', moments: seen, publication: numbersOf(n) })
      .filter(({ direct, quantity }) => direct && quantity === 'closed')
      .map(({ unit: id, people }) => [id, people])
  expect(told(13)).toEqual([
    ['A', 4],
    ['B', 9],
  ])
  expect(told(12)).toEqual([])
})

test('two moments between which nobody can have answered are looked at together', () => {
  const before = { name: 'before', groups: [group('A', 10, 10)] }
  const grown = { name: 'grown', groups: [group('A', 11, 10)] }
  const round = roundOf(before.groups)
  const progress = [before, grown].map((moment) => {
    const told = progressAt(moment, round)
    const response = { invited: moment === grown ? 11 : 10, answeredAtLeast: moment === grown ? 10 : 5 }
    return {
      ...told,
      perspectives: [],
      groups: told.groups.map((one) => ({ ...one, response })),
    }
  })
  const watched = { round, perspective: 'professional' as const, moments: [before, grown], progress }
  const told = (still: [string, string][]) => pinned({ ...watched, still, most: 10 })
  expect(told([])).toEqual([])
  expect(told([['before', 'grown']])).toContainEqual({
    unit: 'A',
    direct: true,
    quantity: 'before',
    people: 10,
  })
})

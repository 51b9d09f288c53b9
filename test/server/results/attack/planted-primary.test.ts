import { expect, test, vi } from 'vitest'
import { leaksIn } from './attacker.ts'
import { newOrganisation } from './organisations.ts'
import { askedItems, below, cellsOf, scoreOn } from './people.ts'
import { messengerKnows } from './reader.ts'
import { releasesOf } from './releases.ts'

const ORGANISATIONS = 40

/** A gate that forgets about remainders: every unit with enough answers is told. */
vi.mock('#server/results/disclosure/suppress.ts', () => ({
  publishedUnits: (
    tree: { units: unknown[]; parent: number[] },
    { respondents }: { respondents: readonly number[] },
    { minimum }: { minimum: number },
    candidates?: readonly boolean[],
  ) => {
    const totals = [...respondents]
    for (let place = tree.units.length - 1; place > 0; place--) {
      const parent = tree.parent[place] ?? 0
      totals[parent] = (totals[parent] ?? 0) + (totals[place] ?? 0)
    }
    return totals.map((total, place) => total >= minimum && candidates?.[place] !== false)
  },
}))

test('a gate that only looks at the units themselves, on every organisation where it gives someone away', () => {
  let planted = 0
  for (let seed = 0; seed < ORGANISATIONS; seed++) {
    const organisation = newOrganisation(seed, 20)
    const releases = releasesOf(organisation)
    const { first } = organisation
    const gone = first.instrument.dimensions.some(({ id }, place) => {
      const variable = scoreOn(id, askedItems(first, 'professional', id))
      const { places, people } = cellsOf(releases.views, first, 'professional', variable)
      const shown = releases.first.publication.units.filter(
        ({ perspectives }) => perspectives[0]?.dimensions[place]?.state === 'shown',
      )
      return shown.some((unit) => {
        const inside = below(first.units, unit.id)
        const told = shown.flatMap((one) =>
          one !== unit && inside.has(one.id) ? [...below(first.units, one.id)] : [],
        )
        const rest = inside.difference(new Set(told))
        const at = places.get('first') ?? []
        const people1 = people.reduce((sum, count, cell) => sum + (rest.has(at[cell] ?? '') ? count : 0), 0)
        return people1 > 0 && people1 < first.minimums.professional
      })
    })
    if (!gone) continue
    planted += 1
    const leaks = leaksIn(messengerKnows(releases, 'first'), releases.views)
    const found = leaks.some(({ about }) => about.startsWith('mean of professional score'))
    expect({ seed, found }).toEqual({ seed, found: true })
  }
  expect(planted).toBeGreaterThan(ORGANISATIONS / 3)
})

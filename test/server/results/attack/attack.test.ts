import fc from 'fast-check'
import { expect, test } from 'vitest'
import { leaksIn } from './attacker.ts'
import { newOrganisation } from './organisations.ts'
import { messengerKnows, onlyForManagers } from './reader.ts'
import { releasesOf } from './releases.ts'

const ORGANISATIONS = 500

test(`of ${ORGANISATIONS} organisations, scanned twice, nobody learns anything of too few people`, () => {
  let known = 0
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      const releases = releasesOf(newOrganisation(seed))
      const statements = messengerKnows(releases)
      known += statements.length
      expect(leaksIn(statements, releases.views)).toEqual([])
      for (const [name, view] of releases.views) {
        const [{ publication }, language] =
          name === 'first' ? ([releases.first, 'nl'] as const) : ([releases.second, 'en'] as const)
        expect(onlyForManagers(publication, view, language)).toEqual([])
      }
    }),
    { numRuns: ORGANISATIONS, seed: 20261105 },
  )
  expect(known).toBeGreaterThan(1000 * ORGANISATIONS)
})

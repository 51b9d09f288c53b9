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
      const filed = seed % 2 === 0 ? 'first' : 'second'
      const statements = messengerKnows(releases, filed)
      known += statements.length
      expect(leaksIn(statements, releases.views)).toEqual([])
      for (const [name, view] of releases.views) {
        const { publication } = name === 'first' ? releases.first : releases.second
        expect(onlyForManagers(publication, view, name === filed ? filed : null)).toEqual([])
      }
    }),
    { numRuns: ORGANISATIONS, seed: 20261105 },
  )
  expect(known).toBeGreaterThan(1000 * ORGANISATIONS)
}, 300_000)

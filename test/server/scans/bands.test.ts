import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addedBand, neededAtMost, responseBand, totalBand } from '#server/scans/bands.ts'

test.each([
  ['nobody of five', 5, 0, 0],
  ['four of five looks like nobody', 5, 4, 0],
  ['five of five too', 5, 5, 0],
  ['five of six', 6, 5, 5],
  ['nine of nine looks like five', 9, 9, 5],
  ['all ten look like five', 10, 10, 5],
  ['all eleven look like ten', 11, 11, 10],
  ['63 of 140', 140, 63, 60],
  ['an open link that was passed on', 12, 31, 10],
])('%s', (_who, invited, answered, answeredAtLeast) => {
  expect(responseBand(invited, answered)).toEqual({ invited, answeredAtLeast })
})

test('one more answer is seen at most once in five', () => {
  const bands = Array.from({ length: 41 }, (_none, answered) => responseBand(40, answered).answeredAtLeast)
  expect(new Set(bands).size).toBe(8)
})

test.each([
  ['4 of 5 beside 6 of 6, where "at least 10 of 11" would tell the four', [group(5, 4), group(6, 6)], 5],
  ['two full groups of four', [group(4, 4), group(4, 4)], 0],
  ['one group alone, as its own band', [group(40, 39)], 35],
  ['small groups that together are many', Array.from({ length: 10 }, () => group(4, 3)), 30],
  ['large groups', [group(14, 12), group(16, 14), group(30, 18)], 40],
  ['no group at all', [], 0],
])('a total of %s', (_groups, groups, answeredAtLeast) => {
  expect(totalBand(groups).answeredAtLeast).toBe(answeredAtLeast)
})

const counted = fc
  .record({ invited: fc.integer({ min: 1, max: 17 }), missing: fc.nat(17) })
  .map(({ invited, missing }) => group(invited, Math.max(0, invited - missing)))
const perspectives = fc.array(fc.array(counted, { minLength: 1, maxLength: 3 }), {
  minLength: 1,
  maxLength: 2,
})

test('whoever knows all that is shown, and how it is made, knows no group more exactly than by its band', () => {
  fc.assert(
    fc.property(perspectives, (scan) => {
      const groups = scan.flat()
      const possible = countsWithin(groups).filter((counts) => isShownAlike(scan, counts))
      groups.forEach(({ invited, answered }, place) => {
        const own = countsOf(invited).filter((count) => isSameBand(invited, count, answered))
        expect(own.length).toBeGreaterThan(1)
        expect(new Set(possible.map((counts) => counts[place]))).toEqual(new Set(own))
      })
    }),
    { numRuns: 150 },
  )
})

test('a total never says more than there are', () => {
  fc.assert(
    fc.property(perspectives, (scan) => {
      const answered = scan.flat().reduce((sum, one) => sum + one.answered, 0)
      expect(shown(scan).total.answeredAtLeast).toBeLessThanOrEqual(answered)
    }),
  )
})

test.each([
  ['a group of professionals that nobody answered yet', 0, 5, 5],
  ['one that has enough', 5, 5, 0],
  ['clients half-way', 5, 10, 5],
  ['a raised minimum between two steps', 10, 12, 2],
])('%s', (_group, answeredAtLeast, minimum, needed) => {
  expect(neededAtMost({ invited: 40, answeredAtLeast }, minimum)).toBe(needed)
})

function group(invited: number, answered: number) {
  return { invited, answered }
}

type Counted = ReturnType<typeof group>

function shown(scan: Counted[][]) {
  const totals = scan.map(totalBand)
  return { totals, total: addedBand(totals) }
}

const countsOf = (invited: number) => Array.from({ length: invited + 1 }, (_none, count) => count)

function isSameBand(invited: number, a: number, b: number): boolean {
  return responseBand(invited, a).answeredAtLeast === responseBand(invited, b).answeredAtLeast
}

/** Every way in which people may have answered, given the bands of the groups. */
function countsWithin(groups: Counted[]): number[][] {
  return groups.reduce<number[][]>(
    (ways, { invited, answered }) =>
      ways.flatMap((way) =>
        countsOf(invited)
          .filter((count) => isSameBand(invited, count, answered))
          .map((count) => [...way, count]),
      ),
    [[]],
  )
}

function isShownAlike(scan: Counted[][], counts: number[]): boolean {
  const left = counts.values()
  const other = scan.map((groups) => groups.map(({ invited }) => group(invited, left.next().value ?? 0)))
  return JSON.stringify(shown(other)) === JSON.stringify(shown(scan))
}

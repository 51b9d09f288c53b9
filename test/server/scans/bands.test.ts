import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  addedBand,
  addParts,
  type BandedGroup,
  mostOfNone,
  mostTold,
  neededAtMost,
  partsOf,
  responseBand,
  toldBand,
  totalBand,
} from '#server/scans/bands.ts'

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

test.each([
  ['five of five, grown to six', grown(group(5, 5), 6), 0],
  ['the same once a sixth answered', { ...grown(group(5, 5), 6), answered: 6 }, 5],
  ['ten of ten, grown to twelve', grown(group(10, 10), 12), 5],
  ['the same once an eleventh answered', { ...grown(group(10, 10), 12), answered: 11 }, 10],
  ['grown twice without an answer in between', grown(grown(group(10, 10), 12), 30), 5],
  ['a passed-on link', grown(group(6, 9), 7), 5],
])('the band of %s', (_group, now, answeredAtLeast) => {
  expect(toldBand(now)).toEqual({ invited: now.invited, answeredAtLeast })
})

test.each([
  [
    'ten groups of one manager of which all answered, and an eleventh that joins',
    [...Array.from({ length: 10 }, () => group(1, 1)), late(1, 0)],
    5,
  ],
  [
    'five groups of eight, four answers each, and one that joins',
    [...Array.from({ length: 5 }, () => group(8, 4)), late(8, 0)],
    15,
  ],
  ['groups that only joined later, by their bands', [late(12, 8), late(7, 6)], 10],
  ['a group that grew, by its band where that is more', [{ ...grown(group(5, 5), 20), answered: 18 }], 15],
])('a total of %s', (_groups, groups, answeredAtLeast) => {
  expect(totalBand(groups).answeredAtLeast).toBe(answeredAtLeast)
})

test.each([
  ['below its first step', [group(20, 3)], 4],
  ['two groups of five, of which all may have answered', [group(5, 5), group(5, 5)], 10],
  ['five that answered before the group grew', [grown(group(5, 5), 20)], 10],
  ['a group that joined later', [group(20, 0), late(20, 4)], 9],
])('the most that fits a total of nothing: %s', (_groups, groups, most) => {
  const none: BandedGroup[] = groups
  expect(totalBand(none).answeredAtLeast).toBe(0)
  expect(none.reduce((sum, { answered }) => sum + answered, 0)).toBeLessThanOrEqual(most)
  expect(mostOfNone(none.map(partsOf).reduce(addParts))).toBe(most)
})

test.each([
  [group(40, 11), 14],
  [group(10, 10), 10],
  [group(9, 4), 4],
  [late(9, 7), 9],
])('the highest count that fits a band', (one, most) => {
  expect(mostTold(one)).toBe(most)
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

/** `joins`: added later; otherwise at the launch. `more`: people invited when groups grew, after `first` answers of `last`. */
const changing = fc.array(
  fc
    .record({
      joins: fc.boolean(),
      invited: fc.integer({ min: 1, max: 11 }),
      missing: fc.nat(4),
      more: fc.nat(7),
      extra: fc.nat(6),
    })
    .map(({ joins, invited, missing, more, extra }): Changing => {
      const first = joins ? 0 : Math.max(0, invited - missing)
      const size = joins ? invited : invited + more
      return { joins, invited, grows: !joins && more > 0, size, first, last: Math.min(size, first + extra) }
    }),
  { minLength: 1, maxLength: 3 },
)

test('that groups grow or join changes nothing told but the number invited', () => {
  fc.assert(
    fc.property(changing, (groups) => {
      const [before, after] = storyOf(groups)
      expect(after?.total).toBe(before?.total)
      expect(after?.groups.slice(0, before?.groups.length)).toEqual(before?.groups)
    }),
    { numRuns: 1000 },
  )
})

test('whoever saw the counters before, when groups grew or joined, and after it, knows of no group how many answered', () => {
  fc.assert(
    fc.property(changing, (groups) => {
      const seen = JSON.stringify(storyOf(groups))
      const possible = waysOf(groups).filter((way) => JSON.stringify(storyOf(way)) === seen)
      groups.forEach((_group, place) => {
        expect(new Set(possible.map((way) => way[place]?.first)).size).toBeGreaterThan(
          groups[place]?.joins ? 0 : 1,
        )
        expect(new Set(possible.map((way) => way[place]?.last)).size).toBeGreaterThan(1)
      })
    }),
    { numRuns: 60 },
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

function grown(before: BandedGroup, invited: number): BandedGroup {
  const { launched = before.invited, answered } = before
  return { invited, answered, launched, heldAnswers: answered, heldBand: toldBand(before).answeredAtLeast }
}

function late(invited: number, answered: number): BandedGroup {
  return { invited, answered, launched: 0 }
}

interface Changing {
  joins: boolean
  invited: number
  grows: boolean
  size: number
  first: number
  last: number
}

/** Three looks: before and after groups grew or joined, and when more had answered. */
function storyOf(groups: readonly Changing[]) {
  const there = groups.filter(({ joins }) => !joins)
  const joiners = groups.filter(({ joins }) => joins)
  const before = there.map(({ invited, first }) => group(invited, first))
  const after = [
    ...there.map(({ grows, invited, size, first }) =>
      grows ? grown(group(invited, first), size) : group(invited, first),
    ),
    ...joiners.map(({ size }) => late(size, 0)),
  ]
  const last = [...there, ...joiners].map(({ last: answered }, place) => ({
    invited: 0,
    ...after[place],
    answered,
  }))
  return [before, after, last].map((one) => ({
    total: totalBand(one).answeredAtLeast,
    groups: one.map((each) => toldBand(each).answeredAtLeast),
  }))
}

function waysOf(groups: readonly Changing[]): Changing[][] {
  return groups.reduce<Changing[][]>(
    (ways, one) => {
      const own = JSON.stringify(storyOf([one]).map((look) => look.groups))
      const fitting = countsOf(one.joins ? 0 : one.invited)
        .flatMap((first) => countsOf(one.size).map((last) => ({ ...one, first, last })))
        .filter((way) => way.first <= way.last)
        .filter((way) => JSON.stringify(storyOf([way]).map((look) => look.groups)) === own)
      return ways.flatMap((way) => fitting.map((next) => [...way, next]))
    },
    [[]],
  )
}

type Counted = ReturnType<typeof group>

function shown(scan: Counted[][]) {
  const totals = scan.map((groups) => totalBand(groups))
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

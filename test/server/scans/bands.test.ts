import { expect, test } from 'vitest'
import { neededAtMost, responseBand } from '#server/scans/bands.ts'

test.each([
  ['nobody of five', 5, 0, 0],
  ['four of five looks like nobody', 5, 4, 0],
  ['five of five', 5, 5, 5],
  ['nine of nine looks like five', 9, 9, 5],
  ['nine of ten', 10, 9, 5],
  ['ten of ten', 10, 10, 10],
  ['63 of 140', 140, 63, 60],
  ['an open link that was passed on', 12, 31, 30],
])('%s', (_who, invited, answered, answeredAtLeast) => {
  expect(responseBand(invited, answered)).toEqual({ invited, answeredAtLeast })
})

test('one more answer is seen at most once in five', () => {
  const bands = Array.from({ length: 41 }, (_none, answered) => responseBand(40, answered).answeredAtLeast)
  expect(new Set(bands).size).toBe(9)
})

test.each([
  ['a group of professionals that nobody answered yet', 0, 5, 5],
  ['one that has enough', 5, 5, 0],
  ['clients half-way', 5, 10, 5],
  ['a raised minimum between two steps', 10, 12, 2],
])('%s', (_group, answeredAtLeast, minimum, needed) => {
  expect(neededAtMost({ invited: 40, answeredAtLeast }, minimum)).toBe(needed)
})

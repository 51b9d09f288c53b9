import fc from 'fast-check'
import { expect, test } from 'vitest'
import { newCounting } from '#server/results/counting.ts'
import { type Form, itemsFor, type Perspective } from '#server/surveys/survey.ts'
import { tinyInstrument } from '../../support/cast-survey.ts'

/** LIS1 LIS2 LIS3(reverse) CHO1 CHO2 TEM1 TEM2 */
const everyone: Perspective[] = ['professional', 'client', 'manager']

function counted(people: (number | null)[][], importance: number[] = []) {
  const counting = newCounting(tinyInstrument, 'full', ['professional'])
  for (const answers of people) counting.add('A', 'professional', answers, importance)
  return counting.counts()
}

test('one person by hand: the mean above the lowest point, in sixths for three items and halves for two', () => {
  const { scores, complete, respondents } = counted([[4, 2, 1, 5, null, 2, -1]])
  // LIS: 3 + 1 + (5 − 1) = 8 in three answers, so 16 sixths; CHO and TEM have one answer, and two are needed
  expect(scores).toEqual([{ unitId: 'A', place: 0, n: 1, unseen: 1, sum: 16, squares: 256 }])
  // every item of LIS was answered: 3, 1 and 4 points above the lowest, and their products
  expect(complete).toEqual([
    { unitId: 'A', place: 0, n: 1, unseen: 1, sums: [3, 1, 4], products: [9, 3, 12, 1, 4, 16] },
  ])
  expect(respondents).toEqual([{ unitId: 'A', perspective: 'professional', count: 1, unseen: 1 }])
})

test('two of three items are enough, and weigh as three', () => {
  // 3 + 1 = 4 in two answers, so 12 sixths
  expect(counted([[4, 2, null, null, null, null, null]]).scores).toMatchObject([{ n: 1, sum: 12 }])
})

test('who has no score at all counts for nothing', () => {
  const { scores, respondents, importance, answers } = counted([[4, null, -1, 3, null, null, 2]], [1])
  expect(scores).toEqual([])
  expect(respondents).toEqual([{ unitId: 'A', perspective: 'professional', count: 0, unseen: 0 }])
  expect(importance.every(({ count }) => count === 0)).toBe(true)
  expect(answers).toEqual([])
})

test('not applicable and skipped answers are not among the answers of an item', () => {
  const { answers } = counted([[4, 2, -1, null, null, null, null]])
  expect(answers.map(({ position, value, count }) => [position, value, count])).toEqual([
    [0, 4, 1],
    [1, 2, 1],
  ])
})

test('what was typed in from paper counts, and is told apart', () => {
  const counting = newCounting(tinyInstrument, 'full', ['professional'])
  const person = [4, 2, 1, null, null, null, null]
  for (const onPaper of [true, false, true]) counting.add('A', 'professional', person, [], onPaper)
  const { scores, complete, respondents, answers } = counting.counts()
  expect(scores).toMatchObject([{ n: 3, unseen: 1, sum: 48 }])
  expect(complete).toMatchObject([{ n: 3, unseen: 1, sums: [9, 3, 12] }])
  expect(respondents).toMatchObject([{ count: 3, unseen: 1 }])
  expect(answers.map(({ count, unseen }) => [count, unseen])).toEqual([
    [3, 1],
    [3, 1],
    [3, 1],
  ])
})

test('a topic counts once for each person who chose it', () => {
  const person = [4, 2, 1, 5, null, 2, -1]
  expect(counted([person, person], [2, 0]).importance.map(({ count }) => count)).toEqual([2, 0, 2])
})

const responses = fc.array(
  fc.record({
    unitId: fc.constantFrom('A', 'B', 'C'),
    perspective: fc.constantFrom(...everyone),
    answers: fc.array(fc.constantFrom(null, -1, 1, 2, 3, 4, 5), { minLength: 7, maxLength: 7 }),
    importance: fc.uniqueArray(fc.nat(2), { maxLength: 2 }),
  }),
  { maxLength: 30 },
)
type Responses = ReturnType<typeof responses.generate>['value']

function countingOf(all: Responses, perspectives: Perspective[], form: Form = 'full') {
  const counting = newCounting(tinyInstrument, form, perspectives)
  for (const { unitId, perspective, answers, importance } of all) {
    const asked = itemsFor(tinyInstrument, perspective, form).length
    counting.add(unitId, perspective, answers.slice(0, asked), importance)
  }
  return counting
}

const inOrder = (rows: object[]) => rows.map((row) => JSON.stringify(row)).toSorted()

test('the order of the answers makes no difference', () => {
  fc.assert(
    fc.property(responses, (all) => {
      const there = countingOf(all, everyone).counts()
      const back = countingOf(all.toReversed(), everyone).counts()
      for (const part of ['scores', 'respondents', 'importance', 'answers'] as const)
        expect(inOrder(back[part])).toEqual(inOrder(there[part]))
    }),
  )
})

test('counting for every perspective and telling some is counting for those only', () => {
  const some = fc.subarray(everyone, { minLength: 1 })
  fc.assert(
    fc.property(responses, some, fc.constantFrom<Form>('full', 'short'), (all, present, form) => {
      const known = all.filter(({ perspective }) => present.includes(perspective))
      expect(countingOf(all, everyone, form).counts(present)).toEqual(
        countingOf(known, present, form).counts(),
      )
    }),
  )
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isAnsweredSince, type MixingGroup, readyGroups } from '#server/responses/mixing/ready.ts'

const minimums = { professional: 6, client: 10, manager: 5 }
const group = (changes: Partial<MixingGroup>): MixingGroup => ({
  id: 'g',
  perspective: 'professional',
  counted: 0,
  waiting: 0,
  mixed: 0,
  ...changes,
})

test.each<[string, Partial<MixingGroup>, boolean]>([
  ['one short of the minimum waits', { waiting: 5 }, false],
  ['as many as the minimum are mixed', { waiting: 6 }, true],
  ['earlier answers do not help new ones along', { waiting: 1, mixed: 60 }, false],
  ['the minimum is that of the own perspective: clients', { perspective: 'client', waiting: 9 }, false],
  ['the minimum is that of the own perspective: managers', { perspective: 'manager', waiting: 5 }, true],
  ['nobody is nothing to mix', { waiting: 0 }, false],
])('%s', (_rule, changes, isReady) => {
  expect(readyGroups([group(changes)], minimums)).toEqual(isReady ? ['g'] : [])
})

test('whenever a scan is mixed, the responses of a group grow by none or by at least the minimum (row 24)', () => {
  const arrivals = fc.array(fc.nat({ max: 9 }), { minLength: 1, maxLength: 30 })
  fc.assert(
    fc.property(arrivals, (hours) => {
      let waiting = 0
      let mixed = 0
      for (const arrived of hours) {
        waiting += arrived
        const isReady = readyGroups([group({ waiting, mixed })], minimums).length > 0
        const grown = isReady ? waiting : 0
        expect(grown === 0 || grown >= minimums.professional).toBe(true)
        mixed += grown
        waiting -= grown
      }
      expect(waiting).toBeLessThan(minimums.professional)
      expect(waiting + mixed).toBe(hours.reduce((sum, arrived) => sum + arrived, 0))
    }),
  )
})

describe('whether anybody answered since', () => {
  test.each<[string, Partial<MixingGroup>, boolean]>([
    ['an answer that waits is new', { counted: 3, waiting: 4 }, true],
    ['answers that waited already are not', { counted: 4, waiting: 4 }, false],
    ['beside mixed answers too', { counted: 10, waiting: 1, mixed: 10 }, true],
    ['nothing is nothing', {}, false],
  ])('%s', (_rule, changes, isNew) => {
    expect(isAnsweredSince(group(changes))).toBe(isNew)
  })
})

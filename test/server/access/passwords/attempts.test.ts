import { expect, test } from 'vitest'
import { type Attempts, noteFailure, secondsToWait } from '#server/access/passwords/attempts.ts'

const minute = 60_000

function failed(times: number, key = 'mia'): Attempts {
  const attempts: Attempts = new Map()
  for (let each = 0; each < times; each++) noteFailure(attempts, key, 0)
  return attempts
}

test.each([
  ['nobody waits after four wrong passwords', 4, 0, 0],
  ['the sixth try waits half a minute', 5, 0, 30],
  ['the wait runs down', 5, 20_000, 10],
  ['each further failure doubles the wait', 7, 0, 120],
  ['nobody waits longer than a quarter of an hour', 40, 0, 900],
  ['after a quarter of an hour all is forgotten', 40, 15 * minute, 0],
])('%s', (_rule, failures, now, seconds) => {
  expect(secondsToWait(failed(failures), 'mia', now)).toBe(seconds)
})

test('failures of one sender do not slow down another', () => {
  expect(secondsToWait(failed(20), 'max', 0)).toBe(0)
})

test('a flood of addresses does not fill the memory', () => {
  const attempts = failed(5)
  for (let each = 0; each < 10_000; each++) noteFailure(attempts, `stranger ${each}`, 1)
  expect(attempts.size).toBe(10_000)
})

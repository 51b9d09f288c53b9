import { expect, test } from 'vitest'
import { type Attempts, attempt, secondsToWait } from '#server/access/passwords/attempts.ts'

const minute = 60_000

const wrong = () => Promise.resolve(undefined)

async function failed(times: number, key = 'mia'): Promise<Attempts> {
  const attempts: Attempts = new Map()
  for (let each = 0; each < times; each++) await attempt(attempts, key, 0, wrong)
  return attempts
}

test.each([
  ['nobody waits after four wrong passwords', 4, 0, 0],
  ['the sixth try waits half a minute', 5, 0, 30],
  ['the wait runs down', 5, 20_000, 10],
  ['each further failure doubles the wait', 7, 0, 120],
  ['nobody waits longer than a quarter of an hour', 40, 0, 900],
  ['after a quarter of an hour all is forgotten', 40, 15 * minute, 0],
])('%s', async (_rule, failures, now, seconds) => {
  expect(secondsToWait(await failed(failures), 'mia', now)).toBe(seconds)
})

test('failures of one sender do not slow down another', async () => {
  expect(secondsToWait(await failed(20), 'max', 0)).toBe(0)
})

test('a flood of addresses does not fill the memory', async () => {
  const attempts = await failed(5)
  for (let each = 0; each < 10_000; each++) await attempt(attempts, `stranger ${each}`, 1, wrong)
  expect(attempts.size).toBe(10_000)
})

test('tries at the same moment count before their outcome is known', () => {
  const attempts: Attempts = new Map()
  for (let each = 0; each < 5; each++) void attempt(attempts, 'mia', 0, wrong)
  expect(secondsToWait(attempts, 'mia', 0)).toBe(30)
})

test('the right password forgets the failures before it', async () => {
  const attempts = await failed(4)
  expect(await attempt(attempts, 'mia', 0, () => Promise.resolve('welcome'))).toBe('welcome')
  expect(attempts.size).toBe(0)
})

test('a check that broke off is no wrong password', async () => {
  const attempts = await failed(4)
  const away = () => Promise.reject(new Error('away'))
  await expect(attempt(attempts, 'mia', 0, away)).rejects.toThrow('away')
  expect(secondsToWait(attempts, 'mia', 0)).toBe(0)
})

import { expect, test } from 'vitest'
import { attemptKeys, secondsToWait, withFailure } from '#server/access/passwords/attempts.ts'

const minute = 60_000
const start = Date.UTC(2026, 10, 21, 9)
const at = (ms: number) => new Date(start + ms)
const failures = (count: number) => Array.from({ length: count }, () => at(0))

test.each([
  ['nobody waits after four wrong passwords', 4, 0, 0],
  ['the sixth try waits half a minute', 5, 0, 30],
  ['the wait runs down', 5, 20_000, 10],
  ['each further failure doubles the wait', 7, 0, 120],
  ['nobody waits longer than a quarter of an hour', 40, 0, 900],
  ['after a quarter of an hour all is forgotten', 40, 15 * minute, 0],
])('%s', (_rule, count, now, seconds) => {
  expect(secondsToWait({ own: failures(count), all: [] }, at(now))).toBe(seconds)
})

test.each([
  ['failures of others do not keep anybody from trying', 0, 500, 0],
  ['while many senders try one account, a sender waits after one failure', 1, 50, 30],
  ['fewer senders change nothing', 1, 49, 0],
])('%s', (_rule, own, all, seconds) => {
  expect(secondsToWait({ own: failures(own), all: failures(all) }, at(0))).toBe(seconds)
})

test('a flood fills no memory, and what is old is forgotten', () => {
  expect(withFailure(failures(1000), at(1))).toHaveLength(50)
  expect(withFailure(failures(3), at(15 * minute))).toEqual([at(15 * minute)])
})

test('a key tells neither account nor sender, and differs for each of them and each server', () => {
  const keys = attemptKeys('secret', 'mia@debrug.test', '10.0.0.9')
  const others = [
    attemptKeys('other', 'mia@debrug.test', '10.0.0.9'),
    attemptKeys('secret', 'max@debrug.test', '10.0.0.9'),
    attemptKeys('secret', 'mia@debrug.test', '10.0.0.8'),
  ].map(({ own }) => own.toString('hex'))
  expect(new Set([...others, keys.own.toString('hex'), keys.all.toString('hex')]).size).toBe(5)
  expect(attemptKeys('secret', 'mia@debrug.test', '10.0.0.8').all).toEqual(keys.all)
})

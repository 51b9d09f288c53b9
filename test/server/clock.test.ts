import { expect, test } from 'vitest'
import { newClock } from '#server/clock.ts'

const TRUE = Date.parse('2026-11-21T09:00:00Z')
const DAY = 86_400_000

function clockThatIsAhead(aheadMs: number) {
  const told: string[] = []
  let own = TRUE + aheadMs
  const clock = newClock(
    () => new Date(own),
    (line) => told.push(line),
  )
  const pass = (milliseconds: number) => {
    own += milliseconds
  }
  return { clock, told, pass }
}

test.each([
  ['right', 0, 0],
  ['a second off', 1000, 0],
  ['a day ahead', DAY, 1],
  ['a day behind', -DAY, 1],
])('row 80: a machine whose clock is %s keeps the time of the database', async (_rule, aheadMs, warnings) => {
  const { clock, told, pass } = clockThatIsAhead(aheadMs)
  await clock.compare(async () => new Date(TRUE))
  expect(clock.now().getTime()).toBe(TRUE)
  pass(60_000)
  expect(clock.now().getTime()).toBe(TRUE + 60_000)
  await clock.compare(async () => new Date(TRUE + 60_000))
  expect(told).toHaveLength(warnings)
})

test('row 80: a clock that is set right is told too, and an answer that took long is not believed', async () => {
  const { clock, told, pass } = clockThatIsAhead(DAY)
  await clock.compare(async () => new Date(TRUE))
  pass(-DAY)
  await clock.compare(async () => new Date(TRUE))
  expect(clock.now().getTime()).toBe(TRUE)
  expect(told[0]).toContain('86400 seconds ahead of that of the database')
  expect(told[1]).toContain('agrees')
  await clock.compare(async () => {
    pass(10_000)
    return new Date(TRUE)
  })
  expect(clock.now().getTime()).toBe(TRUE + 10_000)
})

import { expect, test } from 'vitest'
import { newInsisting } from '#server/responses/insisting.ts'

const away = Object.assign(new Error('away'), { code: 'ECONNREFUSED' })
const isPassing = (error: unknown) => error === away
const insisting = (mostMs: number) =>
  newInsisting({ mostMs, isPassing, clock: () => performance.now(), chance: () => 0 })

/** Fails with each of these in turn, then succeeds. */
function workThatMeets(...faults: Error[]) {
  let attempts = 0
  const work = async () => {
    attempts++
    const fault = faults.shift()
    if (fault) throw fault
    return 'stored'
  }
  return { work, attempts: () => attempts }
}

test('row 70: work that meets a passing fault is done again until it succeeds', async () => {
  const { work, attempts } = workThatMeets(away, away, away)
  expect(await insisting(5000)(work)).toBe('stored')
  expect(attempts()).toBe(4)
})

test('row 70: work that will never succeed is done once', async () => {
  const { work, attempts } = workThatMeets(new Error('a fault of ours'))
  await expect(insisting(5000)(work)).rejects.toThrow('a fault of ours')
  expect(attempts()).toBe(1)
})

test('row 70: a fault that does not pass in time is told', async () => {
  await expect(insisting(120)(() => Promise.reject(away))).rejects.toBe(away)
})

test('row 70: work that hangs has an unknown outcome', async () => {
  const insist = insisting(20)
  await expect(insist(() => new Promise(() => {}))).rejects.toMatchObject({ code: '08007' })
})

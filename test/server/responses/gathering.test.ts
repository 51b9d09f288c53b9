import { expect, test } from 'vitest'
import { newGathering } from '#server/responses/gathering.ts'

const options = {
  atOnce: 1,
  most: 3,
  isOfOnePiece: (error: unknown) => (error as Error).message === 'bad piece',
}

/** Stores when told to, and remembers in which bundles. */
function newStore() {
  const bundles: number[][] = []
  const doors: (() => void)[] = []
  const store = async (pieces: number[]) => {
    bundles.push(pieces)
    await new Promise<void>((open) => doors.push(open))
    if (pieces.includes(13)) throw new Error('bad piece')
    if (pieces.includes(99)) throw new Error('away')
    return pieces.map((piece) => piece * 10)
  }
  const openAll = async (untilDone: Promise<unknown>) => {
    let done = false
    void untilDone.finally(() => {
      done = true
    })
    while (!done) {
      doors.shift()?.()
      await new Promise((turn) => setImmediate(turn))
    }
  }
  return { bundles, store, openAll }
}

test('the first goes at once; what comes meanwhile goes together, in order, in bundles of limited size', async () => {
  const { bundles, store, openAll } = newStore()
  const submit = newGathering(store, options)
  const all = Promise.all([1, 2, 3, 4, 5].map(submit))
  await openAll(all)
  expect(await all).toEqual([10, 20, 30, 40, 50])
  expect(bundles).toEqual([[1], [2, 3, 4], [5]])
})

test('one bad piece is refused alone and takes no other along', async () => {
  const { bundles, store, openAll } = newStore()
  const submit = newGathering(store, options)
  const all = Promise.allSettled([1, 2, 13, 4].map(submit))
  await openAll(all)
  expect((await all).map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled'])
  expect(bundles).toEqual([[1], [2, 13, 4], [2], [13], [4]])
})

test('a database that is away refuses the whole bundle at once, and the next piece is tried again', async () => {
  const { bundles, store, openAll } = newStore()
  const submit = newGathering(store, options)
  const all = Promise.allSettled([1, 2, 99].map(submit))
  await openAll(all)
  expect((await all).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected'])
  const next = submit(7)
  await openAll(next)
  expect(await next).toBe(70)
  expect(bundles).toEqual([[1], [2, 99], [7]])
})

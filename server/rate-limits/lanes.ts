interface LaneOptions {
  /** At the same time for one key, and for all together. */
  each: number
  all: number
  /** Most that may wait for one key; and how long. */
  waiting: number
  patienceMs: number
}

interface Waiting {
  key: string
  go: (leave: () => void) => void
}

/** Gives a place to work, and answers how to leave it; undefined when there was none in time. */
export function newLanes({ each, all, waiting, patienceMs }: LaneOptions) {
  const working = new Map<string, number>()
  const queue: Waiting[] = []
  let total = 0

  const leaver = (key: string) => {
    let isGone = false
    return () => {
      if (isGone) return
      isGone = true
      total--
      const left = (working.get(key) ?? 1) - 1
      if (left === 0) working.delete(key)
      else working.set(key, left)
      callNext()
    }
  }
  const callNext = () => {
    while (total < all) {
      const place = queue.findIndex(({ key }) => (working.get(key) ?? 0) < each)
      const [next] = place === -1 ? [] : queue.splice(place, 1)
      if (!next) return
      total++
      working.set(next.key, (working.get(next.key) ?? 0) + 1)
      next.go(leaver(next.key))
    }
  }
  return (key: string): Promise<(() => void) | undefined> =>
    new Promise((resolve) => {
      if (queue.filter((other) => other.key === key).length >= waiting) return resolve(undefined)
      const giveUp = setTimeout(() => {
        queue.splice(queue.indexOf(one), 1)
        resolve(undefined)
      }, patienceMs)
      const go = (leave: () => void) => {
        clearTimeout(giveUp)
        resolve(leave)
      }
      const one = { key, go }
      queue.push(one)
      callNext()
    })
}

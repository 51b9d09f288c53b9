/** Keeps the last so many of what never changes. */
interface Memory<Kept> {
  get(key: string): Kept | undefined
  keep(key: string, value: Kept): Kept
}

export function newMemory<Kept>(limit: number): Memory<Kept> {
  const kept = new Map<string, Kept>()
  return {
    get: (key) => kept.get(key),
    keep(key, value) {
      kept.set(key, value)
      const [oldest] = kept.keys()
      if (kept.size > limit && oldest !== undefined) kept.delete(oldest)
      return value
    },
  }
}

/** The same seed tells the same story (mulberry32, public domain, by Tommy Ettinger). */
export function newChance(seed: number) {
  let state = seed
  const uniform = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  /** Box–Muller. */
  const normal = () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform())
  return {
    uniform,
    normal,
    happens: (probability: number) => uniform() < probability,
    pick: <T>(list: readonly T[]): T | undefined => list[Math.floor(uniform() * list.length)],
  }
}

export type Chance = ReturnType<typeof newChance>

import { normalQuantile } from './distributions.ts'
import { missing, type Outcome, sound } from './outcome.ts'

interface Proportion {
  share: number
  interval: [number, number]
}

/** 95 % interval of a share of 0..1 (Wilson 1927). `too_few` when there is nothing to divide by, or when it is no share. */
export function wilson(successes: number, total: number): Outcome<Proportion> {
  if (total < 1) return missing('too_few')
  const z = normalQuantile(0.975)
  const share = successes / total
  const scale = 1 + z ** 2 / total
  const centre = (share + z ** 2 / (2 * total)) / scale
  const half = (z * Math.sqrt((share * (1 - share)) / total + z ** 2 / (4 * total ** 2))) / scale
  return sound({ share, interval: [Math.max(0, centre - half), Math.min(1, centre + half)] })
}

import type { ResponseBand } from './contract.ts'

const STEP = 5
const SMALL = 10

/** Never "4 of 5": steps of five, and of a group below ten only whether there are five. */
export function responseBand(invited: number, answered: number): ResponseBand {
  const steps = Math.floor(answered / STEP) * STEP
  return { invited, answeredAtLeast: invited < SMALL ? Math.min(steps, STEP) : steps }
}

/** The most answers that can still be missing, given only the band; 0 when there are enough. */
export function neededAtMost({ answeredAtLeast }: ResponseBand, minimum: number): number {
  return Math.max(0, minimum - answeredAtLeast)
}

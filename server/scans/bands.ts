import type { ResponseBand } from './contract.ts'

/** What is told of a running scan moves in steps of so many answers. */
export const STEP = 5

interface Counted {
  invited: number
  answered: number
}

/** Never "4 of 5" and never "all 10": steps of five, the highest of which lies below the number invited. */
export function responseBand(invited: number, answered: number): ResponseBand {
  return { invited, answeredAtLeast: inSteps(Math.min(answered, invited - 1)) }
}

/**
 * How many of these groups together, told beside the bands of the groups and telling nothing about any of them that its own band
 * does not: each keeps its least count when all others have their most, and its most when all others have their least.
 * It uses up to `spare` of what the bands leave open; a first step is too fine for a group whose band holds six counts.
 */
export function totalBand(groups: readonly Counted[]): ResponseBand {
  const invited = sum(groups.map((group) => group.invited))
  const least = sum(groups.map((group) => responseBand(group.invited, group.answered).answeredAtLeast))
  const widths = groups.map(widthOf)
  const widest = widths.reduce((most, width) => Math.max(most, width), 0)
  const spare = sum(widths) - widest
  const answered = sum(groups.map((group) => Math.min(group.answered, group.invited)))
  const beyond = inSteps(Math.min(answered - least, spare))
  return { invited, answeredAtLeast: least + (beyond === STEP && widest === STEP ? 0 : beyond) }
}

/** Of groups that are totalled apart. What is shown is added up, because the sum of the counts would tell more. */
export function addedBand(totals: readonly ResponseBand[]): ResponseBand {
  return {
    invited: sum(totals.map(({ invited }) => invited)),
    answeredAtLeast: sum(totals.map(({ answeredAtLeast }) => answeredAtLeast)),
  }
}

/** The most answers that can still be missing, given only the band; 0 when there are enough. */
export function neededAtMost({ answeredAtLeast }: ResponseBand, minimum: number): number {
  return Math.max(0, minimum - answeredAtLeast)
}

/** How far the count can lie above the lower end of its band. */
function widthOf({ invited, answered }: Counted): number {
  const { answeredAtLeast } = responseBand(invited, answered)
  const isHighest = answeredAtLeast + STEP >= invited
  return isHighest ? invited - answeredAtLeast : STEP - 1
}

const inSteps = (count: number) => Math.floor(count / STEP) * STEP

const sum = (counts: number[]) => counts.reduce((total, count) => total + count, 0)

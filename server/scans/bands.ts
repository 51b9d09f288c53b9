import type { ResponseBand } from './contract.ts'

/** What is told of a running scan moves in steps of so many answers. */
export const STEP = 5

/** A group as it is now. `answered`: not on paper. */
export interface BandedGroup {
  invited: number
  answered: number
  /** Invited at the launch; 0 for a group that joined later. Without it: as many as now. */
  launched?: number
  /** How many had answered when the group last grew, and the band that was told then. */
  heldAnswers?: number | null
  heldBand?: number | null
}

/** Never "4 of 5" and never "all 10": steps of five, the highest of which lies below the number invited. */
export function responseBand(invited: number, answered: number): ResponseBand {
  return { invited, answeredAtLeast: inSteps(Math.min(answered, invited - 1)) }
}

/** That a group grew moves no band: the one that was told stays until one more has answered, and never falls. */
export function toldBand({ invited, answered, heldAnswers, heldBand }: BandedGroup): ResponseBand {
  const now = responseBand(invited, answered)
  const held = heldBand ?? 0
  const isHeld = answered <= (heldAnswers ?? -1)
  return { invited, answeredAtLeast: isHeld ? held : Math.max(held, now.answeredAtLeast) }
}

/** The highest count that fits what is told of a group, as far as its size now says; at most one too low where it grew. */
export function mostTold(group: BandedGroup): number {
  const { answeredAtLeast } = toldBand(group)
  return answeredAtLeast + widthOf(group.invited, answeredAtLeast)
}

/** What a total is made of. Adds up over groups and over units, so that a tree of any depth is summed once. */
export interface TotalParts {
  /** The bands told. */
  told: number
  /** At the size of the launch: the bands, how far counts can lie above them, the widest of that, and the counts. */
  least: number
  widths: number
  widest: number
  answered: number
  /** The most that can have answered in groups that grew or joined later. */
  changed: number
}

export const NO_PARTS: TotalParts = { told: 0, least: 0, widths: 0, widest: 0, answered: 0, changed: 0 }

export function partsOf(group: BandedGroup): TotalParts {
  const { invited, answered, launched = invited, heldBand = null } = group
  const told = toldBand(group).answeredAtLeast
  const isChanged = launched === 0 || heldBand !== null
  const changed = isChanged ? Math.min(invited, told + STEP) : 0
  if (launched === 0) return { ...NO_PARTS, told, changed }
  const least = responseBand(launched, answered).answeredAtLeast
  const width = widthOf(launched, least)
  return { told, least, widths: width, widest: width, answered: Math.min(answered, launched), changed }
}

export function addParts(one: TotalParts, other: TotalParts): TotalParts {
  return {
    told: one.told + other.told,
    least: one.least + other.least,
    widths: one.widths + other.widths,
    widest: Math.max(one.widest, other.widest),
    answered: one.answered + other.answered,
    changed: one.changed + other.changed,
  }
}

/**
 * How many of these groups together, told beside the bands of the groups and telling nothing about any of them that its own band
 * does not: each keeps its least count when all others have their most, and its most when all others have their least.
 * It uses up to `spare` of what the bands leave open; a first step is too fine for a group whose band holds six counts.
 * Worked out at the size of the launch, so that it only moves when someone answers; never below what is told of the groups.
 */
export function totalOf(parts: TotalParts): number {
  return Math.max(parts.least + beyondLeast(parts), parts.told)
}

function beyondLeast({ least, widths, widest, answered }: TotalParts): number {
  const beyond = inSteps(Math.min(answered - least, widths - widest))
  return beyond === STEP && widest === STEP ? 0 : beyond
}

/** The most that can have answered where a total of 0 is told. */
export function mostOfNone({ widths, widest, changed }: TotalParts): number {
  const first = widest === STEP ? 2 * STEP : STEP
  return changed + (widths - widest >= first ? first - 1 : widths)
}

export function totalBand(groups: readonly BandedGroup[]): ResponseBand {
  const invited = sum(groups.map((group) => group.invited))
  return { invited, answeredAtLeast: totalOf(groups.map(partsOf).reduce(addParts, NO_PARTS)) }
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
function widthOf(invited: number, answeredAtLeast: number): number {
  const isHighest = answeredAtLeast + STEP >= invited
  return isHighest ? invited - answeredAtLeast : STEP - 1
}

const inSteps = (count: number) => Math.floor(count / STEP) * STEP

const sum = (counts: number[]) => counts.reduce((total, count) => total + count, 0)

import { normalQuantile } from './distributions.ts'
import { missing, type Outcome, sound } from './outcome.ts'

const Z = normalQuantile(0.975)

/** Until there are own figures; whoever shows them says so (scoring.md section 8). On the scale of 0–100. */
export const ASSUMED = { sd: 18, reliability: 0.75 }

/**
 * Standard error of measurement of one person's score, in the unit of `sd`. The reliability is at most 1 and may be negative;
 * `too_few` when there is no such reliability.
 */
export function measurementError(sd: number, reliability: number): Outcome<number> {
  return reliability > 1 ? missing('too_few') : sound(Math.abs(sd) * Math.sqrt(1 - reliability))
}

interface Band {
  margin: number
  /** Clipped to 0–100. */
  band: [number, number]
}

/** 95 % band of one person's score of 0–100. */
export function personalBand(score: number, error: number): Outcome<Band> {
  const margin = Z * error
  return sound({ margin, band: [Math.max(0, score - margin), Math.min(100, score + margin)] })
}

/** A change of one person between two moments is real above this (Jacobson & Truax 1991). */
export function smallestRealChange(error: number): Outcome<number> {
  return sound(Z * Math.SQRT2 * error)
}

/** Two components of one person, with the same sd, differ above this. `too_few` when a reliability is above 1. */
export function smallestRealDifference(sd: number, first: number, second: number): Outcome<number> {
  if (first > 1 || second > 1) return missing('too_few')
  return sound(Z * Math.abs(sd) * Math.sqrt(2 - first - second))
}

interface Component {
  component: string
  /** 0–100; null = no score. */
  score: number | null
}

/**
 * Which components may be worth looking at: at most the two lowest, each only if it lies below the person's own mean by
 * more than the margin of the band. Lowest first, ties in the order given. None is "no clear difference".
 */
export function worthLookingAt(components: readonly Component[], margin: number): string[] {
  const scored = components.flatMap(({ component, score }) => (score === null ? [] : [{ component, score }]))
  const mean = scored.reduce((sum, { score }) => sum + score, 0) / scored.length
  return scored
    .toSorted((a, b) => a.score - b.score)
    .slice(0, 2)
    .filter(({ score }) => mean - score > margin)
    .map(({ component }) => component)
}

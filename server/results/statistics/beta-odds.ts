import { betaPower, incompleteBeta } from './incomplete-beta.ts'

/** P(X/(1 − X) ≤ odds) for X with a beta distribution (a, b > 0), odds ≥ 0: t² / df and F·d1/d2 are such odds. */
export function lowerOdds(odds: number, a: number, b: number): number {
  return incompleteBeta(shareOf(odds), a, b, 1 / (1 + odds))
}

/** The rest of the probability, with all its digits when it is tiny. */
export function upperOdds(odds: number, a: number, b: number): number {
  return incompleteBeta(1 / (1 + odds), b, a, shareOf(odds))
}

const shareOf = (odds: number) => (odds > 1 ? 1 / (1 + 1 / odds) : odds / (1 + odds))

/** e to this power, and to minus this power, is still a number. */
const FURTHEST = 700

/**
 * The odds with `lower` below and `upper` above (together 1; the smaller one is used): Newton's method on the logarithm
 * of that probability along the logarithm of the odds, kept inside a bracket that halves. Capped at e^±700.
 */
export function oddsQuantile(lower: number, upper: number, a: number, b: number): number {
  const tail = lower <= upper ? lowerOdds : upperOdds
  const direction = lower <= upper ? 1 : -1
  const wanted = Math.log(Math.min(lower, upper))
  let [low, high] = [-FURTHEST, FURTHEST]
  let logOdds = Math.log(a / b)
  for (let step = 0; step < 200; step++) {
    const odds = Math.exp(logOdds)
    const probability = tail(odds, a, b)
    const short = direction * (wanted - Math.log(probability))
    if (short > 0) low = logOdds
    else high = logOdds
    const newton = logOdds + (short * probability) / betaPower(shareOf(odds), a, b, 1 / (1 + odds))
    const next = newton >= low && newton <= high ? newton : (low + high) / 2
    if (Math.abs(next - logOdds) <= 1e-15 * Math.max(1, Math.abs(next))) return Math.exp(next)
    logOdds = next
  }
  return Math.exp(logOdds)
}

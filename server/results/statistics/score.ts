import { missing, type Outcome, sound } from './outcome.ts'

/** The points of the answer scale, whole numbers, min < max. */
export interface Scale {
  min: number
  max: number
}

/** A person has a score from `max(items, ceil(share × asked))` answers on (scoring.md section 2). */
interface HalfRule {
  share: number
  items: number
}
const HALF_RULE: HalfRule = { share: 0.5, items: 2 }

/** Turns the scale round for a reverse item; twice gives the answer back. */
export function recode(answer: number, reverse: boolean, scale: Scale): number {
  return reverse ? scale.min + scale.max - answer : answer
}

export function answersNeeded(asked: number, rule: HalfRule = HALF_RULE): number {
  return Math.max(rule.items, Math.ceil(asked * rule.share))
}

/**
 * Mean of recoded answers → 0–100 (POMP; Cohen, Cohen, Aiken & West 1999). Linear, so it may come before or after
 * averaging.
 */
export function toHundred(mean: number, scale: Scale): number {
  return (100 * (mean - scale.min)) / (scale.max - scale.min)
}

/**
 * One person on one dimension, 0–100: the mean of the recoded answers that were given. `answers` and `reverse` run parallel
 * over the items asked of this perspective; null = skipped or not applicable. `too_few` below the half rule.
 */
export function personScore(
  answers: readonly (number | null)[],
  reverse: readonly boolean[],
  scale: Scale,
  rule: HalfRule = HALF_RULE,
): Outcome<number> {
  let total = 0
  let answered = 0
  answers.forEach((answer, index) => {
    if (answer === null) return
    total += recode(answer, reverse[index] ?? false, scale)
    answered += 1
  })
  if (answered < answersNeeded(answers.length, rule)) return missing('too_few')
  return sound(toHundred(total / answered, scale))
}

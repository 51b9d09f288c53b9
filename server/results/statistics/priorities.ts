/** The score that is strived for; agreed before launch (scoring.md section 12). */
export const TARGET = 75
/** How much a point counts that professionals score above clients, beside a point below the target. */
export const GAP_WEIGHT = 0.5
/** Topics less than this share of the higher one apart are about equal. */
export const ABOUT_EQUAL = 0.2

export interface Topic {
  dimension: string
  /** 0–100 */
  score: number
  /** Share of respondents who chose it, 0..1. */
  importance: number
  /** professional − client on shared items; null when one of them may not be published. */
  perspectiveGap: number | null
  clientScore: number | null
  /** 95 % interval of the score; null when there is none. */
  interval: readonly [number, number] | null
}

interface Ranked extends Topic {
  rank: number
  priority: number
  aboutEqualToNext: boolean
}

/**
 * P = importance × (shortfall from the target + half of what professionals score above clients), highest first. Ties: lower
 * client score, then the order given. Inspired by importance-performance analysis (Martilla & James 1977).
 */
export function rankTopics(topics: readonly Topic[], target = TARGET): Ranked[] {
  const ranked = topics
    .map((topic) => ({ ...topic, priority: priorityOf(topic, target) }))
    .sort((a, b) => b.priority - a.priority || clientFirst(a) - clientFirst(b))
  return ranked.map((topic, index) => {
    const next = ranked[index + 1]
    return { ...topic, rank: index + 1, aboutEqualToNext: next !== undefined && aboutEqual(topic, next) }
  })
}

function priorityOf({ score, importance, perspectiveGap }: Topic, target: number): number {
  return importance * (Math.max(0, target - score) + GAP_WEIGHT * Math.max(0, perspectiveGap ?? 0))
}

const clientFirst = ({ clientScore }: Topic) => clientScore ?? 101

/** Less than 20 % apart (of the higher one), or intervals of the scores that overlap. */
function aboutEqual(higher: Topic & { priority: number }, lower: Topic & { priority: number }): boolean {
  const apart = higher.priority - lower.priority
  return apart === 0 || apart < ABOUT_EQUAL * higher.priority || overlap(higher.interval, lower.interval)
}

function overlap(a: Topic['interval'], b: Topic['interval']): boolean {
  return a !== null && b !== null && a[0] <= b[1] && b[0] <= a[1]
}

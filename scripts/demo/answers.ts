import type { Questionnaire } from '#server/responses/contract.ts'
import type { Chance } from './chance.ts'

export interface Mood {
  /** Score from 0 to 100 around which this group answers, per dimension. */
  level: (dimensionId: string) => number
  /** Dimensions that this group finds most pressing. */
  pressing: readonly string[]
  /** Items where a high answer means a low score. */
  reverse: ReadonlySet<string>
  remarks: { keep: readonly string[]; improve: readonly string[] }
}

/** One person's answers: own level, spread per item, some skipped, reverse items the other way round. */
export function answersOf(questionnaire: Questionnaire, mood: Mood, chance: Chance) {
  const person = chance.normal() * 11
  const answers: Record<string, number | 'na' | null> = {}
  for (const { id: dimensionId, items } of questionnaire.dimensions) {
    const level = mood.level(dimensionId) + person + chance.normal() * 8
    for (const { id } of items)
      answers[id] = answer(level + chance.normal() * 17, mood.reverse.has(id), chance)
  }
  const ids = questionnaire.dimensions.map(({ id }) => id)
  const importance = mood.pressing
    .filter((id) => ids.includes(id) && chance.happens(0.62))
    .concat(ids.filter((id) => !mood.pressing.includes(id) && chance.happens(0.12)))
    .slice(0, 3)
  const comments: Record<string, string> = {}
  const keep = chance.happens(0.18) && chance.pick(mood.remarks.keep)
  const improve = chance.happens(0.25) && chance.pick(mood.remarks.improve)
  if (keep) comments['OPEN-KEEP'] = keep
  if (improve) comments['OPEN-IMPROVE'] = improve
  return { answers, importance, comments }
}

function answer(score: number, reverse: boolean, chance: Chance): number | 'na' | null {
  if (chance.happens(0.02)) return null
  if (chance.happens(0.03)) return 'na'
  const point = Math.min(5, Math.max(1, Math.round(1 + score / 25)))
  return reverse ? 6 - point : point
}

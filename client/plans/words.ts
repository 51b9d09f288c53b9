import type { Action, Figures, Plan } from '#server/plans/contract.ts'
import { inLanguage, t } from '../text/text.ts'
import { formatPercent, formatShortDate } from '../ui/format.ts'

export function topicOf({ dimensions }: Pick<Plan, 'dimensions'>, dimensionId: string): string {
  return inLanguage(dimensions.find(({ id }) => id === dimensionId)?.title)
}

/** "7 of 12 due: 58 %, 32–81 %", in a sentence; one action is no rate. */
export function completionWords({ completion }: Figures): string {
  if (completion.state === 'none') return t('plans.figures.none')
  const { done, due, share, low, high } = completion
  if (due === 1) {
    const state = t(done === 1 ? 'plans.figures.isDone' : 'plans.figures.isNotDone')
    return t('plans.figures.completionOne', { state })
  }
  const shares = { share: formatPercent(share), low: formatPercent(low), high: formatPercent(high) }
  return t('plans.figures.completion', { done, due, ...shares })
}

export function ownerWords({ owner }: Pick<Action, 'owner'>): string {
  return owner?.name ?? t('plans.card.noOwner')
}

export function dueWords({ dueOn }: Pick<Action, 'dueOn'>): string {
  return dueOn ? t('plans.card.due', { date: formatShortDate(dueOn) }) : ''
}

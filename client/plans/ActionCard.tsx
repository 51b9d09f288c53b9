import type { Action, EventKind, Plan } from '#server/plans/contract.ts'
import { t } from '../text/text.ts'
import { Badge } from '../ui/Badge.tsx'
import { MoveMenu } from './MoveMenu.tsx'
import { isOpen } from './steps.ts'
import { dueWords, ownerWords, topicOf } from './words.ts'

interface ActionCardProps {
  plan: Plan
  action: Action
  onStep: (kind: EventKind) => void
}

export function ActionCard({ plan, action, onStep }: ActionCardProps) {
  const { checks, prerequisites, late, status } = action
  const done = checks.filter((check) => check.done).length
  const open = prerequisites.filter(({ state }) => state === 'open').length
  return (
    <article class={late ? 'action-card action-late' : 'action-card'} data-action={action.id}>
      <h4>
        <a href={actionPath(action)} draggable={false}>
          {action.title}
        </a>
      </h4>
      <p class="action-topic">{topicOf(plan, action.dimensionId)}</p>
      <p class="action-facts">
        <span>{ownerWords(action)}</span>
        {action.dueOn && <span>{dueWords(action)}</span>}
        {checks.length > 0 && <span>{t('plans.card.checks', { done, total: checks.length })}</span>}
      </p>
      {(late || (open > 0 && isOpen(status) && status !== 'started')) && (
        <p class="action-facts">
          {late && <Badge tone="chance">{t('plans.card.late')}</Badge>}
          {open > 0 && <Badge>{t('plans.card.needsFirst', { count: open })}</Badge>}
        </p>
      )}
      <div class="action-menu">
        <MoveMenu action={action} onStep={onStep} />
      </div>
    </article>
  )
}

function actionPath({ planId, id }: Pick<Action, 'planId' | 'id'>): string {
  return `/plans/${planId}/actions/${id}`
}

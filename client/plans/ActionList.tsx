import type { Action, ActionStatus, EventKind, Plan } from '#server/plans/contract.ts'
import { t } from '../text/text.ts'
import { ActionCard } from './ActionCard.tsx'

interface ActionListProps {
  plan: Plan
  actions: Action[]
  onStep: (action: Action, kind: EventKind) => void
}

/** What asks for attention first: work in hand, then what comes, then what is over. */
const ORDER: readonly ActionStatus[] = ['started', 'planned', 'proposed', 'done', 'confirmed', 'stopped']

export function ActionList({ plan, actions, onStep }: ActionListProps) {
  const groups = ORDER.map((status) => ({ status, own: inOrder(actions, status) }))
  return (
    <div class="action-list">
      {groups
        .filter(({ own }) => own.length > 0)
        .map(({ status, own }) => (
          <section key={status}>
            <h3>
              {t(`plans.status.${status}`)} <span class="hint">{own.length}</span>
            </h3>
            <ul class="board-cards">
              {own.map((action) => (
                <li key={action.id}>
                  <ActionCard plan={plan} action={action} onStep={(kind) => onStep(action, kind)} />
                </li>
              ))}
            </ul>
          </section>
        ))}
    </div>
  )
}

function inOrder(actions: Action[], status: ActionStatus): Action[] {
  const due = ({ dueOn }: Action) => dueOn ?? '9999-12-31'
  return actions.filter((action) => action.status === status).toSorted((a, b) => due(a).localeCompare(due(b)))
}

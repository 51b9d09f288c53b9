import { useState } from 'preact/hooks'
import type { Action, ActionStatus, EventKind, Plan } from '#server/plans/contract.ts'
import { t } from '../text/text.ts'
import { ActionCard } from './ActionCard.tsx'
import { COLUMNS, stepsFor, stepTo } from './steps.ts'

interface BoardProps {
  plan: Plan
  actions: Action[]
  onStep: (action: Action, kind: EventKind) => void
}

/** One column per status; a card moves by dragging or through its menu. */
export function Board({ plan, actions, onStep }: BoardProps) {
  const [dragged, setDragged] = useState<Action>()
  const column = (status: ActionStatus) => (
    <Column
      key={status}
      status={status}
      plan={plan}
      actions={actions.filter((action) => action.status === status)}
      dragged={dragged}
      onDrag={setDragged}
      onStep={onStep}
    />
  )
  const hasStopped = actions.some(({ status }) => status === 'stopped')
  return (
    <div class="board-place">
      <div class="board">{COLUMNS.map(column)}</div>
      {(hasStopped || dragged) && <div class="board board-stopped">{column('stopped')}</div>}
    </div>
  )
}

interface ColumnProps extends BoardProps {
  status: ActionStatus
  dragged: Action | undefined
  onDrag: (action: Action | undefined) => void
}

function Column({ status, plan, actions, dragged, onDrag, onStep }: ColumnProps) {
  const step = dragged && stepTo(dragged, status)
  const drop = (event: DragEvent) => {
    event.preventDefault()
    if (dragged && step) onStep(dragged, step)
    onDrag(undefined)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dragging is extra; the menu of each card does the same by keyboard.
    <section
      class={step ? 'board-column board-open' : 'board-column'}
      onDragOver={(event) => step && event.preventDefault()}
      onDrop={drop}
    >
      <h3>
        {t(`plans.status.${status}`)} <span class="hint">{actions.length}</span>
      </h3>
      <ul class="board-cards">
        {actions.map((action) => (
          <li
            key={action.id}
            draggable={stepsFor(action).length > 0}
            onDragStart={(event) => {
              event.dataTransfer?.setData('text/plain', action.title)
              onDrag(action)
            }}
            onDragEnd={() => onDrag(undefined)}
          >
            <ActionCard plan={plan} action={action} onStep={(kind) => onStep(action, kind)} />
          </li>
        ))}
      </ul>
    </section>
  )
}

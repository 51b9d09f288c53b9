import type { Action, EventKind } from '#server/plans/contract.ts'
import { t } from '../text/text.ts'
import { Icon } from '../ui/Icon.tsx'
import { Menu } from '../ui/Menu.tsx'
import { stepsFor } from './steps.ts'

interface MoveMenuProps {
  action: Action
  onStep: (kind: EventKind) => void
}

/** The same steps as by dragging, for keyboard, touch and screen reader. */
export function MoveMenu({ action, onStep }: MoveMenuProps) {
  const steps = stepsFor(action)
  if (steps.length === 0) return null
  return (
    <Menu
      label={t('plans.move.menuFor', { title: action.title })}
      opener={
        <>
          {t('plans.move.menu')} <Icon name="down" />
        </>
      }
    >
      {steps.map((kind) => (
        <button key={kind} type="button" class="button button-quiet" onClick={() => onStep(kind)}>
          {t(`plans.move.${kind}`)}
        </button>
      ))}
    </Menu>
  )
}

import { useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import type { Action, EventKind, Plan } from '#server/plans/contract.ts'
import { inLanguage, t } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Checkbox, Select } from '../ui/Field.tsx'
import { ActionList } from './ActionList.tsx'
import { Board } from './Board.tsx'
import { type Choice, isFiltered, matching, NOBODY, ownersOf, pathWith } from './filters.ts'
import { StepDialog } from './StepDialog.tsx'

interface ActionsProps {
  plan: Plan
  choice: Choice
  reload: () => void
}

export function Actions({ plan, choice, reload }: ActionsProps) {
  const [step, setStep] = useState<{ action: Action; kind: EventKind }>()
  const [moved, setMoved] = useState('')
  const actions = matching(plan.actions, choice)
  const views = { board: Board, list: ActionList }
  const View = views[choice.view]
  const close = () => {
    const menu = `[data-action="${step?.action.id}"] .menu > button`
    setStep(undefined)
    requestAnimationFrame(() => document.querySelector<HTMLElement>(menu)?.focus())
  }
  return (
    <section class="actions" aria-labelledby="actions-title">
      <header class="actions-header">
        <h2 id="actions-title">{t('plans.actions.title')}</h2>
        {plan.actions.length > 0 && <ViewSwitch choice={choice} />}
      </header>
      {plan.actions.length > 0 && <Filters plan={plan} choice={choice} shown={actions.length} />}
      <p class="visually-hidden" role="status">
        {moved}
      </p>
      {plan.actions.length === 0 && (
        <EmptyState title={t('plans.actions.none')}>
          <p>{t(plan.mayChange ? 'plans.actions.noneWhat' : 'plans.actions.noneManager')}</p>
        </EmptyState>
      )}
      {actions.length > 0 && (
        <View plan={plan} actions={actions} onStep={(action, kind) => setStep({ action, kind })} />
      )}
      {step && (
        <StepDialog
          plan={plan}
          {...step}
          onCancel={close}
          onDone={({ title, status }) => {
            setMoved(t('plans.move.moved', { title, status: t(`plans.status.${status}`) }))
            close()
            reload()
          }}
        />
      )}
    </section>
  )
}

function useChange() {
  const { path, query, route } = useLocation()
  return (changes: Record<string, string>) => route(pathWith(path, query, changes), true)
}

function ViewSwitch({ choice }: { choice: Choice }) {
  const change = useChange()
  return (
    <fieldset class="view-switch" aria-label={t('plans.actions.view')}>
      {(['board', 'list'] as const).map((view) => (
        <button key={view} type="button" aria-pressed={view === choice.view} onClick={() => change({ view })}>
          {t(`plans.actions.${view}`)}
        </button>
      ))}
    </fieldset>
  )
}

function Filters({ plan, choice, shown }: { plan: Plan; choice: Choice; shown: number }) {
  const change = useChange()
  const topics = plan.dimensions.filter(({ id }) =>
    plan.actions.some(({ dimensionId }) => dimensionId === id),
  )
  const owners = ownersOf(plan.actions).map((name) => ({ value: name, label: name }))
  return (
    <div class="filters">
      <Select
        label={t('plans.actions.owner')}
        value={choice.owner}
        placeholder={t('plans.actions.everyone')}
        onChange={(owner) => change({ owner })}
        options={[...owners, { value: NOBODY, label: t('plans.actions.nobody') }]}
      />
      <Select
        label={t('plans.actions.topic')}
        value={choice.topic}
        placeholder={t('plans.actions.everything')}
        onChange={(topic) => change({ topic })}
        options={topics.map(({ id, title }) => ({ value: id, label: inLanguage(title) }))}
      />
      <Checkbox
        label={t('plans.actions.lateOnly')}
        checked={choice.late}
        onChange={(late) => change({ late: late ? '1' : '' })}
      />
      {isFiltered(choice) && (
        <p class="filters-found" role="status">
          {shown === 0 ? t('plans.actions.noMatch') : t('plans.actions.shown', { count: shown })}{' '}
          <Button kind="quiet" onClick={() => change({ owner: '', topic: '', late: '' })}>
            {t('plans.actions.showAll')}
          </Button>
        </p>
      )}
    </div>
  )
}

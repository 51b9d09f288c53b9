import { useState } from 'preact/hooks'
import type { Action, EventKind, Plan } from '#server/plans/contract.ts'
import { ApiError, actionCalendarPath, changeChecks, getPlan, getPlanChanges } from '../api.ts'
import { VerdictLine } from '../follow-ups/VerdictLine.tsx'
import { ConceptLabel } from '../results/ConceptLabel.tsx'
import { t } from '../text/text.ts'
import { Badge } from '../ui/Badge.tsx'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { formatDate } from '../ui/format.ts'
import { Loaded } from '../ui/Loaded.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Page } from '../ui/Page.tsx'
import { Steps } from '../ui/Steps.tsx'
import { ActionForm } from './ActionForm.tsx'
import { CheckList } from './CheckList.tsx'
import { History } from './History.tsx'
import { OwnerLinkCard } from './OwnerLinkCard.tsx'
import { Prerequisites, WaiveDialog } from './Prerequisites.tsx'
import { StepDialog } from './StepDialog.tsx'
import { COLUMNS, isOpen, stepsFor } from './steps.ts'
import { topicOf } from './words.ts'
import './plans.css'
import '../follow-ups/follow-ups.css'

interface ActionPageProps {
  planId: string
  actionId: string
}

export function ActionPage({ planId, actionId }: ActionPageProps) {
  return (
    <Loaded wholePage name={`action ${actionId}`} load={() => getPlan(planId)}>
      {(plan, reload) => {
        const action = plan.actions.find(({ id }) => id === actionId)
        return action ? <ReadyAction plan={plan} action={action} reload={reload} /> : <Gone plan={plan} />
      }}
    </Loaded>
  )
}

interface PartProps {
  plan: Plan
  action: Action
  reload: () => void
}

function Gone({ plan }: { plan: Plan }) {
  return (
    <Page title={t('plans.action.title')} breadcrumb={crumbs(plan)}>
      <Notice kind="error">
        <p>{t('plans.action.gone')}</p>
      </Notice>
    </Page>
  )
}

function crumbs({ id, mainQuestion, scan }: Plan) {
  return [
    { label: t('plans.title'), href: '/plans' },
    { label: mainQuestion || t('plans.list.noQuestion', { title: scan.title }), href: `/plans/${id}` },
  ]
}

function ReadyAction({ plan, action, reload }: PartProps) {
  const [step, setStep] = useState<EventKind>()
  return (
    <Page
      title={action.title}
      purpose={t('plans.action.purpose', { topic: topicOf(plan, action.dimensionId) })}
      breadcrumb={crumbs(plan)}
    >
      <Standing action={action} onStep={setStep} />
      {action.prerequisites.length > 0 && <First plan={plan} action={action} reload={reload} />}
      <div class="cards">
        <Facts plan={plan} action={action} reload={reload} />
        <Checks action={action} reload={reload} />
      </div>
      {plan.mayChange && action.owner && <OwnerLinkCard action={action} reload={reload} />}
      {(action.status === 'done' || action.status === 'confirmed') && <Since plan={plan} action={action} />}
      <Card title={t('plans.history.title')}>
        <History lines={action.history} />
      </Card>
      {step && (
        <StepDialog
          key={step}
          plan={plan}
          action={action}
          kind={step}
          onCancel={() => setStep(undefined)}
          onDone={() => {
            setStep(undefined)
            reload()
          }}
        />
      )}
    </Page>
  )
}

function Standing({ action, onStep }: { action: Action; onStep: (kind: EventKind) => void }) {
  const { status, late, evidence, stopReason } = action
  const at = COLUMNS.indexOf(status as (typeof COLUMNS)[number])
  const [first, ...others] = stepsFor(action)
  return (
    <Card
      title={t('plans.action.steps')}
      action={late && <Badge tone="chance">{t('plans.card.late')}</Badge>}
    >
      {status === 'stopped' ? (
        <p>
          <Badge>{t('plans.status.stopped')}</Badge>
        </p>
      ) : (
        <Steps
          label={t('plans.action.steps')}
          steps={COLUMNS.map((name, place) => ({
            label: t(`plans.status.${name}`),
            state: place < at ? 'done' : place === at ? 'current' : 'ahead',
          }))}
        />
      )}
      {stopReason && <Said label={t('plans.action.stopReason')} words={stopReason} />}
      {evidence && <Said label={t('plans.action.evidence')} words={evidence} />}
      <div class="buttons">
        {first && (
          <Button kind="primary" onClick={() => onStep(first)}>
            {t(`plans.move.${first}`)}
          </Button>
        )}
        {[...others, 'note' as const].map((kind) => (
          <Button key={kind} onClick={() => onStep(kind)}>
            {t(`plans.move.${kind}`)}
          </Button>
        ))}
      </div>
    </Card>
  )
}

function Said({ label, words }: { label: string; words: string }) {
  return (
    <p>
      <strong>{label}</strong>
      <br />
      <span class="as-typed">{words}</span>
    </p>
  )
}

function First({ plan, action, reload }: PartProps) {
  const [waiving, setWaiving] = useState<string>()
  const isOpen = action.prerequisites.some(({ state }) => state === 'open')
  const words = plan.mayChange ? 'plans.prerequisites.what' : 'plans.prerequisites.askMessenger'
  return (
    <Card title={t('plans.prerequisites.title')}>
      {isOpen && <p>{t(words)}</p>}
      <Prerequisites
        prerequisites={action.prerequisites}
        {...(plan.mayChange ? { onWaive: setWaiving } : {})}
      />
      {waiving && (
        <WaiveDialog
          action={action}
          libraryActionId={waiving}
          onCancel={() => setWaiving(undefined)}
          onDone={() => {
            setWaiving(undefined)
            reload()
          }}
        />
      )}
    </Card>
  )
}

function Facts({ plan, action, reload }: PartProps) {
  const [editing, setEditing] = useState(false)
  const edit = isEditable(action) && !editing && (
    <Button kind="quiet" icon="edit" onClick={() => setEditing(true)}>
      {t('plans.action.edit')}
    </Button>
  )
  return (
    <Card title={t('plans.action.words')} action={edit}>
      {editing && isEditable(action) ? (
        <ActionForm
          plan={plan}
          action={action}
          onCancel={() => setEditing(false)}
          onSaved={() => {
            setEditing(false)
            reload()
          }}
        />
      ) : (
        <FactList action={action} />
      )}
      {action.may.change && !isOpen(action.status) && <p class="hint">{t('plans.action.ended')}</p>}
    </Card>
  )
}

/** What has ended is opened again before it changes. */
function isEditable({ may, status }: Action): boolean {
  return may.change && isOpen(status)
}

function FactList({ action: { id, description, owner, dueOn, unit } }: { action: Action }) {
  return (
    <>
      <p class={description ? 'as-typed' : 'hint'}>{description || t('plans.action.nothing')}</p>
      <dl class="facts">
        <dt>{t('plans.action.field.ownerName')}</dt>
        <dd>
          {owner ? [owner.name, owner.email].filter(Boolean).join(', ') : t('plans.action.ownerNobody')}
        </dd>
        <dt>{t('plans.action.field.dueOn')}</dt>
        <dd>{formatDate(dueOn)}</dd>
        <dt>{t('plans.action.field.unitId')}</dt>
        <dd>{unit?.name ?? t('plans.action.wholeOrganisation')}</dd>
      </dl>
      {dueOn && (
        <div class="buttons">
          <Button kind="quiet" icon="calendar" href={actionCalendarPath(id)} download="action.ics">
            {t('plans.action.calendar')}
          </Button>
        </div>
      )}
    </>
  )
}

function Checks({ action, reload }: Omit<PartProps, 'plan'>) {
  return (
    <Card title={t('plans.checks.title')}>
      <CheckList
        checks={action.checks}
        mayChange={isEditable(action)}
        save={(checks) => changeChecks(action.id, { version: action.version, checks }).finally(reload)}
      />
    </Card>
  )
}

/** What a later scan says about the topic of this action. */
function Since({ plan, action }: { plan: Plan; action: Action }) {
  const load = () =>
    getPlanChanges(plan.id).catch((error: unknown) => {
      if (error instanceof ApiError && error.status === 404) return { scan: null, actions: [] }
      throw error
    })
  return (
    <Card title={t('plans.action.change.title')}>
      <Loaded name={`changes ${plan.id}`} load={load}>
        {({ scan, actions }) => {
          const judged = actions.find(({ actionId }) => actionId === action.id)
          if (!judged || !scan) return <p>{t('plans.action.change.none')}</p>
          return (
            <>
              <VerdictLine judged={judged} />
              <p>
                <ConceptLabel status={scan.validation} />
              </p>
            </>
          )
        }}
      </Loaded>
    </Card>
  )
}

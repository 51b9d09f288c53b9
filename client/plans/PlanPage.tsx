import { useLocation } from 'preact-iso'
import type { Plan } from '#server/plans/contract.ts'
import { getPlan, planCalendarPath } from '../api.ts'
import { ConceptLabel } from '../results/ConceptLabel.tsx'
import { t } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { closingDay, formatDate } from '../ui/format.ts'
import { Loaded } from '../ui/Loaded.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Page } from '../ui/Page.tsx'
import { Actions } from './Actions.tsx'
import { FigureStrip } from './FigureStrip.tsx'
import { pathWith, readChoice } from './filters.ts'
import { Questions } from './Questions.tsx'
import { SuggestionPanel } from './SuggestionPanel.tsx'
import { goToTopics, Topics } from './Topics.tsx'
import './plans.css'

export function PlanPage({ planId }: { planId: string }) {
  return (
    <Loaded wholePage name={`plan ${planId}`} load={() => getPlan(planId)}>
      {(plan, reload) => <ReadyPlan plan={plan} reload={reload} />}
    </Loaded>
  )
}

function ReadyPlan({ plan, reload }: { plan: Plan; reload: () => void }) {
  const { path, query, route } = useLocation()
  const choice = readChoice(query, globalThis.matchMedia?.('(max-width: 60rem)').matches ?? false)
  const open = (dimension: string) => route(pathWith(path, query, { dimension }))
  const { title, closedAt } = plan.scan
  const known = plan.dimensions.some(({ id }) => id === choice.dimension)
  return (
    <Page
      title={t('plans.plan.title')}
      purpose={t('plans.plan.purpose', { title, date: formatDate(closingDay(closedAt)) })}
      action={<PlanDeeds plan={plan} />}
    >
      <p>
        <ConceptLabel status={plan.scan.validation} />
      </p>
      {plan.followUpScanId && (
        <p>
          <a href={`/scans/${plan.followUpScanId}/follow-up`}>{t('plans.plan.followUp')}</a>
        </p>
      )}
      {!plan.mayChange && <Notice>{t('plans.plan.readOnly')}</Notice>}
      {known && plan.mayChange && (
        <SuggestionPanel
          plan={plan}
          dimensionId={choice.dimension}
          onAdded={reload}
          onClose={() => open('')}
        />
      )}
      <Questions plan={plan} onSaved={reload} />
      {plan.actions.length > 0 && <FigureStrip figures={plan.figures} />}
      {plan.actions.length === 0 && <Topics plan={plan} onChoose={open} onSaved={reload} />}
      <Actions plan={plan} choice={choice} reload={reload} />
      {plan.actions.length > 0 && <Topics plan={plan} onChoose={open} onSaved={reload} />}
    </Page>
  )
}

function PlanDeeds({ plan }: { plan: Plan }) {
  return (
    <div class="buttons">
      {plan.mayChange && (
        <Button kind="primary" icon="plus" onClick={goToTopics}>
          {t('plans.topics.choose')}
        </Button>
      )}
      {plan.actions.some(({ dueOn }) => dueOn) && (
        <Button icon="calendar" href={planCalendarPath(plan.id)} download="plan.ics">
          {t('plans.plan.calendar')}
        </Button>
      )}
    </div>
  )
}

import { useEffect } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import type { PlanSummary, Plans } from '#server/plans/contract.ts'
import { listPlans, startPlan } from '../api.ts'
import { inLanguage, t } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { closingDay, formatDate } from '../ui/format.ts'
import { Loaded } from '../ui/Loaded.tsx'
import { ErrorNotice } from '../ui/Notice.tsx'
import { Page } from '../ui/Page.tsx'
import { useSignedIn } from '../ui/session.ts'
import { useSubmit } from '../ui/use-submit.ts'
import { FigureStrip } from './FigureStrip.tsx'
import { pathWith } from './filters.ts'
import './plans.css'

export function PlansPage() {
  return (
    <Page title={t('plans.title')} purpose={t('plans.purpose')}>
      <Loaded name="plans" load={listPlans}>
        {(plans) => <ReadyPlans plans={plans} />}
      </Loaded>
    </Page>
  )
}

function ReadyPlans({ plans: { plans, withoutPlan } }: { plans: Plans }) {
  const isMessenger = useSignedIn()?.role === 'messenger'
  const wanted = useWanted(plans, isMessenger)
  if (wanted.busy) return null
  if (plans.length === 0 && (withoutPlan.length === 0 || !isMessenger))
    return <NoPlans isMessenger={isMessenger} />
  return (
    <div class="stack">
      <ErrorNotice error={wanted.error} />
      {plans.map((plan) => (
        <PlanCard key={plan.id} plan={plan} />
      ))}
      {isMessenger && withoutPlan.map((scan) => <WithoutPlan key={scan.id} scan={scan} />)}
    </div>
  )
}

/** The results lead here with a scan and a topic: straight on to the plan, which is made when it is not there yet. */
function useWanted(plans: PlanSummary[], mayStart: boolean) {
  const { query, route } = useLocation()
  const { scan = '', dimension = '' } = query
  const { busy, error, submit } = useSubmit(async () => {
    const known = plans.find((plan) => plan.scan.id === scan)?.id
    const id = known ?? (await startPlan(scan)).id
    route(pathWith(`/plans/${id}`, {}, { dimension }), true)
  })
  const wanted = scan !== '' && (mayStart || plans.some((plan) => plan.scan.id === scan))
  useEffect(() => {
    if (wanted) submit()
  }, [wanted, scan])
  return { busy: busy || (wanted && error === undefined), error }
}

function NoPlans({ isMessenger }: { isMessenger: boolean }) {
  return (
    <EmptyState
      title={t('plans.list.empty')}
      action={isMessenger && <Button href="/scans">{t('plans.list.toScans')}</Button>}
    >
      <p>{t(isMessenger ? 'plans.list.emptyWhat' : 'plans.list.emptyManager')}</p>
    </EmptyState>
  )
}

function PlanCard({ plan: { id, mainQuestion, scan, figures } }: { plan: PlanSummary }) {
  const title = mainQuestion || t('plans.list.noQuestion', { title: scan.title })
  return (
    <Card title={<a href={`/plans/${id}`}>{title}</a>}>
      <p class="hint">
        {t('plans.list.from', { title: scan.title, date: formatDate(closingDay(scan.closedAt)) })} ·{' '}
        {inLanguage(scan.instrument)}
      </p>
      <FigureStrip figures={figures} />
    </Card>
  )
}

function WithoutPlan({ scan }: { scan: Plans['withoutPlan'][number] }) {
  const { route } = useLocation()
  const { busy, error, submit } = useSubmit(async () => route(`/plans/${(await startPlan(scan.id)).id}`))
  return (
    <Card title={scan.title}>
      <p>{t('plans.list.withoutWhat', { date: formatDate(closingDay(scan.closedAt)) })}</p>
      <ErrorNotice error={error} />
      <div class="buttons">
        <Button
          kind="primary"
          busy={busy}
          label={t('plans.list.startFor', { title: scan.title })}
          onClick={submit}
        >
          {t('plans.list.start')}
        </Button>
        <Button href={`/scans/${scan.id}/results`}>{t('plans.list.toResults')}</Button>
      </div>
    </Card>
  )
}

import { useLocation } from 'preact-iso'
import type { Publication } from '#server/results/contract.ts'
import { type ApiError, getResults, listPlans, resultsCsvPath } from '../api.ts'
import { ComparedSection } from '../programme/ComparedSection.tsx'
import { GrantNotice } from '../programme/GrantNotice.tsx'
import { language, t } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { closingDay, formatDate } from '../ui/format.ts'
import { LoadFailed, Skeleton } from '../ui/Loaded.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Page } from '../ui/Page.tsx'
import { useSignedIn } from '../ui/session.ts'
import { useLoad } from '../ui/use-load.ts'
import { ChooseBar } from './ChooseBar.tsx'
import { ConceptLabel } from './ConceptLabel.tsx'
import { type Chosen, chosenFrom } from './chosen.ts'
import { HeatSection } from './HeatSection.tsx'
import { HowToRead } from './HowToRead.tsx'
import { ItemSection } from './ItemSection.tsx'
import { MinimumsLine, NothingReadable } from './NothingReadable.tsx'
import { Overview } from './Overview.tsx'
import { PaperHead } from './PaperHead.tsx'
import { PrioritySection } from './PrioritySection.tsx'
import { TopicSection } from './TopicSection.tsx'
import { usePaper } from './use-paper.ts'
import { ViewSection } from './ViewSection.tsx'
import './results.css'
import './heat.css'

type Answer = { state: 'published'; publication: Publication; mayPlan: boolean } | { state: 'not-yet' }

export function ResultsPage({ scanId }: { scanId: string }) {
  const isMessenger = useSignedIn()?.role === 'messenger'
  const [loading, reload] = useLoad(`results ${scanId}`, () => load(scanId, isMessenger))
  if (loading.state === 'ready') {
    const answer = loading.value
    return answer.state === 'published' ? (
      <Results publication={answer.publication} mayPlan={answer.mayPlan} />
    ) : (
      <NotYet scanId={scanId} />
    )
  }
  return (
    <Page title={t('results.title')}>
      {loading.state === 'loading' ? <Skeleton /> : <LoadFailed error={loading.error} onRetry={reload} />}
    </Page>
  )
}

async function load(scanId: string, isMessenger: boolean): Promise<Answer> {
  try {
    const publication = await getResults(scanId)
    return { state: 'published', publication, mayPlan: isMessenger || (await hasPlan(scanId)) }
  } catch (error) {
    if ((error as ApiError).code === 'not-published') return { state: 'not-yet' }
    throw error
  }
}

/** A messenger makes the plan that is not there yet; for anyone else a link to it would lead nowhere. */
async function hasPlan(scanId: string): Promise<boolean> {
  const { plans } = await listPlans().catch(() => ({ plans: [] }))
  return plans.some(({ scan }) => scan.id === scanId)
}

function NotYet({ scanId }: { scanId: string }) {
  const action = (
    <Button kind="primary" href={`/scans/${scanId}`}>
      {t('results.notYet.action')}
    </Button>
  )
  return (
    <Page title={t('results.title')}>
      <EmptyState title={t('results.notYet.title')} action={action}>
        <p>{t('results.notYet.words')}</p>
      </EmptyState>
    </Page>
  )
}

function Results({ publication, mayPlan }: { publication: Publication; mayPlan: boolean }) {
  const { unit, perspective } = useLocation().query
  const chosen = chosenFrom(publication, { unit, perspective })
  const { scan } = publication
  usePaper(publication)
  return (
    <Page
      title={scan.title}
      purpose={t('results.page.purpose', { date: formatDate(closingDay(scan.closedAt)) })}
      action={<TakeAway scanId={scan.id} />}
    >
      <PaperHead publication={publication} chosen={chosen} />
      <GrantNotice />
      {chosen ? <Dashboard chosen={chosen} mayPlan={mayPlan} /> : <NothingToRead publication={publication} />}
      <ComparedSection scanId={scan.id} />
      <HowToRead publication={publication} />
    </Page>
  )
}

function TakeAway({ scanId }: { scanId: string }) {
  return (
    <div class="buttons">
      <Button kind="quiet" href={`/scans/${scanId}/results/comments`}>
        {t('comments.read.title')}
      </Button>
      <Button
        kind="quiet"
        icon="download"
        href={resultsCsvPath(scanId, language())}
        download
        label={t('results.page.download')}
      >
        {t('results.page.csv')}
      </Button>
      <Button kind="quiet" icon="print" onClick={() => print()}>
        {t('common.print')}
      </Button>
    </div>
  )
}

export function NothingToRead({ publication }: { publication: Publication }) {
  return (
    <>
      <p>
        <ConceptLabel status={publication.instrument.validation.status} />
      </p>
      <NothingReadable publication={publication} />
    </>
  )
}

export function Dashboard({ chosen, mayPlan }: { chosen: Chosen; mayPlan: boolean }) {
  const { notices } = chosen.publication
  return (
    <>
      <ChooseBar chosen={chosen} />
      {notices.includes('units-only') && <p class="hint">{t('results.page.subtree')}</p>}
      <Overview chosen={chosen} mayPlan={mayPlan} />
      {notices.includes('more-answers-than-invited') && (
        <Notice kind="chance">
          <p>{t('results.page.moreThanInvited')}</p>
        </Notice>
      )}
      <TopicSection chosen={chosen} />
      <ViewSection chosen={chosen} />
      <HeatSection chosen={chosen} />
      <ItemSection chosen={chosen} />
      <PrioritySection chosen={chosen} mayPlan={mayPlan} />
      <MinimumsLine publication={chosen.publication} />
    </>
  )
}

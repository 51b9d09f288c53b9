import { useEffect } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import type { HomeState } from '#server/follow-ups/contract.ts'
import { getHome } from '../api.ts'
import { CommentsCard } from '../comments/CommentsCard.tsx'
import { t } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { closingDay, formatDate, formatShortDate } from '../ui/format.ts'
import { Loaded } from '../ui/Loaded.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Page } from '../ui/Page.tsx'
import { SixStopLine } from '../ui/SixStopLine.tsx'
import { type SignedIn, useSignedIn } from '../ui/session.ts'
import { NextStepCard } from './NextStepCard.tsx'
import { adviceOn } from './next-step.ts'
import { OfficerHome } from './OfficerHome.tsx'
import { PrepareList } from './PrepareList.tsx'
import './home.css'

export function HomePage() {
  const person = useSignedIn()
  if (!person) return null
  const { name, organisation } = person
  if (!organisation) return <OfficeHome person={person} />
  return (
    <Page
      title={t('home.welcome', { name })}
      purpose={t('home.purpose', { organisation: organisation.name })}
    >
      {person.secondFactor === 'office-waits' && <OfficeWaits />}
      <Loaded name="home" load={getHome}>
        {(home, reload) => <Home home={home} person={person} reload={reload} />}
      </Loaded>
    </Page>
  )
}

/** Who works for the programme only begins there. */
function OfficeHome({ person: { office } }: { person: SignedIn }) {
  const { route } = useLocation()
  useEffect(() => route(office === 'coordinator' ? '/region' : '/programme', true), [office, route])
  return null
}

/** Who also works for the programme does so with a second step only. */
function OfficeWaits() {
  return (
    <Notice title={t('home.officeWaits.title')}>
      <p>{t('home.officeWaits.what')}</p>
      <Button href="/account">{t('common.setUpSecondStep')}</Button>
    </Notice>
  )
}

interface HomeProps {
  home: HomeState
  person: SignedIn
  reload: () => void
}

function Home({ home, person, reload }: HomeProps) {
  const { stops, next, prepared } = home
  const isOfficer = person.role === 'privacy-officer'
  const preparing = next.kind === 'prepare' || next.kind === 'add-units'
  const list = person.role === 'messenger' && <PrepareList prepared={prepared} onSaved={reload} />
  return (
    <div class="stack">
      <SixStopLine
        label={t('home.line')}
        stops={stops.map(({ id, state }) => ({ label: t(`home.stops.${id}`), state }))}
      />
      {isOfficer ? <OfficerHome /> : <NextStepCard advice={adviceOn(next)}>{preparing && list}</NextStepCard>}
      <div class="cards">
        {!isOfficer && <OpenActions home={home} />}
        <LatestResults results={home.latestResults} />
        {person.role === 'messenger' && home.latestResults && (
          <CommentsCard scanId={home.latestResults.scanId} mayJudge onlyToJudge />
        )}
      </div>
      {!preparing && list && (
        <details>
          <summary>{t('home.prepared.title')}</summary>
          {list}
        </details>
      )}
    </div>
  )
}

function OpenActions({ home: { openActions, openActionCount } }: { home: HomeState }) {
  return (
    <Card title={t('home.actions.title')}>
      {openActions.length === 0 ? (
        <p class="hint">{t('home.actions.empty')}</p>
      ) : (
        <>
          <ul class="plain-list">
            {openActions.map((action) => (
              <OpenAction key={action.actionId} action={action} />
            ))}
          </ul>
          <p class="home-more">
            <a href="/plans">
              {t('home.actions.all')} ({t('home.actions.count', { count: openActionCount })})
            </a>
          </p>
        </>
      )}
    </Card>
  )
}

function OpenAction({ action }: { action: HomeState['openActions'][number] }) {
  const { planId, actionId, title, owner, dueOn, late } = action
  return (
    <li class="home-line">
      <a href={`/plans/${planId}/actions/${actionId}`}>{title}</a>{' '}
      {late && <span class="badge badge-chance">{t('home.actions.late')}</span>}
      <span class="hint">
        {owner ?? t('home.actions.noOwner')},{' '}
        {dueOn ? t('home.actions.due', { date: formatShortDate(dueOn) }) : t('home.actions.noDate')}
      </span>
    </li>
  )
}

function LatestResults({ results }: { results: HomeState['latestResults'] }) {
  return (
    <Card title={t('home.results.title')}>
      {results ? (
        <>
          <p class="home-line">
            <strong>{results.title}</strong>
            <span class="hint">
              {t('home.results.closed', { date: formatDate(closingDay(results.closedAt)) })}
            </span>
          </p>
          <div class="buttons">
            <Button href={`/scans/${results.scanId}/results`}>{t('home.results.read')}</Button>
          </div>
        </>
      ) : (
        <p class="hint">{t('home.results.empty')}</p>
      )}
    </Card>
  )
}

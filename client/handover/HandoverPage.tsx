import type { Handover } from '#server/handover/contract.ts'
import { getHandover } from '../api.ts'
import { t } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { formatDate, formatShortDate } from '../ui/format.ts'
import { Loaded } from '../ui/Loaded.tsx'
import { Page } from '../ui/Page.tsx'
import { SixStopLine } from '../ui/SixStopLine.tsx'
import { LeaveForm } from './LeaveForm.tsx'
import { ScanSummary } from './ScanSummary.tsx'
import './handover.css'

/** All that whoever takes over needs: to read together, to print, and then to hand over. */
export function HandoverPage() {
  return (
    <Page
      title={t('handover.title')}
      purpose={t('handover.purpose')}
      breadcrumb={[{ href: '/organisation/members', label: t('access.members.title') }]}
      action={<Button onClick={() => print()}>{t('common.print')}</Button>}
    >
      <Loaded name="handover" load={getHandover}>
        {(handover) => (
          <div class="stack handover">
            <Summary handover={handover} />
            <LeaveForm handover={handover} />
          </div>
        )}
      </Loaded>
    </Page>
  )
}

function Summary({ handover }: { handover: Handover }) {
  const { organisation, by, madeAt, stops, scans } = handover
  return (
    <>
      <p class="hint">{t('handover.made', { organisation, by, date: formatDate(madeAt) })}</p>
      <SixStopLine
        label={t('home.line')}
        stops={stops.map(({ id, state }) => ({ label: t(`home.stops.${id}`), state }))}
      />
      <section>
        <h2>{t('handover.scans')}</h2>
        {scans.length === 0 && <p class="hint">{t('handover.noScans')}</p>}
        <ul class="plain-list handover-scans">
          {scans.map((scan) => (
            <ScanSummary key={scan.id} scan={scan} />
          ))}
        </ul>
      </section>
      <Dates handover={handover} />
      <Actions handover={handover} />
      <People handover={handover} />
    </>
  )
}

function Dates({ handover: { dates } }: { handover: Handover }) {
  return (
    <section>
      <h2>{t('handover.dates')}</h2>
      {dates.length === 0 && <p class="hint">{t('handover.noDates')}</p>}
      <ul class="plain-list">
        {dates.map(({ on, kind, title }) => (
          <li key={`${on} ${kind} ${title}`} class="handover-line">
            <strong>{formatDate(on)}</strong> {t(`handover.dateKinds.${kind}`, { title })}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Actions({ handover: { actions } }: { handover: Handover }) {
  return (
    <section>
      <h2>{t('handover.actions')}</h2>
      {actions.length === 0 && <p class="hint">{t('handover.noActions')}</p>}
      <ul class="plain-list">
        {actions.map(({ planId, actionId, title, owner, dueOn, late, hasLink }) => (
          <li key={actionId} class="handover-line">
            <a href={`/plans/${planId}/actions/${actionId}`}>{title}</a>{' '}
            {late && <span class="badge badge-chance">{t('home.actions.late')}</span>}{' '}
            <span class="hint">
              {owner ?? t('home.actions.noOwner')},{' '}
              {dueOn ? t('home.actions.due', { date: formatShortDate(dueOn) }) : t('home.actions.noDate')}
              {hasLink && `, ${t('handover.hasLink')}`}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function People({ handover: { people, invitations, unsentMails } }: { handover: Handover }) {
  return (
    <section>
      <h2>{t('handover.people')}</h2>
      <ul class="plain-list">
        {people.map(({ membershipId, name, role, unitName }) => (
          <li key={membershipId} class="handover-line">
            {name} <span class="hint">{[t(`common.role.${role}`), unitName].filter(Boolean).join(', ')}</span>
          </li>
        ))}
        {invitations.map(({ name, role, expired }) => (
          <li key={`${name} ${role}`} class="handover-line">
            {name}{' '}
            <span class="hint">
              {t(`common.role.${role}`)}, {t(expired ? 'handover.invitationExpired' : 'handover.invited')}
            </span>
          </li>
        ))}
      </ul>
      {unsentMails > 0 && (
        <p>
          <a href="/organisation/outbox">{t('handover.unsent', { count: unsentMails })}</a>
        </p>
      )}
    </section>
  )
}

import type { OrganisationPage as Organisation, Region } from '#server/programme/contract.ts'
import { AskFirst } from '../access/AskFirst.tsx'
import { getListed, listRegions, withdrawMessenger } from '../api.ts'
import { t } from '../text/text.ts'
import { Badge } from '../ui/Badge.tsx'
import { Card } from '../ui/Card.tsx'
import { formatDate } from '../ui/format.ts'
import { Loaded } from '../ui/Loaded.tsx'
import { Page } from '../ui/Page.tsx'
import { SixStopLine } from '../ui/SixStopLine.tsx'
import { ChangeDetails } from './ChangeDetails.tsx'
import { InviteMessenger } from './InviteMessenger.tsx'
import { ScanTotals } from './ScanTotals.tsx'
import { kindWords, stopWords } from './standing.ts'
import '../access/access.css'
import './programme.css'

/** What the centre sees of one organisation: how far it is, and who is there to talk to. */
export function OrganisationPage({ organisationId }: { organisationId: string }) {
  const load = () => Promise.all([getListed(organisationId), listRegions()])
  return (
    <Loaded wholePage name={`organisation ${organisationId}`} load={load}>
      {([organisation, regions], reload) => (
        <Page
          title={organisation.name}
          purpose={t('programme.organisation.purpose')}
          breadcrumb={[{ label: t('programme.list.title'), href: '/programme' }]}
        >
          <Sections organisation={organisation} regions={regions} reload={reload} />
        </Page>
      )}
    </Loaded>
  )
}

interface SectionsProps {
  organisation: Organisation
  regions: Region[]
  reload: () => void
}

function Sections({ organisation, regions, reload }: SectionsProps) {
  const { id, name, kind, region, stops, scans, grantedAt } = organisation
  return (
    <div class="stack">
      <p>
        <Badge>{kindWords(kind)}</Badge> <Badge>{region?.name ?? t('programme.regions.none')}</Badge>
      </p>
      <SixStopLine
        label={t('programme.organisation.line', { name })}
        stops={stops.map((stop) => ({ label: stopWords(stop.id), state: stop.state }))}
      />
      <Card title={t('programme.organisation.scans')}>
        <ScanTotals
          name={name}
          scans={scans}
          readAt={(scan) => (scan.readable ? `/programme/organisations/${id}/scans/${scan.id}` : undefined)}
        />
        <p class="hint">
          {grantedAt
            ? t('programme.organisation.granted', { date: formatDate(grantedAt) })
            : t('programme.organisation.private')}
        </p>
      </Card>
      <Messengers organisation={organisation} reload={reload} />
      <ChangeDetails
        key={`${name} ${kind} ${region?.id}`}
        organisation={organisation}
        regions={regions}
        onChanged={reload}
      />
    </div>
  )
}

function Messengers({ organisation, reload }: Omit<SectionsProps, 'regions'>) {
  const { id, messengers, invitations } = organisation
  return (
    <Card title={t('programme.organisation.people')}>
      {messengers.length === 0 && <p>{t('programme.organisation.noPeople')}</p>}
      <ul class="people">
        {messengers.map(({ name, email }) => (
          <li key={email}>
            <Person name={name} email={email} />
          </li>
        ))}
        {invitations.map(({ id: invitationId, name, email, expired, expiresAt }) => (
          <li key={invitationId}>
            <Person
              name={name}
              email={email}
              note={
                expired
                  ? t('access.members.expired')
                  : `${t('programme.organisation.invited')}, ${t('access.members.until', { date: formatDate(expiresAt) })}`
              }
            />
            {messengers.length === 0 && (
              <AskFirst
                kind="quiet"
                danger
                action={t('access.members.withdraw')}
                label={t('access.members.withdrawFor', { name })}
                question={t('access.members.withdrawQuestion', { name })}
                send={() => withdrawMessenger(id, invitationId)}
                onDone={reload}
              >
                {t('access.members.withdrawWhat')}
              </AskFirst>
            )}
          </li>
        ))}
      </ul>
      {messengers.length === 0 && <InviteMessenger organisationId={id} onInvited={reload} />}
    </Card>
  )
}

function Person({ name, email, note }: { name: string; email: string; note?: string }) {
  return (
    <div class="person">
      <p>
        <strong>{name}</strong> {note && <span class="hint">{note}</span>}
      </p>
      <p class="hint">{email}</p>
    </div>
  )
}

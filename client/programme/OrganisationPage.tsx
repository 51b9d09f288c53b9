import type { OrganisationPage as Organisation, Region } from '#server/programme/contract.ts'
import { Invited } from '../access/Invited.tsx'
import { kindWords } from '../access/kinds.ts'
import { Person } from '../access/Person.tsx'
import { getListed, inviteMessenger, listRegions, withdrawMessenger } from '../api.ts'
import { t } from '../text/text.ts'
import { Badge } from '../ui/Badge.tsx'
import { Card } from '../ui/Card.tsx'
import { formatDate } from '../ui/format.ts'
import { Loaded } from '../ui/Loaded.tsx'
import { Page } from '../ui/Page.tsx'
import { SixStopLine } from '../ui/SixStopLine.tsx'
import { ChangeDetails } from './ChangeDetails.tsx'
import { InviteMessenger } from './InviteMessenger.tsx'
import { MailState } from './MailState.tsx'
import { ScanTotals } from './ScanTotals.tsx'
import { stopWords } from './standing.ts'
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
      <ChangeDetails organisation={organisation} regions={regions} onChanged={reload} />
    </div>
  )
}

function Messengers({ organisation, reload }: Omit<SectionsProps, 'regions'>) {
  const { id, messengers, invitations } = organisation
  const isAlone = messengers.length === 0
  return (
    <Card title={t('programme.organisation.people')}>
      {isAlone && <p>{t('programme.organisation.noPeople')}</p>}
      {messengers.length + invitations.length > 0 && (
        <ul class="people">
          {messengers.map(({ name, email }) => (
            <li key={email}>
              <Person name={name} email={email} />
            </li>
          ))}
          {invitations.map((invitation) => (
            <Invited
              key={invitation.email}
              invitation={invitation}
              change={isAlone ? changeOf(id, invitation, reload) : undefined}
            >
              {t('programme.organisation.invited')} <MailState mail={invitation.mail} />
            </Invited>
          ))}
        </ul>
      )}
      {isAlone && <InviteMessenger organisationId={id} another={invitations.length > 0} onInvited={reload} />}
    </Card>
  )
}

/** Inviting the same person again is what makes a new link. */
const changeOf = (organisationId: string, invitation: Invitation, onDone: () => void) => ({
  renew: () => inviteMessenger(organisationId, { name: invitation.name, email: invitation.email }),
  withdraw: () => withdrawMessenger(organisationId, invitation.id),
  onDone,
})

type Invitation = Organisation['invitations'][number]

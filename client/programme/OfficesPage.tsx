import type { OfficeInvitationLine, OfficeLine, Offices, Region } from '#server/programme/contract.ts'
import { AskFirst } from '../access/AskFirst.tsx'
import { Invited } from '../access/Invited.tsx'
import { Person } from '../access/Person.tsx'
import { endOffice, getOffices, inviteOffice, listRegions, withdrawOffice } from '../api.ts'
import { t } from '../text/text.ts'
import { Loaded } from '../ui/Loaded.tsx'
import { Page } from '../ui/Page.tsx'
import { ProgrammeTabs } from '../ui/Tabs.tsx'
import { InviteOffice } from './InviteOffice.tsx'
import { MailState } from './MailState.tsx'
import { MoveOffice } from './MoveOffice.tsx'
import '../access/access.css'

/** Who works for the programme, and who was asked to. */
export function OfficesPage() {
  return (
    <Page
      title={t('programme.people.title')}
      purpose={t('programme.people.purpose')}
      tabs={<ProgrammeTabs />}
    >
      <Loaded name="offices" load={() => Promise.all([getOffices(), listRegions()])}>
        {([offices, regions], reload) => <People offices={offices} regions={regions} reload={reload} />}
      </Loaded>
    </Page>
  )
}

interface PeopleProps {
  offices: Offices
  regions: Region[]
  reload: () => void
}

function People({ offices: { people, invitations }, regions, reload }: PeopleProps) {
  return (
    <div class="stack">
      <section>
        <h2>{t('programme.people.list')}</h2>
        <ul class="people">
          {people.map((person) => (
            <li key={person.id}>
              <Person {...person} note={person.you && t('programme.people.you')}>
                {officeWords(person)}
              </Person>
              <div class="buttons">
                {person.role === 'coordinator' && (
                  <MoveOffice person={person} regions={regions} onDone={reload} />
                )}
                {!person.you && <End person={person} onDone={reload} />}
              </div>
            </li>
          ))}
        </ul>
      </section>
      {invitations.length > 0 && <Pending invitations={invitations} reload={reload} />}
      <InviteOffice regions={regions} onInvited={reload} />
    </div>
  )
}

function Pending({ invitations, reload }: { invitations: OfficeInvitationLine[]; reload: () => void }) {
  return (
    <section>
      <h2>{t('programme.people.pending')}</h2>
      <ul class="people">
        {invitations.map((invitation) => (
          <Invited key={invitation.email} invitation={invitation} change={changeOf(invitation, reload)}>
            {officeWords(invitation)} <MailState mail={invitation.mail} />
          </Invited>
        ))}
      </ul>
    </section>
  )
}

/** Inviting the same person again is what makes a new link. */
const changeOf = ({ id, name, email, role, region }: OfficeInvitationLine, onDone: () => void) => ({
  renew: () => inviteOffice({ name, email, role, regionId: region?.id ?? null }),
  withdraw: () => withdrawOffice(id),
  onDone,
})

function officeWords({ role, region }: OfficeLine | OfficeInvitationLine): string {
  const place = region && t('programme.people.in', { region: region.name })
  return [t(`common.role.${role}`), place].filter(Boolean).join(', ')
}

function End({ person: { id, name }, onDone }: { person: OfficeLine; onDone: () => void }) {
  return (
    <AskFirst
      kind="quiet"
      danger
      action={t('programme.people.end')}
      label={t('programme.people.endFor', { name })}
      question={t('programme.people.endQuestion', { name })}
      send={() => endOffice(id)}
      onDone={onDone}
    >
      {t('programme.people.endWhat', { name })}
    </AskFirst>
  )
}

import type { InvitationLine, MemberLine, Members } from '#server/access/contract.ts'
import type { Unit } from '#server/organisations/contract.ts'
import { endAccess, getMembers, listUnits, renewInvitation, withdrawInvitation } from '../api.ts'
import { t } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { Loaded } from '../ui/Loaded.tsx'
import { Page } from '../ui/Page.tsx'
import { useSignedIn } from '../ui/session.ts'
import { OrganisationTabs } from '../ui/Tabs.tsx'
import { AskFirst } from './AskFirst.tsx'
import { ChangeMember } from './ChangeMember.tsx'
import { Invited } from './Invited.tsx'
import { INVITE, InviteForm } from './InviteForm.tsx'
import { Person } from './Person.tsx'
import { RoleWords } from './RoleChoice.tsx'
import './access.css'

/** With so many the form to invite somebody is out of sight. */
const MANY = 6

export function MembersPage() {
  return (
    <Page title={t('access.members.title')} purpose={t('access.members.purpose')} tabs={<OrganisationTabs />}>
      <Loaded name="members" load={() => Promise.all([getMembers(), listUnits()])}>
        {([people, units], reload) => <People people={people} units={units} reload={reload} />}
      </Loaded>
    </Page>
  )
}

function People({ people, units, reload }: { people: Members; units: Unit[]; reload: () => void }) {
  const { members, invitations } = people
  const mayChange = useSignedIn()?.role === 'messenger'
  const reloadFor = mayChange ? reload : undefined
  return (
    <div class="stack">
      {mayChange && members.length > MANY && (
        <div class="buttons">
          <Button href={`#${INVITE}`} icon="plus">
            {t('access.members.invite')}
          </Button>
        </div>
      )}
      <MemberList members={members} units={units} reload={reloadFor} />
      {invitations.length > 0 && <InvitationList invitations={invitations} reload={reloadFor} />}
      {mayChange && members.length === 1 && invitations.length === 0 && (
        <p class="hint">{t('access.members.alone')}</p>
      )}
      {mayChange && <InviteForm units={units} onInvited={reload} />}
      <RoleWords />
      {mayChange && <Leaving />}
    </div>
  )
}

function Leaving() {
  return (
    <section class="stack">
      <h2>{t('access.members.leaving')}</h2>
      <p>{t('access.members.leavingHow')}</p>
      <div class="buttons">
        <Button href="/organisation/handover">{t('access.members.toHandover')}</Button>
      </div>
    </section>
  )
}

interface MemberListProps {
  members: MemberLine[]
  units: Unit[]
  /** Absent for who only reads. */
  reload: (() => void) | undefined
}

function MemberList({ members, units, reload }: MemberListProps) {
  return (
    <section>
      <h2>{t('access.members.list')}</h2>
      <ul class="people">
        {members.map((member) => (
          <li key={member.id}>
            <Person {...member} note={member.you && t('access.members.you')}>
              <RoleOf person={member} />
            </Person>
            {reload && (
              <div class="buttons">
                <ChangeMember member={member} units={units} onDone={reload} />
                {!member.you && <EndAccess member={member} onDone={reload} />}
              </div>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

interface InvitationListProps {
  invitations: InvitationLine[]
  reload: (() => void) | undefined
}

function InvitationList({ invitations, reload }: InvitationListProps) {
  return (
    <section>
      <h2>{t('access.members.pending')}</h2>
      <ul class="people">
        {invitations.map((invitation) => (
          <Invited
            key={invitation.id}
            invitation={invitation}
            change={reload && changeOf(invitation, reload)}
          >
            <RoleOf person={invitation} />
          </Invited>
        ))}
      </ul>
    </section>
  )
}

const changeOf = ({ id }: InvitationLine, onDone: () => void) => ({
  renew: () => renewInvitation(id),
  withdraw: () => withdrawInvitation(id),
  onDone,
})

function RoleOf({ person: { role, unitName } }: { person: MemberLine | InvitationLine }) {
  return (
    <>
      {t(`common.role.${role}`)}
      {role === 'manager' && `, ${t('access.members.sees', { team: unitName ?? t('access.everyTeam') })}`}
    </>
  )
}

function EndAccess({ member: { id, name }, onDone }: { member: MemberLine; onDone: () => void }) {
  return (
    <AskFirst
      kind="quiet"
      danger
      action={t('access.members.end')}
      label={t('access.members.endFor', { name })}
      question={t('access.members.endQuestion', { name })}
      send={() => endAccess(id)}
      onDone={onDone}
    >
      {t('access.members.endWhat', { name })}
    </AskFirst>
  )
}

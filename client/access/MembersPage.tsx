import type { ComponentChildren } from 'preact'
import type { InvitationLine, MemberLine, Members } from '#server/access/contract.ts'
import type { Unit } from '#server/organisations/contract.ts'
import { endAccess, getMembers, listUnits, withdrawInvitation } from '../api.ts'
import { t } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { formatDate } from '../ui/format.ts'
import { Loaded } from '../ui/Loaded.tsx'
import { Page } from '../ui/Page.tsx'
import { useSignedIn } from '../ui/session.ts'
import { OrganisationTabs } from '../ui/Tabs.tsx'
import { AskFirst } from './AskFirst.tsx'
import { ChangeMember } from './ChangeMember.tsx'
import { InviteForm } from './InviteForm.tsx'
import { NewLink } from './NewLink.tsx'
import { RoleWords } from './RoleChoice.tsx'
import './access.css'

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
            <Person person={member} note={member.you ? t('access.members.you') : undefined} />
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
          <li key={invitation.id}>
            <Person person={invitation} note={<Until invitation={invitation} />} />
            {reload && (
              <div class="buttons">
                <NewLink invitation={invitation} onDone={reload} />
                <Withdraw invitation={invitation} onDone={reload} />
              </div>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Until({ invitation: { expired, expiresAt } }: { invitation: InvitationLine }) {
  if (expired) return <span class="badge badge-chance">{t('access.members.expired')}</span>
  return <>{t('access.members.until', { date: formatDate(expiresAt) })}</>
}

interface PersonProps {
  person: MemberLine | InvitationLine
  note?: ComponentChildren
}

function Person({ person: { name, email, role, unitName }, note }: PersonProps) {
  return (
    <div class="person">
      <p>
        <strong>{name}</strong> {note && <span class="hint">{note}</span>}
      </p>
      <p class="hint">{email}</p>
      <p class="hint">
        {t(`common.role.${role}`)}
        {role === 'manager' && `, ${t('access.members.sees', { team: unitName ?? t('access.everyTeam') })}`}
      </p>
    </div>
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

interface WithdrawProps {
  invitation: InvitationLine
  onDone: () => void
}

function Withdraw({ invitation: { id, name }, onDone }: WithdrawProps) {
  return (
    <AskFirst
      kind="quiet"
      danger
      action={t('access.members.withdraw')}
      label={t('access.members.withdrawFor', { name })}
      question={t('access.members.withdrawQuestion', { name })}
      send={() => withdrawInvitation(id)}
      onDone={onDone}
    >
      {t('access.members.withdrawWhat')}
    </AskFirst>
  )
}

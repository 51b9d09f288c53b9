import type { ComponentChildren } from 'preact'
import type { InvitationLine, MemberLine, Members } from '#server/access/contract.ts'
import type { Unit } from '#server/organisations/contract.ts'
import { endAccess, getMembers, listUnits, withdrawInvitation } from '../api.ts'
import { t } from '../text/text.ts'
import { formatDate } from '../ui/format.ts'
import { Loaded } from '../ui/Loaded.tsx'
import { Page } from '../ui/Page.tsx'
import { OrganisationTabs } from '../ui/Tabs.tsx'
import { AskFirst } from './AskFirst.tsx'
import { InviteForm } from './InviteForm.tsx'
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
  return (
    <div class="stack">
      <MemberList members={members} reload={reload} />
      {invitations.length > 0 && <InvitationList invitations={invitations} reload={reload} />}
      {members.length === 1 && invitations.length === 0 && <p class="hint">{t('access.members.alone')}</p>}
      <InviteForm units={units} onInvited={reload} />
    </div>
  )
}

function MemberList({ members, reload }: { members: MemberLine[]; reload: () => void }) {
  return (
    <section>
      <h2>{t('access.members.list')}</h2>
      <ul class="people">
        {members.map((member) => (
          <li key={member.id}>
            <Person person={member} note={member.you ? t('access.members.you') : undefined} />
            {!member.you && <EndAccess member={member} onDone={reload} />}
          </li>
        ))}
      </ul>
    </section>
  )
}

function InvitationList({ invitations, reload }: { invitations: InvitationLine[]; reload: () => void }) {
  return (
    <section>
      <h2>{t('access.members.pending')}</h2>
      <ul class="people">
        {invitations.map((invitation) => (
          <li key={invitation.id}>
            <Person person={invitation} note={<Until invitation={invitation} />} />
            <Withdraw invitation={invitation} onDone={reload} />
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
        {t(`common.role.${role}`)}, {t('access.members.sees', { team: unitName ?? t('access.everyTeam') })}
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

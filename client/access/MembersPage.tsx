import type { InvitationLine, MemberLine, Members } from '#server/access/contract.ts'
import type { Unit } from '#server/organisations/contract.ts'
import { endAccess, getMembers, listUnits, withdrawInvitation } from '../api.ts'
import { t } from '../text/text.ts'
import { formatDate } from '../ui/format.ts'
import { Loaded } from '../ui/Loaded.tsx'
import { Page } from '../ui/Page.tsx'
import { type Column, Table } from '../ui/Table.tsx'
import { OrganisationTabs } from '../ui/Tabs.tsx'
import { AskFirst } from './AskFirst.tsx'
import { InviteForm } from './InviteForm.tsx'

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
      <MemberTable members={members} reload={reload} />
      {invitations.length > 0 && <InvitationTable invitations={invitations} reload={reload} />}
      {members.length === 1 && invitations.length === 0 && <p class="hint">{t('access.members.alone')}</p>}
      <InviteForm units={units} onInvited={reload} />
    </div>
  )
}

type Person = MemberLine | InvitationLine

function columns<Row extends Person>(last: Column<Row>[]): Column<Row>[] {
  return [
    { label: t('access.members.name'), heading: true, cell: (row) => row.name },
    { label: t('access.members.email'), cell: (row) => row.email },
    { label: t('access.members.role'), cell: (row) => t(`common.role.${row.role}`) },
    { label: t('access.members.team'), cell: (row) => row.unitName ?? t('access.everyTeam') },
    ...last,
  ]
}

function MemberTable({ members, reload }: { members: MemberLine[]; reload: () => void }) {
  const last: Column<MemberLine>[] = [
    {
      label: t('access.members.actions'),
      cell: (member) =>
        member.you ? t('access.members.you') : <EndAccess member={member} onDone={reload} />,
    },
  ]
  return (
    <Table caption={t('access.members.list')} columns={columns(last)} rows={members} keyOf={({ id }) => id} />
  )
}

function InvitationTable({ invitations, reload }: { invitations: InvitationLine[]; reload: () => void }) {
  const until = ({ expiresAt, expired }: InvitationLine) =>
    expired ? <span class="badge badge-chance">{t('access.members.expired')}</span> : formatDate(expiresAt)
  const last: Column<InvitationLine>[] = [
    { label: t('access.members.until'), cell: until },
    {
      label: t('access.members.actions'),
      cell: (invitation) => <Withdraw invitation={invitation} onDone={reload} />,
    },
  ]
  return (
    <Table
      caption={t('access.members.pending')}
      columns={columns(last)}
      rows={invitations}
      keyOf={({ id }) => id}
    />
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

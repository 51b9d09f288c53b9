import { useState } from 'preact/hooks'
import type { MemberInvitation, Role } from '#server/access/contract.ts'
import type { Unit } from '#server/organisations/contract.ts'
import { inviteMember } from '../api.ts'
import { t } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { CopyText } from '../ui/CopyText.tsx'
import { RadioGroup, Select, TextField } from '../ui/Field.tsx'
import { formatDate } from '../ui/format.ts'
import { ErrorNotice, Notice } from '../ui/Notice.tsx'
import { useSubmit } from '../ui/use-submit.ts'

type Invited = MemberInvitation & { name: string }

export function InviteForm({ units, onInvited }: { units: Unit[]; onInvited: () => void }) {
  const [invited, setInvited] = useState<Invited>()
  return (
    <Card title={t('access.members.invite')}>
      {invited ? (
        <Link invited={invited} onNext={() => setInvited(undefined)} />
      ) : (
        <Form
          units={units}
          onInvited={(invitation) => {
            setInvited(invitation)
            onInvited()
          }}
        />
      )}
    </Card>
  )
}

function Link({ invited, onNext }: { invited: Invited; onNext: () => void }) {
  const { name, link, mailed, expiresAt } = invited
  return (
    <div class="stack">
      <Notice kind="strength" title={t('access.members.invited', { name })} live>
        <p>{t(mailed ? 'access.members.mailed' : 'access.members.notMailed')}</p>
      </Notice>
      <CopyText
        label={t('access.members.link')}
        hint={t('access.members.linkHint', { date: formatDate(expiresAt) })}
        text={link}
        rows={3}
      />
      <div class="buttons">
        <Button onClick={onNext}>{t('access.members.inviteNext')}</Button>
      </div>
    </div>
  )
}

interface FormProps {
  units: Unit[]
  onInvited: (invited: Invited) => void
}

function Form({ units, onInvited }: FormProps) {
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const [role, setRole] = useState<Role>('manager')
  const [unitId, setUnitId] = useState('')
  const { submit, busy, error, faultOf } = useSubmit(async () => {
    const bound = role === 'manager' && unitId ? unitId : null
    onInvited({ name, ...(await inviteMember({ name, email: email.trim(), role, unitId: bound })) })
  })
  return (
    <form class="stack" onSubmit={submit}>
      <ErrorNotice error={error} />
      <div class="field-row">
        <TextField
          label={t('access.members.inviteName')}
          name="colleague"
          required
          maxLength={120}
          value={name}
          error={faultOf('name')}
          onInput={setName}
        />
        <TextField
          label={t('access.email')}
          type="email"
          name="colleague-email"
          required
          maxLength={254}
          value={email}
          error={faultOf('email')}
          onInput={setEmail}
        />
      </div>
      <RoleChoice role={role} onChange={setRole} />
      {role === 'manager' && <UnitChoice units={units} unitId={unitId} onChange={setUnitId} />}
      <div class="buttons">
        <Button kind="primary" type="submit" busy={busy}>
          {t('access.members.inviteSubmit')}
        </Button>
      </div>
    </form>
  )
}

function RoleChoice({ role, onChange }: { role: Role; onChange: (role: Role) => void }) {
  return (
    <RadioGroup
      label={t('access.members.inviteRole')}
      value={role}
      options={[
        { value: 'manager', label: t('common.role.manager'), hint: t('access.members.managerHint') },
        { value: 'messenger', label: t('common.role.messenger'), hint: t('access.members.messengerHint') },
      ]}
      onChange={onChange}
    />
  )
}

interface UnitChoiceProps {
  units: Unit[]
  unitId: string
  onChange: (unitId: string) => void
}

function UnitChoice({ units, unitId, onChange }: UnitChoiceProps) {
  const teams = units.filter(({ parentId, archived }) => parentId !== null && !archived)
  return (
    <Select
      label={t('access.members.inviteTeam')}
      hint={t('access.members.inviteTeamHint')}
      value={unitId}
      placeholder={t('access.everyTeam')}
      options={teams.map(({ id, name, level }) => ({
        value: id,
        label: `${'\u2003'.repeat(level - 1)}${name}`,
      }))}
      onChange={onChange}
    />
  )
}
